"""Each question's answer over a small record made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman import views
from dragoman.model import Block, StatusStep, UsageError
from dragoman.record import Record
from dragoman.views.event import Turn, turns
from dragoman.views.filters import day_from, day_to, statuses_of, types_of
from dragoman.views.rows import Describer, title
from dragoman.views.timeline import grouped
from factories_views import ESTAVIA, MOSS, PLAN, VISIT, small_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = small_record(tmp_path_factory.mktemp("views") / "R.db")
    with Record.open(path, read_only=True) as opened:
        yield opened


def test_timeline_puts_days_first_and_the_undated_in_a_group_of_their_own(record: Record) -> None:
    groups = views.timeline(record).groups
    assert [(group.kind, group.from_, [row.id for row in group.events]) for group in groups] == [
        ("day", date(2024, 5, 7), ["event-1111"]),
        ("told", date(2024, 5, 8), ["event-2222"]),
    ]


def test_rows_of_the_same_days_stand_as_their_report_tells_them(record: Record) -> None:
    row = views.timeline(record).events[1]
    assert row.telling is not None
    late, early, unwritten = (
        replace(row, id=f"event-{number}", telling=replace(row.telling, id=f"a.txt/e{number}", report="a.txt", written_from=written, written_to=written))
        for number, written in ((10, date(2024, 5, 8)), (9, date(2024, 5, 8)), (1, None))
    )
    groups = grouped([unwritten, late, early]).groups
    assert [(group.kind, [one.id for one in group.events]) for group in groups] == [("told", ["event-9", "event-10"]), ("unknown", ["event-1"])]


def test_reports_that_tell_the_same_status_in_a_row_are_one_turn() -> None:
    told = [("planned", None, "a"), ("planned", date(2024, 5, 1), "b"), ("happened", date(2024, 5, 7), "c"), ("planned", None, "d")]
    assert turns(StatusStep(*step) for step in told) == (
        Turn("planned", date(2024, 5, 1), ("a", "b")),
        Turn("happened", date(2024, 5, 7), ("c",)),
        Turn("planned", None, ("d",)),
    )


def test_a_row_has_names_for_ids_and_the_sentence_that_tells_its_present_status(record: Record) -> None:
    row = views.timeline(record).events[0]
    assert [party.name for party in row.actors] == ["Ada Moss"]
    assert row.place == "Estavia"
    assert row.telling is not None
    assert (row.telling.sentence, row.telling.trigger, row.telling.source) == (VISIT, "visited", "Alpha Post")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (views.Filters(since=date(2024, 5, 8)), []),
        (views.Filters(until=date(2024, 5, 7)), ["event-1111"]),
        (views.Filters(types=("MOBILIZE",)), ["event-2222"]),
        (views.Filters(actor=MOSS), ["event-1111"]),
        (views.Filters(countries=("NOR", "EST")), ["event-1111"]),
        (views.Filters(statuses=("planned",)), []),
        (views.Filters(limit=1), ["event-1111"]),
    ],
)
def test_filters_narrow_the_timeline(record: Record, filters: views.Filters, expected: list[str]) -> None:
    assert [row.id for row in views.timeline(record, filters).events] == expected


def test_event_shows_every_telling_its_history_and_why_they_are_one(record: Record) -> None:
    view = views.event(record, "event-1")
    assert [(telling.report, telling.status) for telling in view.tellings] == [("b.txt", "planned"), ("a.txt", "happened")]
    assert [telling.source for telling in view.tellings] == ["b.txt", "Alpha Post"]
    assert [step.status for step in view.history] == ["planned", "happened"]
    assert [judgement.why for judgement in view.merged] == ["same traveller, days meet"]
    assert view.apart == ()
    assert (view.stories, view.trips) == (("story-aaaa",), ("trip-cccc",))


def test_a_report_goes_by_its_title_given_or_borne_or_its_first_words(record: Record) -> None:
    row = replace(record.report("a.txt"), title=None, text="Moss in  Estavia\n\nMoss arrived.", blocks=())
    assert title(replace(row, title="Given")) == "Given"
    assert title(replace(row, blocks=(Block("title", 0, 16, ""), Block("body", 18, 31, "")))) == "Moss in Estavia"
    assert title(row) == "Moss in Estavia Moss arrived."


def test_an_id_may_be_typed_without_its_prefix(record: Record) -> None:
    assert views.event(record, "2222").row.id == "event-2222"


def test_an_unknown_id_names_the_nearest(record: Record) -> None:
    with pytest.raises(views.UnknownIdError, match=r"no event 'event-1112'; near to it: event-1111") as caught:
        views.event(record, "event-1112")
    assert caught.value.exit_status == 3


def test_a_beginning_that_fits_several_names_them(record: Record) -> None:
    with pytest.raises(views.UnknownIdError, match=r"fits 2 ids \(event\): event-1111, event-2222"):
        views.event(record, "event-")


def test_differ_tells_who_holds_which(record: Record) -> None:
    (dispute,) = views.differ(record)
    assert dispute.field == "number"
    assert [(held.value, held.sources) for held in dispute.values] == [(3, ("Alpha Post",)), (5, ("Gamma Wire",))]
    assert [held.telling.report for held in dispute.values if held.telling] == ["a.txt", "c.txt"]
    assert views.differ(record, views.Filters(types=("CONSULT",))) == ()


def test_trip_has_its_stops_with_whom_was_met(record: Record) -> None:
    view = views.trip(record, "trip-cccc")
    assert [[party.name for party in stop.met] for stop in view.stops] == [["Estavia"]]
    assert [row.id for row in view.stops[0].events] == ["event-1111"]
    assert view.others == ()
    assert [trip.id for trip in views.trips(record, views.Filters(actor=MOSS))] == ["trip-cccc"]
    assert views.trips(record, views.Filters(since=date(2025, 1, 1))) == ()


def test_story_by_its_own_id_or_that_of_a_report(record: Record) -> None:
    view = views.story(record, "story-a")
    assert views.story(record, "c.txt") == view
    assert [origin.first.report for origin in view.origins] == ["b.txt", "a.txt", "c.txt"]
    assert len(view.timeline.events) == 2


def test_statements_by_speaker_country_and_country_spoken_about(record: Record) -> None:
    (said,) = views.statements(record, views.StatementFilters(country=ESTAVIA, about="NOR"))
    assert (said.id, said.speaker, said.content, said.stance) == ("a.txt/s1", "EST", "Estavia fired three rockets", "against")
    assert views.statements(record, views.StatementFilters(about="USA")) == ()
    assert views.statements(record, views.StatementFilters(since=date(2024, 5, 8))) == ()


def test_actor_by_name_form_or_last_name(record: Record) -> None:
    view = views.actor(record, "moss")
    assert view.actor.id == MOSS
    assert [(one.party.name, one.events) for one in view.company] == [("Estavia", 1)]
    assert [trip.id for trip in view.trips] == ["trip-cccc"]
    with pytest.raises(views.UnknownIdError, match="near to it: Ada Moss"):
        views.actor(record, "Ada Mos")


@pytest.mark.parametrize(
    ("identifier", "kind", "words"),
    [
        ("a.txt/e1", "event report", [VISIT, "rule: verb visit", "part of event-1111", "written 2024-05-07 (given)"]),
        ("event-1111", "event", ["same traveller, days meet", PLAN, "2 independent origin(s)"]),
        ("story-aaaa", "story", ["same people"]),
        ("trip-cccc", "trip", ["Ada Moss", "event-1111"]),
        ("divergence-dddd", "divergence", ["rockets counted", "held by c.txt"]),
        ("a.txt", "report", ["Alpha Post", VISIT]),
        ("a.txt/s1", "statement", ["said by EST", "about NOR: against"]),
    ],
)
def test_explain_leads_from_any_id_to_the_words(record: Record, identifier: str, kind: str, words: list[str]) -> None:
    link = views.explain(record, identifier)
    assert (link.kind, link.id) == (kind, identifier)
    everything = "\n".join(_all(link))
    assert [word for word in words if word not in everything] == []


def _all(link: views.Link) -> list[str]:
    return [link.id, link.says, *link.details, *(line for below in link.rests_on for line in _all(below))]


def test_explain_of_an_unknown_id_names_the_nearest(record: Record) -> None:
    with pytest.raises(views.UnknownIdError, match=r"near to it: .*a\.txt/e1"):
        views.explain(record, "a.txt/e9")


def test_overview_counts_events_and_busiest_countries(record: Record) -> None:
    seen = views.overview(record)
    assert (seen.from_, seen.to, seen.countries) == (date(2024, 5, 7), date(2024, 5, 7), {"EST": 2, "NOR": 1})


def test_days_types_and_statuses_as_typed() -> None:
    assert (day_from("2024-02"), day_to("2024-02"), day_to("2024")) == (date(2024, 2, 1), date(2024, 2, 29), date(2024, 12, 31))
    assert types_of(["consult"]) == ("CONSULT",)
    assert statuses_of(["Planned"]) == ("planned",)


@pytest.mark.parametrize("typed", ["yesterday", "2024-13", "24-05-01"])
def test_what_is_no_date_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(UsageError, match="write a day, month or year"):
        day_from(typed)


def test_a_wrong_type_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean CONSULT"):
        types_of(["consul"])
    with pytest.raises(UsageError, match="there are: happened"):
        statuses_of(["zzz"])


def test_rows_looked_up_at_once_are_those_looked_up_one_by_one(tmp_path: Path) -> None:
    with Record.open(small_record(tmp_path / "r.db")) as record:
        events = record.events()
        one_by_one = [Describer(record).event(event) for event in events]
        assert Describer(record).event_rows(reversed(events)) == one_by_one[::-1]
        assert one_by_one
        assert any(row.disputed for row in one_by_one)
