"""Whether a traveller can have been home between two places. In: legs; out: yes or no.

Nobody flies from Bonn home to Washington and back to Paris for a day; from Paris to Berlin and back a neighbour does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dragoman import knowledge
from dragoman.model import Where
from dragoman.resolve.legs import Leg
from dragoman.resolve.measures import kilometres

# Days from the last one told at one place to the first one told at the next, and how long the way between the two may be, as a part of the way by home,
# for both to be stops of one journey. In a list of 4,267 stops of US presidents and secretaries of state, 566 of 580 such pairs were of one journey; of
# those three days apart and under .4 of the way 197 of 212, of those four days apart 84 of 103.
LONGEST: Final = 2
FARTHEST: Final = 0.6
# A day after the departure from the one place, or before the arrival at the other, is a day elsewhere.
EDGE_TOLD: Final = 1


def on_the_road(one: Leg, two: Leg) -> bool:
    """The days between two legs are too few to have been home in between, as the places lie; False where these are not known."""
    if one.person.country is None or one.off or two.off:
        return False
    early, late = sorted((one, two), key=lambda leg: leg.order)
    # News without a day says only by when somebody was there: then by the longest pause that it allows.
    pause = ((late.first if late.firm else late.last) - (early.last if early.firm else early.first)).days
    if pause > (EDGE_TOLD if early.departs or late.arrives else LONGEST):
        return False
    home, start, end = _capital(one.person.country), _spot(early), _spot(late)
    between, out, back = kilometres(start, end), kilometres(start, home), kilometres(home, end)
    return between is not None and out is not None and back is not None and between < FARTHEST * (out + back)


def _spot(leg: Leg) -> Where | None:
    where = leg.event.where
    return where if where is not None and where.country == leg.country and where.lat is not None else _capital(leg.country)


@lru_cache(maxsize=512)
def _capital(country: str) -> Where | None:
    known = knowledge.load().countries.get(country)
    for name in known.capitals if known is not None else ():
        for place in (one for one in knowledge.load().places.named(name, country) if one.kind == "city"):
            return Where(name, country, None, place.lat, place.lon)
    return None
