"""The exported tables: JSON lines by the contract, Parquet and CSV with the same content, files whole or not there."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from dragoman.export import export, jsonl, kinds, schemas
from dragoman.export.csv import cell
from dragoman.export.tables import TABLES
from dragoman.model import Divergence, DivergentValue, Number, RecordError, Unreadable, UsageError
from dragoman.record import Record
from factories_record import RUN, Clock, Resolved, claims, event, event_report, fill, reading, report, resolve, statement

jsonschema = pytest.importorskip("jsonschema")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("record") / "R.db", now=Clock()) as opened:
        for found, read in claims(3):
            opened.add(found, read, RUN)
        bare = event_report("x", where=None, numbers=(Number("shells", 10**400, 0, 1),), plover=None, intensity=None, mode=None, cameo=None)
        opened.add(report("x", 'A "quoted", odd\ntext \ud800 and =1+1', title="=1+1", outlet=None), reading("x", (bare,), (statement(speaker=None),)), RUN)
        opened.add(report("broken", "", error="cut off"), Unreadable("broken", "cut off"), RUN)
        made = resolve(opened)
        bare_event = event(("x/e1",), where=None, from_=None, to=None, precision="unknown", numbers=(), status_history=(), mode=None)
        opened.write_resolution(replace(made, events=(*made.events, bare_event)))
        yield opened


@pytest.fixture(scope="module")
def folder(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    for name in ("jsonl", "parquet", "csv"):
        export(record, name, out / name)
    return out


def _lines(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "jsonl" / f"{table}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("table", TABLES)
def test_every_line_fits_its_json_schema(folder: Path, table: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schemas.packaged(table)), format_checker=jsonschema.FormatChecker())
    lines = _lines(folder, table)
    assert lines
    for line in lines:
        validator.validate(line)


@pytest.mark.parametrize("table", TABLES)
def test_lines_are_sorted_by_id(folder: Path, table: str) -> None:
    ids = [line["id"] for line in _lines(folder, table)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_ids_sort_as_text(tmp_path: Path) -> None:
    with Record.open(tmp_path / "R.db", now=Clock()) as record:
        record.add(report(), reading(events=tuple(event_report("r1", number) for number in range(1, 12))), RUN)
        export(record, "jsonl", tmp_path / "jsonl")
    ids = [line["id"] for line in _lines(tmp_path, "event_reports")]
    assert ids == sorted(ids)
    assert len(ids) == 11


def test_lines_hold_what_the_contract_names(folder: Path) -> None:
    assert list(_lines(folder, "events")[0]) == [
        "id", "type", "mode", "contexts", "actors", "recipients", "actor_countries", "recipient_countries", "status", "status_history", "from", "to",
        "precision", "where", "numbers", "event_reports", "reports", "origins", "confidence", "negated", "historical", "corrected",
        "notes",
    ]  # fmt: skip
    assert _lines(folder, "statements")[0]["id"] == "r01/s1"
    assert _lines(folder, "statements")[0]["report"] == "r01"
    broken = _lines(folder, "reports")[0]
    assert (broken["id"], broken["error"], broken["written"], broken["blocks"]) == ("broken", "cut off", None, [])
    assert _lines(folder, "reports")[1]["story"] == _lines(folder, "stories")[0]["id"]


def test_text_that_utf8_cannot_hold_survives_in_json_lines(folder: Path) -> None:
    assert _lines(folder, "reports")[-1]["text"] == 'A "quoted", odd\ntext \ud800 and =1+1'


def test_record_time_never_enters_an_export(tmp_path: Path) -> None:
    written = []
    for year in (2001, 2031):
        path = tmp_path / f"{year}.db"
        with Record.open(path, now=Clock(datetime(year, 1, 1, tzinfo=UTC))) as record:
            fill(record)
            for name in kinds():
                export(record, name, tmp_path / str(year) / name)
        written.append({file.relative_to(tmp_path / str(year)): file.read_bytes() for file in sorted((tmp_path / str(year)).rglob("*")) if file.is_file()})
    # Codebook twice and provenance beside each of three folders of tables and of the other kinds' single files.
    assert len(written[0]) == 3 * (len(TABLES) + 3) + (len(kinds()) - 3) * 4
    assert written[0] == written[1]


def _flat(value: Any) -> Any:
    """A value as both shapes can tell it: days as text, figures as lists of numbers, the values of a divergence as text."""
    if isinstance(value, dict):
        flat = {key: _flat(item) for key, item in value.items() if not (key == "bound" and item is None)}
        if {"what", "value"} <= set(flat):
            figures = flat["value"] if isinstance(flat["value"], list) else [flat["value"]]
            flat["value"] = [float("inf") if figure > 1e308 else float(figure) for figure in figures]
        elif "value" in flat and "origins" in flat:
            flat["value"] = str(flat["value"])
        return flat
    if isinstance(value, list):
        return [_flat(item) for item in value]
    if isinstance(value, str):
        return value.replace("\ud800", "\ufffd")
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("table", TABLES)
def test_parquet_holds_what_json_lines_hold(folder: Path, table: str) -> None:
    read = pyarrow.parquet.read_table(folder / "parquet" / f"{table}.parquet").to_pylist()
    assert [_flat(row) for row in read] == [_flat(line) for line in _lines(folder, table)]


def test_parquet_types_come_from_the_schema(folder: Path) -> None:
    schema = pyarrow.parquet.read_schema(folder / "parquet" / "events.parquet")
    assert str(schema.field("from").type) == "date32[day]"
    assert schema.field("from").nullable
    assert not schema.field("id").nullable
    assert schema.field("id").metadata == {b"doc": b"Hash of its first event report."}
    assert str(schema.field("where").type).startswith("struct<name: string not null")
    assert str(schema.field("actors").type) == "list<element: string not null>"


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_what_json_lines_hold(folder: Path, table: str) -> None:
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    lines = _lines(folder, table)
    assert [list(row) for row in read] == [list(line) for line in lines]
    for row, line in zip(read, lines, strict=True):
        for name, value in line.items():
            if isinstance(value, (dict, list)):
                assert json.loads(row[name]) == value
            elif isinstance(value, str):
                assert row[name].removeprefix("'") == value.replace("\ud800", "\ufffd")
            else:
                assert row[name] == ("" if value is None else json.dumps(value))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_text_cell_can_act_as_a_formula(start: str) -> None:
    assert cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


def test_the_apostrophe_reaches_the_file(folder: Path) -> None:
    with (folder / "csv" / "reports.csv").open(encoding="utf-8", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert titles[-1] == "'=1+1"


@pytest.mark.parametrize(
    ("value", "expected"), [(-1.5, -1.5), (None, ""), (True, "true"), (0, 0), ("", ""), ("a-b", "a-b"), ([], "[]"), ({"a": None}, '{"a":null}')]
)
def test_other_cells_are_left_as_they_are(value: Any, expected: Any) -> None:
    assert cell(value) == expected


def test_the_summary_counts_rows_and_names_files(record: Record, tmp_path: Path) -> None:
    summary = export(record, "csv", tmp_path / "deep" / "out")
    assert summary.rows["reports"] == 5
    assert [file.name for file in summary.files] == [f"{table}.csv" for table in TABLES] + ["CODEBOOK.md", "CODEBOOK.html", "about.json"]
    assert all(file.exists() for file in summary.files)
    assert summary.notes == ()


def test_a_record_that_waits_for_its_resolution_says_so(tmp_path: Path) -> None:
    with Record.open(tmp_path / "R.db") as record:
        record.add(report(), reading(), RUN)
        (note,) = export(record, "jsonl", tmp_path / "out").notes
        assert "dragoman judge apply" in note


def test_an_empty_record_gives_empty_tables(tmp_path: Path) -> None:
    with Record.open(tmp_path / "R.db") as record:
        record.write_resolution(Resolved())
        for name in kinds():
            assert set(export(record, name, tmp_path / name).rows.values()) == {0}
    assert pyarrow.parquet.read_table(tmp_path / "parquet" / "trips.parquet").num_rows == 0


def test_an_unknown_kind_lists_the_known(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'xlsx' is no kind of export; known are jsonl, parquet, csv"):
        export(record, "xlsx", tmp_path / "out")


def test_every_kind_has_a_line_that_says_what_it_is() -> None:
    assert all(kind.doc and kind.exporter().write for kind in kinds().values())


def test_a_file_in_the_folders_place_is_left_alone(record: Record, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="a file of this name is there already"):
        export(record, "jsonl", tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_named(record: Record, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match=r"file/out: the export can't be written there"):
        export(record, "jsonl", tmp_path / "file" / "out")


def test_a_failing_export_leaves_the_older_files_and_no_leavings(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    export(record, "jsonl", out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}

    def fail(_: Record, name: str) -> Iterator[dict[str, Any]]:
        yield {"id": "half"}
        if name == "trips":
            raise RecordError("the record is damaged")

    monkeypatch.setattr(jsonl, "rows", fail)
    with pytest.raises(RecordError, match="damaged"):
        export(record, "jsonl", out)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_values_of_a_divergence_keep_their_kinds_in_json_lines(tmp_path: Path) -> None:
    with Record.open(tmp_path / "R.db") as record:
        values = (DivergentValue(20, ("a",), 1), DivergentValue(2.0, ("b",), 1), DivergentValue("20", ("c",), 1))
        about = event()
        record.write_resolution(Resolved(events=(about,), divergences=(Divergence("df-1", about.id, values, "w", "number"),)))
        export(record, "jsonl", tmp_path / "jsonl")
    (line,) = _lines(tmp_path, "divergences")
    assert [json.dumps(one["value"]) for one in line["values"]] == ["20", "2.0", '"20"']
