"""`dragoman schema`: the JSON Schema of each format that the program writes."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="code, events, event_reports, statements, stories, trips, divergences, reports, actors ...")],
) -> None:
    """Print the JSON Schema (2020-12) of one line of a format."""
    from dragoman.model import FORMATS, UsageError, json_schema

    if kind not in FORMATS:
        raise UsageError(f"there is no format {kind!r}; known: {', '.join(FORMATS)}")
    typer.echo(json.dumps(json_schema(FORMATS[kind]), ensure_ascii=False, indent=2))
