"""`dragoman knowledge`: questions to what the program knows beforehand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.examples import examples
from dragoman.cli.options import AsJson, KnowledgeFiles

if TYPE_CHECKING:
    from dragoman.cli.ask import Asked
    from dragoman.knowledge.offices import Holding

app = typer.Typer(help="Ask what the program knows beforehand.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _root() -> None:
    pass


@app.command(epilog=examples("knowledge who"))
def who(
    role: Annotated[str, typer.Argument(metavar="ROLE", help='Office or title in English, such as "foreign minister" or "Secretary of State".')],
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Name or ISO 3166-1 alpha-3 code; for bodies their short name, such as NATO.")],
    day: Annotated[str | None, typer.Argument(metavar="DATE", help="A day, month or year (2023-06-24, 2023-06, 2023); without it, all holders.")] = None,
    knowledge: KnowledgeFiles = None,
    as_json: AsJson = False,
) -> None:
    """Who held an office, with the days known and the source.

    An end that no source tells is told as unknown, with the last day for which there is evidence; it never means "still in office".
    """
    from dragoman.cli.ask import holders

    asked, found = holders(role, country, day, knowledge or ())
    if as_json:
        query = {"role": asked.role, "country": asked.country, "date": day}
        typer.echo(json.dumps({"query": query, "rows": [_row(holding, asked) for holding in found]}, ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo(_nobody(asked, day))
    for holding in found:
        typer.echo(_line(holding, asked))
    if len(found) > 1 and asked.when is not None and asked.when.days == 1:
        typer.echo(f"{len(found)} holdings touch that day: best evidence first. Sources differ by some days, and an office may change hands on the day itself.")


def _line(holding: Holding, asked: Asked) -> str:
    seen = f"end unknown, last seen {holding.to}" if holding.to else "end unknown"
    until = str(holding.to) if holding.to_known else seen
    doubts = [word for word, told in (("acting", holding.acting), ("days uncertain", not holding.certain)) if told]
    if asked.when is not None and holding.covers(asked.when) is None:
        doubts.append("may have left before")
    told = f"; {', '.join(doubts)}" if doubts else ""
    return f"{holding.from_ or '?'}..{until}  {holding.person}  ({holding.position or holding.role}; {holding.source.replace('|', ', ')}{told})"


def _nobody(asked: Asked, day: str | None) -> str:
    """What an empty answer teaches: who came before and after, or which offices of the country are known."""
    from dragoman.knowledge import load
    from dragoman.knowledge.extra_entries import ROLES

    offices = load().offices
    all_days = offices.holders(asked.role, asked.country)
    said = f"No {asked.role} of {asked.country} is known" + ("" if day is None else f" on {day}") + "."
    if all_days:
        first, last = min(one.from_ for one in all_days if one.from_), max(one.to or one.from_ for one in all_days if one.from_)
        return f"{said} The register has {len(all_days)} holdings of it from {first} to {last}: dragoman knowledge who {asked.role!r} {asked.country}"
    known = [role for role in sorted(ROLES) if offices.holders(role, asked.country)]
    return f"{said} Offices of {asked.country} that are known: {', '.join(known) or 'none'}."


def _row(holding: Holding, asked: Asked) -> dict[str, Any]:
    from dragoman.model import to_json

    row: dict[str, Any] = to_json(holding)
    if asked.when is not None:
        row["certain_on_date"] = holding.covers(asked.when) is True
    return row
