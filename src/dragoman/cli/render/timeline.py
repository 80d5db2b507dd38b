"""A timeline: events under their days, and those without a day under the window that they lie in or the days of their report's writing."""

from __future__ import annotations

from rich.console import Console

from dragoman.cli.render.text import days, heading, put_event
from dragoman.views import Group, Timeline
from dragoman.views.rows import Telling


def render(console: Console, timeline: Timeline) -> None:
    """Group by group, a blank line between."""
    for number, group in enumerate(timeline.groups):
        if number:
            console.print()
        heading(console, title(group))
        before: Telling | None = None
        for row in group.events:
            put_event(console, row, quoted=before)
            before = row.telling


def title(group: Group) -> str:
    """The group's days; a weekday where it is one day."""
    if group.kind == "unknown":
        return "Day unknown"
    if group.kind == "told":
        return f"Day unknown; told by a report written {days(group.from_, group.to)}"
    if group.kind == "window":
        return f"Some time: {days(group.from_, group.to)}" if group.from_ and group.to else f"Some time {days(group.from_, group.to)}"
    if group.from_ is not None and group.from_ == group.to:
        return f"{group.from_} {WEEKDAYS[group.from_.weekday()]}"
    return days(group.from_, group.to)


# Not strftime: its names follow the locale of the machine.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
