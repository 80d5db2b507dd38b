"""`dragoman export`: the record in the forms that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_RECORD, AsOf, RecordPath


def export(
    kind: Annotated[str, typer.Option("--as", metavar="KIND", help="jsonl, csv or parquet; a wrong one lists all that there are.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="PATH", help="File or folder to write to.")],
    record: RecordPath = DEFAULT_RECORD,
    as_of: AsOf = None,
) -> None:
    """Write the record's tables as files."""
    from dragoman.cli.opening import record_at
    from dragoman.export import export as export_record

    with record_at(record, as_of) as opened:
        summary = export_record(opened, kind, out)
    for name, rows in summary.rows.items():
        typer.echo(f"{rows:8}  {name}")
    for note in summary.notes:
        typer.echo(note, err=True)
