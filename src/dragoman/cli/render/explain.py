"""The chain behind an id as an indented list, the thing itself first, what it rests on below."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dragoman.cli.render.text import put
from dragoman.views import Link


def render(console: Console, link: Link, depth: int = 0) -> None:
    """One link and all below it."""
    indent = depth * 4
    line = Text(f"{link.kind} ", style="bold")
    line.append(link.id, style="not bold cyan")
    put(console, line, indent)
    put(console, link.says, indent + 2)
    for detail in link.details:
        put(console, Text(f"- {detail}", style="dim"), indent + 2)
    for below in link.rests_on:
        render(console, below, depth + 1)
