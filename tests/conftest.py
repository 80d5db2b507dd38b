"""Fixtures that cost seconds to make: the knowledge and the parser, once a test session and only where a test asks for them."""

from __future__ import annotations

from typing import Any

import pytest


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
