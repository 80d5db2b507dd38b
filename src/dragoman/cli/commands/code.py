"""`dragoman code`: one reading a report, without a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import KnowledgeFiles
from dragoman.model import UsageError

if TYPE_CHECKING:
    from dragoman.run import Pipeline


def code(
    reports: Annotated[
        list[str],
        typer.Argument(metavar="IN.jsonl...", help="Reports as JSON lines; - for standard input. With --shards: files and folders of any kind, as in build."),
    ],
    out: Annotated[str, typer.Option("--out", "-o", metavar="OUT.jsonl", help="Where the readings go, one line a report; - for standard output.")] = "-",
    explain: Annotated[bool, typer.Option("--explain", help="Also write which rules made each event report.")] = False,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE.toml", help="Which components read, in which order.")] = None,
    knowledge: KnowledgeFiles = None,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help="rules+head (the usual one), rules, or llm: ask a language model.")] = None,
    llm_endpoint: Annotated[str | None, typer.Option("--llm-endpoint", metavar="URL", help="OpenAI-compatible API, such as http://127.0.0.1:8080/v1.")] = None,
    llm_model: Annotated[str | None, typer.Option("--llm-model", metavar="NAME", help="The model's name at the endpoint.")] = None,
    llm_cache: Annotated[Path | None, typer.Option("--llm-cache", metavar="FOLDER", help="Where answers are kept; else in your cache folder.")] = None,
    llm_replay: Annotated[bool, typer.Option("--llm-replay", help="Answers from the cache alone; nothing is sent.")] = False,
    llm_max_requests: Annotated[int | None, typer.Option("--llm-max-requests", metavar="N", help="Requests in this run at most.")] = None,
    llm_timeout: Annotated[float | None, typer.Option("--llm-timeout", metavar="SECONDS", help="Time for one request.")] = None,
    llm_on_error: Annotated[
        str | None, typer.Option("--llm-on-error", metavar="NAME", help="Without an answer: error (the usual), or the coder to fall back to.")
    ] = None,
    shards: Annotated[
        Path | None, typer.Option("--shards", metavar="OUT", help="Code a large pile to Parquet in this folder, shard by shard; run again, it goes on.")
    ] = None,
    share: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Only this task's share, 1/N to N/N: for Slurm arrays, Kubernetes, parallel.")
    ] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes for --shards; by default one a processor, eight at most.")] = None,
    executor: Annotated[str, typer.Option("--executor", metavar="NAME", help="Who codes shards: local (processes of this machine) or daft.")] = "local",
    ray: Annotated[str | None, typer.Option("--ray", metavar="ADDRESS", help="With --executor daft: the Ray cluster, such as head:6379, or auto.")] = None,
    kind: Annotated[str | None, typer.Option("--as", metavar="KIND", help="With --shards: read every file as this, see build --help.")] = None,
    shard_reports: Annotated[
        int | None, typer.Option("--shard-reports", min=1, metavar="N", help="Reports in a shard at most, 1000 by default; the same in every task.")
    ] = None,
    gate: Annotated[
        bool, typer.Option("--gate", help="With --shards: pass over web pages that name no two countries near one another; the same in every task.")
    ] = False,
    again: Annotated[bool, typer.Option("--retry-quarantined", help="Try shards again that were given up.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --shards: what was done, as one JSON document.")] = False,
) -> None:
    """Read each report on its own: actors, times, places, events, statements.

    One line out for each line in, in the same order, the same bytes every time. A report that can't be read gives {"id", "error"}, and the rest goes on.
    With --shards a pile of any size goes to a folder of Parquet files, which dragoman load puts into a record (see docs/scale.md): each shard is written whole
    or not at all, finished ones are passed over when the command is run again, and one that kills its process three times is put aside with the reason.
    Nothing is sent anywhere unless the coder is llm (see docs/llm-coder.md); its key is read from the environment variable DRAGOMAN_LLM_KEY.
    """
    from dragoman.cli.own import with_coder, with_knowledge
    from dragoman.run import Configuration, Pipeline

    told = {
        "endpoint": llm_endpoint,
        "model": llm_model,
        "cache": llm_cache,
        "replay": llm_replay or None,
        "max_requests": llm_max_requests,
        "timeout": llm_timeout,
        "on_error": llm_on_error,
    }
    configuration = with_coder(with_knowledge(Configuration.load(config) if config else Configuration(), knowledge), coder, told)
    if shards is not None:
        from dragoman.cli.sharded import code_to_shards

        if out != "-" or explain:
            raise UsageError("--out and --explain are not for --shards: the readings go into its folder, with the rules that made them")
        options = {"share": share, "workers": workers, "executor": executor, "ray": ray, "kind": kind, "shard_reports": shard_reports, "gate": gate}
        code_to_shards([Path(one) for one in reports], shards, configuration, options | {"again": again, "as_json": as_json})
        return
    _without_shards(share, workers, ray, kind, shard_reports, gate, again, as_json, executor != "local")
    if len(reports) > 1:
        raise UsageError("name one file of JSON lines; several files and folders go with --shards, or into a record with dragoman build")
    _to_lines(reports[0], out, Pipeline(configuration), explain)


def _without_shards(*asked: object) -> None:
    if any(asked):
        raise UsageError("--shard, --workers, --executor, --ray, --as, --shard-reports, --gate, --retry-quarantined and --json go with --shards OUT")


def _to_lines(reports: str, out: str, pipeline: Pipeline, explain: bool) -> None:
    from dragoman.cli.counting import counted
    from dragoman.cli.files import input_stream, output_stream
    from dragoman.run.lines import code_lines

    with input_stream(reports) as source, output_stream(out) as sink:
        done = code_lines(source, "stdin" if reports == "-" else Path(reports).name, sink, pipeline, explain=explain)
    for line in done.uncoded:
        typer.echo(line, err=True)
    typer.echo(f"{counted(done.lines, 'report')} coded, {done.unreadable} could not be read", err=True)
    for line in pipeline.told():
        typer.echo(line, err=True)
    if done.unreadable:
        raise typer.Exit(1)
