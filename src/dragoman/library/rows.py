"""Answers as a sequence of model objects that also knows how to be a frame.

In: objects of one table. Out: Arrow, pandas, polars, plain dicts, a table in a notebook.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Generic, TypeVar, overload

import pyarrow

from dragoman.export import arrow
from dragoman.export.tables import Table, table
from dragoman.model import UsageError
from dragoman.model.schema import to_json
from dragoman.record import StatementRow

T = TypeVar("T")

SHOWN = 20  # rows of a table in a notebook
LONGEST_CELL = 120

# The columns that a person looks for first; the others are there in every frame.
_SHOWN_COLUMNS = {
    "events": ("id", "from", "type", "mode", "status", "actor_countries", "recipient_countries", "origins", "confidence"),
    "event_reports": ("id", "type", "mode", "status", "actors", "recipients", "confidence"),
    "statements": ("id", "speaker", "verb", "about", "stance"),
    "stories": ("id", "from", "to", "title", "reports"),
    "trips": ("id", "travellers", "from", "to", "status", "stops"),
    "divergences": ("id", "event", "field", "values"),
    "followups": ("id", "kind", "outcome", "event", "answer"),
    "reports": ("id", "outlet", "title", "published", "language", "story"),
    "actors": ("id", "name", "country", "sector", "kind", "offices"),
}


class Rows(Sequence[T], Generic[T]):
    """Rows of one of the record's tables: a sequence of model objects."""

    def __init__(self, name: str, items: Iterable[T]) -> None:
        self.name = name
        self._items = list(items)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Rows[T]: ...
    def __getitem__(self, at: int | slice) -> T | Rows[T]:
        return Rows(self.name, self._items[at]) if isinstance(at, slice) else self._items[at]

    def __repr__(self) -> str:
        return f"<{len(self)} {self.name}>"

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as `dragoman export --as jsonl` writes them."""
        return [_plain(item) for item in self._items]

    def arrow(self) -> pyarrow.Table:
        """The rows as an Arrow table, with the columns, types and documentation of the codebook."""
        columns = self._table.columns
        return pyarrow.Table.from_pylist([arrow.row(columns, plain) for plain in self.dicts()], schema=arrow.schema(columns))

    def pandas(self) -> Any:
        """The rows as a pandas frame.

        Raises:
            UsageError: if pandas is not installed.
        """
        _needed("pandas")
        return self.arrow().to_pandas()

    def polars(self) -> Any:
        """The rows as a polars frame.

        Raises:
            UsageError: if polars is not installed.
        """
        return _needed("polars").from_arrow(self.arrow())

    @property
    def _table(self) -> Table:
        return table(self.name)

    def _repr_html_(self) -> str:
        """The first rows as a table; what texts hold is shown and not obeyed."""
        names = _SHOWN_COLUMNS[self.name]
        head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
        body = "".join(f"<tr>{''.join(f'<td>{_cell(plain.get(name))}</td>' for name in names)}</tr>" for plain in self[:SHOWN].dicts())
        more = f"<p>and {len(self) - SHOWN} more</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _plain(item: Any) -> dict[str, Any]:
    if isinstance(item, StatementRow):
        return {"id": item.id, "report": item.report, **to_json(item.statement)}
    return dict(to_json(item))


def _cell(value: Any) -> str:
    text = _words(value)
    return html.escape(text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " …")


def _words(value: Any) -> str:
    """A value for people: names instead of objects, lists by commas."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return _words(next((value[name] for name in ("name", "value", "place", "country") if value.get(name) is not None), ""))
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _needed(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise UsageError(f"{name} is not installed: pip install {name}, or use .arrow()") from None
