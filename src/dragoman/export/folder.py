"""What the kinds that write a folder of tables share: every table in the contract's order, the codebook beside them, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman.export.codebook import codebook
from dragoman.export.files import into_folder
from dragoman.export.registry import ExportSummary
from dragoman.export.tables import TABLES, Table, table
from dragoman.record import Record

CODEBOOK = "CODEBOOK.md"


def write_tables(record: Record, out: Path, suffix: str, write_table: Callable[[Record, Table, Path], int]) -> ExportSummary:
    """Write each table by `write_table`, which gets its path and returns the number of rows."""
    counted: dict[str, int] = {}
    with into_folder(out) as staging:
        for name in TABLES:
            counted[name] = write_table(record, table(name), staging.path(f"{name}.{suffix}"))
        staging.path(CODEBOOK).write_text(codebook(), encoding="utf-8")
        files = staging.finish()
    return ExportSummary(files, counted)
