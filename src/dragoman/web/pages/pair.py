"""Pair of countries: what has been going on between these two? Trend, latest, next, disputed; then everything, newest first."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import UsageError
from dragoman.views import pair
from dragoman.views.filters import country_of, kind_of
from dragoman.views.pair import country_name
from dragoman.web.asked import Asked
from dragoman.web.drawing import intensity
from dragoman.web.listing import flat, listing, sources, told_by
from dragoman.web.page import ACTOR, PAGED, SINCE, STATUS, TYPE, UNTIL, Answer, Page, Parameter
from dragoman.web.words import act

ACTS = Parameter("acts", "List only what this one of the two did; code.", example="USA")
TOLD_IN = Parameter("told_in", "List only what an outlet of this country tells.", example="CHN")
MOST_THIRD, MOST_NEXT, MOST_TELLERS = 8, 6, 8
# What readers of such pairs ask about most: exercises and weapons tests, sanctions, visits.
MIDDLES = ("MOBILIZE", "MOBILIZE/weapons", "SANCTION", "THREATEN", "CONSULT/visit")


def answer(asked: Asked) -> Answer:
    left, right = (country_of(asked.parts[side]) for side in ("left", "right"))
    if left == right:
        raise UsageError(f"both sides are {left}; name two countries")
    filters = asked.filters()
    acts = country_of(asked.one("acts") or left) if asked.one("acts") else None
    if acts not in (None, left, right):
        raise UsageError(f"acts is {acts}; write {left} or {right}")
    found = pair(asked.record, left, right, filters)
    wanted = replace(filters, countries=(left, right)).for_record()
    if acts is not None:
        wanted["actor_country"] = acts
    events = asked.record.events(**wanted)
    tellers = told_by(asked.record, events)
    told_in = country_of(asked.one("told_in") or left) if asked.one("told_in") else None
    if told_in is not None:
        events = [event for event in events if event.id in tellers.get(told_in, ())]
    listed = listing(asked.record, events, asked.one("after"), asked.limit())
    shown = {
        "pair": found,
        "acts": acts,
        "told_in": told_in,
        "tellers": [(code, country_name(code), len(held)) for code, held in list(tellers.items())[:MOST_TELLERS]],
        "middles": [(code, act(*kind_of(code))) for code in MIDDLES],
        "rows": listed.rows,
        "listed": listed.count,
        "drawing": intensity(found.months),
        "ahead": found.ahead[:MOST_NEXT],
        "ahead_count": len(found.ahead),
        "sources": {**listed.sources, **sources(asked.record, found.ahead[:MOST_NEXT])},
        "disputed": {row.id: row for row in found.timeline.events if row.disputed},
        "third": [(code, country_name(code), count) for code, count in list(found.third.items())[:MOST_THIRD]],
    }
    query = {"left": left, "right": right, **filters.asked(), "acts": acts, "told_in": told_in}
    return Answer([found], query, shown, listed.next, found.events, flat(listed.rows))


PARAMETERS = (SINCE, UNTIL, ACTOR, TYPE, STATUS, ACTS, TOLD_IN, *PAGED)
PAGE = Page("pair", "/pair/{left}/{right}", "pair.html", "What has been going on between two countries.", answer, PARAMETERS, csv=True)
