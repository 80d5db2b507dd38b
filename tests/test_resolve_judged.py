"""What people say binds, and only that: joins and partings undone leave no trace, and a join does not drive the rest of two events apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Correction, Judgement
from dragoman.resolve import resolve
from dragoman.resolve.judged import on_people, rulings
from dragoman.resolve.linkage import Edge, Rulings, agglomerate
from factories_judged import claims
from factories_resolve import judgement

ACTS = ("a/e1", "b/e1", "c/e1", "d/e1")


def never(one: list[str], two: list[str]) -> bool:
    """Clusters of names that begin alike fit."""
    return {name[0] for name in one} == {name[0] for name in two}


def test_what_a_person_joined_still_draws_what_belongs_to_either_part() -> None:
    edges = [Edge("x1", "x2", 2.0), Edge("y1", "y2", 2.0), Edge("x1", "x3", 1.0), Edge("y2", "y3", 1.0)]
    linked = agglomerate(["x1", "x2", "x3", "y1", "y2", "y3", "z"], edges, never, Rulings(same=(("x1", "y1"),)))
    assert linked.clusters == [("x1", "x2", "x3", "y1", "y2", "y3"), ("z",)]
    assert len(linked.used) == 4


def test_a_parting_holds_against_whatever_a_person_joined() -> None:
    linked = agglomerate(["x1", "x2", "y1"], [Edge("x1", "x2", 2.0)], never, Rulings(same=(("x1", "y1"),), different=frozenset({("x2", "y1")})))
    assert linked.clusters == [("x1", "y1"), ("x2",)]


WORDS = st.lists(st.tuples(st.sampled_from(("same", "different", "unsure")), st.lists(st.sampled_from(ACTS), min_size=2, max_size=2, unique=True)), max_size=4)


@settings(max_examples=25, deadline=None)
@given(WORDS)
def test_words_taken_back_leave_the_record_as_it_was(words: list[tuple[str, list[str]]]) -> None:
    said = [judgement("event", *sides, verdict, made=f"2024-01-0{number}T00:00:00Z") for number, (verdict, sides) in enumerate(words, 1)]
    taken_back = [replace(one, withdrawn="2024-02-01T00:00:00Z") for one in said]
    assert resolve(claims(), taken_back) == resolve(claims())
    assert resolve(claims(), said[::-1]) == resolve(claims(), said)


@settings(max_examples=25, deadline=None)
@given(WORDS)
def test_the_last_word_on_a_pair_is_followed_wherever_words_do_not_contradict_each_other(words: list[tuple[str, list[str]]]) -> None:
    said = [judgement("event", *sides, verdict, made=f"2024-01-0{number}T00:00:00Z") for number, (verdict, sides) in enumerate(words, 1)]
    found = resolve(claims(), said)
    chosen, _ = rulings(said, "event")
    holder = {member: one.id for one in found.events for member in one.event_reports}
    assert all(holder[left] != holder[right] for left, right in chosen.different)
    refused = [pair for pair in chosen.same if holder[pair[0]] != holder[pair[1]]]
    assert len([note for note in found.notes if "was not followed" in note]) == len(refused)
    assert not (refused and not chosen.different)


def test_words_that_hold_by_nothing_bind_nothing_and_are_counted() -> None:
    dangling = replace(judgement("event", "a/e1", "b/e1", "different"), pending="the act is no longer found")
    found = resolve(claims(), [dangling], [correction("a/e1", "status", '"denied"', pending="gone")])
    assert found.events == resolve(claims()).events
    assert on_people(found.notes) == ["2 of people's judgements and corrections bind nothing at present, and are kept: dragoman judge list --pending says why"]


def test_the_programs_own_former_judgements_bind_nothing() -> None:
    own = Judgement("x", "event", "a/e1", "b/e1", "different", 0.0, "", "program resolve-0", "2024-01-01T00:00:00Z")
    assert resolve(claims(), [own]).events == resolve(claims()).events


def test_what_was_said_earlier_and_came_later_by_a_file_is_not_the_last_word() -> None:
    imported = replace(judgement("event", "a/e1", "b/e1", "different", by="ben", made="2024-03-01T00:00:00Z"), judged="2023-01-01T00:00:00Z")
    chosen, _ = rulings([judgement("event", "a/e1", "b/e1", "same"), imported], "event")
    assert chosen.same == (("a/e1", "b/e1"),)


def correction(event_report: str, field: str, value: str, by: str = "ada", day: int = 1, pending: str | None = None) -> Correction:
    return Correction(f"{event_report}{field}{value}{by}", event_report, field, value, "w", by, (), f"2024-01-{day:02}T00:00:00Z", pending=pending)


def test_the_later_of_two_corrections_counts_also_when_they_hold_by_different_acts() -> None:
    said = [correction("b/e1", "status", '"denied"', day=2, by="ben"), correction("a/e1", "status", '"planned"')]
    found = resolve(claims(), (), said)
    event = next(one for one in found.events if "a/e1" in one.event_reports)
    assert (event.status, [(one.field, one.was, one.by) for one in event.corrected]) == ("denied", [("status", "happened", "ben")])
    (told,) = on_people(found.notes)
    assert told == f'{event.id}: ada corrected its status to "planned", ben later to "denied"; the later word counts'


def test_a_corrected_type_keeps_only_a_mode_that_it_has_and_what_the_program_had_is_told() -> None:
    found = resolve(claims(), (), [correction("c/e1", "type", '"ACCUSE"'), correction("c/e1", "mode", '"disapprove"', day=2)])
    event = next(one for one in found.events if "c/e1" in one.event_reports)
    assert (event.type, event.mode) == ("ACCUSE", "disapprove")
    assert [(one.field, one.was) for one in event.corrected] == [("type", "CONSULT"), ("mode", "visit")]
    alone = resolve(claims(), (), [correction("c/e1", "type", '"ACCUSE"')])
    assert [one.mode for one in alone.events if "c/e1" in one.event_reports] == [None]


def test_a_meeting_that_a_person_says_was_denied_makes_no_trip() -> None:
    before = resolve(claims())
    assert any("c" in trip.reports for trip in before.trips)
    after = resolve(claims(), (), [correction("c/e1", "status", '"denied"')])
    assert not any("c" in trip.reports for trip in after.trips)
    assert {story.reports for story in after.stories} == {story.reports for story in before.stories}


@pytest.mark.parametrize("field", ["status", "type", "mode", "date", "place", "actors", "recipients", "numbers"])
def test_corrections_change_no_membership(field: str) -> None:
    values = {"date": '{"from":"2021-01-01","to":"2021-01-01","precision":"day"}', "place": "null", "actors": "[]", "recipients": "[]", "mode": "null"}
    value = values.get(field, {"status": '"denied"', "type": '"AGREE"', "numbers": '{"what":"men","value":3}'}.get(field, "null"))
    found = resolve(claims(), (), [correction("a/e1", field, value)])
    assert {one.event_reports for one in found.events} == {one.event_reports for one in resolve(claims()).events}
