"""`dragoman watch`: follow feeds for days and tell each event once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, KnowledgeFiles, RecordPath

if TYPE_CHECKING:
    from dragoman.run.watch import Round


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="Feeds to follow and searches to tell of; see docs/watching.md.")],
    record: RecordPath = DEFAULT_RECORD,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop; for cron.")] = False,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE.toml", help="Which components read, in which order.")] = None,
    knowledge: KnowledgeFiles = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a round, on a line of its own.")] = False,
) -> None:
    """Follow feeds: fetch what is new, read it into the record, tell each event once.

    Goes on until it is told to stop (Ctrl-C, SIGTERM). What it has seen and told stands in the record, so that it can be stopped at any moment and started
    again. An alert may go out twice after a kill, under the same id; none is lost.
    """
    from dragoman.cli.own import with_knowledge
    from dragoman.cli.stopping import stoppable
    from dragoman.read.fetch import Fetcher, Manners
    from dragoman.record.place import place
    from dragoman.run import Configuration
    from dragoman.run.watch import Watch, load

    settings = load(feeds)
    configuration = with_knowledge(Configuration.load(config) if config else Configuration(), knowledge)
    fetcher = Fetcher(Manners(admitted=settings.admitted, licensed=settings.licensed, pause=settings.pause, contact=settings.contact))
    where = place(record)
    watching = Watch(settings, where, fetcher, configuration=configuration)
    with stoppable(f"what was seen and told is in {where}; run the same command again to go on."):
        watching.run(_tell_json if as_json else _tell, rounds=1 if once else None)


def _tell_json(found: Round) -> None:
    import json

    typer.echo(json.dumps(found.plain(), ensure_ascii=True))


def _tell(found: Round) -> None:
    """One line a round on standard output; what is not as it should be on standard error."""
    from dragoman.cli.commands.build import MOST_NAMED
    from dragoman.cli.counting import counted
    from dragoman.cli.safe import plain

    parts = [f"{name} {_counts(counts)}" for name, counts in (("feeds", found.feeds), ("pages", found.pages)) if sum(counts.values())]
    parts += [f"{counted(found.added, 'report')} new"] if found.added else []
    parts += [f"{counted(count, 'alert')} of {name}" for name, count in found.alerts.items() if count]
    parts += [f"told {_counts(found.handed)}"] if sum(found.handed.values()) else []
    typer.echo(plain(f"{found.at[:19]}Z {'; '.join(parts) or 'nothing new'}"))
    for problem in found.problems[:MOST_NAMED]:
        typer.echo(plain(f"  {problem}"), err=True)
    if len(found.problems) > MOST_NAMED:
        typer.echo(f"  ... and {len(found.problems) - MOST_NAMED} more like it", err=True)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()) if count)
