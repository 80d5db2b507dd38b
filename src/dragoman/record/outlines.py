"""What is counted of events, without their evidence: a pair's or an actor's whole history in rows that are small.

In: filters. Out: outlines, or sums taken inside the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from dragoman.model import Interval
from dragoman.record import listing, rows
from dragoman.record.queries import EventFilters
from dragoman.record.tables import COUNTRY_PAIR, EVENT, EVENT_ACTOR, EVENT_COUNTRY, EVENT_REPORT, EVENT_TELLING, READING, REPORT, STATEMENT

# Ids named in one query.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Outline:
    """An event as far as it is counted; fields as those of `Event`."""

    id: str
    type: str
    mode: str | None
    status: str
    negated: bool
    historical: bool
    from_: date | None
    to: date | None
    actor_countries: tuple[str, ...]
    recipient_countries: tuple[str, ...]

    @property
    def days(self) -> int | None:
        """How many days it may lie in; None where an end is open."""
        return Interval(self.from_, self.to).days


def read(connection: Connection, filters: EventFilters) -> Iterator[Outline]:
    """All events that pass, by id."""
    for some in _named(connection, filters):
        yield from _some(connection, some)


def _named(connection: Connection, filters: EventFilters) -> Iterator[list[str]]:
    """Ids of the events that pass, in order, some at a time."""
    along = listing.walk(connection, filters)
    ids = sorted(set(connection.execute(listing.walked(along).with_only_columns(along.event)).scalars()))
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _some(connection: Connection, ids: list[str]) -> Iterator[Outline]:
    countries: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"actor": [], "recipient": []})
    link, column = EVENT_COUNTRY.c, EVENT.c
    for event, role, country in connection.execute(select(link.event, link.role, link.country).where(link.event.in_(ids)).order_by(link.country)):
        countries[event][role].append(country)
    query = select(column.id, column.type, column.mode, column.status, column.negated, column.historical, column.from_day, column.to_day)
    for identifier, kind, mode, status, negated, historical, first, last in connection.execute(query.where(column.id.in_(ids)).order_by(column.id)):
        from_, to = (None if day is None else date.fromisoformat(day) for day in (first, last))
        sides = countries[identifier]
        yield Outline(identifier, kind, mode, status, bool(negated), bool(historical), from_, to, tuple(sides["actor"]), tuple(sides["recipient"]))


def outlets(connection: Connection, filters: EventFilters) -> dict[str, set[str]]:
    """Outlet -> ids of the events that pass and that it tells."""
    found: dict[str, set[str]] = {}
    joined = (READING.c.report_id == EVENT_TELLING.c.report) & READING.c.superseded_at.is_(None)
    query = select(EVENT_TELLING.c.event, REPORT.c.outlet).join(READING, joined).join(REPORT, REPORT.c.key == READING.c.report)
    for some in _named(connection, filters):
        for event, outlet in connection.execute(query.where(REPORT.c.outlet.is_not(None), EVENT_TELLING.c.event.in_(some))):
            found.setdefault(outlet, set()).add(event)
    return found


def company(connection: Connection, actor: str, most: int) -> list[tuple[str, int]]:
    """Actors that take part in events of this one, and in how many; most first."""
    own = select(EVENT_ACTOR.c.event).where(EVENT_ACTOR.c.actor == rows.key(actor)).distinct().subquery()
    number = func.count(EVENT_ACTOR.c.event.distinct())
    query = select(EVENT_ACTOR.c.actor, number).join(own, own.c.event == EVENT_ACTOR.c.event).where(EVENT_ACTOR.c.actor != rows.key(actor))
    query = query.group_by(EVENT_ACTOR.c.actor).order_by(number.desc(), EVENT_ACTOR.c.actor).limit(most)
    return [(other, events) for other, events in connection.execute(query)]


def reach(connection: Connection) -> tuple[date | None, date | None]:
    """First and last day of all events that are no background."""
    news = EVENT.c.historical == 0
    # Two walks to the first that fits, not one over all.
    first = connection.execute(select(EVENT.c.from_day).where(news, EVENT.c.from_day.is_not(None)).order_by(EVENT.c.from_day).limit(1)).scalar()
    last = connection.execute(select(EVENT.c.to_day).where(news, EVENT.c.to_day.is_not(None)).order_by(EVENT.c.to_day.desc()).limit(1)).scalar()
    return (None if first is None else date.fromisoformat(first)), (None if last is None else date.fromisoformat(last))


def busiest(connection: Connection, most: int) -> dict[str, int]:
    """Countries that take part in most events."""
    pair = COUNTRY_PAIR.c
    query = select(pair.one, pair.events).where(pair.one == pair.other).order_by(pair.events.desc(), pair.one).limit(most)
    return {row.one: row.events for row in connection.execute(query)}


def busiest_pairs(connection: Connection, most: int) -> list[tuple[str, str, int]]:
    """The pairs with most dealings (see `summed`)."""
    pair = COUNTRY_PAIR.c
    query = select(pair.one, pair.other, pair.dealings).where(pair.one != pair.other, pair.dealings > 0)
    query = query.order_by(pair.dealings.desc(), pair.one, pair.other).limit(most)
    return [(one, other, dealings) for one, other, dealings in connection.execute(query)]


def told(connection: Connection) -> dict[str, int]:
    """How many event reports and statements stand: all that were ever read, less those of superseded readings."""
    found = {}
    for name, table in (("event_reports", EVENT_REPORT), ("statements", STATEMENT)):
        gone = select(func.count()).select_from(READING).join(table, table.c.reading == READING.c.key).where(READING.c.superseded_at.is_not(None))
        found[name] = int(connection.execute(select(func.count()).select_from(table)).scalar_one() - connection.execute(gone).scalar_one())
    return found
