"""Actor: who is this, and what were they last seen doing with whom? Offices, events, journeys, statements by and about, forms of the name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.knowledge import load
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.record import Record
from dragoman.views import ActorView, Filters
from dragoman.views.actor import latest_of, with_whom
from dragoman.views.lookup import actor as find_actor
from dragoman.views.pair import country_name
from dragoman.views.rows import Describer, EventRow, trip_order
from dragoman.views.timeline import grouped
from dragoman.web.asked import Asked
from dragoman.web.listing import flat, listing
from dragoman.web.page import ID, PAGED, SINCE, STATUS, TYPE, UNTIL, Answer, Page
from dragoman.web.spots import routes
from dragoman.web.terms import terms

DONE = (*sorted(REAL_STATUSES), "threatened")
MOST_STATEMENTS, MOST_COMPANY = 20, 12


def answer(asked: Asked) -> Answer:
    record, filters = asked.record, asked.filters()
    known = find_actor(record, asked.needed("id"))
    wanted = replace(filters, actor=known.id).for_record()
    listed = listing(record, wanted, asked.one("after"), asked.limit())
    company, said = asked.keep(("actor", known.id), lambda: (with_whom(record, known.id, MOST_COMPANY), latest_of(record, known.id, MOST_STATEMENTS)))
    trips = tuple(sorted(record.trips(traveller=known.id), key=trip_order))
    found = ActorView(known, grouped(listed.rows), trips, said, company)
    offices = load().offices.of_person(known.name) if known.kind == "person" else []
    written = record.latest_report()
    shown = {
        "view": found,
        "actor": known,
        "country": country_name(known.country) if known.country else None,
        "offices": offices,
        "terms": terms(offices, written),
        "last": _last(record, filters, known.id, written),
        "routes": routes(trips, record.events_named(one for trip in trips for stop in trip.stops for one in stop.events)),
        "rows": listed.rows,
        "sources": listed.sources,
        "listed": listed.count,
        "more_listed": listed.more,
        "company": company,
        "statements": said[::-1],
    }
    return Answer([found], {**filters.asked(), "id": known.id}, shown, listed.next, listed.count, flat(listed.rows), listed.more)


def _last(record: Record, filters: Filters, identifier: str, written: date | None) -> EventRow | None:
    """What the actor was last seen doing: done, dated, and told as news by the day of the latest report."""
    wanted = replace(filters, actor=identifier).for_record()
    wanted["negated"], wanted["historical"], wanted["begun"] = False, False, written or date.max
    wanted["statuses"] = [status for status in DONE if not filters.statuses or status in filters.statuses]
    found = record.some_events(wanted, None, 1) if wanted["statuses"] else []
    return Describer(record).event_rows(found)[0] if found else None


PAGE = Page("actor", "/actor", "actor.html", "One actor over the whole record.", answer, (ID, SINCE, UNTIL, TYPE, STATUS, *PAGED), csv=True)
