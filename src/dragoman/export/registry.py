"""The kinds of export, by the name that `--as` takes. A plug-in adds one by an entry point in the group `dragoman.exporters`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, cast

from dragoman.model import UsageError
from dragoman.record import Record

ENTRY_POINTS = "dragoman.exporters"


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What an export wrote.

    Attributes:
        files: the files, in the order of writing.
        rows: for each table (or the kind itself) the number of rows.
        notes: what was left out or is doubtful, in plain words.
    """

    files: tuple[Path, ...]
    rows: Mapping[str, int]
    notes: tuple[str, ...] = field(default=())


class Exporter(Protocol):
    """What a module of a kind offers."""

    def write(self, record: Record, out: Path) -> ExportSummary:
        """Write the whole record in this kind to `out`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of export: its name, a line that says what it is, and the module that writes it."""

    name: str
    doc: str
    module: str

    def exporter(self) -> Exporter:
        return cast(Exporter, import_module(self.module))


_OWN = (
    Kind("jsonl", "all tables as JSON lines, in a folder", "dragoman.export.jsonl"),
    Kind("parquet", "all tables as Parquet with nested columns, in a folder", "dragoman.export.parquet"),
    Kind("csv", "all tables as CSV, nested values as JSON, in a folder", "dragoman.export.csv"),
)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name: our own, then plug-ins'; a plug-in can't take the name of one of ours."""
    plugged = (Kind(point.name, f"plug-in {point.value}", point.value) for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name))
    found: dict[str, Kind] = {}
    for kind in (*_OWN, *plugged):
        found.setdefault(kind.name, kind)
    return found


def kind(name: str) -> Kind:
    """The kind of this name.

    Raises:
        UsageError: if there is none; the message lists them.
    """
    known = kinds()
    if name not in known:
        raise UsageError(f"{name!r} is no kind of export; known are {', '.join(known)}")
    return known[name]
