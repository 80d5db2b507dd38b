"""`dragoman code`: one reading a report, without a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import KnowledgeFiles


def code(
    reports: Annotated[str, typer.Argument(metavar="IN.jsonl", help="Reports as JSON lines; - for standard input.")],
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
) -> None:
    """Read each report on its own: actors, times, places, events, statements.

    One line out for each line in, in the same order, the same bytes every time. A report that can't be read gives {"id", "error"}, and the rest goes on.
    Nothing is sent anywhere unless the coder is llm (see docs/llm-coder.md); its key is read from the environment variable DRAGOMAN_LLM_KEY.
    """
    from dragoman.cli.counting import counted
    from dragoman.cli.files import input_stream, output_stream
    from dragoman.cli.own import with_coder, with_knowledge
    from dragoman.run import Configuration, Pipeline
    from dragoman.run.lines import code_lines

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
    with input_stream(reports) as source:
        pipeline = Pipeline(configuration)
        with output_stream(out) as sink:
            done = code_lines(source, "stdin" if reports == "-" else Path(reports).name, sink, pipeline, explain=explain)
    for line in done.uncoded:
        typer.echo(line, err=True)
    typer.echo(f"{counted(done.lines, 'report')} coded, {done.unreadable} could not be read", err=True)
    for line in pipeline.told():
        typer.echo(line, err=True)
    if done.unreadable:
        raise typer.Exit(1)
