"""The record as it was: whatever came later is not in it, and what was taken back later still stands in it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import to_json
from dragoman.record import Record, Run
from dragoman.run.build import resolve_record
from dragoman.views.past import Pasts
from factories_judged import START, claims, judged_record, meeting, protest
from factories_record import Clock

Run_ = Callable[..., tuple[int, str, str]]
TABLES = ("events", "stories", "trips", "divergences", "followups", "actors", "reports", "event_reports")
ACTS = ("a/e1", "b/e1", "c/e1", "d/e1")


def shown(record: Record) -> dict[str, Any]:
    """All that a record shows, and what people have said in it, without record time that the resolution itself sets."""
    found: dict[str, Any] = {table: [to_json(row) for row in record.each(table)] for table in TABLES}
    found["words"] = [to_json(one) for one in (*record.judgements(people_only=True), *record.corrections())]
    found["program"] = sorted((one.kind, one.left, one.right, one.verdict, one.score) for one in record.judgements() if not one.by_person)
    return found


@dataclass
class Ticks:
    """A clock that goes an hour further with each look at it."""

    time: datetime = START

    def __call__(self) -> datetime:
        self.time += timedelta(hours=1)
        return self.time


STEPS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 3)),
    st.tuples(st.just("reread"), st.integers(0, 3)),
    st.tuples(st.sampled_from(("same", "different")), st.lists(st.sampled_from(ACTS), min_size=2, max_size=2, unique=True)),
    st.tuples(st.just("correct"), st.sampled_from(ACTS)),
    st.tuples(st.just("undo"), st.integers(0, 3)),
)


def take(record: Record, step: tuple[str, Any], version: int) -> None:
    """One step of a record's life; one that can't be taken is none."""
    what, how = step
    if what in ("add", "reread"):
        one = claims()[how]
        record.add(one.report, one.reading, Run("1" if what == "add" else f"1.{version}"))
    elif what in ("same", "different"):
        record.add_judgement(kind="event", left=how[0], right=how[1], verdict=what, why="w", by="Ana")
    elif what == "correct":
        if any(how == one.id for one in record.event_reports()):
            record.add_correction([how], "status", '"cancelled"', why="w", by="Ben")
    elif what == "undo":
        words = [*record.judgements(people_only=True), *record.corrections()]
        if words:
            record.withdraw_judgement(words[how % len(words)].id)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=3, max_size=7))
def test_every_past_is_what_the_record_showed_then(steps: list[tuple[str, Any]]) -> None:
    clock, then = Ticks(), []
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "R.db", now=clock, batch=1) as record:
        for version, step in enumerate(steps):
            take(record, step, version)
            resolve_record(record, [])
            then.append((record.last_moment() or START.isoformat(), shown(record)))
        # A last word after all of them, so that none of the moments is the present.
        record.add_judgement(kind="event", left="d/e1", right="a/e1", verdict="unsure", why="w", by="Cy")
        with Pasts(record) as pasts:
            for moment, was in reversed(then):
                past = pasts.at(datetime.fromisoformat(moment))
                assert past is not record
                assert shown(past) == was
                assert past.last_moment() <= moment


def test_the_past_of_now_is_the_record_itself_and_a_past_is_made_once(tmp_path: Path) -> None:
    with Record.open(judged_record(tmp_path / "R.db"), now=Clock(START + timedelta(days=3))) as record, Pasts(record) as pasts:
        assert pasts.at("2024-05-01") is record
        record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="different", why="w", by="Ana")
        before = pasts.at("2024-05-02")
        assert before is not record
        assert pasts.at("2024-05-02") is before
        assert before.judgements(people_only=True) == []
        assert len(before.events()) == 3
        # Not resolved yet with what was judged since: then even the present is made anew.
        assert len(pasts.at("2024-05-31").events()) == 4
        place = before.path
        assert place.exists()
    assert not place.exists()


def test_an_unreadable_or_later_report_is_not_in_the_past(tmp_path: Path) -> None:
    path = judged_record(tmp_path / "R.db")
    with Record.open(path, now=Clock(START + timedelta(days=3))) as record:
        late = meeting("e")
        record.add(late.report, late.reading, Run("1"))
        other = protest("d", on="2020-05-10")
        record.add(replace(other.report, text=other.report.text + " More."), other.reading, Run("1"))
        resolve_record(record, [])
        with Pasts(record) as pasts:
            past = pasts.at("2024-05-01")
            assert [row.id for row in past.reports()] == ["a", "b", "c", "d"]
            assert not past.report("d").text.endswith("More.")
            assert [version.superseded_at for version in past.history("d")] == [None]
            assert [hit.report for hit in past.search("gas pipeline")] == ["c"]
        assert len(record.history("d")) == 2


@pytest.mark.parametrize(
    "question",
    [
        ("show", "timeline"), ("show", "pair", "USA", "NGA"), ("show", "actor", "Okoro"), ("show", "trip"), ("show", "story"), ("show", "statements"),
        ("show", "differ"), ("show", "event", "event-"), ("explain", "c/e1"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_question_can_be_asked_of_the_past(run: Run_, tmp_path: Path, question: tuple[str, ...]) -> None:
    path = judged_record(tmp_path / "R.db")
    with Record.open(path, now=Clock(START + timedelta(days=3))) as record:
        if question[-1] == "event-":
            question = (*question[:-1], record.events()[0].id)
        record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="different", why="w", by="Ana")
        resolve_record(record, [])
    status, out, err = run(*question, "--record", path, "--as-of", "2024-05-02", "--json")
    assert status == 0
    assert err.startswith("as of 2024-05-02: 4 reports of 4 known; resolved anew in ")
    document = json.loads(out)
    assert document["query"]["as_of"] == "2024-05-02"
    assert "different" not in out


def test_the_past_is_exported_as_it_was(run: Run_, tmp_path: Path) -> None:
    path = judged_record(tmp_path / "R.db")
    assert run("export", "--as", "jsonl", "--out", tmp_path / "then", "--record", path)[0] == 0
    with Record.open(path, now=Clock(datetime(2024, 6, 1, tzinfo=UTC))) as record:
        record.add_correction(["a/e1"], "status", '"denied"', why="w", by="Ana")
        resolve_record(record, [])
    assert run("export", "--as", "jsonl", "--out", tmp_path / "past", "--record", path, "--as-of", "2024-05-31")[0] == 0
    for name in TABLES:
        assert (tmp_path / "past" / f"{name}.jsonl").read_text() == (tmp_path / "then" / f"{name}.jsonl").read_text()


def test_a_day_that_is_none_is_told(run: Run_, tmp_path: Path) -> None:
    path = judged_record(tmp_path / "R.db")
    status, _, err = run("show", "timeline", "--record", path, "--as-of", "May")
    assert (status, err) == (2, "dragoman: 'May' is no day or date-time; write it as 2024-05-31 or 2024-05-31T18:00:00Z\n")
