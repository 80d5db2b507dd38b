"""An open pair with its two sides next to each other, the words of the act marked, and what speaks for and against. Below each other where it is narrow."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.render.text import days, put
from dragoman.views.review import Case, ReviewSide

# Columns from which two sentences can stand next to each other and still be read.
SIDE_BY_SIDE = 90
QUOTES = "“”\"'"
JOINED = {"same": "the program joined them", "unsure": "the program left them apart"}
QUESTIONS = {"event": "One event?", "story": "One story?", "origin": "Does one repeat the other?"}


def render(console: Console, case: Case, place: str = "") -> None:
    """The pair; `place` says where in the queue it stands."""
    line = Text(QUESTIONS[case.kind], style="bold")
    line.append(f"  {JOINED[case.verdict]} at {case.score:.2f}{f'  {place}' if place else ''}", style="not bold dim")
    put(console, line)
    console.print()
    if console.width >= SIDE_BY_SIDE:
        table = Table.grid(padding=(0, 3), expand=True)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(_side(case.left), _side(case.right))
        console.print(table)
    else:
        for side in (case.left, case.right):
            console.print(_side(side))
            console.print()
    put(console, Text("Speaks for and against: ", style="dim").append("; ".join(case.reasons) or "nothing told"))


def _side(side: ReviewSide) -> Text:
    text = Text(side.source, style="bold")
    text.append(f", written {days(side.written.from_, side.written.to)}\n", style="not bold")
    text.append(side.id + "\n", style="not bold cyan")
    if side.says:
        text.append(side.says + "\n", style="not bold")
        place = f" · {side.place}" if side.place else ""
        numbers = f" · {', '.join(side.numbers)}" if side.numbers else ""
        text.append(days(side.days.from_, side.days.to) + place + numbers + "\n", style="not bold")
    start, said = len(text) + 1, side.text.strip(QUOTES)
    text.append(f"“{said}”", style="not bold italic")
    at = said.find(side.trigger) if side.trigger else -1
    if at >= 0:
        text.stylize("bold underline", start + at, start + at + len(side.trigger))
    return text
