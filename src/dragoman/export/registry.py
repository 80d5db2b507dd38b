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
from dragoman.views.filters import Filters

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


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person may choose of an export.

    Attributes:
        filters: narrows the events; order and limit are not used.
        by: "month" or "week", the panel's periods.
    """

    filters: Filters = field(default_factory=Filters)
    by: str = "month"

    def asked(self) -> dict[str, object]:
        """What differs from the plain export, by the names of the options."""
        narrowed = {name: value for name, value in self.filters.asked().items() if value}
        return narrowed if self.by == "month" else {**narrowed, "by": self.by}


class Exporter(Protocol):
    """What a module of a kind offers. It may have `TAKES`, a set of "filters" and "by": the choices that it honours; without it, none."""

    def write(self, record: Record, out: Path, choices: Choices) -> ExportSummary:
        """Write the record in this kind to `out`."""


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
    Kind("polecat", "events in POLECAT's columns, one file", "dragoman.export.polecat"),
    Kind("gdelt2", "pairs of parties in GDELT 2.0's columns, one file", "dragoman.export.gdelt2"),
    Kind("icews", "pairs of source and target in ICEWS's columns, one file", "dragoman.export.icews"),
    Kind("ftm", "FollowTheMoney entities as JSON lines, one file", "dragoman.export.ftm"),
    Kind("geojson", "events with a place as GeoJSON, one file", "dragoman.export.geojson"),
    Kind("panel", "country pair by month or week, counts and mean intensity, one CSV file", "dragoman.export.panel"),
)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name: our own, then plug-ins'; a plug-in can't take the name of one of ours."""
    plugged = (Kind(point.name, f"plug-in {point.value}", point.value) for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name))
    found: dict[str, Kind] = {}
    for kind in (*_OWN, *plugged):
        found.setdefault(kind.name, kind)
    return found


def check(name: str, exporter: Exporter, choices: Choices) -> None:
    """Refuse choices that the kind would not heed.

    Raises:
        UsageError: if there is one; the message names the kinds that take it.
    """
    takes: frozenset[str] = getattr(exporter, "TAKES", frozenset())
    if choices.by not in ("month", "week"):
        raise UsageError(f"periods are month or week, not {choices.by!r}")
    if choices.by != "month" and "by" not in takes:
        raise UsageError(f"{name} has no periods; only panel can be made by week")
    if choices.filters != Filters() and "filters" not in takes:
        raise UsageError(f"{name} is always the whole record, so that its tables fit together; narrow polecat, gdelt2, icews, geojson or panel instead")


def kind(name: str) -> Kind:
    """The kind of this name.

    Raises:
        UsageError: if there is none; the message lists them.
    """
    known = kinds()
    if name not in known:
        raise UsageError(f"{name!r} is no kind of export; known are {', '.join(known)}")
    return known[name]
