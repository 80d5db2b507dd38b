"""`dragoman code --shards`, for people and for programs. In: options of the command; out: counts, and the exit status."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dragoman.cli.counting import counted

if TYPE_CHECKING:
    from dragoman.run import Configuration
    from dragoman.run.shards.job import Sharded

MOST_NAMED = 20
MOST_WORKERS = 8  # unless asked for more: each holds its own knowledge and model, some 600 MB


def code_to_shards(paths: list[Path], out: Path, configuration: Configuration, options: dict[str, Any]) -> None:
    """Cuts and codes, tells what was done, and ends with status 1 if a shard was given up or a report could not be read."""
    from dragoman.cli.answer import print_json
    from dragoman.cli.progress import progress
    from dragoman.cli.stopping import stoppable
    from dragoman.run.shards.cut import SHARD_REPORTS
    from dragoman.run.shards.drive import code_shards
    from dragoman.run.shards.executors import executor
    from dragoman.run.shards.job import Share, Sizes

    share = Share.read(options["share"]) if options["share"] else Share()
    # On a cluster its processors set the limit.
    workers = options["workers"] or (0 if options["ray"] else min(os.cpu_count() or 1, MOST_WORKERS))
    works = executor(options["executor"], workers, options["ray"])
    sizes = Sizes(options["shard_reports"] or SHARD_REPORTS)
    with stoppable(f"finished shards are in {out}; run the same command again to go on."), progress("coding") as tell:
        asked = {"share": share, "kind": options["kind"], "sizes": sizes, "gate": options["gate"], "again": options["again"]}
        done = code_shards(paths, out, works, configuration=configuration, tell=tell, **asked)
    if options["as_json"]:
        print_json(_plain(done, out, share, works.name))
    else:
        _tell(done, out)
    if done.quarantined or done.counts["unreadable"]:
        raise typer.Exit(1)


def _tell(done: Sharded, out: Path) -> None:
    share = "" if done.mine == done.portions else f", {done.mine} of them in this share"
    typer.echo(f"{counted(done.portions, 'portion')} of input{share}: {counted(done.coded, 'shard')} coded, {done.known} done already")
    typer.echo(f"{out} holds of this share {', '.join(counted(done.counts[table], noun) for table, noun in _NOUNS)}")
    if done.counts["reports"]:
        a_thousand = 1000 * done.seconds / done.counts["reports"]
        typer.echo(f"{done.seconds:.1f} s of processor time ({a_thousand:.1f} s for 1,000 reports), {done.bytes / 1e6:.1f} MB of Parquet")
    for line in done.told():
        typer.echo(line, err=True)
    for line in done.problems[:MOST_NAMED]:
        typer.echo(" ".join(line.split()), err=True)
    if len(done.problems) > MOST_NAMED:
        typer.echo(f"... and {len(done.problems) - MOST_NAMED} more like it", err=True)
    if done.counts["unreadable"]:
        typer.echo(f"{counted(done.counts['unreadable'], 'report')} could not be read", err=True)
    for name, why in sorted(done.quarantined.items())[:MOST_NAMED]:
        typer.echo(f"{name}: {why}", err=True)
    if done.quarantined:
        typer.echo(f"{counted(len(done.quarantined), 'shard')} given up, see {out}/quarantine; --retry-quarantined tries again", err=True)


_NOUNS = (("reports", "report"), ("event_reports", "event report"), ("statements", "statement"), ("mentions", "mention"))


def _plain(done: Sharded, out: Path, share: Any, executor: str) -> dict[str, Any]:
    plain = {name: value for name, value in asdict(done).items() if name not in ("uncoded", "counts", "met", "problems")}
    return {
        "out": str(out),
        "shard": f"{share.number}/{share.of}",
        "executor": executor,
        **plain,
        "counts": dict(sorted(done.counts.items())),
        "met": dict(sorted(done.met.items())),
        "told": done.told(),
        "problems": done.problems,
    }
