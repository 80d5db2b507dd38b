"""Questions to the record: filters, ids by their beginnings, search."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import ActorRow, Divergence, RecordError, Story, Trip, Where
from dragoman.model.resolved import Stop, Traveller
from dragoman.record import Record
from dragoman.record.search import expression
from factories_engines import Home, Homes
from factories_record import RUN, Clock, Resolved, actor, event, event_report, reading, report, statement

EVENTS = (
    event(("r1/e1", "r2/e1"), id="ev-aa1"),
    event(("r1/e2",), id="ev-aa2", type="ACCUSE", mode="disapprove", from_=date(2024, 6, 1), to=None, where=None, confidence=0.4, historical=True),
    event(("r2/e2",), id="ev-b", actor_countries=("CHL",), recipient_countries=("PER",), actors=("ana",), recipients=(), status="planned", negated=True),
    event(("r3/e1",), id="ev-c", from_=None, to=None, actor_countries=("NOR", "CHL"), recipient_countries=(), where=Where("Oslo", "NOR")),
)
STOP = Stop("Lima", "PER", None, None, (), ("ev-b",))
RESOLVED = Resolved(
    events=EVENTS,
    stories=(Story("st-1", "One", None, None, ("r1", "r2"), ("ev-aa1", "ev-b")), Story("st-2", "Two", None, None, ("r3",), ("ev-c",))),
    trips=(Trip("tr-1", (Traveller("ana", "Ana", "CHL"), Traveller("ana", "Ana", "CHL")), None, None, "planned", (STOP, STOP), ()),),
    divergences=(Divergence("df-1", "ev-aa1", (), "w", "date"), Divergence("df-2", "ev-b", (), "w", "place")),
    actors=(ActorRow("ana", "Ana", "CHL", None, "person", (), (), ()), ActorRow("anahi", "Anahi", "PER", None, "person", (), (), ())),
)


@pytest.fixture(scope="module")
def record(homes: Homes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(homes(tmp_path_factory.mktemp("record")) / "R.db", now=Clock()) as opened:
        told = (event_report("r1", 1), event_report("r1", 2, type="ACCUSE", mode=None))
        said = (statement(), statement(about=("PER", "CHL"), stance="against", quoted=False, speaker=actor("Peru", "PER")), statement(speaker=None))
        texts = ("The Chilean minister went to Lima.", "Señora Soto flew home.\x00 Talks resume.", "Oslo is quiet; the talks are over.")
        for number, text in enumerate(texts, start=1):
            name = f"r{number}"
            opened.add(report(name, text, title=f"Visit {number}"), reading(name, told if number == 1 else (), said if number == 1 else ()), RUN)
        opened.write_resolution(RESOLVED)
        yield opened


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "aa1 aa2 b c"),
        ({"types": ["ACCUSE"]}, "aa2"),
        ({"modes": ["meet"], "statuses": ["happened", "ongoing"]}, "aa1 c"),
        ({"countries": ["NOR"]}, "aa1 aa2 c"),
        ({"countries": ["NOR", "CHL"]}, "aa1 aa2 c"),
        ({"countries": ["CHL", "PER"]}, "b"),
        ({"actor_country": "CHL"}, "b c"),
        ({"recipient_country": "CHL"}, "aa1 aa2"),
        ({"actor": "ana"}, "b"),
        ({"since": date(2024, 5, 4)}, "aa2"),
        ({"since": date(2024, 7, 1)}, "aa2"),
        ({"until": date(2024, 5, 3)}, "aa1 b"),
        ({"since": date(2024, 5, 3), "until": date(2024, 5, 3)}, "aa1 b"),
        ({"until": date(2024, 5, 2)}, ""),
        ({"place_country": "NOR"}, "c"),
        ({"story": "st-1"}, "aa1 b"),
        ({"trip": "tr-1"}, "b"),
        ({"report": "r2"}, "aa1 b"),
        ({"historical": True}, "aa2"),
        ({"historical": False, "negated": False}, "aa1 c"),
        ({"min_origins": 2}, "aa1"),
        ({"min_confidence": 0.5}, "aa1 b c"),
        ({"order": "date"}, "aa1 b aa2 c"),
        ({"limit": 2}, "aa1 aa2"),
        ({"limit": 2, "after": "ev-aa2"}, "b c"),
        ({"types": []}, "aa1 aa2 b c"),
    ],
)
def test_event_filters(record: Record, filters: Any, found: str) -> None:
    assert [one.id.removeprefix("ev-") for one in record.events(**filters)] == found.split()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "s1 s2 s3"),
        ({"speaker": "ana soto"}, "s1"),
        ({"speaker": "Peru"}, "s2"),
        ({"speaker_country": "PER"}, "s2"),
        ({"about": "NOR"}, "s1 s3"),
        ({"about": "CHL", "stance": "against"}, "s2"),
        ({"quoted": True}, "s1 s3"),
        ({"report": "r2"}, ""),
        ({"story": "st-1", "limit": 2}, "s1 s2"),
        ({"story": "st-2"}, ""),
    ],
)
def test_statement_filters(record: Record, filters: Any, found: str) -> None:
    rows = record.statements(**filters)
    assert [row.id.removeprefix("r1/") for row in rows] == found.split()
    assert {row.report for row in rows} <= {"r1"}


def test_event_reports_of_an_event_of_a_report_and_all(record: Record) -> None:
    assert [told.id for told in record.event_reports("ev-aa1")] == ["r1/e1"]
    assert [told.id for told in record.event_reports(report="r1")] == ["r1/e1", "r1/e2"]
    assert record.event_reports(report="r2") == []
    assert [told.id for told in record.event_reports()] == ["r1/e1", "r1/e2"]


def test_what_belongs_to_an_event_a_story_an_actor(record: Record) -> None:
    assert [one.id for one in record.divergences(event="ev-b")] == ["df-2"]
    assert [one.id for one in record.stories(event="ev-b")] == ["st-1"]
    assert [one.id for one in record.trips(traveller="ana")] == [one.id for one in record.trips(event="ev-b")] == ["tr-1"]
    assert record.trips(traveller="anahi") == record.trips(event="ev-c") == []
    assert [one.id for one in record.actors(country="PER")] == ["anahi"]
    assert [row.id for row in record.reports(story="st-1")] == ["r1", "r2"]
    assert (record.story_of("r3"), record.story_of("r9")) == ("st-2", None)


def test_an_id_may_be_typed_by_its_beginning(record: Record) -> None:
    assert record.event("ev-b").id == record.event("ev-b").id == "ev-b"
    assert record.event("ev-aa2") == EVENTS[1]
    assert record.trip("tr").id == "tr-1"
    assert record.story("st-2").title == "Two"
    assert record.report("r3").text.startswith("Oslo")


def test_a_whole_id_wins_over_longer_ones(record: Record) -> None:
    assert record.actor("ana").name == "Ana"


def test_an_ambiguous_beginning_lists_what_it_fits(record: Record) -> None:
    with pytest.raises(RecordError, match="'ev-a' fits several: ev-aa1, ev-aa2; write more of the id"):
        record.event("ev-a")


@pytest.mark.parametrize("typed", ["ev-x", "", "%", "ev_aa1"])
def test_an_unknown_id_is_called_so(record: Record, typed: str) -> None:
    with pytest.raises(RecordError, match="holds no event"):
        record.event(typed)


def test_many_candidates_are_not_all_listed(home: Home) -> None:
    with Record.open(home / "R.db") as record:
        record.write_resolution(Resolved(events=tuple(event(id=f"ev-{number:02}") for number in range(30))))
        with pytest.raises(RecordError, match=r"ev-09, \.\.\.; write more"):
            record.event("ev-")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lima", ["r1"]),
        ("senora", ["r2"]),
        ("talks", ["r2", "r3"]),
        ('"talks are"', ["r3"]),
        ("are talks", ["r3"]),
        ("tal* oslo", ["r3"]),
        ("tal", []),
        ("visit lima", ["r1"]),
        ("visit", ["r1", "r2", "r3"]),
        ("", []),
        ("!!! --", []),
        ('lima" OR "x', []),
        ("NEAR(lima)", []),
    ],
)
def test_search(record: Record, typed: str, found: list[str]) -> None:
    assert sorted(hit.report for hit in record.search(typed)) == found


def test_a_hit_shows_where_the_words_stand(record: Record) -> None:
    (hit,) = record.search("talks over")
    text = record.report("r3").text
    assert [text[start:end] for start, end in hit.spans] == ["talks", "over"]
    assert hit.title == "Visit 3"
    assert "talks are over" in hit.snippet


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_nothing_that_can_be_typed_breaks_the_search(record: Record, typed: str) -> None:
    assert isinstance(record.search(typed), list)
    assert expression(typed).count('"') % 2 == 0


def test_counts(record: Record) -> None:
    expected = {"reports": 3, "unreadable": 0, "superseded": 0, "event_reports": 2, "statements": 3, "events": 4, "stories": 2}
    assert record.counts() == expected | {"trips": 1, "divergences": 2, "followups": 0, "actors": 2, "judgements": 0, "corrections": 0}


def test_several_threads_may_ask_at_once(record: Record) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(len(record.events()))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [4] * 12
