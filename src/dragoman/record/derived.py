"""Derived tables brought from one state to another by the rows that differ. In: a table and the rows that it shall hold; out: what was changed.

A build that adds a few reports thus writes a few rows, however many the record holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, select

from dragoman.model import RecordError
from dragoman.record import rows
from dragoman.record.connect import insert, primary_key


@dataclass(frozen=True, slots=True)
class Changes:
    """Key columns of the table, keys of the rows that go, and the rows that are new or other than before."""

    key: tuple[str, ...]
    gone: tuple[tuple[Any, ...], ...]
    new: tuple[rows.Row, ...]


def changes(connection: Connection, table: Table, wanted: Sequence[rows.Row]) -> Changes:
    """What is to be done for the table to hold these rows.

    Raises:
        RecordError: if two of the rows have the same key.
    """
    key = primary_key(connection, table)
    columns = [column.name for column in table.columns]
    places = [columns.index(name) for name in key]
    before = {tuple(row[place] for place in places): tuple(row) for row in connection.execute(select(table))}
    after = {tuple(row[name] for name in key): row for row in wanted}
    if len(after) != len(wanted):
        raise RecordError(f"two rows of {table.name} have the same key")
    new = tuple(row for at, row in after.items() if before.get(at) != tuple(row[name] for name in columns))
    return Changes(key, tuple(at for at in before if at not in after), new)


def take_away(connection: Connection, table: Table, found: Changes) -> None:
    """Deletes the rows that go."""
    if found.gone:
        fitting = and_(*(table.c[name] == bindparam(f"key_{name}") for name in found.key))
        connection.execute(table.delete().where(fitting), [{f"key_{name}": value for name, value in zip(found.key, at, strict=True)} for at in found.gone])


def put(connection: Connection, table: Table, found: Changes) -> None:
    """Writes the rows that are new or changed; a changed row stays in its place, as others may hang on it."""
    if found.new:
        statement = insert(connection, table)
        rest = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in found.key}
        kept = statement.on_conflict_do_update(index_elements=list(found.key), set_=rest) if rest else statement
        connection.execute(kept, list(found.new))
