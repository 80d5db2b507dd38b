"""The record as a SQLite file: its settings, its locks, what its messages mean. In: a path. Out: an engine whose connections are set up alike."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from dragoman.model import RecordError

OLDEST = (3, 37, 0)  # the first with STRICT tables

# What SQLite says -> what it means for the person at the keyboard; first that fits.
EXPLANATIONS = (
    ("file is not a database", "this is not a Dragoman record (not a SQLite file); name another file"),
    ("malformed", "the record is damaged; take it back from a backup or build it anew from the reports"),
    ("locked", "another program is writing to the record; wait until it has finished, then try again"),
    ("busy", "another program is writing to the record; wait until it has finished, then try again"),
    ("readonly", "the record can't be written: the file or its folder is read-only"),
    ("unable to open", "the record can't be opened: check that its folder can be written and is no network drive"),
    ("full", "the disk is full; make room and run the command again"),
    ("disk i/o", "the disk reports an error while the record is read or written"),
)

# Kilobytes of a record's file that a reading connection keeps: of a million event reports the upper levels of all indices.
CACHE = 32 * 1024

# Steps of SQLite's machine between two looks at the clock: some hundredths of a millisecond.
STEPS = 2000


def check_path(path: Path, *, create: bool) -> None:
    """The mistakes that SQLite would only call "unable to open database file".

    Raises:
        RecordError: if there can be no record at this path.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST[:2]))
        raise RecordError(f"SQLite {sqlite3.sqlite_version} is too old; Dragoman needs {wanted} or newer")
    if path.is_dir():
        raise RecordError("this is a folder; name the record's file, such as R.db in it", source=str(path))
    if not path.parent.is_dir():
        raise RecordError(f"there is no folder {str(path.parent)!r} to hold the record; make it first", source=str(path))
    if not path.exists() and not create:
        raise RecordError("there is no such record; make it with `dragoman build`", source=str(path))


def make_engine(path: Path, *, read_only: bool, busy_timeout: float) -> Engine:
    """An engine over the file; arguments as those of `connect.make_engine`."""
    name = uri(path, read_only=read_only)

    def connect() -> sqlite3.Connection:
        # isolation_level None: transactions begin where `_begin` says, not where the driver guesses.
        connection = sqlite3.connect(name, uri=True, timeout=busy_timeout, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
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


def use_wal(connection: Connection, source: str) -> None:
    """Write-ahead log: readers go on while one program writes, and a kill at any moment leaves the last commit whole.

    Raises:
        RecordError: if the file can't be written.
    """
    # Kept in the file; can't be set inside a transaction, hence past SQLAlchemy, which would begin one.
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        driver.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise RecordError(explain(error), source=source) from error


@contextmanager
def until(connection: Connection, deadline: float) -> Iterator[None]:
    """Interrupts what the connection is asked once the clock is past the deadline."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(lambda: int(monotonic() > deadline), STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def too_slow(error: BaseException) -> bool:
    """True for the error of a question that was interrupted."""
    return "interrupted" in str(error).lower()


def explain(error: BaseException) -> str:
    """What an error of SQLite means, in one sentence."""
    told = str(error)
    lowered = told.lower()
    return next((meaning for sign, meaning in EXPLANATIONS if sign in lowered), f"the database refuses: {told}")


def primary_key(connection: Connection, table: str) -> tuple[str, ...]:
    """The columns of a table's key, in its order."""
    columns = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
    return tuple(column.name for column in sorted(columns, key=lambda column: int(column.pk)) if column.pk)
