"""Adding claims: idempotent, append-only, with both clocks; what a resolution is good for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from dragoman.model import RecordError, Unreadable, UsageError
from dragoman.record import Record, fingerprints
from factories_engines import Home
from factories_record import LATER_RUN, RUN, Clock, Resolved, claims, event_report, fill, reading, report, resolve


@pytest.fixture
def record(home: Home) -> Iterator[Record]:
    with Record.open(home / "R.db", now=Clock()) as opened:
        yield opened


def test_adding_the_same_again_changes_nothing(record: Record) -> None:
    assert record.add(report(), reading(), RUN)
    before = record.claims_digest()
    assert not record.add(report(), reading(), RUN)
    assert record.has(report().digest, RUN.id)
    assert record.counts()["reports"] == 1
    assert record.counts()["superseded"] == 0
    assert record.claims_digest() == before


def test_what_waits_for_its_commit_counts_as_there(record: Record) -> None:
    record.add(report(), reading(), RUN)
    assert record.has(report().digest, RUN.id)
    assert not record.add(report(), reading(), RUN)
    assert not record.has(report().digest, LATER_RUN.id)


def test_claims_come_sorted_by_report_id_whatever_the_order_of_adding(record: Record) -> None:
    made = claims(5)
    for found, read in reversed(made):
        record.add(found, read, RUN)
    assert list(record.claims()) == made


def test_a_later_run_supersedes_and_the_older_reading_is_kept(record: Record) -> None:
    record.add(report(), reading(), RUN)
    record.flush()
    recoded = reading(events=(event_report(type="ACCUSE", mode=None),))
    assert record.add(report(), recoded, LATER_RUN)
    assert [read for _, read in record.claims()] == [recoded]
    assert [told.type for told in record.event_reports()] == ["ACCUSE"]
    first, second = record.history("r1")
    assert (first.run, second.run) == (RUN.id, LATER_RUN.id)
    assert first.superseded_at == second.learnt_at
    assert second.superseded_at is None
    assert record.runs() == [RUN, LATER_RUN]


def test_going_back_to_an_earlier_run_makes_its_reading_stand_again(record: Record) -> None:
    for run in (RUN, LATER_RUN, RUN):
        assert record.add(report(), reading(), run)
        record.flush()
    assert record.has(report().digest, RUN.id)
    assert not record.has(report().digest, LATER_RUN.id)
    assert record.counts()["superseded"] == 2


def test_a_changed_text_under_the_same_id_supersedes_the_earlier(record: Record) -> None:
    changed = report(text="The visit was called off.")
    record.add(report(), reading(), RUN)
    record.add(changed, reading(events=()), RUN)
    assert list(record.claims()) == [(changed, reading(events=()))]
    assert len(record.history("r1")) == 2
    assert record.search("counterpart") == []
    assert [hit.report for hit in record.search("called off")] == ["r1"]


def test_as_of_shows_the_record_as_it_was(home: Home) -> None:
    clock = Clock(datetime(2024, 5, 1, 12, tzinfo=UTC))
    with Record.open(home / "R.db", now=clock) as record:
        record.add(report(), reading(), RUN)
        record.flush()
        clock.time = datetime(2024, 5, 9, 12, tzinfo=UTC)
        record.add(report(), reading(events=()), LATER_RUN)
        record.add(report("r2"), reading("r2"), RUN)
        assert list(record.claims(as_of="2024-04-30")) == []
        assert list(record.claims(as_of=date(2024, 5, 1))) == [(report(), reading())]
        assert list(record.claims(as_of=datetime(2024, 5, 9, 11, tzinfo=UTC))) == [(report(), reading())]
        assert list(record.claims(as_of="2024-05-09")) == list(record.claims())
        with pytest.raises(UsageError, match="no day or date-time"):
            list(record.claims(as_of="last week"))


def test_a_clock_put_back_does_not_turn_history_round(home: Home) -> None:
    clock = Clock(datetime(2024, 5, 9, tzinfo=UTC))
    with Record.open(home / "R.db", now=clock) as record:
        record.add(report(), reading(), RUN)
        record.flush()
        clock.time = datetime(2024, 5, 1, tzinfo=UTC)
        record.add(report(), reading(), LATER_RUN)
        first, second = record.history("r1")
    assert first.superseded_at is not None
    assert first.learnt_at <= first.superseded_at == second.learnt_at


def test_unreadable_reports_are_kept_and_are_no_claims(record: Record) -> None:
    assert record.add(report(text="", error="not UTF-8"), Unreadable("r1", "not UTF-8"), RUN)
    assert list(record.claims()) == []
    assert [(row.id, row.error) for row in record.reports()] == [("r1", "not UTF-8")]
    assert record.counts()["unreadable"] == 1
    assert not record.add(report(text="", error="not UTF-8"), Unreadable("r1", "not UTF-8"), RUN)
    with pytest.raises(RecordError, match="no readable report 'r1'"):
        record.claim("r1")


def test_a_reading_of_another_report_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="'r2' was handed over with report 'r1'"):
        record.add(report("r1"), reading("r2"), RUN)


def test_claims_digest_knows_neither_order_nor_time_but_content_and_run(home: Home) -> None:
    digests = []
    for name, order, run, start in (("a", 1, RUN, 2020), ("b", -1, RUN, 2024), ("c", 1, LATER_RUN, 2020)):
        with Record.open(home / name, now=Clock(datetime(start, 1, 1, tzinfo=UTC))) as record:
            for found, read in claims(4)[::order]:
                record.add(found, read, run)
            digests.append(record.claims_digest())
    assert digests[0] == digests[1] != digests[2]


def test_a_record_is_resolved_until_claims_change(record: Record) -> None:
    assert record.resolved_for is None
    fill(record)
    assert record.resolved_for == record.claims_digest()
    record.add(report("new"), reading("new"), RUN)
    assert record.resolved_for != record.claims_digest()


def test_claims_added_while_a_resolution_is_made_leave_the_record_unresolved(record: Record, home: Home) -> None:
    record.add(report(), reading(), RUN)
    made = resolve(record)
    with Record.open(home / "R.db", now=Clock()) as other:
        other.add(report("r2"), reading("r2"), RUN)
    record.write_resolution(made)
    assert record.resolved_for != record.claims_digest()


def test_a_resolution_replaces_the_one_before(record: Record) -> None:
    fill(record, 3)
    record.write_resolution(Resolved())
    counts = record.counts()
    assert {name: counts[name] for name in ("events", "stories", "trips", "divergences", "actors", "judgements")} == dict.fromkeys(
        ("events", "stories", "trips", "divergences", "actors", "judgements"), 0
    )
    assert counts["event_reports"] == 3


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM report",
        "UPDATE report SET text = 'other'",
        "DELETE FROM reading",
        "UPDATE reading SET words = 1",
        "UPDATE event_report SET status = 'denied'",
        "DELETE FROM event_report",
        "UPDATE statement SET stance = 'against'",
        "DELETE FROM statement",
        "UPDATE run SET model = 'other'",
    ],
)
def test_the_database_itself_refuses_to_rewrite_claims(home: Home, statement: str) -> None:
    with Record.open(home / "R.db", now=Clock()) as record:
        record.add(report(), reading(), RUN)
    with pytest.raises(DBAPIError, match="append-only"):
        home.run("R.db", statement)


def test_what_is_superseded_once_stays_so(record: Record, home: Home) -> None:
    record.add(report(), reading(), RUN)
    record.flush()
    record.add(report(), reading(), LATER_RUN)
    record.close()
    with pytest.raises(DBAPIError, match="append-only"):
        home.run("R.db", "UPDATE reading SET superseded_at = NULL WHERE superseded_at IS NOT NULL")


def test_a_snapshot_does_not_see_what_is_written_meanwhile(record: Record, home: Home) -> None:
    record.add(report(), reading(), RUN)
    with record.snapshot():
        assert record.counts()["reports"] == 1
        with Record.open(home / "R.db", now=Clock()) as other:
            other.add(report("r2"), reading("r2"), RUN)
        assert record.counts()["reports"] == 1
    assert record.counts()["reports"] == 2


def test_another_resolver_makes_a_resolved_record_an_unresolved_one(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(record)
    monkeypatch.setattr(fingerprints, "resolver", lambda: "another program")
    assert record.resolved_for != record.claims_digest()


def test_the_resolver_is_known_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "package", lambda: tmp_path)
    (tmp_path / "resolve").mkdir()
    (tmp_path / "resolve" / "bars.py").write_text("SAME = 0.0")
    one = fingerprints.resolver.__wrapped__()
    (tmp_path / "resolve" / "bars.py").write_text("SAME = 0.1")
    two = fingerprints.resolver.__wrapped__()
    (tmp_path / "resolve" / "__pycache__").mkdir()
    (tmp_path / "resolve" / "__pycache__" / "bars.pyc").write_text("SAME = 0.1")
    assert one != two == fingerprints.resolver.__wrapped__()
