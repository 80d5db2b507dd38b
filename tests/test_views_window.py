"""Windows of weeks around events, and the months of a pair: what counts where, threats apart from acts, on records made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import views
from dragoman.model import Event, StatusStep, UsageError
from dragoman.record import Record
from dragoman.resolve import Resolution
from dragoman.views.filters import kind_of
from dragoman.views.tally import tally
from dragoman.views.window import _week

DRILL = date(2024, 6, 10)


def event(number: int, kind: str, on: date | None, actors: Sequence[str], recipients: Sequence[str] = (), status: str = "happened", mode: str | None = None):  # type: ignore[no-untyped-def]
    return Event(
        f"event-{number:04d}", kind, mode, (), tuple(actors), tuple(recipients), tuple(actors), tuple(recipients), status,
        (StatusStep(status, on, "r"),), on, on, "day" if on else "unknown", None, (), (), (), 1, 0.9,
    )  # fmt: skip


Asked = Callable[..., views.WindowView]


@pytest.fixture
def pile(tmp_path: Path) -> Callable[[Sequence[Event]], Record]:
    def made(events: Sequence[Event]) -> Record:
        record = Record.open(tmp_path / "R.db")
        record.write_resolution(Resolution({}, {}, (), tuple(events), (), (), (), (), ()))
        return record

    return made


def weeks(number: int) -> date:
    return DRILL + timedelta(days=7 * number)


def test_what_lies_in_the_weeks_before_and_after_is_counted_on_its_side(pile: Callable[[Sequence[Event]], Record]) -> None:
    drill = event(1, "COOPERATE", DRILL, ["USA", "KOR"])
    before, after, far = (
        event(2, "ACCUSE", weeks(-1), ["USA"], ["KOR"]),
        event(3, "ASSAULT", weeks(2), ["KOR"], ["USA"]),
        event(4, "AID", weeks(-9), ["USA"], ["KOR"]),
    )
    with pile([drill, before, after, far]) as record:
        view = views.window(record, "COOPERATE", None, "USA", "KOR", weeks=8)
    (one,) = view.occurrences
    assert (one.before.types, one.after.types) == ({"ACCUSE": 1}, {"ASSAULT": 1})
    assert (one.before.left.acts, one.before.right.acts, one.after.left.acts, one.after.right.acts) == (1, 0, 0, 1)
    assert [row.id for row in one.sharpest] == ["event-0002", "event-0003"]
    assert {week.week for week in view.profile if week.acts} == {-1, 2}


def test_the_summary_is_the_mean_of_the_windows_and_after_less_before(pile: Callable[[Sequence[Event]], Record]) -> None:
    apart = weeks(60)
    events = [event(1, "COOPERATE", DRILL, ["USA", "KOR"]), event(2, "COOPERATE", apart, ["USA", "KOR"])]
    events += [
        event(3, "ACCUSE", weeks(1), ["USA"], ["KOR"]),
        event(4, "ACCUSE", apart + timedelta(3), ["USA"], ["KOR"]),
        event(5, "AID", apart + timedelta(4), ["USA"], ["KOR"]),
    ]
    with pile(events) as record:
        view = views.window(record, "COOPERATE", None, "USA", "KOR", weeks=4)
    acts = next(change for change in view.summary if change.measure == "acts")
    assert (acts.before, acts.after, acts.difference, acts.windows) == (0.0, 1.5, 1.5, 2)
    assert not any(one.overlaps for one in view.occurrences)


def test_overlapping_windows_name_each_other(pile: Callable[[Sequence[Event]], Record]) -> None:
    with pile([event(1, "COOPERATE", DRILL, ["USA", "KOR"]), event(2, "COOPERATE", weeks(3), ["USA", "KOR"])]) as record:
        view = views.window(record, "COOPERATE", None, "USA", "KOR", weeks=2)
    assert [one.overlaps for one in view.occurrences] == [("event-0002",), ("event-0001",)]


def test_events_without_a_day_are_said_to_be_left_out(pile: Callable[[Sequence[Event]], Record]) -> None:
    with pile([event(1, "COOPERATE", None, ["USA", "KOR"]), event(2, "ACCUSE", None, ["USA"], ["KOR"])]) as record:
        view = views.window(record, "COOPERATE", None, "USA", "KOR")
    assert (view.occurrences, view.undated, view.not_counted) == ((), 1, 2)


def test_who_acts_in_the_middle_need_not_be_of_the_pair_and_threats_of_it_are_no_occurrence(pile: Callable[[Sequence[Event]], Record]) -> None:
    launches = [event(1, "MOBILIZE", DRILL, ["PRK"], mode="weapons"), event(2, "MOBILIZE", weeks(1), ["PRK"], mode="weapons", status="threatened")]
    launches += [event(3, "MOBILIZE", weeks(2), ["PRK"], mode="troops"), event(4, "CONSULT", weeks(1), ["USA", "KOR"])]
    with pile(launches) as record:
        view = views.window(record, "MOBILIZE", "weapons", "USA", "KOR", weeks=2, actor="PRK")
    assert [(one.event.id, one.after.acts) for one in view.occurrences] == [("event-0001", 1)]


def test_months_of_a_pair_keep_threats_and_plans_apart_from_acts(pile: Callable[[Sequence[Event]], Record]) -> None:
    events = [
        event(1, "AID", DRILL, ["USA"], ["KOR"]),
        event(2, "THREATEN", DRILL, ["KOR"], ["USA"]),
        event(3, "SANCTION", DRILL, ["KOR"], ["USA"], "threatened"),
    ]
    events += [event(4, "CONSULT", DRILL, ["USA", "KOR"], status="planned"), event(5, "AID", None, ["USA"], ["KOR"])]
    with pile(events) as record:
        found = views.pair(record, "USA", "KOR")
    (month,) = found.months
    assert (month.month, month.events, month.acts, month.threats, month.planned) == ("2024-06", 4, 1, 2, 1)
    assert month.intensity is not None
    assert month.threat_intensity is not None
    assert month.intensity > 0 > month.threat_intensity
    assert (month.left.acts, month.right.acts, found.undated, found.sums.acts) == (1, 0, 1, 2)


def test_a_kind_is_checked_with_its_mode() -> None:
    assert kind_of("mobilize/Weapons") == ("MOBILIZE", "weapons")
    assert kind_of("AID") == ("AID", None)
    with pytest.raises(UsageError, match="no mode of MOBILIZE"):
        kind_of("MOBILIZE/visit")


@given(st.integers(-200, 200), st.integers(0, 6))
def test_weeks_are_seven_days_on_either_side_of_the_days_in_the_middle(offset: int, length: int) -> None:
    around = DRILL, DRILL + timedelta(days=length)
    day = DRILL + timedelta(days=offset)
    week = _week(event(1, "AID", day, ["USA"]), around)
    assert (week < 0) == (day < around[0])
    assert (week > 0) == (day > around[1])
    reach = (around[0] - day).days if week < 0 else (day - around[1]).days if week > 0 else 0
    assert abs(week) == -(-reach // 7)


@given(st.lists(st.tuples(st.sampled_from(["AID", "THREATEN", "ASSAULT", "CONSULT"]), st.sampled_from(["happened", "planned", "threatened", "cancelled"]))))
def test_every_event_is_counted_once_as_act_threat_plan_or_other(kinds: list[tuple[str, str]]) -> None:
    told = tally([event(number, kind, DRILL, ["USA"], ["KOR"], status) for number, (kind, status) in enumerate(kinds)], "USA", "KOR")
    assert told.acts + told.threats + told.planned + told.other == len(kinds)
    assert sum(told.quads.values()) == sum(told.types.values()) == told.acts
