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


def hostile_record(path: Path) -> Path:
    """The small record with markup in each field that a report can bring."""
    made = resolution()
    with Record.open(path) as record:
        for report, reading in readings():
            record.add(replace(report, title=ATTACK, outlet=f"Post {ATTACK}", byline=ATTACK), replace(reading, notes=(ATTACK,)), RUN)
        record.write_resolution(
            replace(
                made,
                actors=tuple(replace(row, name=f"{row.name} {ATTACK}", names=(ATTACK,), offices=(ATTACK,)) for row in made.actors),
                stories=tuple(replace(story, title=ATTACK, why=(ATTACK,)) for story in made.stories),
                events=tuple(replace(event, notes=(ATTACK,)) for event in made.events),
                divergences=tuple(replace(one, why=ATTACK, values=tuple(replace(held, value=ATTACK) for held in one.values)) for one in made.divergences),
                judgements=tuple(replace(one, why=ATTACK) for one in made.judgements),
            )
        )
    return path
