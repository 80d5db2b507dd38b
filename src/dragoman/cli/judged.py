"""What all commands share that keep a person's word: who speaks, the record for writing, and what the word changed."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from dragoman.model import UsageError

if TYPE_CHECKING:
    from dragoman.record import Record

# Changes that are told one by one; the rest are counted.
MOST_TOLD = 12


def person(typed: str | None) -> str:
    """The name under which a judgement is kept.

    Raises:
        UsageError: if there is none, or if it would pass for the program's.
    """
    from dragoman.model.judgements import PROGRAM

    try:
        name = (typed if typed is not None else getpass.getuser()).strip()
    except (KeyError, OSError, ImportError):
        name = ""
    if not name:
        raise UsageError("whose judgement is it? say --by NAME")
    if name.startswith(PROGRAM):
        raise UsageError(f"a person's name can't begin with {PROGRAM!r}: so the program signs its own judgements; say --by NAME")
    return name


@contextmanager
def for_judging(path: str) -> Iterator[Record]:
    """The record, opened for writing; it must exist."""
    from dragoman.record import Record

    with Record.open(path, create=False) as record:
        yield record


def settle(record: Record, later: bool) -> None:
    """Resolves what was waiting before a new word is added, so that what is told as the word's doing is its own.

    Call it when the ids that the person named have been found: they are those of the record as it was shown.
    """
    if later or record.resolved_for == record.claims_digest():
        return
    from dragoman.cli.progress import working
    from dragoman.run.build import resolve_record

    typer.echo("the record was not resolved with this program, or with all that it holds; that is done first", err=True)
    with working("resolving"):
        resolve_record(record, [])


def resolved(record: Record, later: bool) -> list[str]:
    """Resolves the record with all that was judged, and says what that changed.

    Args:
        later: leave it for `dragoman judge apply`.

    Returns:
        One line for each change; for `later` one that says how to resolve.
    """
    if later:
        return ["kept; the record shows it after: dragoman judge apply"]
    from dragoman.cli.progress import working
    from dragoman.resolve.judged import on_people
    from dragoman.run.build import resolve_record
    from dragoman.views.changes import changes, snapshot

    before, notes = snapshot(record), list[str]()
    with working("resolving"):
        changed = resolve_record(record, notes)
    for note in on_people(notes):
        typer.echo(note, err=True)
    if not changed:
        return ["nothing changed: the record was resolved with this already"]
    return changes(before, snapshot(record))


def tell(lines: list[str]) -> None:
    """The first lines, and how many more there are."""
    for line in lines[:MOST_TOLD]:
        typer.echo(line)
    if len(lines) > MOST_TOLD:
        typer.echo(f"... and {len(lines) - MOST_TOLD} more changes")
