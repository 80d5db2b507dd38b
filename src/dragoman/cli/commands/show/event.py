"""`dragoman show event`: one event with all its evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath


def event(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the beginning of it.")],
    record: RecordPath = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Did it happen, and how do we know: every telling of one event, and why they were put together."""
    from dragoman.cli.answer import answer
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.event import render
    from dragoman.views import event as view

    with record_at(record, as_of) as opened:
        found = view(opened, identifier)
    answer("event", {"id": found.row.id, "as_of": as_of}, [found], as_json, lambda out: render(out, found))
