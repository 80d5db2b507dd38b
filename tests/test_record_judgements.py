"""Judgement edges: appended, withdrawn, never rewritten; a person's outlive every resolution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from dragoman.model import Judgement, RecordError
from dragoman.record import Record
from factories_engines import Home
from factories_record import Clock, Resolved, fill


@pytest.fixture
def record(home: Home) -> Iterator[Record]:
    with Record.open(home / "R.db", now=Clock(datetime(2024, 5, 1, tzinfo=UTC))) as opened:
        yield opened


def _program(name: str = "j1", **changes: object) -> Judgement:
    fields = {"kind": "event", "left": "a/e1", "right": "b/e1", "verdict": "same", "score": 0.9, "why": "same day", "by": "program 1.0"}
    return Judgement(name, **(fields | changes))  # type: ignore[arg-type]


def test_sides_are_ordered_so_that_one_judgement_has_one_id(record: Record) -> None:
    one = record.add_judgement(kind="event", left="b/e1", right="a/e1", verdict="different", why="other day", by="ana")
    two = record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="different", why="other day", by="ana")
    assert (one.left, one.right, one.score) == ("a/e1", "b/e1", 0.0)
    assert one == two
    assert record.judgements() == [one]
    assert one.made == "2024-05-01T00:00:01.000000Z"


def test_withdrawing_keeps_the_judgement_with_its_end(record: Record) -> None:
    made = record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="same", why="w", by="ana")
    record.withdraw_judgement(made.id)
    assert record.judgements() == []
    (kept,) = record.judgements(withdrawn=True)
    assert (kept.id, kept.made) == (made.id, made.made)
    assert kept.withdrawn is not None
    assert record.judgements(as_of=made.made) == [made]  # that it was to be taken back was not known then
    with pytest.raises(RecordError, match="has been withdrawn already"):
        record.withdraw_judgement(made.id)
    with pytest.raises(RecordError, match="holds no judgement 'nothing'"):
        record.withdraw_judgement("nothing")


def test_a_judgement_taken_back_can_be_made_again(record: Record) -> None:
    first = record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="same", why="w", by="ana")
    record.withdraw_judgement(first.id)
    again = record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="same", why="w", by="ana")
    assert again.id == first.id
    assert [one.withdrawn is None for one in record.judgements(withdrawn=True)] == [False, True]


def test_peoples_judgements_make_a_resolved_record_unresolved_and_survive(record: Record) -> None:
    fill(record)
    human = record.add_judgement(kind="event", left="r01/e1", right="r02/e1", verdict="different", why="w", by="ana")
    assert record.resolved_for != record.claims_digest()
    record.write_resolution(Resolved(judgements=(human,)))
    assert record.resolved_for == record.claims_digest()
    assert record.judgements(people_only=True) == [human]
    assert record.judgements() == [human]  # the program's own, which the resolution makes no longer, are withdrawn


def test_the_programs_judgements_follow_the_resolution(record: Record) -> None:
    record.write_resolution(Resolved(judgements=(_program("j1"), _program("j2"))))
    made = record.judgements()
    record.write_resolution(Resolved(judgements=(_program("j1"), _program("j2", score=0.5), _program("j3"))))
    now = {one.id: one for one in record.judgements()}
    assert now["j1"] == made[0]  # untouched: it was made then and stands since
    assert now["j2"].score == 0.5
    assert set(now) == {"j1", "j2", "j3"}
    assert [one.score for one in record.judgements(withdrawn=True) if one.id == "j2"] == [0.9, 0.5]
    assert {one.id for one in record.judgements(as_of=made[0].made)} == {"j1", "j2"}


@pytest.mark.parametrize(
    "statement", ["DELETE FROM judgement", "UPDATE judgement SET verdict = 'same'", "UPDATE judgement SET withdrawn = NULL WHERE withdrawn IS NOT NULL"]
)
def test_the_database_itself_refuses_to_rewrite_judgements(record: Record, home: Home, statement: str) -> None:
    made = record.add_judgement(kind="event", left="a/e1", right="b/e1", verdict="different", why="w", by="ana")
    record.withdraw_judgement(made.id)
    record.close()
    with pytest.raises(DBAPIError, match="append-only"):
        home.run("R.db", statement)
