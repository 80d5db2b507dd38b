"""What stands beside every export: which program, knowledge, model and configuration read which reports. In: a record; out: plain values for about.json.

No clock and no path in it: the same record gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import dragoman
from dragoman.model.schema import to_json
from dragoman.record import Record


def about(record: Record, kind: str, rows: Mapping[str, int], asked: Mapping[str, object]) -> dict[str, Any]:
    """The provenance of one export.

    Args:
        rows: for each table the number of rows. asked: what the export was narrowed to, by the names of the options.
    """
    contents = record.content_digests()
    state = hashlib.sha256()
    for report, content in sorted(contents.items()):
        state.update(f"{report}\0{content}\n".encode("utf-8", "backslashreplace"))
    return {
        "program": {"name": "dragoman", "version": dragoman.__version__},
        "kind": kind,
        "asked": {name: to_json(value) for name, value in asked.items() if value not in (None, (), "")},
        "rows": dict(rows),
        "reports": len(contents),
        "input_digest": state.hexdigest(),
        "claims_digest": record.claims_digest(),
        "runs": [
            {"code_version": run.code_version, "knowledge": run.knowledge, "model": run.model, "configuration": run.configuration} for run in record.runs()
        ],
    }
