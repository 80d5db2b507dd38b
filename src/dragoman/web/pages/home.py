"""Home: how much is in the record and from when to when, what is latest, next and most disputed, who is busiest; an empty record teaches how to fill it."""

from __future__ import annotations

from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.record import EventFilters, Record
from dragoman.views import overview
from dragoman.views.differ import disputes, order
from dragoman.views.pair import AHEAD, country_name
from dragoman.views.rows import Describer
from dragoman.views.sources import vouching
from dragoman.web.asked import Asked
from dragoman.web.listing import MOST_COUNTED
from dragoman.web.page import Answer, Page

MOST = 6  # rows of each section: home fits on a screen or two
MOST_PAIRS = 12


def answer(asked: Asked) -> Answer:
    found = asked.keep(("home",), lambda: _answer(asked.record))
    return Answer([found["seen"]], {}, found)


def _answer(record: Record) -> dict[str, object]:
    """What the template shows."""
    seen, written = overview(record), record.latest_report()
    wanted: EventFilters = {"statuses": sorted(REAL_STATUSES), "negated": False, "historical": False, "besides": ["THREATEN"]}
    done = record.some_events({**wanted, "begun": written} if written else wanted, None, MOST)
    ahead: EventFilters = {"statuses": sorted(AHEAD), "negated": False, "ends": written}
    planned = record.some_events(ahead, None, MOST, newest=False) if written else []
    describer = Describer(record)
    rows = describer.event_rows([*done, *planned])
    disputed = order(record)
    return {
        "seen": seen,
        "written": written,
        "latest": rows[: len(done)],
        "ahead": rows[len(done) :],
        "ahead_count": record.count_events(ahead, MOST_COUNTED) if written else 0,
        "disputes": disputes(record, disputed[:MOST]),
        "disputes_count": len(disputed),
        "pairs": [(one, other, country_name(one), country_name(other), count) for one, other, count in record.busiest_pairs(MOST_PAIRS)],
        "names": {code: country_name(code) for code in seen.countries},
        "sources": {event.id: vouching(describer, event.reports) for event in (*done, *planned)},
        "path_of_record": record.path.name,
    }


PAGE = Page("home", "/", "home.html", "How much the record holds, and from when to when.", answer)
