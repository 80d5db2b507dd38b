"""`dragoman build`: from files and folders to a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.counting import counted
from dragoman.cli.options import DEFAULT_RECORD, KnowledgeFiles, RecordPath

if TYPE_CHECKING:
    from dragoman.run.build import Built

# Messages that are told one by one; the rest are counted.
MOST_NAMED = 20
TOLD = {
    "reports": "report",
    "event_reports": "event report",
    "events": "event",
    "stories": "story",
    "trips": "trip",
    "divergences": "divergence",
    "followups": "follow-up",
}


def build(
    reports: Annotated[
        list[Path],
        typer.Argument(
            metavar="REPORTS...",
            help="Files and folders: text, HTML, PDF, JSON lines, CSV, WARC, feeds, mail, and zip and tar of these; - for standard input.",
        ),
    ],
    record: RecordPath = DEFAULT_RECORD,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes to read and resolve with; by default as many as are worth their start.")
    ] = None,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE.toml", help="Which components read, in which order.")] = None,
    knowledge: KnowledgeFiles = None,
    kind: Annotated[
        str | None, typer.Option("--as", metavar="KIND", help="Read every file as this: text, html, pdf, jsonl, json, csv, warc, feed, mail, mailbox.")
    ] = None,
    gate: Annotated[
        bool, typer.Option("--gate", help="Pass over web pages that name no two countries near one another: for archives of general news.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="What was read and what the record holds, as one JSON document.")] = False,
) -> None:
    """Read, code and resolve reports into the record.

    Run again with the same input it changes nothing; stopped at any moment it goes on where it was when it is run again.
    """
    from dragoman.cli.answer import print_json
    from dragoman.cli.own import with_knowledge
    from dragoman.cli.progress import progress
    from dragoman.cli.stopping import stoppable
    from dragoman.record.place import place
    from dragoman.run import Configuration
    from dragoman.run.build import build as build_record

    configuration = with_knowledge(Configuration.load(config) if config else Configuration(), knowledge)
    where = place(record)
    with stoppable(f"what was committed is in {where}; run the same command again to go on."), progress("reading") as tell:
        built = build_record(reports, where, configuration=configuration, workers=workers, tell=tell, kind=kind, gate=gate)
    if as_json:
        print_json(_plain(built, str(where)))
    else:
        _tell(built, str(where))
    if built.unreadable:
        raise typer.Exit(1)


def _tell(built: Built, record: str) -> None:
    """What was done, for people: counts on standard output, what was doubtful on standard error."""
    counts, met = built.counts, built.met
    if told := built.taken.told():
        typer.echo(f"taken for: {told}")
    typer.echo(f"{counted(met['read'] + met['unreadable'], 'report')} found: {built.added} new, {built.known} known already")
    told = ", ".join(counted(counts[table], noun) for table, noun in TOLD.items())
    typer.echo(f"{record} holds {told}" + ("" if built.resolved else " (nothing had changed)"))
    if built.reread:
        typer.echo(f"read anew {counted(built.reread, 'report')}: other pages of their sites teach which of their lines belong to the site")
    if built.reopened is not None and built.reopened.seen:
        typer.echo(built.reopened.told())
    for line in built.told:
        typer.echo(line, err=True)
    _first_of(built.problems)
    _first_of([f"{identifier}: {error}" for identifier, error in built.unreadable])
    if built.unreadable:
        typer.echo(f"{counted(len(built.unreadable), 'report')} could not be read", err=True)


def _plain(built: Built, record: str) -> dict[str, Any]:
    """The same for programs."""
    return {
        "record": record,
        "taken": built.taken.plain(),
        "met": dict(built.met),
        "added": built.added,
        "known": built.known,
        "reread": built.reread,
        "resolved": built.resolved,
        "holds": built.counts,
        "told": built.told,
        "problems": built.problems,
        "unreadable": [{"id": identifier, "error": error} for identifier, error in built.unreadable],
    }


def _first_of(messages: list[str]) -> None:
    """The first messages on standard error, and how many more there are."""
    for message in messages[:MOST_NAMED]:
        typer.echo(" ".join(message.split()), err=True)
    if len(messages) > MOST_NAMED:
        typer.echo(f"... and {len(messages) - MOST_NAMED} more like it", err=True)
