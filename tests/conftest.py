"""Fixtures of many tests: the command line, and what costs seconds to make (knowledge, parser), once a test session and only where a test asks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process: exit status, standard output, standard error."""
    from dragoman.cli.main import main

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


@pytest.fixture(scope="session")
def knowledge() -> Any:
    """The packaged knowledge."""
    from dragoman import knowledge as room

    return room.load()


@pytest.fixture(scope="session")
def parser(knowledge: Any) -> Any:
    """A parser over the packaged knowledge; the spaCy model loads at the first parse."""
    from dragoman.parse import Parser

    return Parser(knowledge)


@pytest.fixture(scope="module")
def browser() -> Any:
    """Chromium, for a module and not for the session: while it lives, nothing else in this process can run an event loop of its own."""
    from factories_browser import chromium

    yield from chromium()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL that is started for the tests."""
    from factories_engines import server

    with server() as address:
        yield address


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def homes(request: pytest.FixtureRequest) -> Any:
    """Makes places for records in a folder, or in schemas of a database: whoever asks for it is run with both."""
    from factories_engines import Home, Stock

    stock = Stock(request.getfixturevalue("postgresql")) if request.param == "postgresql" else None
    return lambda folder: Home(folder, stock)


@pytest.fixture
def home(homes: Any, tmp_path: Path) -> Iterator[Any]:
    """A test's own place for records, in either store: `Record.open(home / "R.db")`."""
    found = homes(tmp_path)
    yield found
    found.leave()
