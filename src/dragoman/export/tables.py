"""The exported tables: their names, their columns as the schema tells them, and their rows out of a record, sorted by id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.model import FORMATS
from dragoman.model.schema import Column, columns
from dragoman.record import Record, StatementRow
from dragoman.record.codec import encode

# In the order of the contract; each is a format of the model's schema.
TABLES = ("events", "event_reports", "statements", "stories", "trips", "divergences", "followups", "reports", "actors")


@dataclass(frozen=True, slots=True)
class Table:
    """One exported table."""

    name: str
    cls: type[Any]
    columns: tuple[Column, ...]

    @property
    def added(self) -> tuple[Column, ...]:
        """Columns that the exported row has beyond the model's class."""
        own = {column.name for column in columns(self.cls)}
        return tuple(column for column in self.columns if column.name not in own)


def _text_column(name: str, doc: str) -> Column:
    return Column(name=name, attribute=name, hint=str, doc=doc, enum=None, required=True, omit_if_none=False)


@cache
def table(name: str) -> Table:
    """A table by its name, one of TABLES."""
    cls = FORMATS[name]
    if name != "statements":
        return Table(name, cls, columns(cls))
    # In `dragoman code` a statement stands inside its report's line; on its own it must say where it belongs.
    place = (_text_column("id", "Report id, slash, s and a running number."), _text_column("report", "Report that it was read from."))
    return Table(name, cls, place + columns(cls))


def rows(record: Record, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table as plain values, with exactly the table's columns (less those left out where empty)."""
    for item in record.each(name):
        if isinstance(item, StatementRow):
            yield {"id": item.id, "report": item.report, **encode(item.statement)}
        else:
            yield encode(item)
