"""What came of what: the act, the outcome, and the two sentences."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from dragoman.cli.counting import counted
from dragoman.cli.render.text import days, headline, put
from dragoman.views import Followed
from dragoman.views.followups import Words


def render(console: Console, found: Iterable[Followed]) -> None:
    """Each act with what came of it."""
    for number, one in enumerate(found):
        if number:
            console.print()
        put_followed(console, one)


def put_followed(console: Console, one: Followed, indent: int = 0) -> None:
    """One act, its sentence, the outcome, and the sentence that tells it."""
    put(console, Text(f"{one.kind}: ", style="bold") + headline(one.event), indent)
    put(console, Text(f"{days(one.event.from_, one.event.to)}  ").append(one.event.id, style="cyan"), indent + 2)
    if one.said is not None:
        put(console, _words(one.said), indent + 2, hang=1)
    line = Text(f"→ {one.outcome}", style="bold")
    if one.days:
        line.append(f" after {counted(one.days, 'day')}", style="not bold")
    if one.answer is None and one.until is not None:
        line.append(f", as far as the record reaches ({one.until})", style="not bold")
    line.append(f": {one.why}", style="not bold")
    put(console, line, indent + 2)
    if one.answer is not None and one.answer.id != one.event.id:
        put(console, headline(one.answer).append(f"  {one.answer.id}", style="not bold cyan"), indent + 4)
    if one.answered is not None:
        put(console, _words(one.answered), indent + 4, hang=1)


def _words(words: Words) -> Text:
    return Text(f"“{words.sentence}”", style="italic").append(f" {words.source}", style="not italic dim")
