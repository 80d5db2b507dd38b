"""Parquet: one file a table, nested columns, types and documentation from the model's schema."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pyarrow
import pyarrow.parquet

from dragoman.export import arrow
from dragoman.export.folder import write_tables
from dragoman.export.registry import Choices, ExportSummary
from dragoman.export.tables import Table, rows
from dragoman.record import Record

ROW_GROUP = 5_000  # rows held in memory at a time; report rows carry their whole text


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write all tables into the folder `out`."""
    return write_tables(record, out, "parquet", choices, _write_table)


def _write_table(record: Record, table: Table, path: Path) -> int:
    schema = arrow.schema(table.columns)
    plain = rows(record, table.name)
    count = 0
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := [arrow.row(table.columns, row) for row in islice(plain, ROW_GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count
