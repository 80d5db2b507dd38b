"""`dragoman show story`: reports that tell of the same thing, one story or all."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath


def story(
    identifier: Annotated[str | None, typer.Argument(metavar="ID", help="Its id, or that of one of its reports; without it, all stories.")] = None,
    record: RecordPath = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Reports that tell of the same thing: one story with its origins and events, or all of them."""
    from dragoman.cli.answer import answer, nothing
    from dragoman.cli.opening import record_at
    from dragoman.cli.render import lists
    from dragoman.views import stories as view_all
    from dragoman.views import story as view

    with record_at(record, as_of) as opened:
        if identifier is not None:
            one = view(opened, identifier)
            answer("story", {"id": one.story.id, "as_of": as_of}, [one], as_json, lambda out: lists.story(out, one))
            return
        found = view_all(opened)
        answer("stories", {"as_of": as_of}, found, as_json, lambda out: lists.stories(out, found) if found else nothing(out, opened, "story"))
