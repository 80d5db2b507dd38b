"""Some events at a time, in order of the day that they stand under, however many the record holds. In: filters and a place; out: events, and bounded counts.

A place is the day and id of the last event before it. Events without any day come last, whichever way the list goes. What is walked is an index: that
of the actor or of the rarest country asked for, else that of all events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, not_, select

from dragoman.record import rows
from dragoman.record.queries import EventFilters, event_conditions
from dragoman.record.tables import COUNTRY_PAIR, EVENT, EVENT_ACTOR, EVENT_COUNTRY

Place = tuple[str, str]  # day ('' for none) and id


@dataclass(frozen=True, slots=True)
class Walk:
    """What is walked: the columns of day and id, the condition that it begins with, and the filters that are left to look at."""

    at: Column[Any]
    event: Column[Any]
    begins: ColumnElement[bool] | None
    rest: EventFilters


def walk(connection: Connection, filters: EventFilters) -> Walk:
    """The shortest index that holds all events asked for."""
    rest: Any = dict(filters)
    if "actor" in rest:
        return Walk(EVENT_ACTOR.c.at, EVENT_ACTOR.c.event, EVENT_ACTOR.c.actor == rows.key(rest.pop("actor")), rest)
    if rest.get("countries"):
        rarest = _rarest(connection, rest["countries"])
        rest["countries"] = [country for country in rest["countries"] if country != rarest]
        return Walk(EVENT_COUNTRY.c.at, EVENT_COUNTRY.c.event, EVENT_COUNTRY.c.country == rarest, rest)
    return Walk(EVENT.c.at, EVENT.c.id, None, rest)


def _rarest(connection: Connection, countries: Sequence[str]) -> str:
    query = select(COUNTRY_PAIR.c.one, COUNTRY_PAIR.c.events).where(COUNTRY_PAIR.c.one == COUNTRY_PAIR.c.other, COUNTRY_PAIR.c.one.in_(countries))
    known = {row.one: row.events for row in connection.execute(query)}
    return min(countries, key=lambda country: (known.get(country, 0), country))


def ids(connection: Connection, filters: EventFilters, after: Place | None, limit: int, *, newest: bool) -> list[Place]:
    """At most so many places behind `after`."""
    along = walk(connection, filters)
    found: list[Place] = []
    if after is None or after[0]:
        day = along.at.desc() if newest else along.at
        query = walked(along).where(along.at.is_not(None)).order_by(day, along.event).limit(limit)
        if after is not None:
            onward = along.at <= after[0] if newest else along.at >= after[0]
            query = query.where(onward, not_(and_(along.at == after[0], along.event <= after[1])))
        found = [(at, event) for at, event in connection.execute(query)]
    if len(found) < limit:
        query = walked(along).where(along.at.is_(None)).order_by(along.event).limit(limit - len(found))
        if after is not None and not after[0]:
            query = query.where(along.event > after[1])
        found += [("", event) for _, event in connection.execute(query)]
    return found


def walked(along: Walk) -> Select[Any]:
    """Day and id of all events asked for."""
    query = select(along.at, along.event).distinct()
    if along.begins is None:
        return query.where(*event_conditions(along.rest))
    if along.rest:
        conditions = event_conditions(along.rest)
        if conditions:
            query = query.join(EVENT, EVENT.c.id == along.event).where(*conditions)
    return query.where(along.begins)


def count(connection: Connection, filters: EventFilters, most: int) -> int:
    """How many events pass, counted up to `most` and one more."""
    along = walk(connection, filters)
    return int(connection.execute(select(func.count()).select_from(walked(along).limit(most + 1).subquery())).scalar_one())
