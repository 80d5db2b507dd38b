"""The program `dragoman`: collects the commands, turns expected errors into one line on standard error and an exit status."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.cli.commands import (
    brief,
    build,
    check_knowledge,
    code,
    copy,
    correct,
    explain,
    export,
    fetch,
    judge,
    knowledge,
    languages,
    load,
    review,
    schema,
    serve,
    show,
    watch,
)
from dragoman.cli.examples import examples
from dragoman.model import DragomanError

STATUSES = """\b
To begin:
  dragoman build MY_REPORTS --record my.db
  dragoman show timeline --record my.db
  dragoman COMMAND --help      (each with examples)

\b
Exit status:
  0    done
  1    an input, or the record, could not be read; the rest was done
  2    wrong usage
  3    the record holds nothing by that id
  130  stopped by Ctrl-C (143: told to stop); what was committed stays
"""

app = typer.Typer(
    name="dragoman",
    help="Reads news reports about diplomacy and security, and keeps one sourced, dated, de-duplicated record of who did what to whom.",
    epilog=STATUSES,
    no_args_is_help=True,
    # Expected errors are one line; an unexpected one shows Python's own traceback, without the local variables that hold the texts.
    pretty_exceptions_enable=False,
    # Plain help: no boxes in pipes and pagers, and rich stays unloaded.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("code", epilog=examples("code"))(code.code)
app.command("build", epilog=examples("build"))(build.build)
app.command("load", epilog=examples("load"))(load.load)
app.command("resolve", epilog=examples("resolve"))(load.resolve)
app.command("fetch", epilog=examples("fetch"))(fetch.fetch)
app.command("watch", epilog=examples("watch"))(watch.watch)
app.command("copy", epilog=examples("copy"))(copy.copy)
app.command("export", epilog=examples("export"))(export.export)
app.add_typer(show.app, name="show")
app.add_typer(brief.app, name="brief")
app.command("explain", epilog=examples("explain"))(explain.explain)
app.command("serve", epilog=examples("serve"))(serve.serve)
app.command("review", epilog=examples("review"))(review.review)
app.command("correct", epilog=examples("correct"))(correct.correct)
app.add_typer(judge.app, name="judge")
app.command("schema", epilog=examples("schema"))(schema.schema)
app.add_typer(knowledge.app, name="knowledge")
app.command("languages", epilog=examples("languages"))(languages.languages)
app.command("check-knowledge", epilog=examples("check-knowledge"))(check_knowledge.check_knowledge)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False) -> None:
    pass


def main() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that has no ● shows a question mark instead of a traceback.
            stream.reconfigure(errors="replace")
    try:
        app()
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        sys.exit(error.exit_status)


if __name__ == "__main__":
    main()
