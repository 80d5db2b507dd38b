"""`dragoman languages`: which languages are read, what works in each, and what to install."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer


def languages(json_: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """List the languages that reports are read in. Reports in any other language are kept, marked and counted, and not coded."""
    from dragoman.languages import known

    rows = known()
    if json_:
        typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for row in rows:
        ready = "ready" if row.missing is None else f"needs {row.missing}"
        typer.echo(f"{row.code}  {row.name:<10} {ready:<36} {row.reads}".rstrip())
