"""Two periods of one pair as a table of figures, then the sharpest events of each."""

from __future__ import annotations

from rich.console import Console

from dragoman.cli.counting import counted
from dragoman.cli.render.text import days, heading, put, put_event
from dragoman.views import PeriodsView
from dragoman.views.periods import Line

NUMBER, NAME = 10, 26


def render(console: Console, view: PeriodsView) -> None:
    """Heading, figures side by side, what is counted twice or not at all, sharpest events."""
    spans = view.first, view.second
    heading(console, f"{view.left_name} – {view.right_name}: {days(view.first.from_, view.first.to)} and {days(view.second.from_, view.second.to)}")
    put(console, f"{'':{NAME}}{'first':>{NUMBER}}{'a month':>{NUMBER}}{'second':>{NUMBER}}{'a month':>{NUMBER}}{'change':>{NUMBER}}", hang=0)
    for line in view.lines:
        cells = (_number(line.first), _number(line.first_rate, ""), _number(line.second), _number(line.second_rate, ""), _signed(line.change))
        put(console, f"{_name(line, view):{NAME}}{''.join(f'{cell:>{NUMBER}}' for cell in cells)}", hang=0)
    console.print()
    put(console, f"Change of counts: of those a month ({view.first.months:g} and {view.second.months:g} months). An event lies where it begins.")
    if view.shared:
        put(console, f"The periods share {counted(view.shared, 'day')}, whose events are counted in both.")
    if view.not_counted:
        put(console, f"{counted(view.not_counted, 'event')} of the pair in no period: their days are not known to the week.")
    for period in spans:
        console.print()
        put(console, f"{days(period.from_, period.to)}: {counted(period.events, 'event')}; the sharpest")
        for row in period.sharpest:
            put_event(console, row, 2, with_days=True)


def _name(line: Line, view: PeriodsView) -> str:
    return line.measure.replace("of the first", f"of {view.left}").replace("of the second", f"of {view.right}")


def _number(value: float | None, none: str = "–") -> str:
    return none if value is None else f"{value:g}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+g}" if value else "0"
