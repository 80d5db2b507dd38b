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
from dragoman.record import claims, listing, rows
from dragoman.record.queries import EventFilters
from dragoman.record.tables import COUNTRY_PAIR, EVENT, EVENT_ACTOR, EVENT_COUNTRY, EVENT_REPORT, EVENT_TELLING, READING, REPORT, STATEMENT


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
    along = listing.walk(connection, filters)
    wanted = listing.walked(along).with_only_columns(along.event).subquery()
    countries: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"actor": [], "recipient": []})
    link = EVENT_COUNTRY.c
    for event, role, country in connection.execute(select(link.event, link.role, link.country).join(wanted, wanted.c[0] == link.event).order_by(link.country)):
        countries[event][role].append(country)
    column = EVENT.c
    query = select(column.id, column.type, column.mode, column.status, column.negated, column.historical, column.from_day, column.to_day)
    query = query.join(wanted, wanted.c[0] == column.id).order_by(column.id)
    for identifier, kind, mode, status, negated, historical, first, last in connection.execute(query.execution_options(yield_per=claims.BATCH)):
        from_, to = (None if day is None else date.fromisoformat(day) for day in (first, last))
        sides = countries.get(identifier, {"actor": [], "recipient": []})
        yield Outline(identifier, kind, mode, status, bool(negated), bool(historical), from_, to, tuple(sides["actor"]), tuple(sides["recipient"]))


def outlets(connection: Connection, filters: EventFilters) -> dict[str, set[str]]:
    """Outlet -> ids of the events that pass and that it tells."""
    along = listing.walk(connection, filters)
    wanted = listing.walked(along).with_only_columns(along.event).subquery()
    query = select(EVENT_TELLING.c.event, REPORT.c.outlet).join(wanted, wanted.c[0] == EVENT_TELLING.c.event)
    query = query.join(READING, (READING.c.report_id == EVENT_TELLING.c.report) & READING.c.superseded_at.is_(None))
    found: dict[str, set[str]] = {}
    for event, outlet in connection.execute(query.join(REPORT, REPORT.c.key == READING.c.report).where(REPORT.c.outlet.is_not(None))):
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
    query = select(func.min(EVENT.c.from_day), func.max(EVENT.c.to_day)).where(EVENT.c.historical == 0)
    first, last = connection.execute(query).one()
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
