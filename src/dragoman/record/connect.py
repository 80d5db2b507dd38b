"""Opening the SQLite file: settings of every connection, transactions, and database errors told in one clear sentence.

In: a path. Out: a SQLAlchemy engine whose connections are set up alike; RecordError for all that a person can do something about.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from dragoman.model import RecordError

# What SQLite says -> what it means for the person at the keyboard; first that fits.
EXPLANATIONS = (
    ("file is not a database", "this is not a Dragoman record (not a SQLite file); name another file"),
    ("malformed", "the record is damaged; take it back from a backup or build it anew from the reports"),
    ("locked", "another program is writing to the record; wait until it has finished, then try again"),
    ("busy", "another program is writing to the record; wait until it has finished, then try again"),
    ("readonly", "the record can't be written: the file or its folder is read-only"),
    ("unable to open", "the record can't be opened: check that its folder can be written and is no network drive"),
    ("full", "the disk is full; make room and run the command again"),
    ("interrupted", "this question took longer than is allowed; ask for less: fewer days, one pair of countries, one type"),
    ("disk i/o", "the disk reports an error while the record is read or written"),
    ("append-only", "claims, judgements and corrections are append-only"),
)

# Steps of SQLite's machine between two looks at the clock: some hundredths of a millisecond.
STEPS = 2000


class SlowError(RecordError):
    """A question took longer than it was allowed to."""


def make_engine(path: Path, *, read_only: bool, busy_timeout: float) -> Engine:
    """An engine over the file.

    Args:
        path: the SQLite file.
        read_only: nothing can be written through it.
        busy_timeout: seconds to wait for another writer.
    """
    name = uri(path, read_only=read_only)

    def connect() -> sqlite3.Connection:
        # isolation_level None: transactions begin where `_begin` says, not where the driver guesses.
        connection = sqlite3.connect(name, uri=True, timeout=busy_timeout, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        # FULL: a commit is on the disk when it returns. Commits are a batch of reports each, so that it costs next to nothing,
        # and a person's judgement, which no second build could make good, outlives a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=28)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: a transaction that reads first and then wants to write can't wait for another writer, it fails.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def uri(path: Path, *, read_only: bool) -> str:
    """The name under which SQLite opens the file, with what may be done to it."""
    name = "file:" + quote(str(path.absolute()))
    if not read_only:
        return name + "?mode=rwc"
    folder_writable = os.access(path.parent, os.W_OK)
    # Reading too makes the WAL's two files, and only a connection that may write can take them away again; `query_only` keeps it from more.
    if folder_writable and os.access(path, os.W_OK):
        return name + "?mode=rw"
    # In a folder that can't be written SQLite can't make the WAL's index; with no WAL there nobody is writing and the file can be read as it lies.
    wal = path.with_name(path.name + "-wal")
    if not folder_writable and not (wal.exists() and wal.stat().st_size):
        return name + "?mode=ro&immutable=1"
    return name + "?mode=ro"


def use_wal(engine: Engine, source: str) -> None:
    """Write-ahead log: readers go on while one program writes, and a kill at any moment leaves the last commit whole."""
    with clear_errors(source), engine.connect() as connection:
        # Kept in the file; can't be set inside a transaction, hence past SQLAlchemy, which would begin one.
        driver = connection.connection.driver_connection
        assert driver is not None
        try:
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            raise RecordError(explain(str(error)), source=source) from error


@contextmanager
def writing(engine: Engine, source: str) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any exception."""
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
    driver = connection.connection.driver_connection
    assert driver is not None
    if deadline is None:
        yield
        return
    driver.set_progress_handler(lambda: int(monotonic() > deadline), STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def check_deadline(deadline: float | None) -> None:
    """Many small questions end in time, too: SQLite looks at the clock only within a long one.

    Raises:
        SlowError: if the deadline is past.
    """
    if deadline is not None and monotonic() > deadline:
        raise SlowError(explain("interrupted"))


@contextmanager
def clear_errors(source: str) -> Iterator[None]:
    """Turns the database's errors into RecordError."""
    try:
        yield
    except DBAPIError as error:
        told = str(error.orig)
        raise (SlowError if "interrupted" in told.lower() else RecordError)(explain(told), source=source) from error
    except PoolTimeoutError as error:
        raise RecordError("too many queries at once are reading the record; try again", source=source) from error


def explain(message: str) -> str:
    """What a message of SQLite means, in one sentence."""
    lowered = message.lower()
    for sign, meaning in EXPLANATIONS:
        if sign in lowered:
            return meaning
    return f"the database refuses: {message}"
