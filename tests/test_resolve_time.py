"""Windows of writing: how much they speak for one occasion, and what the second look narrows."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from dragoman.model import Interval, Where
from dragoman.resolve import resolve
from dragoman.resolve.chance import time_odds
from dragoman.resolve.likeness import can_meet
from dragoman.resolve.placing import narrowed
from factories_resolve import claim, event, person

ADAMS, OKORO = person("Ruth Adams", "USA"), person("Chidi Okoro", "NGA")
ABUJA = Where("Abuja", "NGA", 2352778, 9.06, 7.49)


def span(first: str, last: str) -> Interval:
    return Interval.between(date.fromisoformat(first), date.fromisoformat(last))


def test_near_and_narrow_windows_speak_for_one_occasion_far_ones_against() -> None:
    day = span("2020-05-05", "2020-05-05")
    near, far, wide = span("2020-05-07", "2020-05-07"), span("2020-07-05", "2020-07-05"), span("2018-01-01", "2022-01-01")
    assert time_odds(day, near) > time_odds(day, wide) > time_odds(day, far)
    assert time_odds(day, Interval()) == 0.0


@given(some.integers(0, 900), some.integers(0, 900), some.integers(-900, 900))
def test_odds_of_time_are_the_same_either_way_round(one: int, two: int, start: int) -> None:
    base = date(2020, 1, 1).toordinal()
    left = Interval.between(date.fromordinal(base), date.fromordinal(base + one))
    right = Interval.between(date.fromordinal(base + start), date.fromordinal(base + start + two))
    assert abs(time_odds(left, right) - time_odds(right, left)) < 1e-3


def test_wide_windows_that_only_touch_cannot_meet() -> None:
    assert not can_meet(span("2019-01-01", "2020-05-12"), span("2020-05-12", "2022-01-10"))
    assert can_meet(span("2020-05-05", "2020-05-05"), span("2020-06-20", "2020-06-20"))


def test_dated_reports_place_an_undated_one_of_their_group_and_only_that() -> None:
    written = {"a": span("2020-05-05", "2020-05-05"), "b": span("2018-01-01", "2022-01-01"), "c": Interval(), "d": Interval()}
    out = narrowed(written, [("a", "b", "c"), ("d",)])
    assert out["a"] == written["a"]
    assert (out["b"].from_, out["b"].to) == (date(2020, 4, 4), date(2020, 6, 5))
    assert out["c"].known
    assert out["d"] == Interval()


def test_the_second_look_joins_an_undated_telling_to_the_dated_event_of_its_copy() -> None:
    text = (
        "The two sides spoke for 95 minutes at the Aso Villa about pirates in the Gulf of Guinea. "
        "Okoro asked for 12 patrol boats before the end of the year. About 300 students from Zaria protested outside."
    )
    told = {"mode": "visit", "actors": (ADAMS,), "recipients": (OKORO,), "place": ABUJA}
    dated = claim("a", event("Adams met Okoro in Abuja on Monday.", trigger="met", on="2020-05-04", **told), text=text)  # type: ignore[arg-type]
    undated = claim("b", event("Okoro had Adams as his guest.", trigger="guest", **told), text=text, written=("2018-01-01", "2022-01-01"))  # type: ignore[arg-type]
    (made,) = resolve([dated, undated]).events
    assert (made.origins, str(made.from_)) == (1, "2020-05-04")
