"""The record's schema versions: numbered SQL files, each applied once, in order, inside one transaction. Each of the two stores has its own.

In: a connection. Out: the same record at the newest schema version, or RecordError and the record as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection

from dragoman.model import RecordError
from dragoman.record.connect import is_postgresql

# "DRGM" as a 32-bit number: SQLite's place for a program to sign its files (https://sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x4452474D
# What a record in PostgreSQL has its version under in `meta`; that it is there is the signature.
VERSION = "schema_version"
# The last version that brought sums which `summed` makes.
SUMS_SINCE = 12


@cache
def scripts(store: str = "sqlite") -> tuple[tuple[int, str], ...]:
    """The migrations of a store ("sqlite", "postgresql") as (version, SQL), in order.

    Raises:
        RuntimeError: if the numbers of the packaged files have a gap. SQLite's begin with 1; PostgreSQL's with the whole of a later version.
    """
    folder = files("dragoman.record") / "data" / ("migrations" if store == "sqlite" else f"migrations_{store}")
    found = sorted((int(item.name[:4]), item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".sql"))
    first = 1 if store == "sqlite" else found[0][0]
    if [number for number, _ in found] != list(range(first, first + len(found))):
        raise RuntimeError("the migrations' numbers have a gap")
    return tuple(found)


def latest(store: str = "sqlite") -> int:
    """The schema version that this program writes."""
    return scripts(store)[-1][0]


def version(connection: Connection) -> int:
    """The record's schema version; 0 where nothing is there yet."""
    if not is_postgresql(connection):
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not _has_meta(connection):
        return 0
    return int(connection.exec_driver_sql(f"SELECT value FROM meta WHERE name = '{VERSION}'").scalar() or 0)


def _has_meta(connection: Connection) -> bool:
    told = "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = 'meta' AND relkind = 'r'"
    return bool(connection.exec_driver_sql("SELECT current_schema()").scalar() and connection.exec_driver_sql(told).scalar())


def check(connection: Connection, source: str) -> int:
    """The record's schema version, after making sure that it is one that this program can read.

    Raises:
        RecordError: if the file or schema belongs to another program or to a newer Dragoman.
    """
    found = version(connection)
    foreign = _is_foreign_schema(connection, found) if is_postgresql(connection) else _is_foreign_file(connection, found)
    if foreign:
        raise RecordError(foreign, source=source)
    newest = latest(connection.dialect.name)
    if found > newest:
        raise RecordError(
            f"the record was written by a newer Dragoman (schema version {found}, this program knows up to {newest}); update the program", source=source
        )
    return found


def _is_foreign_file(connection: Connection, found: int) -> str | None:
    signed = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    has_tables = bool(connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one())
    foreign = signed != APPLICATION_ID and (has_tables or signed or found)
    return "this is a SQLite file, but not a Dragoman record; name another file" if foreign else None


def _is_foreign_schema(connection: Connection, found: int) -> str | None:
    if found:
        return None
    tables = "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    has_tables = bool(connection.exec_driver_sql(tables).scalar_one())
    return "this schema of the database holds other tables than a Dragoman record's; name one of its own: ?schema=NAME" if has_tables else None


def migrate(connection: Connection, upto: int | None = None) -> int:
    """Apply what is missing up to a version (default: the newest). The caller has begun a transaction and commits it.

    Returns:
        The number of migrations applied.
    """
    store = connection.dialect.name
    target = latest(store) if upto is None else upto
    start = version(connection)
    for number, script in scripts(store):
        if start < number <= target:
            _apply(connection, number, script)
    if store == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    return max(0, target - start)


def _apply(connection: Connection, number: int, script: str) -> None:
    if is_postgresql(connection):
        # Several statements at once pass without parameters only; the server keeps them inside the transaction.
        connection.exec_driver_sql(script, execution_options={"no_parameters": True})
        connection.exec_driver_sql(f"INSERT INTO meta VALUES ('{VERSION}', '{number}') ON CONFLICT (name) DO UPDATE SET value = '{number}'")
        return
    for statement in statements(script):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {number}")


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
