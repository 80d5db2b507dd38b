"""Reads a pile of reports and keeps each reading in a file as it is made, so that a run that was stopped goes on. In: Reports; out: Claims.

A progress bar shows on standard error where somebody watches.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from dragoman.model import Reading, Report, Unreadable
from dragoman.model.schema import from_json, to_json
from dragoman.resolve import Claim
from dragoman.run import Pipeline

# Reports read at a time; so many are lost at most when a run is stopped.
BATCH = 100


def read_on(reports: Sequence[Report], pipeline: Pipeline, kept: Path | None = None) -> Iterator[Claim]:
    """The readings of the reports, in their order; unreadable reports give none.

    Args:
        kept: file of readings, made where it is missing. What stands there under a report's digest is taken and not read again: it is
            for the caller to remove a file that an older program read. A line cut short by a stopped run is read again.
    """
    known = _kept(kept)
    batches = [reports[start : start + BATCH] for start in range(0, len(reports), BATCH)]
    for batch in track(batches, "reading", console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()):
        missing = [report for report in batch if report.digest not in known]
        rows = {}
        for report, reading in zip(missing, pipeline.read_batch(missing) if missing else (), strict=True):
            rows[report.digest] = None if isinstance(reading, Unreadable) else to_json(reading)
        if kept is not None and rows:
            kept.parent.mkdir(parents=True, exist_ok=True)
            with kept.open("a", encoding="utf-8") as file:
                # A line of its own for the first, too: the one before may be cut short.
                file.writelines("\n" + json.dumps({"digest": digest, "reading": row}, ensure_ascii=False) for digest, row in rows.items())
        for report in batch:
            row = known[report.digest] if report.digest in known else rows[report.digest]
            if row is not None:
                yield Claim(report, from_json(Reading, row))


def _kept(path: Path | None) -> dict[str, object]:
    out: dict[str, object] = {}
    if path is None or not path.exists():
        return out
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
            out[row["digest"]] = row["reading"]
        except (ValueError, KeyError, TypeError):
            continue  # cut short when its run was stopped
    return out
