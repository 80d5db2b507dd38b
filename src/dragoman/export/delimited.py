"""Tab-separated files without quotes, as other event data sets have them. In: a layout's rows; out: a file in which each row is one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dragoman.export.layouts import Layout

# Tabs and line ends would break the row, and other control characters the reader; U+2028 and its kin end lines for some readers, too.
_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]+")


def write_rows(path: Path, layout: Layout, rows: Iterable[Mapping[str, Any]], *, header: bool, empty: str) -> int:
    """Write the rows; returns how many.

    Args:
        header: whether the first line names the columns.
        empty: what stands for an unknown value.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if header:
            file.write("\t".join(layout.columns) + "\n")
        for row in rows:
            count += 1
            file.write("\t".join(cell(value, empty) for value in layout.cells(row)) + "\n")
    return count


def cell(value: Any, empty: str) -> str:
    """One value on one line; what is None or blank as `empty`."""
    if value is None:
        return empty
    return _BREAKS.sub(" ", f"{value:g}" if isinstance(value, float) else str(value)).strip() or empty
