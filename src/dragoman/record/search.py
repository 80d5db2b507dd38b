"""Full-text search over titles and texts (SQLite FTS5). In: words as a person types them. Out: hits, best first, with the places found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from dragoman.record import rows

# "a phrase", a beginning* or a word; everything else that FTS5 would take for syntax is taken for text.
_TERM = re.compile(r'"([^"]*)"|(\S+)')
# Noncharacters mark what was found: no exchanged text holds them (Unicode core specification, 23.7).
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_QUERY = text(
    "SELECT reading.report_id, report.fields, report.text,"
    " highlight(report_text, 1, :open, :close) AS marked,"
    " snippet(report_text, 1, '', '', '…', 24) AS snippet, bm25(report_text, 4.0, 1.0) AS rank"
    " FROM report_text JOIN report ON report.key = report_text.rowid"
    " JOIN reading ON reading.report = report.key AND reading.superseded_at IS NULL"
    " WHERE report_text MATCH :match ORDER BY rank, reading.report_id LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report in which all the words stand.

    Attributes:
        spans: where in the report's text they stand, half-open offsets; empty if only the title holds them.
        snippet: some of the text around the best of them.
        score: higher is better (BM25 with the title weighing four times).
    """

    report: str
    title: str | None
    snippet: str
    spans: tuple[tuple[int, int], ...]
    score: float


def expression(typed: str) -> str:
    """An FTS5 expression in which every word must occur: `"quoted phrases"` stay together, `word*` is a beginning."""
    terms = []
    for phrase, word in _TERM.findall(typed.replace("\x00", " ")):
        bare = (phrase or word).strip()
        beginning = bool(word) and bare.endswith("*")
        bare = bare.rstrip("*").replace('"', " ").strip() if word else bare
        if any(letter.isalnum() for letter in bare):
            terms.append(f'"{rows.storable(bare)}"' + ("*" if beginning else ""))
    return " ".join(terms)


def search(connection: Connection, typed: str, limit: int = 50) -> list[SearchHit]:
    """Reports whose current text or title holds all the words typed; none where nothing searchable was typed."""
    match = expression(typed)
    if not match:
        return []
    found = connection.execute(_QUERY, {"match": match, "limit": limit, "open": _OPEN, "close": _CLOSE})
    hits = []
    for row in found:
        report = rows.report_of_row(row.fields, row.text)
        hits.append(SearchHit(report.id, report.title, row.snippet, _spans(row.marked), -row.rank))
    return hits


def _spans(marked: str) -> tuple[tuple[int, int], ...]:
    spans, start, length = [], 0, 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if piece == _OPEN:
            start = length
        elif piece == _CLOSE:
            spans.append((start, length))
        else:
            length += len(piece)
    return tuple(spans)
