"""`actor`: who is this, and what were they last seen doing with whom?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from dragoman.model import ActorRow, Trip
from dragoman.record import Record
from dragoman.views.filters import Filters
from dragoman.views.lookup import actor as find_actor
from dragoman.views.rows import Describer, Party, trip_order
from dragoman.views.statements import StatementView, described
from dragoman.views.timeline import Timeline, grouped


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody that takes part in the same events, and in how many."""

    party: Party
    events: int


@dataclass(frozen=True, slots=True)
class ActorView:
    """One actor over the whole record."""

    actor: ActorRow
    timeline: Timeline
    trips: tuple[Trip, ...]
    statements: tuple[StatementView, ...]
    company: tuple[Company, ...]


def actor(record: Record, typed: str, filters: Filters | None = None) -> ActorView:
    """The actor by id or name.

    Raises:
        UnknownIdError: if there is none.
    """
    found = find_actor(record, typed)
    describer = Describer(record)
    rows = describer.event_rows(record.events(**replace(filters or Filters(), actor=found.id).for_record()))
    beside = Counter(party for row in rows for party in {*row.actors, *row.recipients} if party.id != found.id)
    company = sorted(beside.items(), key=lambda item: (-item[1], item[0].id))
    return ActorView(
        actor=found,
        timeline=grouped(rows),
        trips=tuple(sorted(record.trips(traveller=found.id), key=trip_order)),
        statements=described(record, record.statements(speaker=found.id)),
        company=tuple(Company(party, events) for party, events in company),
    )


def with_whom(record: Record, identifier: str, most: int) -> tuple[Company, ...]:
    """Who takes part in events of an actor, most events first, counted inside the record."""
    found = record.company(identifier, most)
    describer = Describer(record)
    parties = describer.parties(other for other, _ in found)
    return tuple(Company(party, events) for party, (_, events) in zip(parties, found, strict=True))


def latest_of(record: Record, identifier: str, most: int) -> tuple[StatementView, ...]:
    """The latest statements of an actor, in order of writing."""
    places = record.statement_order({"speaker": identifier}, None, None)[-most:]
    return described(record, record.statements_named(one for _, _, one in places))
