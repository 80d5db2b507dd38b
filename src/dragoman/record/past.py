"""What a record had learnt by a moment, as a record of its own. In: an open record and a moment; out: claims and people's words in a new file, unresolved.

Copied inside SQLite, table by table: nothing is decoded. What was superseded or taken back later stands again.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dragoman.model import RecordError
from dragoman.record.connect import explain, uri

# Filled in this order, as the rows of later tables point at those of earlier ones. `{columns}` of each are all it has.
_LEARNT = (
    ("run", "learnt_at <= :moment", ()),
    ("report", "learnt_at <= :moment", ()),
    ("reading", "learnt_at <= :moment", ("superseded_at",)),
    ("event_report", "reading IN (SELECT key FROM past.reading WHERE learnt_at <= :moment)", ()),
    ("event_report_country", "reading IN (SELECT key FROM past.reading WHERE learnt_at <= :moment)", ()),
    ("statement", "reading IN (SELECT key FROM past.reading WHERE learnt_at <= :moment)", ()),
    ("statement_country", "reading IN (SELECT key FROM past.reading WHERE learnt_at <= :moment)", ()),
    ("judgement", "made <= :moment", ("withdrawn",)),
    ("correction", "made <= :moment", ("withdrawn",)),
)


def copy_as_of(source: Path, target: Path, moment: str) -> None:
    """Copy what the record at `source` had learnt by a moment into the new, empty record at `target`.

    Args:
        moment: record time (see `clock.moment`).

    Raises:
        RecordError: if one of them can't be read or written.
    """
    connection = sqlite3.connect(uri(target, read_only=False), uri=True, isolation_level=None)
    try:
        connection.execute("ATTACH DATABASE ? AS past", (uri(source, read_only=True),))
        # The copy lives as long as the question: nothing is lost with it.
        connection.execute("PRAGMA main.synchronous = OFF")
        connection.execute("BEGIN")
        for table, condition, ends in _LEARNT:
            columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            taken = ", ".join(f'iif("{name}" > :moment, NULL, "{name}")' if name in ends else f'"{name}"' for name in columns)
            names = ", ".join(f'"{name}"' for name in columns)
            connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {taken} FROM past.{table} WHERE {condition}", {"moment": moment})
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise RecordError(explain(str(error)), source=str(source)) from error
    finally:
        connection.close()
