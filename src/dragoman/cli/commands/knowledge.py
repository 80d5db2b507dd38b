"""`dragoman knowledge`: questions to what the program knows beforehand."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from dragoman.cli.examples import examples

app = typer.Typer(help="Ask what the program knows beforehand.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _root() -> None:
    pass


@app.command(epilog=examples("knowledge who"))
def who(
    role: Annotated[str, typer.Argument(metavar="ROLE", help='Office, such as "foreign minister".')],
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Name or ISO 3166-1 alpha-3 code.")],
    day: Annotated[str | None, typer.Argument(metavar="DATE", help="A day, month or year (2023-06-24, 2023-06, 2023); without it, all holders.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Who held an office, with the days known and the source."""
    from dragoman.cli.ask import holders

    code, found = holders(role, country, day)
    if as_json:
        query = {"role": role, "country": code, "date": day}
        typer.echo(json.dumps({"query": query, "rows": [_row(holding) for holding in found]}, ensure_ascii=False, indent=2))
        return
    if not found:
        asked = f"{role!r} of {code}" + ("" if day is None else f" on {day}")
        typer.echo(f"No holder of {asked} is known. Roles are in English and singular: 'foreign minister', 'president'.")
    for holding in found:
        typer.echo(_line(holding))


def _line(holding: Any) -> str:
    until = f"{holding.to or '?'}" if holding.to_known else f"{holding.to or '?'} or later"
    return f"{holding.from_ or '?'}..{until}  {holding.person}  ({holding.position or holding.role}; {holding.source})"


def _row(holding: Any) -> dict[str, Any]:
    from dragoman.model import to_json

    row: dict[str, Any] = to_json(holding)
    return row
