"""`dragoman show event`: one event with all its evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, RecordPath


def event(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the beginning of it.")],
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Did it happen, and how do we know: every telling of one event, and why they were put together."""
    from dragoman.cli.answer import answer
    from dragoman.cli.opening import opened_now
    from dragoman.cli.render.event import render
    from dragoman.views import event as view

    with opened_now(record) as opened:
        found = view(opened, identifier)
    answer("event", {"id": found.row.id}, [found], as_json, lambda out: render(out, found))
