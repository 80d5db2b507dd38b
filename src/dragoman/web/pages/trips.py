"""Trips: all journeys, and one with its stops, whom they met at each, and the other journeys of the same people."""

from __future__ import annotations

from dragoman.views import trip
from dragoman.views.rows import Describer
from dragoman.views.sources import vouching
from dragoman.views.trip import places
from dragoman.web.asked import Asked
from dragoman.web.cursor import Key, paged
from dragoman.web.listing import sources
from dragoman.web.page import ACTOR, COUNTRY, PAGED, SINCE, STATUS, UNTIL, Answer, Page
from dragoman.web.spots import route


def _key(place: tuple[str, str]) -> Key:
    return place


def all_trips(asked: Asked) -> Answer:
    filters = asked.filters()
    found = places(asked.record, filters)
    some, further = paged(found, _key, asked.one("after"), asked.limit())
    rows = asked.record.trips_named(identifier for _, identifier in some)
    describer = Describer(asked.record)
    describer.look_up_imprints(report for one in rows for report in one.reports)
    shown = {"trips": rows, "sources": {one.id: vouching(describer, one.reports) for one in rows}}
    return Answer(rows, filters.asked(), shown, further, len(found))


def one_trip(asked: Asked) -> Answer:
    found = trip(asked.record, asked.parts["id"])
    describer = Describer(asked.record)
    rows = {row.id: row for stop in found.stops for row in stop.events}
    home = {traveller.country for traveller in found.trip.travellers}
    places = {stop.stop.country for stop in found.stops}
    shown = {
        "view": found,
        "trip": found.trip,
        "sources": {found.trip.id: vouching(describer, found.trip.reports), **sources(asked.record, rows.values())},
        "same_places": [other for other in found.others if places & {stop.country for stop in other.stops}],
        "elsewhere": [other for other in found.others if not places & {stop.country for stop in other.stops}],
        "named": {report: describer.source(report) for turn in found.history for report in turn.reports},
        "route": route(found.trip, {one: asked.record.event(one) for stop in found.trip.stops for one in stop.events}),
        "home": sorted(code for code in home if code),
    }
    return Answer([found], {"id": found.trip.id}, shown)


PAGE = Page("trips", "/trips", "trips.html", "Journeys that pass a filter.", all_trips, (SINCE, UNTIL, COUNTRY, ACTOR, STATUS, *PAGED), csv=True)
ONE = Page("trip", "/trip/{id}", "trip.html", "One journey with its stops.", one_trip)
