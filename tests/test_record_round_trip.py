"""Whatever is put into a record comes out equal: claims, and every class of derived object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dragoman.model import ActorRow, Divergence, Event, Judgement, Reading, Report, Story, Trip, Unreadable, Written
from dragoman.record import Record
from factories_engines import Home, Homes
from factories_record import LATER_RUN, RUN, Clock, Resolved, event, reading, report
from strategies_record import TEXT, model

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large])


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("record") / "R.db", now=Clock()) as opened:
        yield opened


NUMBER = count()  # every example is a report of its own


@QUICK
@given(model(Report, error=st.none()), model(Reading))
def test_a_claim_comes_back_equal(record: Record, found: Report, read: Reading) -> None:
    found = replace(found, id=f"{found.id}{next(NUMBER)}")
    read = replace(read, id=found.id)
    record.add(found, read, RUN)
    assert record.claim(found.id) == (found, read)


@QUICK
@given(model(Report), TEXT)
def test_an_unreadable_report_keeps_its_text_and_its_error(record: Record, found: Report, error: str) -> None:
    found = replace(found, id=f"{found.id}{next(NUMBER)}")
    record.add(found, Unreadable(found.id, error), LATER_RUN)
    rows = [row for row in record.each("reports") if row.id == found.id]
    assert [(row.text, row.title, row.language, row.written, row.blocks) for row in rows] == [(found.text, found.title, found.language, None, ())]
    assert rows[0].error is not None
    assert len(rows[0].error) == len(error)


def _written_back(record: Record, table: str, **parts: Any) -> list[Any]:
    record.write_resolution(Resolved(**parts))
    return list(record.each(table))


@QUICK
@given(model(Event))
def test_an_event_comes_back_equal(record: Record, made: Event) -> None:
    assert _written_back(record, "events", events=(made,)) == [made]


@QUICK
@given(model(Story))
def test_a_story_comes_back_equal(record: Record, made: Story) -> None:
    assert _written_back(record, "stories", stories=(made,)) == [made]


@QUICK
@given(model(Trip))
def test_a_trip_comes_back_equal(record: Record, made: Trip) -> None:
    assert _written_back(record, "trips", trips=(made,)) == [made]


@QUICK
@given(model(Divergence))
def test_a_divergence_comes_back_equal(record: Record, made: Divergence) -> None:
    about = event()
    made = replace(made, event=about.id)
    assert _written_back(record, "divergences", events=(about,), divergences=(made,)) == [made]


@QUICK
@given(model(ActorRow))
def test_an_actor_comes_back_equal(record: Record, made: ActorRow) -> None:
    assert _written_back(record, "actors", actors=(made,)) == [made]


NOT_THE_PROGRAMS = ("withdrawn", "judged", "pending", "left_anchor", "right_anchor")
READABLE = st.text(max_size=12)  # a judgement has no JSON beside its columns, so no lone surrogates


@QUICK
@given(model(Judgement, **dict.fromkeys(("id", "left", "right", "why", "by"), READABLE), **dict.fromkeys(NOT_THE_PROGRAMS, st.none())))
def test_a_judgement_comes_back_equal_save_when_it_was_made(record: Record, made: Judgement) -> None:
    made = replace(made, by=f"program {made.by}")
    record.write_resolution(Resolved(judgements=(made,)))
    assert [replace(one, made=None) for one in record.judgements()] == [replace(made, made=None)]
    assert record.judgements()[0].made is not None


def test_what_a_file_holds_postgresql_holds(homes: Homes, tmp_path: Path) -> None:
    """All of the above at once, with fewer examples; with a file too, so that the test itself is tried where it is known to hold."""
    home = homes(tmp_path)
    with Record.open(home / "R.db", now=Clock()) as opened:

        @settings(QUICK, max_examples=8, phases=[Phase.generate])
        @given(model(Report, error=st.none()), model(Reading), model(Event), model(Story), model(Trip), model(ActorRow), TEXT)
        def try_one(found: Report, read: Reading, made: Event, story: Story, trip: Trip, actor: ActorRow, typed: str) -> None:
            found = replace(found, id=f"{found.id}{next(NUMBER)}")
            read = replace(read, id=found.id)
            opened.add(found, read, RUN)
            assert opened.claim(found.id) == (found, read)
            divergence = Divergence(f"d{next(NUMBER)}", made.id, (), typed, "place")
            opened.write_resolution(Resolved(events=(made,), stories=(story,), trips=(trip,), actors=(actor,), divergences=(divergence,)))
            tables = ("events", "stories", "trips", "actors", "divergences")
            assert [list(opened.each(table)) for table in tables] == [[made], [story], [trip], [actor], [divergence]]
            assert isinstance(opened.search(typed), list)

        try_one()
    home.leave()


def test_a_report_row_joins_report_reading_story_and_origin(home: Home) -> None:
    with Record.open(home / "R.db", now=Clock()) as record:
        first = report("a", "One.", title="T", published="2024-05-04", outlet="Andina", language=None, byline="A. Soto", source="a.txt")
        record.add(first, reading("a"), RUN)
        record.add(report("b", "Two."), reading("b", language="es", written=Written()), RUN)
        stories = (Story("st-1", "S", None, None, ("a",), ()),)
        record.write_resolution(Resolved(origins={"a": "a", "b": "a"}, near_duplicates={"b": ("a",)}, stories=stories))
        one, two = record.reports()
    assert (one.id, one.source, one.outlet, one.title, one.byline, one.published) == ("a", "a.txt", "Andina", "T", "A. Soto", "2024-05-04")
    assert (one.language, one.text, one.blocks, one.written) == ("en", "One.", reading("a").blocks, reading("a").written)
    assert (one.story, one.origin, one.near_duplicates, one.error) == ("st-1", "a", (), None)
    assert (two.language, two.story, two.origin, two.near_duplicates, two.written) == ("es", None, "a", ("a",), Written())
