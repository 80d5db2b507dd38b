"""Questions' matter out of a record: ids, pairs, words, places deep in its lists, drawn with a seed. In: a record's path; out: what is asked for."""

from __future__ import annotations

import base64
import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from dragoman.record import Record

MANY = 5000  # of each kind: most are asked for once
WORD = re.compile(r"[a-z]{4,}")
PLACES = 1000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a record can be asked about; pairs and actors with how often they stand in it, as the busiest are asked about most."""

    counts: dict[str, int]
    events: list[str]
    reports: list[str]
    stories: list[str]
    trips: list[str]
    actors: list[tuple[str, int]]
    pairs: list[tuple[str, str, int]]
    words: list[str]
    places: list[str]

    def can(self, route: str) -> bool:
        """Whether the record holds what this route needs."""
        needs: dict[str, list[Any]] = {"trip": self.trips, "story": self.stories, "search": self.words, "api deep": self.places, "pair": self.pairs}
        return bool(needs.get(route, self.events))

    def pair(self, choice: random.Random) -> tuple[str, str]:
        one, other, _ = choice.choices(self.pairs, [count for _, _, count in self.pairs])[0]
        return one, other

    def actor(self, choice: random.Random) -> str:
        return choice.choices(self.actors, [count for _, count in self.actors])[0][0]

    def deep(self, choice: random.Random) -> str:
        return choice.choice(self.places)

    def filters(self, choice: random.Random) -> dict[str, list[str]]:
        """Filters of the timeline: none, a country, a pair, a type, a status, a year, or several."""
        one, other = self.pair(choice)
        year = str(choice.randrange(2005, 2023))
        sanctions, denied = {"type": ["SANCTION"]}, {"type": ["CONSULT"], "country": [one], "status": ["denied"]}
        return choice.choice(
            [{}, {"country": [one]}, {"country": [one, other]}, sanctions, {"status": ["planned"], "country": [one]}, {"from": [year], "to": [year]},
             {"country": [other], "from": [year], "to": [year]}, denied]
        )  # fmt: skip


def draw(path: Path, seed: int) -> Drawn:
    """Draws from the record at a path."""
    choice = random.Random(seed)
    with Record.open(path, create=False) as record, record.snapshot():
        counts = record.counts()
        events = record.ids("event")
        reports = some(record.ids("report"), choice)
        texts = list(record.texts(reports[:100]).values())
        words = sorted({word for text in texts for word in WORD.findall(text)})
        pairs = record.busiest_pairs(2000)
        busiest = {other for _, other, _ in pairs[:100]} | {one for one, _, _ in pairs[:100]}
        actors = [(one, 20) for one in sorted(busiest) if one in record.parties([one])] + [(one, 1) for one in some(record.ids("actor"), choice)]
        held = record.events_named(some(events, choice)[:PLACES])
        places = [_cursor(((event.from_ or event.to).isoformat() if event.from_ or event.to else "", event.id)) for event in held.values()]  # type: ignore[union-attr]
        shown = {name: counts[name] for name in ("reports", "event_reports", "events", "statements", "stories", "trips", "divergences", "actors")}
        return Drawn(
            shown,
            some(events, choice),
            reports,
            some(record.ids("story"), choice),
            some(record.ids("trip"), choice),
            actors,
            pairs,
            some(words, choice),
            places,
        )


def some(found: Iterable[T], choice: random.Random) -> list[T]:
    """At most MANY of them, drawn."""
    held = list(found)
    return choice.sample(held, min(MANY, len(held)))


def _cursor(key: tuple[str, str]) -> str:
    """A place in the timeline as the server writes it: this room stands left of the server's."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")
