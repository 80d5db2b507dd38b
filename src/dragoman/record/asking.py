"""How a record is asked: connections, snapshots, rows made objects, ids found by their beginnings. In: queries; out: model objects.

An id that was in use once leads on: an event or story is named by its first member, so that what was named by another member has since become
part of the one that holds that member.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from time import monotonic
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Select, Table, select

from dragoman.model import RecordError
from dragoman.record import claims, connect, queries, rows
from dragoman.record.moved import now_in
from dragoman.record.place import Place

T = TypeVar("T")


class Asking:
    """An open record that answers queries."""

    def __init__(self, path: Place, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._snapshot: Connection | None = None
        self._deadline: float | None = None

    def _settle(self) -> None:
        """Make what was added visible to queries; the writing half does."""

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        self._settle()
        if self._snapshot is not None:
            with connect.clear_errors(str(self.path)):
                connect.check_deadline(self._snapshot, self._deadline)
                yield self._snapshot
            return
        with connect.reading(self._engine, str(self.path)) as connection:
            yield connection

    def beside(self) -> Self:
        """The same open record for another thread: with the same connections, and snapshots of its own. It ends with the one that was opened."""
        other = copy(self)
        other._snapshot, other._deadline = None, None
        return other

    @contextmanager
    def snapshot(self, seconds: float | None = None) -> Iterator[Self]:
        """All questions asked inside see the record at one moment, whoever writes meanwhile. Not for use by several threads at once.

        Args:
            seconds: how long they may take together; what takes longer raises SlowError. None: as long as it takes.
        """
        deadline = self._deadline if seconds is None else monotonic() + seconds
        with self._connection() as connection, connect.until(connection, deadline):
            outer, self._snapshot, self._deadline = (self._snapshot, self._deadline), connection, deadline
            try:
                yield self
            finally:
                self._snapshot, self._deadline = outer

    def _each(self, cls: type[T], query: Select[Any]) -> Iterator[T]:
        with self._connection() as connection:
            yield from self._decoded(connection, cls, query)

    @staticmethod
    def _decoded(connection: Connection, cls: type[T], query: Select[Any]) -> Iterator[T]:
        with connection.execute(query.execution_options(yield_per=claims.BATCH)) as result:
            for fields in result.scalars():
                yield rows.load(cls, fields)

    def _one(self, cls: type[T], table: Table, identifier: str) -> T:
        with self._connection() as connection:
            full = self._full_id(connection, table, identifier)
            return rows.load(cls, connection.execute(select(table.c.fields).where(table.c.id == full)).scalar_one())

    def _full_id(self, connection: Connection, table: Table, identifier: str) -> str:
        with self._named():
            return now_in(connection, table, identifier) or queries.full_id(connection, table.c.id, identifier, table.name)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Names the record in errors of the rooms below, which know none."""
        try:
            yield
        except RecordError as error:
            raise RecordError(error.message, source=error.source or str(self.path)) from error
