"""The rows of the register of offices with an index of them, so that a start reads only what is asked for.

Goes in: data/offices.tsv.gz and the index that the build makes of it. Comes out: `PackedOffices`. Indexing the names anew at every start took 2 s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from dragoman.knowledge import tables

KINDS = ("role", "name", "spelling", "surname")
ROWS = "offices.tsv.gz"


def index_name(kind: str) -> str:
    """The file of one kind of key."""
    return f"office_{kind}s.tsv.gz"


class PackedOffices:
    """Rows by number, and the numbers of the rows under a key. Each file is read when first needed."""

    def __init__(self) -> None:
        self._indexes: dict[str, dict[str, str]] = {}

    @cached_property
    def _lines(self) -> list[str]:
        return tables.text(ROWS).splitlines()[1:]

    @cached_property
    def horizon(self) -> date:
        """The last day of which the register tells anything."""
        return date.fromisoformat(self._index("role")[""])

    def __len__(self) -> int:
        return len(self._lines)

    def row(self, index: int) -> list[str]:
        """The cells of one row, as the build wrote them."""
        return self._lines[index].split("\t")

    def find(self, kind: str, key: str) -> Sequence[int]:
        """Numbers of the rows under a key of that kind, in the order of the table."""
        held = self._index(kind).get(key) if key else None
        return _numbers(held) if held else ()

    def _index(self, kind: str) -> dict[str, str]:
        found = self._indexes.get(kind)
        if found is None:
            lines = tables.text(index_name(kind)).splitlines()[1:]
            found = self._indexes[kind] = dict(line.split("\t") for line in lines)
        return found


def _numbers(cell: str) -> list[int]:
    """`12 3 1` -> 12, 15, 16: the first number, then the steps."""
    found, at = [], 0
    for step in cell.split(" "):
        at += int(step)
        found.append(at)
    return found


def steps(numbers: Iterable[int]) -> str:
    """What `_numbers` reads: neighbours are common, and steps are shorter than numbers."""
    cell, at = [], 0
    for number in numbers:
        cell.append(str(number - at))
        at = number
    return " ".join(cell)
