"""Pair of countries: what has been going on between these two? Trend, latest, next, disputed; then everything, newest first."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import UsageError
from dragoman.views import pair
from dragoman.views.filters import country_of
from dragoman.views.pair import country_name
from dragoman.web.asked import Asked
from dragoman.web.drawing import intensity
from dragoman.web.listing import flat, listing, sources
from dragoman.web.page import PAGED, SINCE, STATUS, TYPE, UNTIL, Answer, Page, Parameter

ACTS = Parameter("acts", "List only what this one of the two did; code.", example="USA")
MOST_THIRD, MOST_NEXT = 8, 6


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
    listed = listing(asked.record, asked.record.events(**wanted), asked.one("after"), asked.limit())
    shown = {
        "pair": found,
        "acts": acts,
        "rows": listed.rows,
        "listed": listed.count,
        "drawing": intensity(found.months),
        "ahead": found.ahead[:MOST_NEXT],
        "ahead_count": len(found.ahead),
        "sources": {**listed.sources, **sources(asked.record, found.ahead[:MOST_NEXT])},
        "disputed": {row.id: row for row in found.timeline.events if row.disputed},
        "third": [(code, country_name(code), count) for code, count in list(found.third.items())[:MOST_THIRD]],
    }
    query = {"left": left, "right": right, **filters.asked(), "acts": acts}
    return Answer([found], query, shown, listed.next, found.events, flat(listed.rows))


PARAMETERS = (SINCE, UNTIL, TYPE, STATUS, ACTS, *PAGED)
PAGE = Page("pair", "/pair/{left}/{right}", "pair.html", "What has been going on between two countries.", answer, PARAMETERS, csv=True)
