"""Full-text search over titles and texts (SQLite's FTS5; in PostgreSQL an index of the same words). In: words as a person types them. Out: hits, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, text

from dragoman.record import rows, words
from dragoman.record.connect import is_postgresql

# "a phrase", a beginning* or a word; everything else that FTS5 would take for syntax is taken for text.
_TERM = re.compile(r'"([^"]*)"|(\S+)')
# Noncharacters mark what was found: no exchanged text holds them (Unicode core specification, 23.7).
_SIGNS = {"open": "\ufdd0", "close": "\ufdd1"}
_QUERY = text(
    f"SELECT reading.report_id, report.fields, report.text, {words.MARKED.format(table='report_text')}, bm25(report_text, 4.0, 1.0) AS rank"
    " FROM report_text JOIN report ON report.key = report_text.rowid"
    " JOIN reading ON reading.report = report.key AND reading.superseded_at IS NULL"
    " WHERE report_text MATCH :match ORDER BY rank, reading.report_id LIMIT :limit"
)
# All the words, in any place: that those of a phrase stand together is looked at in the texts themselves. A title weighs four times (A to B).
_CANDIDATES = text(
    "SELECT report.key, report.title, report.fields, report.text, ts_rank('{0, 0, 0.25, 1}', report_text.words, CAST(:query AS tsquery), 1) AS rank"
    " FROM report_text JOIN report ON report.key = report_text.report"
    " JOIN reading ON reading.report = report.key AND reading.superseded_at IS NULL"
    " WHERE report_text.words @@ CAST(:query AS tsquery) ORDER BY rank DESC, reading.report_id"
)
BATCH = 100  # candidates looked at together


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report in which all the words stand.

    Attributes:
        spans: where in the report's text they stand, half-open offsets; empty if only the title holds them.
        snippet: some of the text around the best of them.
        score: higher is better (SQLite: BM25, PostgreSQL: ts_rank; with the title weighing four times).
    """

    report: str
    title: str | None
    snippet: str
    spans: tuple[tuple[int, int], ...]
    score: float


def terms(typed: str) -> list[tuple[str, bool]]:
    """What must occur, each a phrase or word, and whether it is a beginning: `"quoted phrases"` stay together, `word*` is a beginning."""
    found = []
    for phrase, word in _TERM.findall(rows.storable(typed).replace("\ufffd", " ")):
        bare = (phrase or word).strip()
        beginning = bool(word) and bare.endswith("*")
        bare = bare.rstrip("*").replace('"', " ").strip() if word else bare
        if any(letter.isalnum() for letter in bare):
            found.append((bare, beginning))
    return found


def expression(typed: str) -> str:
    """An FTS5 expression in which every word must occur."""
    return " ".join(f'"{bare}"' + ("*" if beginning else "") for bare, beginning in terms(typed))


def search(connection: Connection, typed: str, limit: int = 50) -> list[SearchHit]:
    """Reports whose current text or title holds all the words typed; none where nothing searchable was typed."""
    match = expression(typed)
    if not match:
        return []
    if is_postgresql(connection):
        return list(islice(_in_postgresql(connection, typed, match), limit))
    hits = []
    for row in connection.execute(_QUERY, {"match": match, "limit": limit, **_SIGNS}):
        report = rows.report_of_row(row.fields, row.text)
        hits.append(SearchHit(report.id, report.title, row.snippet, _spans(row.marked), -row.rank))
    return hits


def _in_postgresql(connection: Connection, typed: str, match: str) -> Iterator[SearchHit]:
    wanted = terms(typed)
    parts = []
    for found, (_, beginning) in zip(words.cut([bare for bare, _ in wanted]), wanted, strict=True):
        parts += [words.quoted(word) for word in found[:-1]] + [words.quoted(word) + (":*" if beginning else "") for word in found[-1:]]
    if not parts:
        return
    with connection.execute(_CANDIDATES.execution_options(yield_per=BATCH), {"query": " & ".join(parts)}) as result:
        for batch in result.partitions():
            fitting = words.marked([(row.key, row.title, row.text) for row in batch], match, _SIGNS)
            for row in batch:
                if row.key in fitting:
                    report, (marked, snippet) = rows.report_of_row(row.fields, row.text), fitting[row.key]
                    yield SearchHit(report.id, report.title, snippet, _spans(marked), row.rank)


def index(connection: Connection, added: Sequence[tuple[int, str | None, str]]) -> None:
    """Makes new reports searchable: key, title, text. In SQLite a trigger does."""
    if added and is_postgresql(connection):
        statement = text("INSERT INTO report_text (report, words) VALUES (:report, CAST(:words AS tsvector))")
        connection.execute(statement, [{"report": key, "words": found} for key, found in words.vectors(added).items()])


def _spans(marked: str) -> tuple[tuple[int, int], ...]:
    spans, start, length = [], 0, 0
    for piece in re.split(f"([{_SIGNS['open']}{_SIGNS['close']}])", marked):
        if piece == _SIGNS["open"]:
            start = length
        elif piece == _SIGNS["close"]:
            spans.append((start, length))
        else:
            length += len(piece)
    return tuple(spans)
