"""The small record served to a test client, and one whose every name, title and sentence tries to break out of the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from dragoman.record import Record
from dragoman.web.app import create_app
from dragoman.web.settings import LOOPBACK, Settings, User
from factories_views import RUN, readings, resolution, small_record

ADMIN = User("Ana", "admin")
HERE = "http://127.0.0.1"
ATTACK = """"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"""


def served(path: Path, **settings: Any) -> TestClient:
    """A client of a served record, by default one that sits at the same machine."""
    return TestClient(create_app(path, Settings(**({"local": ADMIN, "hosts": LOOPBACK} | settings))), base_url=HERE, follow_redirects=False)


def small_client(folder: Path, **settings: Any) -> TestClient:
    return served(small_record(folder / "small.db"), **settings)


def hostile_record(path: Path, words: str = ATTACK) -> Path:
    """The small record with markup, or other words, in each field that a report can bring."""
    made = resolution()
    with Record.open(path) as record:
        for report, reading in readings():
            record.add(replace(report, title=words, outlet=f"Post {words}", byline=words), replace(reading, notes=(words,)), RUN)
        record.write_resolution(
            replace(
                made,
                actors=tuple(replace(row, name=f"{row.name} {words}", names=(words,), offices=(words,)) for row in made.actors),
                stories=tuple(replace(story, title=words, why=(words,)) for story in made.stories),
                events=tuple(replace(event, notes=(words,)) for event in made.events),
                divergences=tuple(replace(one, why=words, values=tuple(replace(held, value=words) for held in one.values)) for one in made.divergences),
                judgements=tuple(replace(one, why=words) for one in made.judgements),
            )
        )
    return path
