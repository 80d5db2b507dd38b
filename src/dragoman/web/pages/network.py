"""Network: who dealt with whom in a period? Countries or people, cooperation apart from conflict; the table says what the drawing shows."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import ActorRow, Event, UsageError
from dragoman.views.pair import country_name
from dragoman.web.asked import Asked
from dragoman.web.cursor import Key, paged
from dragoman.web.listing import flat, listing_of
from dragoman.web.page import FILTERS, PAGED, Answer, Page, Parameter
from dragoman.web.ties import Tie, between, country_pairs, country_ties, people_ties

KINDS = ("countries", "people")
BY = Parameter("by", "countries (the default) or people, bodies among them.", example="people")
BETWEEN = Parameter("between", "Given twice: list the events between these two, by code or id.", many=True, example="USA")
MOST_DRAWN = 40  # ties: more are a tangle that shows nothing


def answer(asked: Asked) -> Answer:
    by, pair = asked.one("by") or KINDS[0], asked.many("between")
    if by not in KINDS:
        raise UsageError(f"by is {by!r}; write {' or '.join(KINDS)}")
    if len(pair) not in (0, 2):
        raise UsageError("between is given twice, once for each of the two")
    filters = asked.filters()
    events = asked.record.events(**filters.for_record())
    actors = asked.record.actors_named({one for event in events for one in (*event.actors, *event.recipients)}) if by == "people" else {}
    ties = people_ties(events, actors) if by == "people" else country_ties(events, _Names())
    shown: dict[str, object] = {"by": by, "kinds": KINDS, "pair": (min(pair), max(pair)) if pair else None, "drawn": ties[:MOST_DRAWN], "all": len(ties)}
    query = {**filters.asked(), "by": asked.one("by"), "between": pair}
    if pair:
        listed = listing_of(asked.record, [event for event in events if _ties(event, actors, by, pair)], asked.one("after"), asked.limit())
        tie = next((one for one in ties if (one.left, one.right) == (min(pair), max(pair))), None)
        shown |= {"rows": listed.rows, "sources": listed.sources, "here": listed.count, "ties": [tie] if tie else []}
        return Answer(listed.rows, query, shown, listed.next, listed.count, flat(listed.rows))
    some, further = paged(ties, _key, asked.one("after"), asked.limit())
    return Answer(some, query, shown | {"ties": some}, further, len(ties))


class _Names(dict[str, str]):
    """Names of countries by code, looked up as they are needed."""

    def __missing__(self, code: str) -> str:
        return self.setdefault(code, country_name(code))


def _key(tie: Tie) -> Key:
    return f"{10**9 - tie.events:010d}", tie.left, tie.right


def _ties(event: Event, actors: dict[str, ActorRow], by: str, pair: Sequence[str]) -> bool:
    """True if the event is one of those that tie the two; with the same parties counted as in the table."""
    if by == "people":
        kept = [[one for one in side if one in actors and actors[one].kind != "country"] for side in (event.actors, event.recipients)]
        return (min(pair), max(pair)) in between(event, *kept)
    return (min(pair), max(pair)) in country_pairs(event)


PAGE = Page("network", "/network", "network.html", "Who dealt with whom, and how often.", answer, (*FILTERS, BY, BETWEEN, *PAGED), csv=True)
