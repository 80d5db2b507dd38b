"""Sums of the derived tables that no page can take each time: by country and pair, and the days on which reports were written.

In: derived tables as they stand. Out: two tables filled anew, inside the database; nothing is decoded.
"""

from __future__ import annotations

from sqlalchemy import Connection, case, func, select

from dragoman.record import claims
from dragoman.record.tables import COUNTRY_PAIR, EVENT_COUNTRY, ORIGIN, READING, REPORT_DAY

# A summit of twenty is no dealing of a hundred and ninety pairs.
MOST_OF_A_DEALING = 4


def sum_up(connection: Connection) -> None:
    """Fills the tables anew."""
    _pairs(connection)
    _days(connection)


def _pairs(connection: Connection) -> None:
    one, other = (select(EVENT_COUNTRY.c.event, EVENT_COUNTRY.c.country).distinct().subquery(name) for name in ("one", "other"))
    counted = select(EVENT_COUNTRY.c.event, func.count(EVENT_COUNTRY.c.country.distinct()).label("countries")).group_by(EVENT_COUNTRY.c.event).subquery("sizes")
    dealt = func.sum(case((counted.c.countries <= MOST_OF_A_DEALING, 1), else_=0))
    query = select(one.c.country, other.c.country, func.count(), dealt).join(other, (other.c.event == one.c.event) & (other.c.country >= one.c.country))
    query = query.join(counted, counted.c.event == one.c.event).group_by(one.c.country, other.c.country)
    connection.execute(COUNTRY_PAIR.delete())
    connection.execute(COUNTRY_PAIR.insert().from_select(["one", "other", "events", "dealings"], query))


def _days(connection: Connection) -> None:
    kept = ORIGIN.c.written.is_(None)
    days = [case((kept, READING.c.written_from), else_=ORIGIN.c.written_from), case((kept, READING.c.written_to), else_=ORIGIN.c.written_to)]
    query = select(READING.c.report_id, *days).select_from(READING).outerjoin(ORIGIN, ORIGIN.c.report == READING.c.report_id)
    connection.execute(REPORT_DAY.delete())
    connection.execute(REPORT_DAY.insert().from_select(["report", "from_day", "to_day"], query.where(claims.standing(None), READING.c.error.is_(None))))
