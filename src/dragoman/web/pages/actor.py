"""Actor: who is this, and what were they last seen doing with whom? Offices, events, journeys, statements by and about, forms of the name."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge import load
from dragoman.views import actor
from dragoman.views.pair import country_name
from dragoman.web.asked import Asked
from dragoman.web.listing import flat, listing
from dragoman.web.page import ID, PAGED, SINCE, STATUS, TYPE, UNTIL, Answer, Page
from dragoman.web.spots import routes

MOST_STATEMENTS, MOST_COMPANY = 20, 12


def answer(asked: Asked) -> Answer:
    filters = asked.filters()
    found = actor(asked.record, asked.needed("id"), filters)
    wanted = replace(filters, actor=found.actor.id).for_record()
    listed = listing(asked.record, asked.record.events(**wanted), asked.one("after"), asked.limit())
    shown = {
        "view": found,
        "actor": found.actor,
        "country": country_name(found.actor.country) if found.actor.country else None,
        "offices": load().offices.of_person(found.actor.name) if found.actor.kind == "person" else [],
        "routes": routes(found.trips, {one: asked.record.event(one) for trip in found.trips for stop in trip.stops for one in stop.events}),
        "rows": listed.rows,
        "sources": listed.sources,
        "listed": listed.count,
        "company": found.company[:MOST_COMPANY],
        "statements": found.statements[-MOST_STATEMENTS:][::-1],
    }
    return Answer([found], {**filters.asked(), "id": found.actor.id}, shown, listed.next, listed.count, flat(listed.rows))


PAGE = Page("actor", "/actor", "actor.html", "One actor over the whole record.", answer, (ID, SINCE, UNTIL, TYPE, STATUS, *PAGED), csv=True)
