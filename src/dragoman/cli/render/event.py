"""One event: how it stands, each telling of it, why they were put together, and what was kept apart."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dragoman.cli.counting import counted
from dragoman.cli.render.followups import put_followed
from dragoman.cli.render.text import MARKS, act, days, heading, put, put_event, quote
from dragoman.model import Judgement
from dragoman.views import EventView
from dragoman.views.event import Turn
from dragoman.views.rows import Telling

MOST_APART = 5


def render(console: Console, view: EventView) -> None:
    """The event with its evidence."""
    put_event(console, view.row, indent=0, with_days=True)
    if view.history:
        put(console, "Status: " + " → ".join(map(_turn, view.history)))
    for one in view.corrections:
        why = f" ({one.why})" if one.why else ""
        put(console, Text(f"{one.field} {one.value}").append(f" — corrected by {one.by} on {one.on}{why}; the program had: {one.was or 'none'}", style="dim"))
    for label, ids in (("Stories", view.stories), ("Trips", view.trips)):
        if ids:
            put(console, f"{label}: {', '.join(ids)}")
    console.print()
    heading(console, f"Told {counted(len(view.tellings), 'time')}")
    for telling in view.tellings:
        _telling(console, telling)
    if view.divergences:
        console.print()
        heading(console, "Disputed")
        sources = {telling.report: telling.source for telling in view.tellings}
        for divergence in view.divergences:
            values = "; ".join(
                f"{held.value} ({', '.join(dict.fromkeys(sources.get(report, report) for report in held.reports))})" for held in divergence.values
            )
            put(console, f"{divergence.field}: {values}  {divergence.id}", 2)
    if view.notes:
        console.print()
        heading(console, "Differs without contradiction")
        for note in view.notes:
            put(console, note, 2)
    if view.followups:
        console.print()
        heading(console, "What came of what")
        for followed in view.followups:
            put_followed(console, followed, 2)
    _judgements(console, "Put together because", view.merged)
    _judgements(console, "Kept apart", view.apart[:MOST_APART])


def _turn(turn: Turn) -> str:
    since = f"from {turn.as_of} on, " if turn.as_of else ""
    by = turn.reports[0] if len(turn.reports) == 1 else counted(len(turn.reports), "report")
    word = f", according to {', '.join(turn.according_to)}" if turn.according_to else ""
    return f"{MARKS[turn.status]} {turn.status} ({since}by {by}{word})"


def _telling(console: Console, telling: Telling) -> None:
    line = Text(f"{MARKS[telling.status]} {telling.source}", style="bold")
    line.append(f", written {days(telling.written_from, telling.written_to)}", style="not bold")
    line.append(f"  {telling.id}", style="not bold cyan")
    put(console, line, 2)
    sides = " → ".join(", ".join(side) for side in (telling.actors, telling.recipients) if side)
    put(console, f"{act(telling.type, telling.mode)} {telling.status}, {days(telling.when.from_, telling.when.to)} ({telling.when.how}): {sides or '?'}", 4)
    if telling.according_to:
        put(console, f"according to {', '.join(telling.according_to)}", 4)
    put(console, quote(telling), 4, hang=1)


def _judgements(console: Console, title: str, judgements: tuple[Judgement, ...]) -> None:
    if not judgements:
        return
    console.print()
    heading(console, title)
    for judgement in judgements:
        put(console, f"{judgement.left} and {judgement.right}: {judgement.verdict} ({judgement.score:.2f}, {judgement.by}): {judgement.why}", 2)
