"""`dragoman judge list`: what people have said, who and when."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, AsOf, RecordPath


def list_judgements(
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="event, story, origin or correction.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="One person's only.")] = None,
    pending: Annotated[bool, typer.Option("--pending", help="Only those that bind nothing at present.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Those taken back, too.")] = False,
    as_of: AsOf = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """List judgements and corrections, newest last; those that bind nothing at present say why."""
    from dragoman.cli.answer import print_json
    from dragoman.cli.opening import record_at
    from dragoman.model import to_json
    from dragoman.views.words import overruled, says, words

    with record_at(record) as opened:
        found = words(opened, kind=kind, by=by, pending=pending, withdrawn=all_, as_of=as_of)
        beaten = overruled(words(opened, as_of=as_of))
    if as_json:
        query = {"kind": kind, "by": by, "pending": pending or None, "all": all_ or None, "as_of": as_of}
        print_json({"query": {name: value for name, value in query.items() if value is not None}, "rows": to_json(found)})
        return
    for word in found:
        typer.echo(says(word, beaten))
    if not found:
        typer.echo("No judgement fits. Make one: dragoman judge same A B --why ..., or go through what the program is unsure of: dragoman review")
