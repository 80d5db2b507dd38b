"""Two periods beside each other: how do the dealings of two countries in one time compare with those in another?"""

from __future__ import annotations

from dragoman.model import UsageError
from dragoman.views import PeriodsView
from dragoman.views import periods as view
from dragoman.views.filters import country_of, period_of
from dragoman.views.pair import country_name
from dragoman.web.asked import Asked
from dragoman.web.listing import sources
from dragoman.web.page import Answer, Page, Parameter
from dragoman.web.words import act

FIRST = Parameter("first", "The one period: a year, a month, or two of them with / between.", example="2023")
SECOND = Parameter("second", "The other period.", example="2024-01/2024-06")


def answer(asked: Asked) -> Answer:
    left, right = (country_of(asked.parts[side]) for side in ("left", "right"))
    if left == right:
        raise UsageError(f"both sides are {left}; name two countries")
    first, second = (asked.one(name) for name in ("first", "second"))
    found = None
    if first and second:
        spans = period_of(first), period_of(second)
        found = asked.keep(("periods", left, right, spans), lambda: view(asked.record, left, right, *spans))
    rows = [] if found is None else [*found.first.sharpest, *found.second.sharpest]
    shown = {
        "left": left,
        "right": right,
        "left_name": country_name(left),
        "right_name": country_name(right),
        "first": first,
        "second": second,
        "found": found,
        "groups": [] if found is None else _groups(found),
        "sources": sources(asked.record, {row.id: row for row in rows}.values()),
    }
    query = {"pair": (left, right), "first": first, "second": second}
    return Answer([] if found is None else [found], query, shown, table=[] if found is None else _table(found))


def _groups(found: PeriodsView) -> list[tuple[str, list[tuple[str, object]]]]:
    """Heading -> lines of a table, each with its name in words."""
    sides = {"acts": "acts done", "acts of the first": f"{found.left} did", "acts of the second": f"{found.right} did", "intensity": "mean intensity",
             "intensity of the first": f"intensity of {found.left}", "intensity of the second": f"intensity of {found.right}"}  # fmt: skip
    titles = {"intensity": "Intensity", "count": "How much", "quad": "What kind", "type": "What was done"}
    return [
        (title, [(act(line.measure, None) if kind == "type" else sides.get(line.measure, line.measure), line) for line in found.lines if line.kind == kind])
        for kind, title in titles.items()
    ]


def _table(found: PeriodsView) -> list[dict[str, object]]:
    return [
        {
            "kind": line.kind, "measure": line.measure, "first": line.first, "second": line.second,
            "first_a_month": line.first_rate, "second_a_month": line.second_rate, "change": line.change,
        }
        for line in found.lines
    ]  # fmt: skip


PARAMETERS = (FIRST, SECOND)
PAGE = Page("periods", "/periods/{left}/{right}", "periods.html", "Dealings of two countries in two periods, side by side.", answer, PARAMETERS, csv=True)
