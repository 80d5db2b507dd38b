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
) -> None:
    """Read each report on its own: actors, times, places, events, statements.

    One line out for each line in, in the same order, the same bytes every time. A report that can't be read gives {"id", "error"}, and the rest goes on.
    """
    from dragoman.cli.counting import counted
    from dragoman.cli.files import input_stream, output_stream
    from dragoman.cli.own import with_knowledge
    from dragoman.run import Configuration, Pipeline
    from dragoman.run.lines import code_lines

    configuration = with_knowledge(Configuration.load(config) if config else Configuration(), knowledge)
    with input_stream(reports) as source:
        pipeline = Pipeline(configuration)
        with output_stream(out) as sink:
            done = code_lines(source, "stdin" if reports == "-" else Path(reports).name, sink, pipeline, explain=explain)
    typer.echo(f"{counted(done.lines, 'report')} coded, {done.unreadable} could not be read", err=True)
    if done.unreadable:
        raise typer.Exit(1)
