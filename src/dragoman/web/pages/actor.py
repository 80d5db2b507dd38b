"""Actor: who is this, and what were they last seen doing with whom? Offices, events, journeys, statements by and about, forms of the name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.knowledge import load
from dragoman.views import actor
from dragoman.views.actor import ActorView
from dragoman.views.pair import country_name, latest_report
from dragoman.views.rows import EventRow
from dragoman.views.tally import kind_of_act
from dragoman.web.asked import Asked
from dragoman.web.listing import flat, listing
from dragoman.web.page import ID, PAGED, SINCE, STATUS, TYPE, UNTIL, Answer, Page
from dragoman.web.spots import routes
from dragoman.web.terms import terms

MOST_STATEMENTS, MOST_COMPANY = 20, 12


def answer(asked: Asked) -> Answer:
    filters = asked.filters()
    found = actor(asked.record, asked.needed("id"), filters)
    wanted = replace(filters, actor=found.actor.id).for_record()
    listed = listing(asked.record, asked.record.events(**wanted), asked.one("after"), asked.limit())
    offices = load().offices.of_person(found.actor.name) if found.actor.kind == "person" else []
    shown = {
        "view": found,
        "actor": found.actor,
        "country": country_name(found.actor.country) if found.actor.country else None,
        "offices": offices,
        "terms": terms(offices, latest_report(asked.record)),
        "last": _last(found, latest_report(asked.record)),
        "routes": routes(found.trips, {one: asked.record.event(one) for trip in found.trips for stop in trip.stops for one in stop.events}),
        "rows": listed.rows,
        "sources": listed.sources,
        "listed": listed.count,
        "company": found.company[:MOST_COMPANY],
        "statements": found.statements[-MOST_STATEMENTS:][::-1],
    }
    return Answer([found], {**filters.asked(), "id": found.actor.id}, shown, listed.next, listed.count, flat(listed.rows))


def _last(view: ActorView, written: date | None) -> EventRow | None:
    """What the actor was last seen doing: done, dated, and told as news by the day of the latest report."""
    done = [row for row in view.timeline.events if kind_of_act(row) in ("act", "threat") and not row.historical and row.from_ is not None]
    known = [row for row in done if written is None or (row.from_ is not None and row.from_ <= written)]
    return max(known, key=lambda row: (row.from_ or date.min, row.id), default=None)


PAGE = Page("actor", "/actor", "actor.html", "One actor over the whole record.", answer, (ID, SINCE, UNTIL, TYPE, STATUS, *PAGED), csv=True)
