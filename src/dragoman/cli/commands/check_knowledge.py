"""`dragoman check-knowledge`: what is wrong with a knowledge file, line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import AsJson


def check_knowledge(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="Your own YAML or CSV files; without any, the package's own tables and word lists.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check knowledge files and say by line what is wrong and what to do.

    Without a file it checks what comes with the program. Doubts (a second foreign minister at the same time) are told, but are no error.
    Exit status 1 if something is wrong.
    """
    from dragoman.cli.counting import counted
    from dragoman.cli.wordlists import check_word_lists
    from dragoman.knowledge.check import check_files, check_package

    faults = check_files(files) if files else [*check_package(), *check_word_lists()]
    wrong = [fault for fault in faults if not fault.doubt]
    if as_json:
        rows = [{"file": fault.source, "line": fault.line, "message": fault.message, "doubt": fault.doubt} for fault in faults]
        typer.echo(json.dumps({"query": {"files": [str(file) for file in files or ()]}, "rows": rows}, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            where = fault.source if fault.line is None else f"{fault.source}, line {fault.line}"
            typer.echo(f"{where}: {'doubtful: ' if fault.doubt else ''}{fault.message}")
        checked = counted(len(files), "file") if files else "the package's own knowledge"
        typer.echo(f"{checked} checked: {counted(len(wrong), 'mistake') if wrong else 'nothing wrong'}", err=True)
    if wrong:
        raise typer.Exit(1)
