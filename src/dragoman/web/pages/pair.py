"""Pair of countries: what has been going on between these two? Trend, latest, next, disputed; then everything, newest first."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import UsageError
from dragoman.record import EventFilters, Outline, Record
from dragoman.views.filters import country_of, kind_of
from dragoman.views.pair import Pair, country_name, dealings
from dragoman.views.rows import Describer
from dragoman.views.timeline import grouped
from dragoman.web.asked import Asked
from dragoman.web.drawing import intensity
from dragoman.web.listing import flat, listing_along, sources, told_by
from dragoman.web.page import ACTOR, PAGED, SINCE, STATUS, TYPE, UNTIL, Answer, Page, Parameter
from dragoman.web.words import act

ACTS = Parameter("acts", "List only what this one of the two did; code.", example="USA")
TOLD_IN = Parameter("told_in", "List only what an outlet of this country tells.", example="CHN")
MOST_THIRD, MOST_NEXT, MOST_TELLERS, MOST_DISPUTED = 8, 6, 8, 50
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
    wanted = replace(filters, countries=(left, right)).for_record()
    record = asked.record
    events, found, tellers = asked.keep(("pair", left, right, filters), lambda: _whole(record, left, right, wanted))
    if acts is not None:
        other = right if acts == left else left
        events = [event for event in events if event.acted(acts, other)]
        tellers = {country: held & {event.id for event in events} for country, held in tellers.items()}
    told_in = country_of(asked.one("told_in") or left) if asked.one("told_in") else None
    if told_in is not None:
        events = [event for event in events if event.id in tellers.get(told_in, ())]
    listed = listing_along(asked.record, [(event.at or "", event.id) for event in events], asked.one("after"), asked.limit())
    disputed = record.events_named(one.event for one in found.divergences[:MOST_DISPUTED])
    found = replace(found, timeline=grouped(listed.rows))
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
        "disputed": {row.id: row for row in Describer(record).event_rows(disputed.values())},
        "third": [(code, country_name(code), count) for code, count in list(found.third.items())[:MOST_THIRD]],
    }
    query = {"left": left, "right": right, **filters.asked(), "acts": acts, "told_in": told_in}
    return Answer([found], query, shown, listed.next, found.events, flat(listed.rows))


def _whole(record: Record, left: str, right: str, wanted: EventFilters) -> tuple[list[Outline], Pair, dict[str, frozenset[str]]]:
    """All events of the two as outlines, what they come to, and who tells them."""
    events = record.outlines(wanted)
    return events, dealings(record, left, right, events), told_by(record, wanted)


PARAMETERS = (SINCE, UNTIL, ACTOR, TYPE, STATUS, ACTS, TOLD_IN, *PAGED)
PAGE = Page("pair", "/pair/{left}/{right}", "pair.html", "What has been going on between two countries.", answer, PARAMETERS, csv=True)
