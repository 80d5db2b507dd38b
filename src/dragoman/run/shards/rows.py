"""Reports and readings as rows of Parquet, and exactly the same back. Typed columns for whoever asks; one column of JSON for whoever must have all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from dragoman.export import arrow
from dragoman.export.tables import table
from dragoman.model import Reading, Report, Unreadable, columns
from dragoman.model.report import doc
from dragoman.model.schema import Column
from dragoman.record import codec
from dragoman.record.rows import dumps, report_of_row, report_row, statement_id, storable
from dragoman.run.shards.layout import replacing

Row = dict[str, Any]
# Some hundred rows share enough words to pack well; a higher level takes more time for a few per cent of space.
COMPRESSION, LEVEL = "zstd", 3


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody, some time or some place named in a report."""

    report: str = field(metadata=doc("Report that it stands in."))
    kind: str = field(metadata=doc("actor, time or place."))
    start: int = field(metadata=doc("First character, offset into the report's text."))
    end: int = field(metadata=doc("One past the last character."))
    words: str = field(metadata=doc("The words themselves."))
    name: str | None = field(default=None, metadata=doc("Usual name of the actor or place; TIMEX3 value of a time."))
    type: str | None = field(default=None, metadata=doc("Kind of actor, or TIMEX3 type."))
    id: str | None = field(default=None, metadata=doc("Of the actor."))
    country: str | None = field(default=None, metadata=doc("ISO 3166-1 alpha-3, or an organisation's short name."))
    sector: str | None = field(default=None, metadata=doc("PLOVER sector of the actor."))
    office: str | None = field(default=None, metadata=doc("Office of the actor."))
    how: str | None = field(default=None, metadata=doc("How the words name the actor."))
    literal: bool | None = field(default=None, metadata=doc("Of a place: False where the name stands for a government."))
    geonames: int | None = field(default=None, metadata=doc("GeoNames id of the place."))
    from_: date | None = field(default=None, metadata=doc("First day of a time, where it could be resolved."))
    to: date | None = field(default=None, metadata=doc("Last day of a time."))


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What was found out about a report as a whole."""

    id: str = field(metadata=doc("The report's id, as given in its file."))
    language: str | None = field(default=None, metadata=doc("ISO 639-1, given or detected."))
    words: int | None = field(default=None, metadata=doc("Words in the text as given."))
    written_from: date | None = field(default=None, metadata=doc("First possible day of writing."))
    written_to: date | None = field(default=None, metadata=doc("Last possible day of writing."))
    event_reports: int = field(default=0, metadata=doc("How many."))
    statements: int = field(default=0, metadata=doc("How many."))
    error: str | None = field(default=None, metadata=doc("Why there is no reading."))
    recurring: tuple[int, ...] = field(default=(), metadata=doc("Fingerprints of its lines that were taken for the site's own."))
    json: str = field(default="", metadata=doc("The whole reading, as `dragoman load` takes it."))


def _text(name: str, told: str) -> Column:
    return Column(name=name, attribute=name, hint=str, doc=told, enum=None, required=True, omit_if_none=False)


@cache
def table_columns(name: str) -> tuple[Column, ...]:
    """The columns of a table of a shard."""
    if name == "reports":
        return (*(one for one in columns(Report) if one.name != "recurring"), _text("json", "The whole report but for its text, as `dragoman load` takes it."))
    if name == "readings":
        return columns(ReadingRow)
    if name == "mentions":
        return columns(Mention)
    if name == "event_reports":
        return (_text("report", "Report that it was read from."), *table(name).columns)
    return table(name).columns


def write(path: Path, name: str, rows: Sequence[Row]) -> None:
    """Write a table of a shard; the same rows give the same bytes."""
    schema = arrow.schema(table_columns(name))
    made = pyarrow.Table.from_pylist([arrow.row(table_columns(name), row) for row in rows], schema=schema)
    with replacing(path) as unfinished:
        pyarrow.parquet.write_table(made, unfinished, compression=COMPRESSION, compression_level=LEVEL)


def report_rows(reports: Iterable[Report]) -> Iterator[Row]:
    """Rows of `reports`."""
    for report in reports:
        yield {**codec.encode(report), "json": report_row(report, "")["fields"]}


def reports_of(path: Path) -> list[Report]:
    """The reports that `report_rows` were made from."""
    rows = pyarrow.parquet.read_table(path, columns=["text", "json"]).to_pylist()
    return [report_of_row(row["json"], row["text"]) for row in rows]


def reading_row(report: Report, reading: Reading | Unreadable) -> Row:
    """The row of `readings`; `report` as it was read, with the lines taken for its site's own."""
    row: Row = {"id": report.id, "recurring": list(report.recurring), "event_reports": 0, "statements": 0, "json": dumps(reading)}
    if isinstance(reading, Unreadable):
        return row | {"error": reading.error}
    days = {"written_from": reading.written.from_, "written_to": reading.written.to}
    row |= {name: None if day is None else day.isoformat() for name, day in days.items()}
    return row | {"language": reading.language, "words": reading.words, "event_reports": len(reading.events), "statements": len(reading.statements)}


def readings_of(path: Path) -> list[tuple[Reading | Unreadable, tuple[int, ...]]]:
    """The readings, and the lines that each was made with."""
    rows = pyarrow.parquet.read_table(path, columns=["error", "recurring", "json"]).to_pylist()
    return [(_reading_of(row["json"], row["error"] is not None), tuple(row["recurring"])) for row in rows]


def _reading_of(text: str, unreadable: bool) -> Reading | Unreadable:
    plain = json.loads(text)
    return codec.decode(Unreadable, plain) if unreadable else codec.decode(Reading, plain)


def event_report_rows(reading: Reading) -> Iterator[Row]:
    """Rows of `event_reports`."""
    return ({"report": reading.id, **codec.encode(event)} for event in reading.events)


def statement_rows(reading: Reading) -> Iterator[Row]:
    """Rows of `statements`."""
    for position, statement in enumerate(reading.statements, 1):
        yield {"id": statement_id(reading.id, position), "report": reading.id, **codec.encode(statement)}


def mention_rows(report: Report, reading: Reading) -> Iterator[Row]:
    """Rows of `mentions`: actors, then times, then places, each in text order."""

    def row(kind: str, start: int, end: int, **more: Any) -> Row:
        return {"report": report.id, "kind": kind, "start": start, "end": end, "words": storable(report.text[start:end]), **more}

    for one in reading.actors:
        more = {"name": one.name, "type": one.kind, "id": one.id, "country": one.country, "sector": one.sector, "office": one.office, "how": one.how}
        yield row("actor", one.start, one.end, **more)
    for time in reading.times:
        days = {name: None if day is None else day.isoformat() for name, day in (("from", time.from_), ("to", time.to))}
        yield row("time", time.start, time.end, name=time.value, type=time.type, **days)
    for place in reading.places:
        yield row("place", place.start, place.end, name=place.name, country=place.country, literal=place.literal, geonames=place.geonames)
