"""CSV: one file a table, UTF-8, nested values as JSON. No cell can act as a formula in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from dragoman.export.folder import write_tables
from dragoman.export.registry import Choices, ExportSummary
from dragoman.export.tables import Table, rows
from dragoman.record import Record
from dragoman.record.rows import dumps, storable

# Text that begins with one of these a spreadsheet may run as a formula (OWASP, "CSV Injection"); the wide forms count as the narrow
# ones in East Asian editions. Figures are no text: -1.5 stays -1.5.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write all tables into the folder `out`."""
    return write_tables(record, out, "csv", choices, _write_table)


def _write_table(record: Record, table: Table, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")  # with a bare line feed a carriage return inside a cell would stand unquoted and begin a row
        writer.writerow([column.name for column in table.columns])
        for row in rows(record, table.name):
            count += 1
            writer.writerow([cell(row.get(column.name)) for column in table.columns])
    return count


def cell(value: Any) -> str | int | float:
    """One value as CSV holds it: null is empty, true and false in lower case, lists and objects as JSON, formulas made harmless
    by an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    text = storable(value) if isinstance(value, str) else dumps(value)
    return "'" + text if text.startswith(FORMULA_STARTS) else text
