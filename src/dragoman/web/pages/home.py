"""Home: how much is in the record and from when to when, what is latest, next and most disputed, who is busiest; an empty record teaches how to fill it."""

from __future__ import annotations

from collections import Counter

from dragoman.model import Event
from dragoman.views import differ, overview
from dragoman.views.pair import AHEAD, country_name, latest_report
from dragoman.views.rows import Describer
from dragoman.views.tally import kind_of_act
from dragoman.web.asked import Asked
from dragoman.web.listing import sources
from dragoman.web.page import Answer, Page

MOST = 6  # rows of each section: home fits on a screen or two
MOST_PAIRS = 12


def answer(asked: Asked) -> Answer:
    record = asked.record
    seen, written = overview(record), latest_report(record)
    events = record.events(order="date")
    done = [event for event in events if event.from_ and not event.historical and kind_of_act(event) == "act" and (written is None or event.from_ <= written)]
    ahead = [event for event in events if event.status in AHEAD and not event.negated and written is not None and event.to is not None and event.to >= written]
    describer = Describer(record)
    latest, planned = (describer.event_rows(some) for some in (done[-MOST:][::-1], ahead[:MOST]))
    disputes = differ(record)
    shown = {
        "seen": seen,
        "written": written,
        "latest": latest,
        "ahead": planned,
        "ahead_count": len(ahead),
        "disputes": disputes[:MOST],
        "disputes_count": len(disputes),
        "pairs": _pairs(events),
        "names": {code: country_name(code) for code in seen.countries},
        "sources": sources(record, [*latest, *planned]),
        "path_of_record": record.path.name,
    }
    return Answer([seen], {}, shown)


def _pairs(events: list[Event]) -> list[tuple[str, str, str, str, int]]:
    """The pairs of countries with most dealings: both codes, both names, how many."""
    dealings: Counter[tuple[str, str]] = Counter()
    for event in events:
        found = sorted({*event.actor_countries, *event.recipient_countries})
        # A summit of twenty is no dealing of a hundred and ninety pairs.
        if len(found) <= 4:
            dealings.update((one, other) for number, one in enumerate(found) for other in found[number + 1 :])
    busiest = sorted(dealings.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]
    return [(one, other, country_name(one), country_name(other), count) for (one, other), count in busiest]


PAGE = Page("home", "/", "home.html", "How much the record holds, and from when to when.", answer)
