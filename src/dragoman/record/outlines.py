"""What is counted of events, without their evidence: a pair's or an actor's whole history in rows that are small.

In: filters. Out: outlines, or sums taken inside the database.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from dragoman.record import listing, rows, summed
from dragoman.record.connect import fetch, marks
from dragoman.record.queries import EventFilters
from dragoman.record.tables import ACTOR_COMPANY, COUNTRY_PAIR, EVENT, EVENT_ACTOR, EVENT_PAIR, EVENT_REPORT, EVENT_TELLING, READING, REPORT_DAY, STATEMENT

# Ids named in one query.
AT_ONCE = 500


class Outline(NamedTuple):
    """An event of two countries as far as it is counted; days as ISO dates.

    Attributes:
        at: the day that it stands under, its first, else its last. acts: 1 where the country first in the alphabet acts, 2 the other, 3 both.
        countries: how many take part.
    """

    id: str
    at: str | None
    type: str
    mode: str | None
    status: str
    from_day: str | None
    to_day: str | None
    negated: int
    historical: int
    acts: int
    countries: int

    def acted(self, country: str, other: str) -> bool:
        """True if the first of the two countries acts in it."""
        return bool(self.acts & (1 if country < other else 2))


def read(connection: Connection, filters: EventFilters) -> list[Outline]:
    """All events of two countries that pass, newest first, those without a day last."""
    pair, along = EVENT_PAIR.c, listing.walk(connection, filters)
    query = listing.walked(along).with_only_columns(
        pair.event, pair.at, pair.type, pair.mode, pair.status, pair.from_day, pair.to_day, pair.negated, pair.historical, pair.acts, pair.countries
    )
    if along.table is not EVENT_PAIR:
        one, other = sorted(filters["countries"])
        query = query.join(EVENT_PAIR, (pair.event == along.event) & (pair.one == one) & (pair.other == other))
    found = connection.execute(query.order_by(pair.at.is_(None), pair.at.desc(), pair.event))
    return [Outline._make(row) for row in found]


def third(connection: Connection, events: list[str], besides: tuple[str, str]) -> dict[str, int]:
    """Other countries that take part in these events, and in how many."""
    found: dict[str, int] = {}
    for start in range(0, len(events), AT_ONCE):
        some = events[start : start + AT_ONCE]
        query = f"SELECT country, count(DISTINCT event) FROM event_country WHERE event IN {marks(some)} AND country NOT IN (?, ?) GROUP BY country"
        for country, number in fetch(connection, query, (*some, *besides)):
            found[country] = found.get(country, 0) + number
    return found


def outlets(connection: Connection, filters: EventFilters) -> dict[str, set[str]]:
    """Outlet -> ids of the events that pass and that it tells."""
    found: dict[str, set[str]] = {}
    along = listing.walk(connection, filters)
    query = listing.walked(along).join(EVENT_TELLING, EVENT_TELLING.c.event == along.event).join(REPORT_DAY, REPORT_DAY.c.report == EVENT_TELLING.c.report)
    query = query.where(REPORT_DAY.c.outlet.is_not(None)).with_only_columns(REPORT_DAY.c.outlet, along.event.label("event"))
    for row in connection.execute(query):
        found.setdefault(row.outlet, set()).add(row.event)
    return found


def company(connection: Connection, actor: str, most: int) -> list[tuple[str, int]]:
    """Actors that take part in events of this one, and in how many; most first."""
    column = ACTOR_COMPANY.c
    if most <= summed.MOST_COMPANY:
        kept = select(column.other, column.events).where(column.actor == rows.key(actor)).order_by(column.place).limit(most)
        if found := [(other, events) for other, events in connection.execute(kept)]:
            return found
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
