"""What lies around each event of a kind: the weeks laid over each other as a line, the sums before and after, then each occurrence."""

from __future__ import annotations

from rich.console import Console

from dragoman.cli.counting import counted
from dragoman.cli.render.pair import spark
from dragoman.cli.render.text import days, heading, headline, put, put_event
from dragoman.views import WindowView
from dragoman.views.explain import act
from dragoman.views.tally import Tally
from dragoman.views.window import Change, Occurrence

NUMBER = 9
ONLY_NUMBERS = "–"


def render(console: Console, view: WindowView) -> None:
    """Header, line of weeks, sums, what was left out, occurrences."""
    by = f" by {view.actor}" if view.actor else ""
    heading(console, f"{view.left_name} – {view.right_name} around {counted(len(view.occurrences), 'event')} {act(view.type, view.mode)}{by}")
    put(console, f"{counted(view.weeks, 'week')} before and after each, its own days and the event itself apart")
    if view.occurrences:
        _profile(console, view)
        _summary(console, view)
    _left_out(console, view)
    for number, one in enumerate(view.occurrences, 1):
        console.print()
        _occurrence(console, view, number, one)


def _profile(console: Console, view: WindowView) -> None:
    before = [week for week in view.profile if week.week < 0]
    after = [week for week in view.profile if week.week > 0]
    lines = ["".join(spark([(int(week.acts > 0), week.intensity)]) for week in side) for side in (before, after)]
    put(console, "Intensity by week, conflict low, cooperation high; the event stands at ┃:")
    put(console, f"|{lines[0]}┃{lines[1]}|", 2, hang=0)
    most = max(view.profile, key=lambda week: (week.acts, -week.week))
    put(console, f"Busiest week: {most.week:+d}, {most.acts:g} acts on average", 2)


def _summary(console: Console, view: WindowView) -> None:
    console.print()
    put(console, f"{'mean of a window':24}{'before':>{NUMBER}}{'after':>{NUMBER}}{'after-before':>14}", hang=0)
    for change in view.summary:
        put(console, f"{_measure(change, view):24}{_number(change.before)}{_number(change.after)}{_signed(change.difference):>14}", hang=0)


def _measure(change: Change, view: WindowView) -> str:
    return change.measure.replace("of the first", f"of {view.left}").replace("of the second", f"of {view.right}")


def _number(value: float | None) -> str:
    return f"{ONLY_NUMBERS if value is None else f'{value:g}':>{NUMBER}}"


def _signed(value: float | None) -> str:
    return ONLY_NUMBERS if value is None else f"{value:+g}"


def _left_out(console: Console, view: WindowView) -> None:
    console.print()
    shared = [one for one in view.occurrences if one.overlaps]
    if shared:
        put(console, f"{len(shared)} of {len(view.occurrences)} windows overlap: what lies in several is counted in each.")
    if view.undated:
        put(console, f"{counted(view.undated, 'event')} of the kind left out: no day is known.")
    if view.not_counted:
        put(console, f"{counted(view.not_counted, 'event')} of the pair in no window: their days are not known to the week.")


def _occurrence(console: Console, view: WindowView, number: int, one: Occurrence) -> None:
    put(console, headline(one.event))
    put(console, f"{number}. {days(one.from_, one.to)}  {one.event.id}", 2)
    for label, told in (("before", one.before), ("after", one.after)):
        put(console, f"{label}: {_told(told, view)}", 2)
    if one.overlaps:
        put(console, f"its window overlaps those of {', '.join(one.overlaps)}", 2)
    for row in one.sharpest:
        put_event(console, row, 4, with_days=True)


def _told(told: Tally, view: WindowView) -> str:
    parts = [f"{counted(told.acts, 'act')} ({_signed(told.intensity)})", f"{view.left} {told.left.acts}, {view.right} {told.right.acts}"]
    parts += [counted(told.threats, "threat")] if told.threats else []
    parts += [f"{told.planned} planned"] if told.planned else []
    parts += [", ".join(f"{count} {kind}" for kind, count in told.types.items())] if told.types else []
    return "; ".join(parts)
