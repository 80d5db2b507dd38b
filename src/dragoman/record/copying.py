"""A whole record into another, in either store. In: two records; out: the second with all that the first holds, as it lies, with its times.

Claims, people's words, what a watch knows, and what was resolved come along, so that the copy exports the same bytes. One transaction: all or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, func, select

from dragoman.model import RecordError
from dragoman.record import search
from dragoman.record.connect import is_postgresql
from dragoman.record.migrations import VERSION
from dragoman.record.tables import (
    CORRECTION,
    DERIVED,
    EVENT_REPORT,
    EVENT_REPORT_COUNTRY,
    JUDGEMENT,
    META,
    METADATA,
    READING,
    REPORT,
    RUN,
    STATEMENT,
    STATEMENT_COUNTRY,
    WATCH_ALERT,
    WATCH_DELIVERY,
)

Tell = Callable[[int, int | None], None]

# Filled in this order, as the rows of later tables point at those of earlier ones; behind them all others, whose rows may point at these.
_IN_ORDER = (
    RUN, REPORT, READING, EVENT_REPORT, EVENT_REPORT_COUNTRY, STATEMENT, STATEMENT_COUNTRY, JUDGEMENT, CORRECTION, WATCH_ALERT, WATCH_DELIVERY,
    *reversed(DERIVED),
)  # fmt: skip
TABLES = (*_IN_ORDER, *(table for table in METADATA.tables.values() if table not in _IN_ORDER))
NUMBERED = (REPORT, READING, JUDGEMENT, CORRECTION)  # by the store itself, in their column `key`
BATCH = 500  # rows at once


def copy(source: Connection, target: Connection, tell: Tell, *, replace: bool = False) -> dict[str, int]:
    """Copies all tables; inside the caller's transactions, so that the source is seen at one moment.

    Args:
        tell: called with rows done and rows in all, as it goes on.
        replace: empty the target first.

    Returns:
        Rows copied, by table.

    Raises:
        RecordError: if the target holds anything and may not be replaced.
    """
    if replace:
        _empty(target)
    elif any(target.execute(select(table).limit(1)).first() for table in TABLES if table is not META):
        raise RecordError("this record holds something already; name a new one to copy into, or say --replace")
    whole, done = sum(_count(source, table) for table in TABLES), 0
    copied: dict[str, int] = {}
    for table in TABLES:
        copied[table.name] = 0
        for batch in _batches(source, table):
            put(target, table, batch)
            copied[table.name] += len(batch)
            done += len(batch)
            tell(done, whole)
    number_on(target)
    return copied


def put(target: Connection, table: Table, batch: Sequence[dict[str, Any]]) -> None:
    """Writes rows as they lay elsewhere; reports can be searched for then."""
    target.execute(table.insert(), batch)
    if table is REPORT:
        search.index(target, [(row["key"], row["title"], row["text"]) for row in batch])


def number_on(target: Connection) -> None:
    """Lets PostgreSQL number on behind the rows that brought their numbers; SQLite does so by itself."""
    if is_postgresql(target):
        for table in NUMBERED:
            after = f"(SELECT coalesce(max(key), 0) + 1 FROM {table.name})"
            target.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'key'), {after}, false)")


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*_ours(table))).scalar_one())


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).where(*_ours(table)).execution_options(yield_per=BATCH)
    with source.execute(query) as result:
        for batch in result.partitions():
            yield [dict(row._mapping) for row in batch]


def _ours(table: Table) -> tuple[Any, ...]:
    """The schema's version is each store's own."""
    return (META.c.name != VERSION,) if table is META else ()


def _empty(target: Connection) -> None:
    """Takes all rows away. What is append-only for a program's everyday work goes with the record as a whole."""
    with _past_triggers(target):
        if is_postgresql(target):
            target.exec_driver_sql("DELETE FROM report_text")
        else:
            target.exec_driver_sql("INSERT INTO report_text (report_text) VALUES ('delete-all')")
        for table in reversed(TABLES):
            target.execute(table.delete().where(*_ours(table)))


@contextmanager
def _past_triggers(target: Connection) -> Iterator[None]:
    """The triggers that forbid deleting, put aside and back inside the transaction: nobody else ever sees the record without them."""
    if is_postgresql(target):
        tables = [table.name for table in TABLES]
        for name in tables:
            target.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        for name in tables:
            target.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        return
    triggers = target.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name").all()
    for name, _ in triggers:
        target.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, definition in triggers:
        target.exec_driver_sql(definition)
