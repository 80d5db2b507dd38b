"""A build that is stopped at any moment leaves a record that the next build completes to the very same export."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dragoman.export import export
from dragoman.record import Record, resolution
from factories_engines import Home, Homes
from factories_record import RUN, Clock, Resolved, claims, fill, reading, report, resolve

REPORTS = 5


def _build(path: str) -> None:
    with Record.open(path, now=Clock(), batch=2) as record:
        for found, read in claims(REPORTS):
            if not record.has(found.digest, RUN.id):
                record.add(found, read, RUN)
        if record.resolved_for != record.claims_digest():
            record.write_resolution(resolve(record))


def _exported(path: str, out: Path) -> dict[str, bytes]:
    with Record.open(path, read_only=True) as record:
        summary = export(record, "jsonl", out)
    assert summary.notes == ()
    return {file.name: file.read_bytes() for file in summary.files}


class Steps:
    """Counts every statement and commit of a build; at the step named, the process is killed."""

    def __init__(self, fatal: int | None = None) -> None:
        self.count, self.fatal = 0, fatal

    def __call__(self, *_: Any) -> None:
        self.count += 1
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        for name in ("before_cursor_execute", "commit"):
            event.listen(Engine, name, self)

    def unwatch(self) -> None:
        for name in ("before_cursor_execute", "commit"):
            event.remove(Engine, name, self)


def _build_and_be_killed(path: str, fatal: int) -> None:
    child = os.fork()
    if child == 0:
        try:
            Steps(fatal).watch()
            _build(path)
        finally:
            os._exit(3)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.fixture(scope="module")
def undisturbed(homes: Homes, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, bytes]]:
    """The number of steps of a whole build, and what it exports."""
    folder = tmp_path_factory.mktemp("whole")
    path = homes(folder).bare("R.db")
    steps = Steps()
    steps.watch()
    try:
        _build(path)
    finally:
        steps.unwatch()
    return steps.count, _exported(path, folder / "out")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.0])
def test_a_killed_build_is_completed_by_the_next(home: Home, tmp_path: Path, undisturbed: tuple[int, dict[str, bytes]], share: float) -> None:
    steps, expected = undisturbed
    path = home.bare("R.db")
    _build_and_be_killed(path, max(1, int(steps * share)))
    _build(path)
    assert _exported(path, tmp_path / "out") == expected
    assert expected["events.jsonl"] != b""


def test_building_again_writes_nothing(home: Home) -> None:
    path = home / "R.db"
    _build(path)
    before = home.rows("R.db")
    _build(path)
    assert home.rows("R.db") == before


def test_an_error_in_the_middle_of_a_batch_leaves_none_of_it(home: Home) -> None:
    steps = Steps()

    def fail(*arguments: Any) -> None:
        steps.count += "INSERT INTO statement " in arguments[2]
        if steps.count == 2:
            raise KeyboardInterrupt

    with Record.open(home / "R.db", now=Clock()) as record:
        for found, read in claims(3):
            record.add(found, read, RUN)
        event.listen(record._engine, "before_cursor_execute", fail)
        with pytest.raises(KeyboardInterrupt):
            record.flush()
        event.remove(record._engine, "before_cursor_execute", fail)
        with Record.open(home / "R.db", read_only=True) as other:
            assert set(other.counts().values()) == {0}
        assert record.flush() == 3


def test_an_error_in_the_middle_of_a_resolution_leaves_the_one_before(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.open(home / "R.db", now=Clock()) as record:
        fill(record)
        before, mark = record.events(), record.resolved_for
        record.add(report("new"), reading("new"), RUN)
        made = resolve(record)
        monkeypatch.setattr(resolution, "_others", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            record.write_resolution(made)
        assert record.events() == before
        assert record.resolved_for == mark != record.claims_digest()
        monkeypatch.undo()
        record.write_resolution(Resolved())
        assert record.events() == []
