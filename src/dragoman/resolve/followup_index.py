"""Events made ready for looking up what came of an act. In: events with their tellings; out: an Index by party, report and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dragoman.model import Event
from dragoman.model.vocabulary import SYMMETRIC_TYPES
from dragoman.resolve.tellings import Telling

# Days told more widely than this have no order among others.
WIDEST: Final = 31


@dataclass(slots=True)
class Index:
    """Events by what a search needs: id, telling, report, and first day for each party that acts."""

    events: dict[str, Event] = field(default_factory=dict)
    told: dict[str, tuple[Telling, ...]] = field(default_factory=dict)
    of_telling: dict[str, str] = field(default_factory=dict)
    by_report: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    by_actor: dict[str, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
    of_party: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    last_of: dict[str, date] = field(default_factory=dict)
    reach: date | None = None


def index_of(events: Sequence[Event], told: Mapping[str, Sequence[Telling]]) -> Index:
    """The events by what a search needs."""
    index = Index()
    for event in events:
        tellings = tuple(told[event.id])
        index.events[event.id], index.told[event.id] = event, tellings
        for one in tellings:
            index.of_telling[one.id] = event.id
            index.by_report[one.report].append(one)
            day = one.written.to if one.written.known and (one.written.days or 0) <= WIDEST else None
            if day is not None:
                index.reach = max(index.reach or day, day)
                for party in one.parties:
                    index.last_of[party] = max(index.last_of.get(party, day), day)
        for party in {*event.actor_countries, *event.recipient_countries}:
            index.of_party[party].append(event.id)
        if event.from_ is not None and not event.negated:
            for party in {*event.actor_countries, *(event.recipient_countries if event.type in SYMMETRIC_TYPES else ())}:
                index.by_actor[party].append((event.from_, event.id))
    for dated in index.by_actor.values():
        dated.sort()
    return index
