"""A person's word keeps its hold: on the same act under another number, after a new text, after years without it; and says so where it has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import EventReport, Reading, RecordError, Report, Span
from dragoman.record import Record, Run
from dragoman.record.anchors import anchor, find
from factories_engines import Home
from factories_record import LATER_RUN, RUN, Clock, event_report, reading, report

TEXT = "Norway's envoy met her Chilean counterpart in Lima. She then criticised the tariffs. Chile urged calm."
THIRD_RUN = Run("1.2")


def act(report_id: str, number: int, words: str, kind: str = "CONSULT", text: str = TEXT) -> EventReport:
    at = text.index(words)
    start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(".", at) + 1
    return event_report(report_id, number, type=kind, sentence=Span(start, end), trigger=Span(at, at + len(words)))


def read(report_id: str, *acts: EventReport) -> Reading:
    return reading(report_id, events=acts, statements=())


@pytest.fixture
def record(home: Home) -> Iterator[Record]:
    with Record.open(home / "R.db", now=Clock()) as opened:
        for name in ("a", "b"):
            opened.add(report(name, TEXT), read(name, act(name, 1, "met"), act(name, 2, "criticised", "ACCUSE")), RUN)
        yield opened


def judge(record: Record, left: str = "a/e2", right: str = "b/e2", verdict: str = "same", by: str = "Ana"):  # type: ignore[no-untyped-def]
    return record.add_judgement(kind="event", left=left, right=right, verdict=verdict, why="w", by=by)


def test_a_newer_reading_that_finds_more_acts_does_not_shift_a_judgement(record: Record) -> None:
    made = judge(record)
    newer = read("a", act("a", 1, "met"), act("a", 2, "Norway's envoy", "AGREE"), act("a", 3, "criticised", "ACCUSE"), act("a", 4, "urged", "REQUEST"))
    record.add(report("a", TEXT), newer, LATER_RUN)
    (now,) = record.judgements()
    assert (now.id, now.left, now.right, now.pending) == (made.id, "a/e3", "b/e2", None)
    assert record.judgements(as_of=made.made) == [made]


def test_an_act_no_longer_found_leaves_the_judgement_dangling_until_it_is_found_again(record: Record) -> None:
    made = judge(record)
    record.add(report("a", TEXT), read("a", act("a", 1, "met"), act("a", 2, "urged", "REQUEST")), LATER_RUN)
    (now,) = record.judgements()
    assert now.pending == "the act “criticised” (ACCUSE) is no longer found in a"
    record.add(report("a", TEXT), read("a", act("a", 1, "criticised", "ACCUSE")), THIRD_RUN)
    (again,) = record.judgements()
    assert (again.id, again.left, again.pending) == (made.id, "a/e1", None)


def test_a_text_with_a_new_head_does_not_lose_the_act(record: Record) -> None:
    judge(record)
    text = "UPDATED. " + TEXT
    moved = (act("a", 1, "UPDATED", "REQUEST", text), act("a", 2, "met", text=text), act("a", 3, "criticised", "ACCUSE", text))
    record.add(report("a", text), read("a", *moved), RUN)
    assert [(one.left, one.pending) for one in record.judgements()] == [("a/e3", None)]


def test_the_same_words_as_another_act_are_another_judgement(record: Record) -> None:
    first = judge(record, "a/e1", "b/e1")
    shifted = read("a", act("a", 1, "urged", "REQUEST"), act("a", 2, "met"))
    record.add(report("a", TEXT), shifted, LATER_RUN)
    second = judge(record, "a/e1", "b/e1")
    assert first.id != second.id
    assert {(one.left, one.right) for one in record.judgements()} == {("a/e1", "b/e1"), ("a/e2", "b/e1")}


def test_a_judgement_on_reports_that_are_not_there_waits_for_them(record: Record) -> None:
    judge(record, "a/e1", "later/e1")
    record.add_judgement(kind="story", left="a", right="later", verdict="same", why="w", by="Ana")
    assert {one.pending for one in record.judgements()} == {"the record holds no report later"}
    record.add(report("later", TEXT), read("later", act("later", 1, "met")), RUN)
    assert {one.pending for one in record.judgements()} == {None}


def test_a_judgement_made_before_there_were_anchors_means_what_its_numbers_meant_then(record: Record, home: Home) -> None:
    moment = record.history("a")[0].learnt_at
    record.close()
    values = f"('old', 'event', 'a/e2', 'b/e2', 'same', 1.0, 'w', 'Ana', '{moment}')"
    home.run("R.db", f'INSERT INTO judgement (id, kind, "left", "right", verdict, score, why, "by", made) VALUES {values}')
    with Record.open(home / "R.db", now=Clock(datetime(2024, 6, 1, tzinfo=UTC))) as opened:
        opened.add(report("a", TEXT), read("a", act("a", 1, "criticised", "ACCUSE"), act("a", 2, "urged", "REQUEST")), LATER_RUN)
        assert [(one.left, one.right) for one in opened.judgements()] == [("a/e1", "b/e2")]


def test_saying_it_again_after_another_spoke_makes_it_the_last_word(record: Record) -> None:
    digests = [record.claims_digest()]
    for verdict, by in (("same", "Ana"), ("different", "Ben"), ("same", "Ana")):
        judge(record, verdict=verdict, by=by)
        digests.append(record.claims_digest())
    assert digests[0] != digests[1] != digests[2] != digests[3] == digests[1]
    assert judge(record) == next(one for one in record.judgements() if one.by == "Ana")
    assert len(record.judgements(withdrawn=True)) == 3


def test_a_correction_follows_the_first_of_its_acts_that_is_found(record: Record) -> None:
    made = record.add_correction(["a/e2", "b/e2"], "status", '"cancelled"', why="w", by="Ana")
    assert (made.event_report, made.pending) == ("a/e2", None)
    record.add(report("a", TEXT), read("a", act("a", 1, "criticised", "ACCUSE")), LATER_RUN)
    assert [one.event_report for one in record.corrections()] == ["a/e1"]
    record.add(report("a", TEXT), read("a"), THIRD_RUN)
    assert [one.event_report for one in record.corrections()] == ["b/e2"]
    record.add(report("b", TEXT), read("b"), THIRD_RUN)
    assert [one.pending for one in record.corrections()] == ["the act “criticised” (ACCUSE) is no longer found in a"]
    assert record.corrections(as_of=made.made) == [made]


def test_a_correction_is_withdrawn_like_a_judgement_and_stays_in_the_history(record: Record) -> None:
    made = record.add_correction(["a/e2"], "status", '"cancelled"', why="w", by="Ana")
    before = record.claims_digest()
    record.withdraw_judgement(made.id)
    assert record.corrections() == []
    assert [one.withdrawn is not None for one in record.corrections(withdrawn=True)] == [True]
    assert record.corrections(as_of=made.made) == [made]
    assert record.claims_digest() != before
    with pytest.raises(RecordError, match="holds no"):
        record.withdraw_judgement(made.id + "x")


def test_a_correction_of_an_act_that_is_not_there_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="holds no event report 'a/e9'"):
        record.add_correction(["a/e9"], "status", '"cancelled"', why="w", by="Ana")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", '"canceled"'), ("type", "null"), ("mode", "3"), ("date", '{"from": "Monday"}'), ("date", '"2024"'), ("place", '{"country": "PER"}'),
        ("numbers", '{"what": "men", "value": "three"}'), ("numbers", '{"value": 3}'), ("actors", '["NOR"]'), ("colour", '"red"'), ("status", "cancelled"),
    ],
)  # fmt: skip
def test_a_value_that_would_spoil_an_event_is_refused(record: Record, field: str, value: str) -> None:
    with pytest.raises(RecordError, match="can't be the"):
        record.add_correction(["a/e1"], field, value, why="w", by="Ana")


WORDS = ("met", "criticised", "urged", "counterpart", "tariffs")


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(("CONSULT", "ACCUSE"))), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_every_act_is_found_again_however_the_acts_are_numbered(found: list[tuple[str, str]], chance: object) -> None:
    acts = [act("a", number, words, kind) for number, (words, kind) in enumerate(found, 1)]
    first = read("a", *acts)
    order = sorted(range(len(acts)), key=lambda number: chance.random())  # type: ignore[attr-defined]
    again = [replace(acts[place], id=f"a/e{number}") for number, place in enumerate(order, 1)]
    for one in acts:
        held = anchor(Report("a", TEXT), first, one.id)
        assert held is not None
        id_now = find(held, TEXT, again)
        now = next(other for other in again if other.id == id_now)
        assert (now.type, now.trigger) == (one.type, one.trigger)


def test_a_trigger_cut_otherwise_by_a_newer_program_is_still_the_act() -> None:
    held = anchor(Report("a", TEXT), read("a", act("a", 1, "met")), "a/e1")
    assert held is not None
    wider, other = act("a", 1, "met her"), act("a", 2, "counterpart")
    assert find(held, TEXT, [other, wider]) == "a/e1"
    assert find(held, TEXT, [other]) is None
    assert find(held, TEXT, [replace(wider, type="ACCUSE")]) is None
