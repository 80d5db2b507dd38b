"""The door for Python programs: words as a person types them, answers as objects and as frames, tables in a notebook that obey no text."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.export import export
from dragoman.library import Record, Rows
from dragoman.library import rows as rows_module
from dragoman.model import ActorRow, RecordError, UsageError
from dragoman.views import UnknownIdError
from factories_views import MOSS, small_record


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_record(tmp_path_factory.mktemp("record") / "R.db")


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[Record]:
    with Record(path) as opened:
        yield opened


def test_the_package_offers_the_record_without_loading_the_house() -> None:
    script = "import sys, dragoman; assert 'sqlalchemy' not in sys.modules; from dragoman import Record; print(Record.__module__)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "dragoman.library.record"
    assert dragoman.Record is Record
    with pytest.raises(AttributeError, match="no attribute 'Recrod'"):
        dragoman.Recrod  # noqa: B018


def test_events_are_narrowed_by_words(record: Record) -> None:
    every = record.events()
    assert record.events(country="Norway").dicts() == record.events(country="NOR").dicts()
    assert 0 < len(record.events(type="consult")) < len(every)
    assert len(record.events(type=["consult", "mobilize", "assault"], since="2024", until="2024-12")) >= len(record.events(type="consult", since="2024"))
    assert {one.status for one in record.events(status="planned")} <= {"planned"}
    with pytest.raises(UsageError, match="did you mean CONSULT"):
        record.events(type="consul")
    with pytest.raises(UsageError, match="is no date"):
        record.events(since="last year")
    with pytest.raises(UnknownIdError):
        record.events(actor="nobody at all")


@pytest.mark.parametrize("name", ["events", "event_reports", "statements", "stories", "trips", "differences", "followups", "reports", "actors"])
def test_every_table_is_what_the_export_writes(record: Record, tmp_path: Path, name: str) -> None:
    found = getattr(record, name)()
    export(record.store, "jsonl", tmp_path)
    lines = [json.loads(line) for line in (tmp_path / f"{found.name}.jsonl").read_text("utf-8").splitlines()]
    assert sorted(json.loads(json.dumps(found.dicts())), key=lambda row: row["id"]) == lines


def test_frames_hold_the_same_rows(record: Record) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    events = record.events()
    assert events.arrow().schema.field("from").metadata == {b"doc": b"First day."}
    assert isinstance(events.pandas(), pandas.DataFrame)
    assert isinstance(events.polars(), polars.DataFrame)
    assert list(events.pandas()["id"]) == events.polars()["id"].to_list() == [one.id for one in events]


def test_a_frame_of_what_is_not_installed_says_so(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(rows_module, "import_module", missing)
    with pytest.raises(UsageError, match="pip install polars"):
        record.events().polars()


def test_rows_are_a_sequence(record: Record) -> None:
    events = record.events()
    assert repr(events) == f"<{len(events)} events>"
    assert next(iter(events)) == events[0] == events[:1][0]
    assert isinstance(events[:1], Rows)


def test_a_notebooks_table_shows_texts_and_obeys_none() -> None:
    row = ActorRow("x", "<script>alert(1)</script>", None, None, "person", ("<b>minister",), (), ())
    shown = Rows("actors", [row] * 25)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;b&gt;minister" in shown
    assert "and 5 more" in shown


@pytest.mark.parametrize("name", ["events", "event_reports", "statements", "stories", "trips", "differences", "followups", "reports", "actors"])
def test_every_table_can_be_shown_in_a_notebook(record: Record, name: str) -> None:
    found = getattr(record, name)()
    assert found._repr_html_().count("<tr>") == 1 + min(len(found), rows_module.SHOWN)


def test_questions_have_the_views_answers(record: Record) -> None:
    event = record.events()[0]
    assert record.event(event.id).row.id == event.id
    assert record.actor(MOSS).actor.name == "Ada Moss"
    assert record.pair("NOR", "EST").events > 0
    assert record.search("rockets")
    story = record.stories()[0].id
    assert {record.brief("NOR", "EST").title, record.brief(MOSS).title, record.brief(story).title, record.brief(since="2024").title} >= {"2024-01-01..?"}


def test_an_export_from_python_is_the_commands(record: Record, tmp_path: Path) -> None:
    assert record.export("panel", tmp_path / "panel.csv", country=["NOR", "EST"], since="2024-05", until="2024-06").rows == {"panel": 4}


def test_a_closed_or_missing_record_is_an_error(path: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        Record(tmp_path / "none.db")
    opened = Record(path)
    opened.close()
    opened.close()


def test_the_past_is_asked_like_the_present(path: Path) -> None:
    with Record(path, as_of="2001-01-01") as past:
        assert len(past.reports()) == 0
