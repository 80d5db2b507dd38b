"""`dragoman show pair`: what has been going on between two countries."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath, Since, Statuses, Types, Until


def pair(
    left: Annotated[str, typer.Argument(metavar="A", help="Code or name of a country or organisation.")],
    right: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    type_: Types = None,
    status: Statuses = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What has been going on between two countries: trend, what is next, trips, disputes, events."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.asked import filters
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.pair import render
    from dragoman.views import pair as view
    from dragoman.views.filters import country_of

    sides = country_of(left), country_of(right)
    with record_at(record, as_of) as opened:
        wanted = filters(opened, since, until, None, None, type_, status, None)
        found = view(opened, *sides, wanted)
        query = {"left": sides[0], "right": sides[1], **wanted.asked(), "as_of": as_of}
        answer(
            "pair",
            query,
            [found],
            as_json,
            lambda out: render(out, found) if found.events or found.trips else nothing(out, opened, f"event of {' and '.join(sides)}"),
        )
