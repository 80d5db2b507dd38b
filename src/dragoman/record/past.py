"""Claims and people's words from one record into another: what it had learnt by a moment. In: two records; out: the second, unresolved.

Rows are copied as they lie, with their times; nothing is decoded. What was superseded or taken back after the moment stands again.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, case, func, select

from dragoman.model import RecordError
from dragoman.record import copying
from dragoman.record.sqlite import explain, uri
from dragoman.record.tables import (
    CORRECTION,
    EVENT_REPORT,
    EVENT_REPORT_COUNTRY,
    JUDGEMENT,
    READING,
    REPORT,
    RUN,
    STATEMENT,
    STATEMENT_COUNTRY,
)

# Filled in this order, as the rows of later tables point at those of earlier ones: the table, the time at which its rows were learnt (None: that of
# their reading), and the times that are taken away where they are later than the moment.
_LEARNT: tuple[tuple[Table, str | None, tuple[str, ...]], ...] = (
    (RUN, "learnt_at", ()),
    (REPORT, "learnt_at", ()),
    (READING, "learnt_at", ("superseded_at",)),
    (EVENT_REPORT, None, ()),
    (EVENT_REPORT_COUNTRY, None, ()),
    (STATEMENT, None, ()),
    (STATEMENT_COUNTRY, None, ()),
    (JUDGEMENT, "made", ("withdrawn",)),
    (CORRECTION, "made", ("withdrawn",)),
)


def copy_file(source: Path, target: Path, moment: str) -> None:
    """Copy what the record in the file `source` had learnt by a moment into the new, empty record in `target`: inside SQLite, table by table.

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
        for table, time, ends in _LEARNT:
            columns = [column.name for column in table.columns]
            taken = ", ".join(f'iif("{name}" > :moment, NULL, "{name}")' if name in ends else f'"{name}"' for name in columns)
            names = ", ".join(f'"{name}"' for name in columns)
            condition = f"{time} <= :moment" if time else "reading IN (SELECT key FROM past.reading WHERE learnt_at <= :moment)"
            connection.execute(f"INSERT INTO main.{table.name} ({names}) SELECT {taken} FROM past.{table.name} WHERE {condition}", {"moment": moment})
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise RecordError(explain(error), source=str(source)) from error
    finally:
        connection.close()


def copy_rows(source: Connection, target: Connection, moment: str) -> None:
    """The same from and to either store, row by row.

    Raises:
        RecordError: if the target holds something already.
    """
    if any(target.execute(select(func.count()).select_from(table)).scalar_one() for table in (RUN, REPORT, JUDGEMENT, CORRECTION)):
        raise RecordError("this record holds something already; name a new one to copy into")
    for table, time, ends in _LEARNT:
        with source.execute(_learnt(table, time, ends, moment).execution_options(yield_per=copying.BATCH)) as result:
            for batch in result.partitions():
                copying.put(target, table, [dict(row._mapping) for row in batch])
    copying.number_on(target)


def _learnt(table: Table, time: str | None, ends: tuple[str, ...], moment: str) -> Select[Any]:
    columns = [case((column > moment, None), else_=column).label(column.name) if column.name in ends else column for column in table.columns]
    in_time = table.c[time] <= moment if time else table.c.reading.in_(select(READING.c.key).where(READING.c.learnt_at <= moment))
    return select(*columns).where(in_time)
