"""What all renderings share: wrapped lines with a hanging indent, marks of status, names, days. Works at 80 columns and below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.text import Text

from dragoman.cli.counting import counted
from dragoman.views.explain import act, span
from dragoman.views.rows import EventRow, Party, Telling

# Hollow: not yet. Solid: done. Struck through: not so. Triangle: in words only.
MARKS = {
    "happened": "●", "ongoing": "◉", "resumed": "↻", "planned": "○", "possible": "◇", "threatened": "△", "called-for": "△",
    "denied": "⊘", "cancelled": "⊘", "suspended": "◌",
}  # fmt: skip
# Colour means one thing: the quarter of PLOVER.
STYLES = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
MOST_NAMES = 4
NARROWEST = 30
LONGEST_SENTENCE = 320


def put(console: Console, line: Text | str, indent: int = 0, hang: int = 2) -> None:
    """Prints wrapped text; lines after the first stand `hang` columns further in. No trailing blanks."""
    text = Text(line) if isinstance(line, str) else line
    width = max(NARROWEST, console.width - indent - hang)
    for number, part in enumerate(text.wrap(console, width)):
        part.rstrip()
        console.print(Text(" " * (indent + (hang if number else 0))) + part, soft_wrap=True)


def heading(console: Console, line: str) -> None:
    put(console, Text(line, style="bold"), hang=0)


def name(party: Party) -> str:
    """A country by its name, others with their country behind."""
    return party.name if party.country is None or party.id == party.country else f"{party.name} ({party.country})"


def names(parties: Iterable[Party]) -> str:
    """The first few names, and how many more."""
    known = list(dict.fromkeys(name(party) for party in parties))
    more = f" +{len(known) - MOST_NAMES}" if len(known) > MOST_NAMES else ""
    return ", ".join(known[:MOST_NAMES]) + more


def who(row: EventRow) -> str:
    """`A, B → C`; a side that isn't known is a question mark where the other alone would mislead."""
    actors, recipients = names(row.actors), names(row.recipients)
    return f"{actors or '?'} → {recipients}" if recipients else actors or "?"


def days(from_: date | None, to: date | None) -> str:
    """Days in words: a day, two days, since, until, unknown."""
    if from_ is not None and to is not None:
        return str(from_) if from_ == to else f"{from_} to {to}"
    if from_ is not None:
        return f"since {from_}"
    return "day unknown" if to is None else f"until {to}"


def headline(row: EventRow) -> Text:
    """Mark, type, parties and place of an event."""
    line = Text(f"{MARKS[row.status]} ")
    line.append(act(row.type, row.mode), style=STYLES[QUADS[row.type]])
    line.append("  " + who(row))
    if row.place:
        line.append(f" · {row.place}")
    return line


def footing(row: EventRow) -> Text:
    """Status, support, dispute and id of an event."""
    told = [row.status + (" (negated)" if row.negated else "")]
    told += ["background"] if row.historical else []
    told += [counted(row.origins, "origin") + (f" in {counted(row.reports, 'report')}" if row.reports != row.origins else "")]
    told += [f"disputed: {', '.join(row.disputed)}"] if row.disputed else []
    told += [f"corrected: {', '.join(row.corrected)}"] if row.corrected else []
    line = Text(", ".join(told), style="dim")
    line.append(f"  {row.id}", style="cyan")
    return line


def quote(telling: Telling) -> Text:
    """The sentence with the words of the act marked, and its source."""
    sentence = telling.sentence if len(telling.sentence) <= LONGEST_SENTENCE else telling.sentence[:LONGEST_SENTENCE] + " …"
    line = Text(f"“{sentence}”", style="italic")
    at = sentence.find(telling.trigger)
    if telling.trigger and at >= 0:
        line.stylize("underline", at + 1, at + 1 + len(telling.trigger))
    line.append(f" {telling.source}", style="not italic dim")
    return line


def put_event(console: Console, row: EventRow, indent: int = 2, with_days: bool = False, quoted: Telling | None = None) -> None:
    """An event in three lines: what, how sure, and the sentence.

    Args:
        quoted: the telling right above; its sentence is not printed once more.
    """
    line = headline(row)
    if with_days:
        line = Text(f"{days(row.from_, row.to)}  ") + line
    put(console, line, indent)
    put(console, footing(row), indent + 2)
    if row.telling is None:
        return
    if quoted is not None and (quoted.report, quoted.sentence) == (row.telling.report, row.telling.sentence):
        line = Text(f"“… {row.telling.trigger} …”", style="italic")
        put(console, line.append(" in the same sentence", style="not italic dim"), indent + 2, hang=1)
        return
    put(console, quote(row.telling), indent + 2, hang=1)


__all__ = ["MARKS", "act", "days", "footing", "heading", "headline", "name", "names", "put", "put_event", "quote", "span", "who"]
