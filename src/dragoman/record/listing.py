"""Some events at a time, in order of the day that they stand under, however many the record holds. In: filters and a place; out: events, and bounded counts.

A place is the day and id of the last event before it. Events without any day come last, whichever way the list goes. What is walked is an index: that
of the actor, of the rarest two countries or the one asked for, else that of all events. It holds what most filters look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, not_, select

from dragoman.record import rows
from dragoman.record.queries import EventFilters, event_conditions, linked_conditions, narrow_conditions
from dragoman.record.tables import COUNTRY_PAIR, EVENT, EVENT_ACTOR, EVENT_COUNTRY, EVENT_PAIR

Place = tuple[str, str]  # day ('' for none) and id
# Filters that the walked tables answer themselves; the event's own row answers all others.
NARROW = frozenset({"types", "statuses", "since", "until"})
NARROW_OF_PAIRS = NARROW | {"modes", "negated", "historical"}


@dataclass(frozen=True, slots=True)
class Walk:
    """What is walked: the columns of day and id, the condition that it begins with, and the filters that are left to look at.

    Attributes:
        table: has the columns that `NARROW` filters look at; own: those filters. once: an event stands there once.
    """

    at: Column[Any]
    event: Column[Any]
    begins: ColumnElement[bool] | None
    rest: EventFilters
    table: Any
    own: EventFilters
    once: bool


def walk(connection: Connection, filters: EventFilters) -> Walk:
    """The shortest index that holds all events asked for."""
    rest: Any = {name: value for name, value in filters.items() if value is not None}
    if "actor" in rest:
        begins = EVENT_ACTOR.c.actor == rows.key(rest.pop("actor"))
        return _walk(EVENT_ACTOR, begins, rest, NARROW)
    countries = list(dict.fromkeys(rest.get("countries", ())))
    if len(countries) > 1:
        one, other = _rarest(connection, countries)
        rest["countries"] = [country for country in countries if country not in (one, other)]
        return _walk(EVENT_PAIR, and_(EVENT_PAIR.c.one == one, EVENT_PAIR.c.other == other), rest, NARROW_OF_PAIRS)
    if countries:
        del rest["countries"]
        return _walk(EVENT_COUNTRY, EVENT_COUNTRY.c.country == countries[0], rest, NARROW)
    return Walk(EVENT.c.at, EVENT.c.id, None, {}, EVENT, rest, True)


def _walk(table: Any, begins: ColumnElement[bool], rest: Any, narrow: frozenset[str]) -> Walk:
    own: Any = {name: value for name, value in rest.items() if name in narrow}
    others: Any = {name: value for name, value in rest.items() if name not in narrow}
    return Walk(table.c.at, table.c.event, begins, others, table, own, table is EVENT_PAIR)


def _rarest(connection: Connection, countries: Sequence[str]) -> tuple[str, str]:
    """The two of these countries that have fewest events with each other."""
    if len(countries) == 2:
        return min(countries), max(countries)
    query = select(COUNTRY_PAIR.c.one, COUNTRY_PAIR.c.other, COUNTRY_PAIR.c.events).where(
        COUNTRY_PAIR.c.one.in_(countries), COUNTRY_PAIR.c.other.in_(countries)
    )
    known = {(row.one, row.other): row.events for row in connection.execute(query)}
    return min(combinations(sorted(countries), 2), key=lambda pair: (known.get(pair, 0), pair))


def ids(connection: Connection, filters: EventFilters, after: Place | None, limit: int, *, newest: bool) -> list[Place]:
    """At most so many places behind `after`."""
    along = walk(connection, filters)
    found: list[Place] = []
    if after is None or after[0]:
        day = along.at.desc() if newest else along.at
        for part in _parts(along, filters, newest):
            query = walked(along).where(along.at.is_not(None), *part).order_by(day, along.event).limit(limit - len(found))
            if after is not None:
                onward = along.at <= after[0] if newest else along.at >= after[0]
                query = query.where(onward, not_(and_(along.at == after[0], along.event <= after[1])))
            found += [(at, event) for at, event in connection.execute(query)]
            if len(found) == limit:
                return found
    # What has no day is in no span of days.
    if any(filters.get(name) for name in ("since", "until", "begun", "ends")):
        return found
    query = walked(along).where(along.at.is_(None)).order_by(along.event).limit(limit - len(found))
    if after is not None and not after[0]:
        query = query.where(along.event > after[1])
    return found + [("", event) for _, event in connection.execute(query)]


def _parts(along: Walk, filters: EventFilters, newest: bool) -> list[tuple[ColumnElement[bool], ...]]:
    """The stretches of the index in which events lie, in order: up to a day all that stand under it or before, and of those behind it the few that may have
    begun on any day."""
    until = filters.get("until")
    if until is None:
        return [()]
    up_to = (along.at <= until.isoformat(),)
    behind = (along.at > until.isoformat(), along.table.c.from_day.is_(None))
    return [behind, up_to] if newest else [up_to, behind]


def walked(along: Walk) -> Select[Any]:
    """Day and id of all events asked for."""
    query = select(along.at, along.event)
    if along.begins is None:
        return query.where(*event_conditions(along.own))
    query = query.where(along.begins, *narrow_conditions(along.own, along.table.c))
    links: Any = {name: along.rest[name] for name in ("countries",) if name in along.rest}
    others: Any = {name: value for name, value in along.rest.items() if name not in links}
    query = query.where(*linked_conditions(links, along.event))
    conditions = event_conditions(others)
    if conditions:
        query = query.join(EVENT, EVENT.c.id == along.event).where(*conditions)
    return query if along.once else query.distinct()


def count(connection: Connection, filters: EventFilters, most: int) -> int:
    """How many events pass, counted up to `most` and one more."""
    along = walk(connection, filters)
    if along.begins is not None and not along.own and not event_conditions(along.rest) and len(set(filters.get("countries", ()))) in (1, 2):
        return min(_summed(connection, sorted(set(filters["countries"]))), most + 1)
    found = 0
    for part in _parts(along, filters, True):
        query = walked(along).where(*part)
        # Up to a day: from that day backwards, where those that pass are.
        some = (query if filters.get("until") is None else query.order_by(along.at.desc())).limit(most + 1 - found).subquery()
        found += int(connection.execute(select(func.count()).select_from(some)).scalar_one())
    return found


def _summed(connection: Connection, countries: Sequence[str]) -> int:
    pair = COUNTRY_PAIR.c
    return int(connection.execute(select(pair.events).where(pair.one == countries[0], pair.other == countries[-1])).scalar() or 0)
