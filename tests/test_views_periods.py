"""Two periods of a pair: what lies in which, rates that make periods of other lengths comparable, on records made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman import views
from dragoman.model import Event, Interval, StatusStep, UsageError
from dragoman.record import Record
from dragoman.resolve import Resolution
from dragoman.views.filters import period_of

JANUARY, YEAR = Interval.parse("2023-01"), Interval.parse("2024")


def event(number: int, kind: str, first: date | None, last: date | None, actors: Sequence[str], recipients: Sequence[str], status: str = "happened") -> Event:
    return Event(
        f"event-{number:04d}", kind, None, (), tuple(actors), tuple(recipients), tuple(actors), tuple(recipients), status,
        (StatusStep(status, first, "r"),), first, last, "day" if first and first == last else "range", None, (), (), (), 1, 0.9,
    )  # fmt: skip


def on(number: int, kind: str, day: date, actor: str, recipient: str, status: str = "happened") -> Event:
    return event(number, kind, day, day, [actor], [recipient], status)


def asked(tmp_path: Path, events: Sequence[Event], first: Interval = JANUARY, second: Interval = YEAR) -> views.PeriodsView:
    with Record.open(tmp_path / "R.db") as record:
        record.write_resolution(Resolution({}, {}, (), tuple(events), (), (), (), (), ()))
        return views.periods(record, "USA", "KOR", first, second)


def lines(view: views.PeriodsView) -> dict[str, tuple[float | None, float | None]]:
    return {line.measure: (line.first, line.second) for line in view.lines}


def test_an_event_counts_where_it_begins_and_for_whom_it_is_told_of(tmp_path: Path) -> None:
    view = asked(
        tmp_path,
        [
            on(1, "AID", date(2023, 1, 31), "USA", "KOR"),
            event(2, "ACCUSE", date(2023, 1, 31), date(2023, 2, 2), ["KOR"], ["USA"]),
            on(3, "ASSAULT", date(2024, 12, 31), "KOR", "USA"),
            on(4, "AID", date(2023, 2, 1), "USA", "KOR"),
            on(5, "AID", date(2023, 1, 5), "USA", "JPN"),
        ],
    )
    found = lines(view)
    assert found["acts"] == (2, 1)
    assert (found["acts of the first"], found["acts of the second"]) == ((1, 0), (1, 1))
    assert (found["AID"], found["ACCUSE"], found["ASSAULT"]) == ((1, 0), (1, 0), (0, 1))
    assert [row.id for row in view.second.sharpest] == ["event-0003"]


def test_threats_and_plans_are_no_acts(tmp_path: Path) -> None:
    days = (date(2023, 1, 10) + timedelta(days) for days in range(3))
    view = asked(
        tmp_path,
        [on(number, "SANCTION", day, "USA", "KOR", status) for number, (day, status) in enumerate(zip(days, ("threatened", "planned", "denied"), strict=True))],
    )
    assert {measure: first for measure, (first, _) in lines(view).items() if first} == {"threats": 1, "planned": 1, "denied or called off": 1}


def test_rates_make_periods_of_other_lengths_comparable(tmp_path: Path) -> None:
    monthly = [on(number, "CONSULT", date(2024, number, 3), "USA", "KOR") for number in range(1, 13)]
    view = asked(tmp_path, [on(20, "CONSULT", date(2023, 1, 9), "KOR", "USA"), *monthly])
    (acts,) = [line for line in view.lines if line.measure == "acts"]
    assert (acts.first, acts.second) == (1, 12)
    assert (acts.first_rate, acts.second_rate, acts.change) == (1.0, 1.0, 0.0)


def test_what_is_counted_twice_or_not_at_all_is_said(tmp_path: Path) -> None:
    loose = event(1, "AID", date(2023, 1, 1), date(2023, 3, 1), ["USA"], ["KOR"])
    view = asked(tmp_path, [loose, event(2, "AID", None, None, ["USA"], ["KOR"])], second=Interval.parse("2023"))
    assert (view.first.events, view.not_counted, view.shared) == (0, 2, 31)


def test_a_period_without_an_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="first and its last day"):
        asked(tmp_path, [], first=Interval(date(2023, 1, 1), None))


@pytest.mark.parametrize(
    ("typed", "days"),
    [("2023", ("2023-01-01", "2023-12-31")), ("2023-02", ("2023-02-01", "2023-02-28")), ("2023-02/2023-03-05", ("2023-02-01", "2023-03-05"))],
)
def test_a_period_is_typed_as_a_year_a_month_or_from_one_to_another(typed: str, days: tuple[str, str]) -> None:
    found = period_of(typed)
    assert (str(found.from_), str(found.to)) == days


@pytest.mark.parametrize("typed", ["", "2023/2022", "/", "spring", "2023-13"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        period_of(typed)
