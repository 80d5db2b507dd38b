"""`dragoman show periods`: two countries' dealings in two periods, side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath

SPAN = "A year, a month, or two of them with a stroke between: 2023, 2023-06, 2023-01/2023-06."


def periods(
    left: Annotated[str, typer.Argument(metavar="A", help="Country; code or English name.")],
    right: Annotated[str, typer.Argument(metavar="B", help="The other country.")],
    first: Annotated[str, typer.Option("--first", metavar="PERIOD", help=SPAN)],
    second: Annotated[str, typer.Option("--second", metavar="PERIOD", help="The period that it is compared with.")],
    record: RecordPath = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """How two countries dealt with each other in one time and in another: counts, rates a month, intensity, type by type."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.periods import render
    from dragoman.views import periods as view
    from dragoman.views.filters import country_of, period_of

    sides = country_of(left), country_of(right)
    spans = period_of(first), period_of(second)
    with record_at(record, as_of) as opened:
        found = view(opened, *sides, *spans)
        query = {"pair": sides, "first": first, "second": second, "as_of": as_of}
        empty = not (found.first.events or found.second.events)
        answer("periods", query, [found], as_json, lambda out: nothing(out, opened, "event of the two in either period") if empty else render(out, found))
