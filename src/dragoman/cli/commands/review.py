"""`dragoman review`: the pairs that the program is least sure of, one after the other, answered by a key."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsJson, By, Later, RecordPath, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from dragoman.views.review import Case

LISTED = 20


def review(
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="event, story or origin; all of them without it.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Print the queue instead of asking.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many pairs; a list shows 20 without it.")] = None,
    by: By = None,
    why: Why = "reviewed",
    later: Later = False,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Go through what the program is least sure of, least sure first: pairs that it nearly joined, and pairs that it barely did.

    Keys: s same, d different, u unsure, n or space next, w say why, b back (takes the last answer back), q quit. Each answer is kept at once;
    the record is resolved when you quit. Without a terminal: --list or --json, and dragoman judge.
    """
    if list_ or as_json:
        _listed(record, kind, limit, as_json)
        return
    from dragoman.cli.judged import for_judging, person, resolved, settle, tell
    from dragoman.cli.reviewing import Session
    from dragoman.model import UsageError
    from dragoman.views.review import review as queue

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("review asks by keys and needs a terminal; for programs: dragoman review --json, and dragoman judge")
    who = person(by)
    with for_judging(record) as opened:
        settle(opened, later)
        session = Session(opened, _first(queue(opened, kind), limit), who, why)
        stopped = session.run()
        typer.echo(session.summary())
        if stopped:
            typer.echo("stopped; what you answered is kept, and the record shows it after: dragoman judge apply")
            raise typer.Exit(130)
        if session.answered:
            tell(resolved(opened, later))


def _first(cases: Iterator[Case], limit: int | None) -> Iterator[Case]:
    return cases if limit is None else islice(cases, limit)


def _listed(record: str, kind: str | None, limit: int | None, as_json: bool) -> None:
    from dragoman.cli.answer import answer
    from dragoman.cli.opening import record_at
    from dragoman.cli.render.review import render
    from dragoman.views.review import review as queue

    with record_at(record) as opened:
        cases = list(_first(queue(opened, kind), limit or LISTED))

    def show(console: Console) -> None:
        for number, case in enumerate(cases, 1):
            render(console, case, f"{number} of {len(cases)} shown")
            console.print()
        if not cases:
            console.print("Nothing is open: the program is sure of every pair, or people have judged them.")

    answer("review", {"kind": kind, "limit": limit}, cases, as_json, show)
