"""Before and after: what happened between two countries in the weeks around each event of a kind? Two kinds can stand side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model import UsageError
from dragoman.views import Filters, WindowView, window
from dragoman.views.filters import country_of, day_from, day_to, kind_of
from dragoman.views.pair import country_name
from dragoman.views.tally import kind_of_act
from dragoman.web.asked import Asked
from dragoman.web.listing import sources
from dragoman.web.page import SINCE, UNTIL, Answer, Page, Parameter
from dragoman.web.weeks import WeekDrawing, profile
from dragoman.web.words import act

AROUND = Parameter("around", "Type of the events in the middle, or TYPE/mode; given twice: two windows side by side.", many=True, example="MOBILIZE/weapons")
ACTING = Parameter("actor", "Country that acts in the middle; it need not be one of the two.", example="PRK")
WEEKS = Parameter("weeks", "Weeks before and after; 8 without it.", example="8")
MOST_WINDOWS, MOST_WEEKS, MOST_KINDS = 2, 104, 12
DEFAULT_WEEKS = 8
# What the lists of measures call the sides, in words.
MEASURES = {"acts of the first": "{left} did", "acts of the second": "{right} did", "intensity of the first": "intensity of {left}",
            "intensity of the second": "intensity of {right}", "acts": "acts done"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Laid:
    """One window with its drawing.

    Attributes:
        name: what stands in the middle; code: as it is asked for. measures: names of the summary's lines.
        reach: by event in the middle the first and last day of its windows.
    """

    name: str
    code: str
    view: WindowView
    drawing: WeekDrawing
    measures: dict[str, str]
    reach: dict[str, tuple[date, date]]


def answer(asked: Asked) -> Answer:
    left, right = (country_of(asked.parts[side]) for side in ("left", "right"))
    if left == right:
        raise UsageError(f"both sides are {left}; name two countries")
    around = asked.many("around")
    if len(around) > MOST_WINDOWS:
        raise UsageError(f"around is given {len(around)} times; two windows fit beside each other")
    filters = Filters(since=day_from(asked.one("from")), until=day_to(asked.one("to")))
    acting, weeks = country_of(asked.one("actor") or left) if asked.one("actor") else None, _weeks(asked.one("weeks"))
    views = [window(asked.record, *kind_of(code), left, right, weeks=weeks, actor=acting, filters=filters) for code in around]
    most = max((week.acts for view in views for week in view.profile), default=0.0)
    laid = [_laid(view, most) for view in views]
    rows = [row for one in laid for held in one.view.occurrences for row in (held.event, *held.sharpest)]
    shown = {
        "left": left,
        "right": right,
        "left_name": country_name(left),
        "right_name": country_name(right),
        "acting": acting,
        "weeks": weeks,
        "laid": laid,
        "kinds": _kinds(asked, left, right),
        "sources": sources(asked.record, {row.id: row for row in rows}.values()),
    }
    query = {"around": around, "pair": (left, right), "actor": acting, "weeks": weeks, "from": filters.since, "to": filters.until}
    return Answer([one.view for one in laid], query, shown)


def _weeks(typed: str | None) -> int:
    if typed is None:
        return DEFAULT_WEEKS
    if not typed.isdecimal() or not 0 < int(typed) <= MOST_WEEKS:
        raise UsageError(f"weeks is {typed!r}; write a number from 1 to {MOST_WEEKS}")
    return int(typed)


def _laid(view: WindowView, most: float) -> Laid:
    kind, mode = view.type, view.mode
    measures = {change.measure: MEASURES.get(change.measure, change.measure).format(left=view.left, right=view.right) for change in view.summary}
    days = timedelta(weeks=view.weeks)
    reach = {one.event.id: (one.from_ - days, one.to + days) for one in view.occurrences}
    return Laid(act(kind, mode), f"{kind}/{mode}" if mode else kind, view, profile(view.profile, most), measures, reach)


def _kinds(asked: Asked, left: str, right: str) -> list[tuple[str, str, int]]:
    """What the two did most: code, name, how many; what a reader can ask about."""
    events = asked.record.events(**Filters(countries=(left, right)).for_record())
    # Only types: a mode can be added in the address, and a list of both would be longer than useful.
    counts = Counter(event.type for event in events if kind_of_act(event) == "act")
    return [(kind, act(kind, None), count) for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_KINDS]]


PARAMETERS = (AROUND, ACTING, WEEKS, SINCE, UNTIL)
PAGE = Page(
    "window", "/window/{left}/{right}", "window.html", "Dealings of two countries in the weeks before and after each event of a kind.", answer, PARAMETERS
)
