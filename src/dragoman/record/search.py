"""Full-text search over titles and texts (SQLite's FTS5; in PostgreSQL an index of the same words). In: words as a person types them. Out: hits, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from dragoman.record import rows, words
from dragoman.record.connect import fetch, is_postgresql, marks

# "a phrase", a beginning* or a word; everything else that FTS5 would take for syntax is taken for text.
_TERM = re.compile(r'"([^"]*)"|(\S+)')
# Noncharacters mark what was found: no exchanged text holds them (Unicode core specification, 23.7).
_SIGNS = {"open": "\ufdd0", "close": "\ufdd1"}
# The latest of these, so that a word that stands everywhere costs no more than others.
_LATEST = "SELECT rowid FROM report_text WHERE report_text MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
# Ranked before anything else: SQLite would look for the words in each text that holds them, before it knows which are the best.
_RANKED = "SELECT rowid, rank FROM report_text WHERE report_text MATCH ? AND rank MATCH 'bm25(4.0, 1.0)' AND rowid >= ? ORDER BY rank, rowid LIMIT ?"
_STANDING = (
    "SELECT reading.report, reading.report_id, report.fields, report.text FROM report CROSS JOIN reading ON reading.report = report.key"
    " WHERE reading.superseded_at IS NULL AND report.key IN "
)
_MARKED = f"SELECT rowid, {words.MARKED.format(table='report_text')} FROM report_text WHERE report_text MATCH :match AND rowid IN "
MOST_RANKED = 5000  # a record of news has hardly a question that needs more, and each costs some microseconds
# Texts that were superseded are ranked, too, and left out afterwards: so many times as many are looked at first.
SPARE = 4
# All the words, in any place: that those of a phrase stand together is looked at in the texts themselves. A title weighs four times (A to B).
_CANDIDATES = text(
    "SELECT report.key, report.title, report.fields, report.text, ts_rank('{0, 0, 0.25, 1}', report_text.words, CAST(:query AS tsquery), 1) AS rank"
    " FROM report_text JOIN report ON report.key = report_text.report"
    " JOIN reading ON reading.report = report.key AND reading.superseded_at IS NULL"
    " WHERE report_text.words @@ CAST(:query AS tsquery) AND report_text.report >= :latest ORDER BY rank DESC, reading.report_id"
)
_LATEST_CANDIDATE = text("SELECT report FROM report_text WHERE words @@ CAST(:query AS tsquery) ORDER BY report DESC LIMIT 1 OFFSET :most")
BATCH = 100  # candidates looked at together
AT_ONCE = 500  # keys named in one question


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
    """Reports whose current text or title holds all the words typed; none where nothing searchable was typed.

    Of words that stand in more than MOST_RANKED reports those that the record took in last are ranked.
    """
    match = expression(typed)
    if not match:
        return []
    if is_postgresql(connection):
        return list(islice(_in_postgresql(connection, typed, match), limit))
    latest = _one(fetch(connection, _LATEST, (match, MOST_RANKED)))
    most = limit * SPARE
    while True:
        ranks = dict(tuple(row) for row in fetch(connection, _RANKED, (match, latest, most)))
        standing = {row.report: row for row in _by_key(connection, _STANDING, list(ranks))}
        if len(standing) >= limit or len(ranks) < most:
            break
        most *= SPARE
    best = sorted(standing.values(), key=lambda row: (ranks[row.report], row.report_id))[:limit]
    marked = {row.rowid: row for row in _marked(connection, match, [row.report for row in best])}
    hits = []
    for row in best:
        report, found = rows.report_of_row(row.fields, row.text), marked[row.report]
        hits.append(SearchHit(report.id, report.title, found.snippet, _spans(found.marked), -ranks[row.report]))
    return hits


def _one(found: Sequence[Any]) -> int:
    return int(found[0][0]) if found else 0


def _by_key(connection: Connection, query: str, keys: list[int]) -> Iterator[Any]:
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        yield from fetch(connection, query + marks(some), some)


def _marked(connection: Connection, match: str, keys: list[int]) -> Sequence[Any]:
    """The texts of these reports with the words marked."""
    named = {f"key{number}": key for number, key in enumerate(keys)}
    query = text(f"{_MARKED}({', '.join(f':{name}' for name in named)})")
    return connection.execute(query, {"match": match, **_SIGNS, **named}).all() if keys else []


def _in_postgresql(connection: Connection, typed: str, match: str) -> Iterator[SearchHit]:
    wanted = terms(typed)
    parts = []
    for found, (_, beginning) in zip(words.cut([bare for bare, _ in wanted]), wanted, strict=True):
        parts += [words.quoted(word) for word in found[:-1]] + [words.quoted(word) + (":*" if beginning else "") for word in found[-1:]]
    if not parts:
        return
    asked = {"query": " & ".join(parts)}
    latest = connection.execute(_LATEST_CANDIDATE, {**asked, "most": MOST_RANKED}).scalar() or 0
    with connection.execute(_CANDIDATES.execution_options(yield_per=BATCH), {**asked, "latest": latest}) as result:
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
