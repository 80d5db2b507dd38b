"""`dragoman build`: from files and folders to a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, RecordPath


def build(
    reports: Annotated[
        list[Path], typer.Argument(metavar="REPORTS...", help="Files and folders: text, HTML, JSON lines, CSV, WARC, RSS and Atom feeds, mail.")
    ],
    record: RecordPath = DEFAULT_RECORD,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes to read with; by default as many as are worth their start.")] = None,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE.toml", help="Which components read, in which order.")] = None,
) -> None:
    """Read, code and resolve reports into the record.

    Run again with the same input it changes nothing; stopped at any moment it goes on where it was when it is run again.
    """
    from dragoman.cli.progress import progress
    from dragoman.cli.stopping import stoppable
    from dragoman.run import Configuration
    from dragoman.run.build import MOST_NAMED
    from dragoman.run.build import build as build_record

    configuration = Configuration.load(config) if config else None
    with stoppable(f"what was committed is in {record}; run the same command again to go on."), progress("reading") as tell:
        built = build_record(reports, record, configuration=configuration, workers=workers, tell=tell)
    counts = built.counts
    typer.echo(f"{built.reports} reports found: {built.added} read, {built.known} known already, {built.repeated} repeated in the input")
    told = ", ".join(f"{counts.get(name, 0)} {name.replace('_', ' ')}" for name in ("reports", "event_reports", "events", "stories", "trips", "divergences"))
    typer.echo(f"{record} holds {told}" + ("" if built.resolved else " (nothing had changed)"))
    for renamed in built.renamed:
        typer.echo(f"{renamed}: came with the id of another text and was given this one", err=True)
    for identifier, error in built.unreadable[:MOST_NAMED]:
        typer.echo(f"{identifier}: {error}", err=True)
    if built.unreadable:
        typer.echo(f"{len(built.unreadable)} of {built.reports} reports could not be read", err=True)
        raise typer.Exit(1)
