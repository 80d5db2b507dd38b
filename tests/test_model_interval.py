"""The algebra of days, held against plain sets of days: what is in both, in either, before, after, and what moving does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions.times.reckoning import move
from dragoman.model import Interval

ORIGIN, REACH, EDGE = date(2020, 2, 20), 20, 25
DAYS = st.integers(-REACH, REACH)


def day(number: int) -> date:
    return ORIGIN + timedelta(days=number)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start, end = sorted((draw(DAYS), draw(DAYS)))
    precision = draw(st.sampled_from(("day", "month", "range", "unknown")))
    return Interval(draw(st.sampled_from((day(start), None))), draw(st.sampled_from((day(end), None))), precision)


def held(one: Interval) -> set[int]:
    """Its days as numbers; an open end reaches as far as EDGE, past all days that there are here."""
    first = -EDGE if one.from_ is None else (one.from_ - ORIGIN).days
    last = EDGE if one.to is None else (one.to - ORIGIN).days
    return set(range(first, last + 1))


@given(intervals(), intervals())
def test_what_two_hold_in_common_is_what_lies_in_both(one: Interval, two: Interval) -> None:
    common = one.intersect(two)
    assert (held(common) if common is not None else set()) == held(one) & held(two)
    assert (common is not None) == one.overlaps(two)
    assert one.contains(two) == (held(two) <= held(one))


@given(intervals(), intervals())
def test_the_hull_is_the_smallest_that_holds_both(one: Interval, two: Interval) -> None:
    hull, both = one.hull(two), held(one) | held(two)
    assert held(hull) == set(range(min(both), max(both) + 1))
    assert hull.contains(one)
    assert hull.contains(two)


@given(intervals(), intervals(), intervals())
def test_order_and_grouping_make_no_difference_to_the_days(one: Interval, two: Interval, three: Interval) -> None:
    def ends(found: Interval | None) -> object:
        return None if found is None else (found.from_, found.to)

    def meet(left: Interval | None, right: Interval | None) -> Interval | None:
        return None if left is None or right is None else left.intersect(right)

    assert ends(one.intersect(two)) == ends(two.intersect(one))
    assert ends(one.hull(two)) == ends(two.hull(one))
    assert ends(meet(meet(one, two), three)) == ends(meet(one, meet(two, three)))
    assert ends(one.hull(two).hull(three)) == ends(one.hull(two.hull(three)))
    assert (one.intersect(one), one.hull(one)) == (one, one)
    if one.contains(two) and two.contains(three):
        assert one.contains(three)
    if one.contains(two) and two.contains(one):
        assert ends(one) == ends(two)
    assert meet(one, one.hull(two)) == one


@given(intervals(), intervals(), st.integers(0, 12))
def test_with_days_to_spare_it_is_enough_to_come_so_near(one: Interval, two: Interval, slack: int) -> None:
    gap = min((abs(left - right) for left in held(one) for right in held(two)), default=0)
    assert one.overlaps(two, slack) == (gap <= slack)
    assert one.overlaps(two, slack) == two.overlaps(one, slack)


@given(intervals(), intervals(), st.integers(-5000, 5000), st.integers(-5000, 5000))
def test_moving_adds_up_and_disturbs_nothing(one: Interval, two: Interval, first: int, then: int) -> None:
    assert one.shift(first).shift(then) == one.shift(first + then)
    assert one.shift(first).shift(-first) == one
    assert one.shift(first).days == one.days
    assert one.overlaps(two) == one.shift(first).overlaps(two.shift(first))
    assert one.contains(two) == one.shift(first).contains(two.shift(first))


@given(st.dates(date(100, 1, 1), date(9800, 12, 31)))
def test_units_hold_their_days_each_day_once(one: date) -> None:
    for unit, length in (
        (Interval.day(one), (1, 1)),
        (Interval.week(one), (7, 7)),
        (Interval.month(one.year, one.month), (28, 31)),
        (Interval.year(one.year), (365, 366)),
    ):
        assert unit.contains(Interval.day(one))
        assert unit.days is not None
        assert length[0] <= unit.days <= length[1]
        assert unit.reckonable
    following = Interval.week(one).to + timedelta(days=1)  # type: ignore[operator]
    assert not Interval.week(one).overlaps(Interval.week(following))
    assert Interval.week(one).overlaps(Interval.week(following), slack=1)
    assert Interval.parse(one.isoformat()) == Interval.day(one)
    assert Interval.parse(one.isoformat()[:7]) == Interval.month(one.year, one.month)
    assert Interval.parse(one.isoformat()[:4]) == Interval.year(one.year)


@given(st.dates(date(200, 1, 1), date(9700, 12, 31)), st.sampled_from("DWMY"), st.integers(0, 90), st.integers(0, 90))
def test_reckoning_goes_forward_with_the_number_and_back_again(start: date, unit: str, one: int, more: int) -> None:
    assert start <= move(start, unit, one) <= move(start, unit, one + more)
    assert move(start, unit, 0) == start
    there_and_back = move(move(start, unit, one), unit, -one)
    # The 31st of a month and 29 February have no day of their own in every month or year; they come back to the last that there is.
    assert there_and_back <= start
    assert (start - there_and_back).days <= (3 if unit in "MY" else 0)
    if unit in "DW":
        assert move(move(start, unit, one), unit, more) == move(start, unit, one + more)


@pytest.mark.parametrize(
    ("text", "reckonable"), [("0001-01-01", False), ("9999-12-31", False), ("0099", False), ("0100", True), ("9899", True), ("9900", False)]
)
def test_days_at_the_ends_of_the_calendar_are_not_to_be_reckoned_from(text: str, reckonable: bool) -> None:
    assert Interval.parse(text).reckonable == reckonable
    assert Interval().reckonable
