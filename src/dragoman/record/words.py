"""Words as SQLite's full-text index cuts them, for both stores. In: titles and texts. Out: the words with their places, and hits with what was found marked.

A small index in memory does it: so that the same words are found in a record in PostgreSQL, which has other rules of its own, and are marked alike.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

# As migration 2 has it.
TOKENIZE = "unicode61 remove_diacritics 2"
MARKED = "highlight({table}, 1, :open, :close) AS marked, snippet({table}, 1, '', '', '…', 24) AS snippet"

# PostgreSQL's bounds (https://www.postgresql.org/docs/current/textsearch-limitations.html): places, places of a word, bytes of a word and of them all.
LAST_PLACE, MOST_PLACES, LONGEST, LARGEST = 16383, 256, 400, 900_000


@contextmanager
def _index(rows: Iterable[tuple[int, str | None, str]]) -> Iterator[sqlite3.Connection]:
    """An index in memory over key, title, text."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE report_text USING fts5 (title, text, tokenize = '{TOKENIZE}')")
        connection.executemany("INSERT INTO report_text (rowid, title, text) VALUES (?, ?, ?)", rows)
        yield connection


def vectors(rows: Sequence[tuple[int, str | None, str]]) -> dict[int, str]:
    """Key -> the words of a title and text, as PostgreSQL writes a `tsvector`.

    Args:
        rows: key, title, text. A text of more different words than PostgreSQL can index (some 100,000) has its first ones.
    """
    found: dict[int, dict[str, list[str]]] = {key: {} for key, _, _ in rows}
    with _index(rows) as index:
        index.execute("CREATE VIRTUAL TABLE told USING fts5vocab (report_text, instance)")
        ends = dict(index.execute("SELECT doc, max(offset) + 2 FROM told WHERE col = 'title' GROUP BY doc"))
        for key, column, word, offset in index.execute("SELECT doc, col, term, offset FROM told ORDER BY doc, col = 'text', offset"):
            places = found[key].setdefault(word[:LONGEST], [])
            if len(places) < MOST_PLACES:
                at = offset + 1 if column == "title" else offset + 1 + ends.get(key, 0)
                places.append(f"{min(at, LAST_PLACE)}{'A' if column == 'title' else 'B'}")
    return {key: _vector(words) for key, words in found.items()}


def _vector(words: dict[str, list[str]]) -> str:
    size, parts = 0, []
    for word, places in words.items():
        size += len(word.encode()) + 2 * len(places) + 8
        if size > LARGEST:
            break
        parts.append(f"{quoted(word)}:{','.join(places)}")
    return " ".join(parts)


def quoted(word: str) -> str:
    """A word as PostgreSQL's text search takes it, whatever its signs."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def cut(phrases: Sequence[str]) -> list[list[str]]:
    """The words of each phrase, in order."""
    found: list[list[str]] = [[] for _ in phrases]
    with _index((number, None, phrase) for number, phrase in enumerate(phrases)) as index:
        index.execute("CREATE VIRTUAL TABLE told USING fts5vocab (report_text, instance)")
        for number, word in index.execute("SELECT doc, term FROM told ORDER BY doc, offset"):
            found[number].append(word[:LONGEST])
    return found


def marked(rows: Sequence[tuple[int, str | None, str]], match: str, signs: dict[str, str]) -> dict[int, Any]:
    """Key -> (text with what was found marked, some of the text around the best of it), for those of the rows that fit.

    Args:
        match: an FTS5 expression. signs: `open` and `close`.
    """
    query = f"SELECT rowid, {MARKED.format(table='report_text')} FROM report_text WHERE report_text MATCH :match"
    with _index(rows) as index:
        return {key: (text, snippet) for key, text, snippet in index.execute(query, {"match": match, **signs})}
