"""Writes tables so that the same rows give the same bytes.

Goes in: rows. Comes out: bytes of a CSV, or of a tab-separated table gzipped without a time stamp.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def zipped(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Gzipped tab-separated table; `mtime=0` keeps the clock out of the bytes."""
    lines = ["\t".join(header)]
    lines.extend("\t".join(cell.translate(_FLAT) for cell in row) for row in rows)
    return gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), compresslevel=9, mtime=0)


def json_bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


_FLAT = str.maketrans({"\t": " ", "\n": " ", "\r": " "})
