"""What the kinds that write a folder of tables share: every table in the contract's order, codebook and provenance beside them, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman.export.about import about
from dragoman.export.codebook import codebook, page
from dragoman.export.files import into_folder
from dragoman.export.registry import Choices, ExportSummary
from dragoman.export.tables import TABLES, Table, table
from dragoman.record import Record
from dragoman.record.rows import dumps

CODEBOOK = "CODEBOOK.md"
CODEBOOK_PAGE = "CODEBOOK.html"
ABOUT = "about.json"


def write_tables(record: Record, out: Path, suffix: str, choices: Choices, write_table: Callable[[Record, Table, Path], int]) -> ExportSummary:
    """Write each table by `write_table`, which gets its path and returns the number of rows."""
    counted: dict[str, int] = {}
    with into_folder(out) as staging:
        for name in TABLES:
            counted[name] = write_table(record, table(name), staging.path(f"{name}.{suffix}"))
        staging.path(CODEBOOK).write_text(codebook(), encoding="utf-8")
        staging.path(CODEBOOK_PAGE).write_text(page(codebook()), encoding="utf-8")
        staging.path(ABOUT).write_text(dumps(about(record, suffix, counted, choices.asked())) + "\n", encoding="utf-8")
        files = staging.finish()
    return ExportSummary(files, counted)
