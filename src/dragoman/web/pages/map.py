"""Map: where did it happen? Spots by place, colour and number of events, a slider for the months, and a list that says the same."""

from __future__ import annotations

from dragoman.model import Event
from dragoman.web.asked import Asked
from dragoman.web.listing import flat, listing_of
from dragoman.web.page import FILTERS, PAGED, Answer, Page, Parameter
from dragoman.web.spots import key_of, says, spots
from dragoman.web.world import WHOLE, frame

PLACE = Parameter("place", "List the events at this place, as the map's list names it.", example="Seoul, KOR")
MOST_MONTHS = 600


def answer(asked: Asked) -> Answer:
    filters, place = asked.filters(), asked.one("place")
    events = asked.record.events(**filters.for_record())
    found = spots(events)
    drawn = {spot.key for spot in found}
    placed = [event for event in events if event.where is not None]
    here = [event for event in placed if event.where is not None and key_of(event.where) == place] if place else []
    listed = listing_of(asked.record, here, asked.one("after"), asked.limit())
    points = [(spot.x, spot.y) for spot in found]
    # Few places that lie close together are looked at from nearer.
    shown_of = frame(points) if filters.countries or filters.actor else WHOLE
    shown = {
        "spots": found,
        "says": {spot.key: says(spot) for spot in found},
        "frame": shown_of,
        "place": place,
        "rows": listed.rows,
        "sources": listed.sources,
        "here": len(here),
        "months": _months(events),
        "placed": sum(spot.events for spot in found),
        "undrawn": sum(event.where is not None and key_of(event.where) not in drawn for event in placed),
        "placeless": len(events) - len(placed),
    }
    table = flat(listed.rows) if place else [
        {"place": spot.name, "country": spot.country, "events": spot.events, **{disc.tone: disc.events for disc in spot.discs}, "whole country": spot.whole}
        for spot in found
    ]  # fmt: skip
    query = {**filters.asked(), "place": place}
    return Answer(listed.rows if place else found, query, shown, listed.next, len(here) if place else len(found), table)


def _months(events: list[Event]) -> list[str]:
    """All months from the first to the last in which news begins; background lies where it will, and would stretch the slider."""
    begins = sorted(f"{event.from_:%Y-%m}" for event in events if event.from_ is not None and event.where is not None and not event.historical)
    if not begins:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (begins[0], begins[-1]))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(max(first, last - MOST_MONTHS), last + 1)]


PAGE = Page("map", "/map", "map.html", "Places of events, with how many.", answer, (*FILTERS, PLACE, *PAGED), csv=True)
