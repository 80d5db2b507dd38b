"""`dragoman show actor`: who this is, and what they were last seen doing with whom."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath, Since, Statuses, Types, Until


def actor(
    who: Annotated[str, typer.Argument(metavar="ACTOR", help="Id or name.")],
    record: RecordPath = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    type_: Types = None,
    status: Statuses = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Who this is, with whom they deal, their trips, words and events."""
    from dragoman.cli.answer import answer
    from dragoman.cli.asked import filters
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.lists import actor as render
    from dragoman.views import actor as view

    with record_at(record, as_of) as opened:
        wanted = filters(opened, since, until, None, None, type_, status, None)
        found = view(opened, who, wanted)
    answer("actor", {"actor": found.actor.id, **wanted.asked(), "as_of": as_of}, [found], as_json, lambda out: render(out, found))
