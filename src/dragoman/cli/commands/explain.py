"""`dragoman explain`: why does the record say this?"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath


def explain(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Id of an event, event report, story, trip, divergence, statement or report; the beginning is enough.")
    ],
    record: RecordPath = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show the chain behind an id: rules, scores and judgements, down to the sentence and the report's date."""
    from dragoman.cli.answer import answer
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.explain import render
    from dragoman.views import explain as explain_view

    with record_at(record, as_of) as opened:
        link = explain_view(opened, identifier)
    answer("explain", {"id": identifier, "as_of": as_of}, [link], as_json, lambda console: render(console, link))
