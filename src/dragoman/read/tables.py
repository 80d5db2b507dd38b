"""Reports in JSON lines, JSON, CSV and TSV: one record, one report. A broken record does not stop those behind it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.model import InputError, Report
from dragoman.read.limits import MOST_BYTES_OF_ONE_REPORT
from dragoman.read.made import make, unreadable
from dragoman.read.source import SourceFile, decode_utf8

# What other programs call the contract's fields; the contract's own name comes first and wins.
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "report_id", "guid", "uid"),
    "text": ("text", "body", "content", "article", "story"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publication_date", "published_at", "pubdate"),
    "outlet": ("outlet", "publisher", "newspaper", "source_name"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "byline": ("byline", "author", "authors"),
    "published_how": ("published_how",),
    "canonical": ("canonical", "canonical_url"),
    "snapshot": ("snapshot", "sha256"),
}
_LIST_KEYS = ("reports", "articles", "documents", "items", "data")


def _record(source: SourceFile, record: Any, data: bytes, line: int | None) -> Report:
    """A report from one JSON object.

    Args:
        data: the bytes that it stands in.

    Raises:
        InputError: if it is no object, or lacks id or text.
    """
    if not isinstance(record, dict):
        raise source.error("a report must be a JSON object", line)
    given = record.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or not given.strip():
        raise source.error("the report has no id", line)
    text = record.get("text")
    try:
        if text is None:
            raise source.error(f"report {given!r} has no text", line)
        if not isinstance(text, str):
            raise source.error(f"the text of report {given!r} is no string", line)
        return make(source, given, text, record, line, data)
    except InputError as error:
        return unreadable(source, error, given)


class JsonLinesReader:
    """Reads .jsonl and .ndjson: one JSON object a line, `id` and `text` required, unknown fields ignored."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson", ".jl")

    def recognises(self, head: bytes) -> bool:
        first, ended, rest = head.partition(b"\n")
        if not ended:
            return first.lstrip(b"\xef\xbb\xbf \t").startswith(b'{"')
        return first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and first.rstrip().endswith(b"}") and (not rest.strip() or rest.lstrip().startswith(b"{"))

    def read(self, source: SourceFile) -> Iterator[Report]:
        number = 0 if source.part is None else source.part.filled
        for line, data in source.lines():
            if not data.strip():
                continue
            number += 1
            try:
                yield _record(source, _parse_line(source, data, line), data.rstrip(b"\r\n"), line)
            except InputError as error:
                yield unreadable(source, error, f"{source.name}#{number}")
        if not number:
            raise source.error("the file is empty")


def _parse_line(source: SourceFile, data: bytes, line: int) -> Any:
    if len(data) > MOST_BYTES_OF_ONE_REPORT:
        raise source.error(f"the line is longer than {MOST_BYTES_OF_ONE_REPORT // 2**20} MiB", line)
    try:
        return json.loads(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise source.error(f"byte {data[error.start]:#04x} at column {error.start + 1} is not valid UTF-8", line) from error
    except json.JSONDecodeError as error:
        raise source.error(f"broken JSON at column {error.colno}: {error.msg}", line) from error
    except (RecursionError, ValueError) as error:
        raise source.error("the JSON is nested too deeply or holds a number that is too long", line) from error


class JsonReader:
    """Reads .json: one report, a list of them, or an object with such a list under `reports`, `articles` and the like."""

    name = "json"
    suffixes = (".json",)

    def recognises(self, head: bytes) -> bool:
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[{", b"[\n", b"[ "))

    def read(self, source: SourceFile) -> Iterator[Report]:
        data = source.data()
        text = decode_utf8(source, data)
        try:
            content = json.loads(text)
        except json.JSONDecodeError as error:
            if error.msg == "Extra data" and "\n" in text[: error.pos + 1]:
                yield from JsonLinesReader().read(source)
                return
            raise source.error(f"broken JSON at column {error.colno}: {error.msg}", error.lineno) from error
        except (RecursionError, ValueError) as error:
            raise source.error("the JSON is nested too deeply or holds a number that is too long") from error
        for number, record in enumerate(_records(content), 1):
            try:
                yield _record(source, record, data, None)
            except InputError as error:
                yield unreadable(source, error, f"{source.name}#{number}")


def _records(content: Any) -> list[Any]:
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and "text" not in content:
        found = next((content[key] for key in _LIST_KEYS if isinstance(content.get(key), list)), None)
        if found is not None:
            return list(found)
    return [content]


class TableReader:
    """Reads .csv and .tsv with a header row that has at least the columns id and text."""

    name = "csv"
    suffixes = (".csv", ".tsv")

    def recognises(self, head: bytes) -> bool:
        first = head.partition(b"\n")[0].decode("utf-8", "replace")
        cells = [cell.strip(' "\r\ufeff').lower() for cell in re.split("[,;\t]", first)]
        return len(cells) > 1 and "id" in cells and "text" in cells

    def read(self, source: SourceFile) -> Iterator[Report]:
        text = decode_utf8(source, source.data())
        # The module's only switch for long cells; it is set to the same value every time.
        csv.field_size_limit(MOST_BYTES_OF_ONE_REPORT)
        taken: list[str] = []
        rows = csv.reader(_told_to(taken, io.StringIO(text, newline="")), delimiter=_delimiter(source, text), strict=True)
        try:
            columns = _columns(source, next(rows, []))
        except csv.Error as error:
            raise source.error(f"the header can't be read: {error}", 1) from error
        number = 0
        while True:
            line = rows.line_num + 1
            taken.clear()
            try:
                row = next(rows, None)
            except csv.Error as error:
                # A quotation mark that is never closed swallows the rest of the file; there is nothing to go on with.
                raise source.error(f"the row can't be read: {error}", line) from error
            if row is None:
                break
            if not any(cell.strip() for cell in row):
                continue
            number += 1
            yield _row(source, columns, row, number, line, "".join(taken).rstrip("\r\n").encode("utf-8", "surrogatepass"))
        if not number:
            raise source.error("the table has no rows")


def _told_to(taken: list[str], lines: Iterable[str]) -> Iterator[str]:
    """The lines, each noted in `taken` as it goes by: a row may span several."""
    for line in lines:
        taken.append(line)
        yield line


def _delimiter(source: SourceFile, text: str) -> str:
    if source.path.name.lower().removesuffix(".gz").endswith(".tsv"):
        return "\t"
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _columns(source: SourceFile, header: list[str]) -> dict[str, int]:
    cells = [cell.strip().lower() for cell in header]
    columns = {field: next((cells.index(name) for name in names if name in cells), -1) for field, names in COLUMN_NAMES.items()}
    missing = [field for field in ("id", "text") if columns[field] < 0]
    if missing:
        raise source.error(f"the table has no column {' and no column '.join(missing)}; it has {', '.join(header[:12]) or 'none'}", 1)
    return {field: at for field, at in columns.items() if at >= 0}


def _row(source: SourceFile, columns: dict[str, int], row: list[str], number: int, line: int, data: bytes) -> Report:
    record: dict[str, Any] = {field: row[at] for field, at in columns.items() if at < len(row)}
    try:
        if "text" not in record:
            raise source.error(f"the row has {len(row)} cells, too few for the column text", line)
        return _record(source, {"id": record.get("id", ""), **record}, data, line)
    except InputError as error:
        return unreadable(source, error, record.get("id") or f"{source.name}#{number}")
