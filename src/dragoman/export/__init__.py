"""The record as files that others read. In: a record, the name of a kind, a place. Out: the files, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from dragoman.export.registry import Choices, ExportSummary, Kind, check, kind, kinds
from dragoman.record import Record

__all__ = ["Choices", "ExportSummary", "Kind", "export", "kinds"]


def export(record: Record, kind_name: str, out: str | Path, choices: Choices | None = None) -> ExportSummary:
    """Write the record to `out` in one of the kinds that `kinds()` lists. All tables show the record at one moment.

    Args:
        choices: days, countries, types ... of the events, and the periods of a panel; for kinds that take them.

    Raises:
        UsageError: for an unknown kind, a choice that the kind can't heed, or if `out` can't be written.
        RecordError: if the record can't be read.
    """
    exporter = kind(kind_name).exporter()
    choices = choices or Choices()
    check(kind_name, exporter, choices)
    with record.snapshot():
        summary = exporter.write(record, Path(out), choices)
        if record.resolved_for == record.claims_digest():
            return summary
    stale = "reports or judgements were added since the record was last resolved, and events don't show them yet: dragoman judge apply"
    return ExportSummary(summary.files, summary.rows, (*summary.notes, stale))
