"""`dragoman copy`: a whole record into another place, a file or a team's database."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.counting import counted
from dragoman.model import UsageError

_PLACE = "a file such as R.db, or postgresql://..."


def copy(
    from_: Annotated[str, typer.Argument(metavar="FROM", help=f"The record to copy: {_PLACE}")],
    to: Annotated[str, typer.Argument(metavar="TO", help="Where to: the same. It is made if it isn't there; what holds anything is left alone.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="TO may hold a record: it goes, with every judgement in it, and the copy takes its place.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="What was copied, as one JSON document.")] = False,
) -> None:
    """Copy a whole record: from a file to a team's PostgreSQL, back to a file to take along, or from file to file.

    Everything comes along as it lies, with its times: reports, all readings that they have had, judgements, corrections, runs, what was resolved, and what a
    watch knows. So the copy shows and exports the same, byte for byte. FROM is read at one moment, while others go on writing to it. TO gets all or nothing:
    stopped at any moment, it is as it was before.
    """
    from dragoman.cli.answer import print_json
    from dragoman.cli.commands.build import TOLD
    from dragoman.cli.progress import progress
    from dragoman.cli.stopping import stoppable
    from dragoman.record import Record
    from dragoman.record.place import place, same

    there, here = place(from_), place(to)
    if same(there, here):
        raise UsageError(f"FROM and TO are one and the same record: {here}")
    # The source first: a mistyped name must not leave an empty record behind.
    source = Record.open(there, create=False, read_only=True)
    with source, stoppable(f"{here} holds what it held before; run the same command again."), Record.open(here) as target, progress("copying") as tell:
        copied = target.copy_from(source, replace=replace, tell=tell)
        counts, stale = target.counts(), target.resolved_for != target.claims_digest()
    if as_json:
        print_json({"from": str(there), "to": str(here), "copied": copied, "holds": counts, "resolved": not stale})
        return
    typer.echo(f"{here} holds {', '.join(counted(counts[table], noun) for table, noun in TOLD.items())}: all of {there}")
    if stale:
        typer.echo(
            f"as in the original, events don't show all that was added or judged yet, or another version made them: dragoman resolve --record {here}", err=True
        )
