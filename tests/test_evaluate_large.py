"""A made record is one that the program could have written: it opens as resolved, answers, is exported, and is the same for the same seed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.evaluate.large import make
from dragoman.evaluate.serving import measured, table
from dragoman.export import export
from dragoman.model import UsageError
from dragoman.record import Record

N = 600


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.db"
    assert make(N, path) >= N
    return path


def test_it_counts_as_resolved_for_the_claims_that_it_holds(made: Path) -> None:
    with Record.open(made, read_only=True) as record:
        assert record.resolved_for == record.claims_digest()
        counts = record.counts()
        assert counts["event_reports"] >= N
        assert all(counts[name] for name in ("events", "statements", "stories", "trips", "divergences", "followups", "actors", "judgements"))


def test_each_event_holds_event_reports_that_are_there(made: Path) -> None:
    with Record.open(made, read_only=True) as record:
        told = {one.id for one in record.event_reports()}
        held = [member for event in record.events() for member in event.event_reports]
    assert sorted(held) == sorted(told)


def test_sentences_and_triggers_stand_where_they_are_said_to(made: Path) -> None:
    with Record.open(made, read_only=True) as record:
        report, reading = next(record.claims())
    for event in reading.events:
        assert event.trigger.start >= event.sentence.start
        assert all(actor.name in report.text[event.sentence.start : event.sentence.end] for actor in (*event.actors, *event.recipients))


def test_the_same_seed_gives_the_same_record(made: Path, tmp_path: Path) -> None:
    make(N, tmp_path / "again.db")
    with Record.open(made, read_only=True) as one, Record.open(tmp_path / "again.db", read_only=True) as other:
        assert one.claims_digest() == other.claims_digest()
        assert [event.id for event in one.events()] == [event.id for event in other.events()]


def test_it_can_be_exported(made: Path, tmp_path: Path) -> None:
    with Record.open(made, read_only=True) as record:
        export(record, "jsonl", tmp_path / "out")
    assert any((tmp_path / "out").iterdir())


def test_a_file_that_is_there_is_left_alone(made: Path) -> None:
    with pytest.raises(UsageError, match="there already"):
        make(1, made)


def test_the_load_generator_asks_every_route_without_an_error(made: Path) -> None:
    found = measured(made, rates=[20.0], seconds=3.0, seed=1, workers=2)
    (pace,) = json.loads(json.dumps(found))["paces"]
    assert pace["requests"] == pace["first"]["requests"] + pace["again"]["requests"] == 60
    assert not pace["errors"]
    assert any(line.startswith("pair ") for line in table(found))
