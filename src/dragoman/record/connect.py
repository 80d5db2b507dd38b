"""Opening the store, a SQLite file or a schema in PostgreSQL: transactions, time limits, and database errors told in one clear sentence.

In: a place. Out: a SQLAlchemy engine whose connections are set up alike; RecordError for all that a person can do something about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from dragoman.model import RecordError
from dragoman.record import postgresql, sqlite
from dragoman.record.place import Address, Place

TOO_LONG = "this question took longer than is allowed; ask for less: fewer days, one pair of countries, one type"
# Said by the triggers that both stores have, each in its own wrapping.
APPEND_ONLY = "append-only"


class SlowError(RecordError):
    """A question took longer than it was allowed to."""


def make_engine(place: Place, *, read_only: bool, busy_timeout: float) -> Engine:
    """An engine over the store.

    Args:
        read_only: nothing can be written through it.
        busy_timeout: seconds to wait for another writer.

    Raises:
        RecordError: if the store's driver is not installed.
    """
    if isinstance(place, Address):
        return postgresql.make_engine(place, read_only=read_only, busy_timeout=busy_timeout)
    return sqlite.make_engine(place, read_only=read_only, busy_timeout=busy_timeout)


def is_postgresql(connection: Connection | Engine) -> bool:
    """True for a record in PostgreSQL, False for one in a SQLite file."""
    return connection.dialect.name == "postgresql"


def insert(connection: Connection, table: Table) -> Any:
    """An insert that may say what is to be done where the row is there already: both stores know `on_conflict_...`, each by a class of its own."""
    return postgresql_dialect.insert(table) if is_postgresql(connection) else sqlite_dialect.insert(table)


def primary_key(connection: Connection, table: Table) -> tuple[str, ...]:
    """The columns of a table's key, in its order."""
    return postgresql.primary_key(connection, table.name) if is_postgresql(connection) else sqlite.primary_key(connection, table.name)


def fetch(connection: Connection, sql: str, values: Sequence[Any]) -> Sequence[Any]:
    """Rows of a question in words of SQL that both stores understand, with ? for each value.

    Pages ask so what they ask most: to put a statement together out of objects takes four times as long as to answer it.
    """
    return connection.exec_driver_sql(sql.replace("?", "%s") if is_postgresql(connection) else sql, tuple(values)).all()


def marks(values: Sequence[Any]) -> str:
    """As many ? as there are values, in brackets."""
    return f"({', '.join('?' * len(values))})"


@contextmanager
def writing(engine: Engine, source: str) -> Iterator[Connection]:
    """One write transaction, alone in the record: committed at the end, rolled back on any exception."""
    with clear_errors(source), engine.connect() as connection:
        connection = connection.execution_options(writing=True)
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine, source: str) -> Iterator[Connection]:
    """One read transaction: all queries in it see the record at one moment."""
    with clear_errors(source), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def until(connection: Connection, deadline: float | None) -> Iterator[None]:
    """Interrupts what the connection is asked once the clock (`time.monotonic`) is past the deadline; None: never."""
    if deadline is None:
        yield
        return
    with (postgresql if is_postgresql(connection) else sqlite).until(connection, deadline):
        yield


def check_deadline(connection: Connection, deadline: float | None) -> None:
    """Many small questions end in time, too: the store itself looks at the clock only within a long one.

    Raises:
        SlowError: if the deadline is past.
    """
    if deadline is None:
        return
    if monotonic() > deadline:
        raise SlowError(TOO_LONG)
    if is_postgresql(connection):
        postgresql.limit(connection, deadline)


@contextmanager
def clear_errors(source: str) -> Iterator[None]:
    """Turns the database's errors into RecordError."""
    try:
        yield
    except DBAPIError as error:
        slow, told = explain(error.orig or error)
        raise (SlowError if slow else RecordError)(told, source=source) from error
    except PoolTimeoutError as error:
        raise RecordError("too many queries at once are reading the record; try again", source=source) from error


def explain(error: BaseException) -> tuple[bool, str]:
    """Whether an error of either store's driver means that a question took too long, and what it means, in one sentence."""
    store = sqlite if type(error).__module__.startswith("sqlite3") else postgresql
    if store.too_slow(error):
        return True, TOO_LONG
    if APPEND_ONLY in str(error):
        return False, "claims, judgements and corrections are append-only"
    return False, store.explain(error)
