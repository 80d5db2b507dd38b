"""The record's schema versions: numbered SQL files, each applied once, in order, inside one transaction.

In: a connection to a SQLite file. Out: the same file at the newest schema version, or RecordError and the file as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection

from dragoman.model import RecordError

# "DRGM" as a 32-bit number: SQLite's place for a program to sign its files (https://sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x4452474D


@cache
def scripts() -> tuple[tuple[int, str], ...]:
    """The migrations as (version, SQL), in order.

    Raises:
        RuntimeError: if the numbers of the packaged files don't run from 1 without a gap.
    """
    folder = files("dragoman.record") / "data" / "migrations"
    found = sorted((int(item.name[:4]), item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".sql"))
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise RuntimeError("the migrations' numbers have a gap")
    return tuple(found)


def latest() -> int:
    """The schema version that this program writes."""
    return scripts()[-1][0]


def version(connection: Connection) -> int:
    """The file's schema version; 0 for an empty file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def check(connection: Connection, source: str) -> int:
    """The file's schema version, after making sure that it is a record that this program can read.

    Raises:
        RecordError: if the file belongs to another program or to a newer Dragoman.
    """
    signed = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    has_tables = bool(connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one())
    found = version(connection)
    if signed != APPLICATION_ID and (has_tables or signed or found):
        raise RecordError("this is a SQLite file, but not a Dragoman record; name another file", source=source)
    if found > latest():
        raise RecordError(
            f"the record was written by a newer Dragoman (schema version {found}, this program knows up to {latest()}); update the program", source=source
        )
    return found


def migrate(connection: Connection, upto: int | None = None) -> int:
    """Apply what is missing up to a version (default: the newest). The caller has begun a transaction and commits it.

    Returns:
        The number of migrations applied.
    """
    target = latest() if upto is None else upto
    start = version(connection)
    for number, script in scripts():
        if start < number <= target:
            for statement in statements(script):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    return max(0, target - start)


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one: `executescript` would commit the transaction that guards the migration."""
    pending = ""
    for line in script.splitlines():
        if not pending and (not line.strip() or line.lstrip().startswith("--")):
            continue
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        raise RuntimeError(f"the migration ends inside a statement: {pending.strip()[:60]!r}")
