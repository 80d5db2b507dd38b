"""`dragoman load` and `dragoman resolve`: from shards to a record."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.counting import counted
from dragoman.cli.options import DEFAULT_RECORD, KnowledgeFiles, RecordPath

MOST_NAMED = 20


def load(
    shards: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that dragoman code --shards wrote.")],
    record: RecordPath = DEFAULT_RECORD,
    partial: Annotated[bool, typer.Option("--partial", help="Load what is done, though other shards are not, or were given up.")] = False,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE.toml", help="As the shards were coded.")] = None,
    knowledge: KnowledgeFiles = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes for pages that must be read anew.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="What was loaded, as one JSON document.")] = False,
) -> None:
    """Put coded shards into the record; dragoman resolve then makes events of them.

    The two give the record that dragoman build gives of the same input. Loaded again, nothing changes.
    """
    from dragoman.cli.answer import print_json
    from dragoman.cli.own import with_knowledge
    from dragoman.cli.progress import progress
    from dragoman.cli.stopping import stoppable
    from dragoman.record.place import place
    from dragoman.run import Configuration
    from dragoman.run.shards.load import load as load_shards

    configuration = with_knowledge(Configuration.load(config) if config else Configuration(), knowledge)
    where = place(record)
    with stoppable(f"what was committed is in {where}; run the same command again to go on."), progress("loading") as tell:
        done = load_shards(shards, where, configuration=configuration, partial=partial, workers=workers, tell=tell)
    if as_json:
        plain = asdict(done) | {"record": str(where), "unreadable": [{"id": identifier, "error": error} for identifier, error in done.unreadable]}
        print_json(plain)
    else:
        typer.echo(f"{counted(done.shards, 'shard')} loaded: {done.added} new, {done.known} known already")
        typer.echo(f"{where} holds {counted(done.counts['reports'], 'report')}, {counted(done.counts['event_reports'], 'event report')}; now: dragoman resolve")
        for number, told in (
            (done.repeated, "met twice and loaded once"),
            (done.renamed, "under a new id: another shard has theirs"),
            (done.reread, "read anew"),
        ):
            if number:
                typer.echo(f"{counted(number, 'report')} {told}", err=True)
        _first_of([f"{name}: {why}" for name, why in done.missing.items()] + [f"{name}: {why}" for name, why in done.unreadable])
    if done.missing or done.unreadable:
        if not as_json:
            typer.echo(f"{counted(len(done.missing), 'shard')} left out, {counted(len(done.unreadable), 'report')} could not be read", err=True)
        raise typer.Exit(1)


def resolve(
    record: RecordPath = DEFAULT_RECORD,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that compare; with the same result. Each needs some memory more.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="What the record holds, as one JSON document.")] = False,
) -> None:
    """Make events, stories, trips and differences of all that the record's reports tell.

    build does this by itself; it is needed after load. If nothing has changed since the last time, nothing is done.
    """
    from dragoman.cli.answer import print_json
    from dragoman.cli.commands.build import TOLD
    from dragoman.cli.progress import working
    from dragoman.cli.stopping import stoppable
    from dragoman.record import Record
    from dragoman.record.place import place
    from dragoman.run.build import resolve_record

    problems: list[str] = []
    where = place(record)
    with stoppable(f"{where} is as it was before; run the same command again."), working("resolving"), Record.open(where, create=False) as opened:
        reopened = resolve_record(opened, problems, workers)
        counts = opened.counts()
    if as_json:
        print_json({"record": str(where), "resolved": reopened is not None, "holds": counts, "problems": problems})
        return
    nothing = " (nothing had changed)" if reopened is None else ""
    typer.echo(f"{where} holds {', '.join(counted(counts[table], noun) for table, noun in TOLD.items())}{nothing}")
    if reopened is not None and reopened.seen:
        typer.echo(reopened.told())
    _first_of(problems)


def _first_of(messages: list[str]) -> None:
    for message in messages[:MOST_NAMED]:
        typer.echo(" ".join(message.split()), err=True)
    if len(messages) > MOST_NAMED:
        typer.echo(f"... and {len(messages) - MOST_NAMED} more like it", err=True)
