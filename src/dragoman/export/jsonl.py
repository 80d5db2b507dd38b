"""JSON lines: one file a table, one row a line, fields as the contract names them, sorted by id."""

from __future__ import annotations

from pathlib import Path

from dragoman.export.folder import write_tables
from dragoman.export.registry import Choices, ExportSummary
from dragoman.export.tables import Table, rows
from dragoman.record import Record
from dragoman.record.rows import dumps


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write all tables into the folder `out`."""
    return write_tables(record, out, "jsonl", choices, _write_table)


def _write_table(record: Record, table: Table, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows(record, table.name):
            count += 1
            file.write(dumps(row) + "\n")
    return count
