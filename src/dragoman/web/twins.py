"""The same answer for programs: one JSON envelope for all pages, and CSV for tables. In: an Answer; out: responses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from dragoman.export.csv import cell
from dragoman.model import Divergence, Event, Story, Trip, to_json
from dragoman.record.codec import encode
from dragoman.views.rows import EventRow
from dragoman.web.page import Answer

FREQUENT = (EventRow, Event, Story, Trip, Divergence)


def envelope(name: str, answer: Answer, as_of: str | None) -> dict[str, Any]:
    """`{"query": {"show": name, ...}, "rows": [...], "next": cursor or null, "count"?, "as_of"}`, as `dragoman show --json` tells it.

    Args:
        as_of: the last moment of record time at which the record learnt something.
    """
    query = {"show": name} | {key: value for key, value in to_json(dict(answer.query)).items() if value not in (None, [], "")}
    found: dict[str, Any] = {"query": query, "rows": [plain(row) for row in answer.rows], "next": answer.next}
    return found | ({} if answer.count is None else {"count": answer.count} | ({"count_is": "at least"} if answer.more else {})) | {"as_of": as_of}


def as_json(document: Any, status: int = 200) -> Response:
    """UTF-8 JSON; characters that UTF-8 can't hold are escaped."""
    try:
        data = _lines(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        data = _lines(document, ensure_ascii=True).encode()
    return Response(data + b"\n", status, media_type="application/json")


def _lines(document: Any, *, ensure_ascii: bool) -> str:
    """JSON with each row on a line of its own, to be read by people, too: to indent it all would take ten times as long."""

    def one(value: Any) -> str:
        return json.dumps(value, ensure_ascii=ensure_ascii)

    if not isinstance(document, dict) or not isinstance(document.get("rows"), list):
        return one(document)
    parts = [f"{one(name)}: {_listed([one(row) for row in value]) if name == 'rows' else one(value)}" for name, value in document.items()]
    return "{\n " + ",\n ".join(parts) + "\n}"


def _listed(rows: list[str]) -> str:
    return "[\n  " + ",\n  ".join(rows) + "\n ]" if rows else "[]"


def plain(row: Any) -> Any:
    """A row as plain values; of those classes that lists are full of by a way made once for the class."""
    return encode(row) if isinstance(row, FREQUENT) else to_json(row)


def as_error(message: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """What is wrong, for programs: `{"error": sentence, "status": number}`."""
    answer = as_json({"error": message, "status": status}, status)
    answer.headers.update(headers or {})
    return answer


def as_csv(answer: Answer, name: str) -> Response:
    """One line a row, the first names the columns; cells that a spreadsheet might run are made harmless, as in the export."""
    rows: Sequence[Mapping[str, Any]] = answer.table if answer.table is not None else [_flat(row) for row in to_json(list(answer.rows))]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # with a bare line feed a carriage return inside a cell would stand unquoted and begin a row
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    if answer.next is not None:
        headers["x-dragoman-next"] = answer.next
    return Response(out.getvalue().encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=headers)


def _flat(row: Any) -> dict[str, Any]:
    return row if isinstance(row, dict) else {"value": row}
