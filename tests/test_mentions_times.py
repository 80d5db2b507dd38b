"""Time expressions: the cases of cases/times.yaml, every rule's own example, and what must hold for any date."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions.times import Expression, find_times
from dragoman.mentions.times.grammar import grammar
from dragoman.model import Interval
from dragoman.model.working import Sentence

CASES = yaml.load((Path(__file__).parent / "cases" / "times.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31))


def times(text: str, kind: str = "body") -> list[Expression]:
    found = find_times(text, [Sentence(0, 0, len(text), kind, text)])
    return [time for time in found if isinstance(time, Expression)]


def interval(days: Any) -> tuple[date, date]:
    pair = days if isinstance(days, list) else [days, days]
    return date.fromisoformat(pair[0]), date.fromisoformat(pair[1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(case: dict[str, Any]) -> None:
    anchor, tense = Interval.parse(case.get("written", "2023-06-24")), case.get("tense")
    found = times(case["text"])
    told = [case["text"][time.start : time.end] for time in found]
    assert told == [item["words"] for item in case["gives"]]
    assert not set(told) & set(case.get("not", []))
    for time, item in zip(found, case["gives"], strict=True):
        assert time.type == item.get("type", "DATE")
        if "value" in item:
            assert time.value(anchor, tense) == item["value"]
        if "days" in item:
            days = time.resolve(anchor, tense)
            assert days is not None
            assert (days.from_, days.to) == interval(item["days"])
        if "whole" in item:
            days = time.extent(anchor, tense)
            assert days is not None
            assert (days.from_, days.to) == interval(item["whole"])


@pytest.mark.parametrize("rule", grammar().rules.values(), ids=lambda rule: rule.name)
def test_each_rule_reads_its_example(rule: Any) -> None:
    text = f"It came in {rule.example}." if rule.name in ("month", "year", "month_year", "which_month", "apostrophe_year") else f"So {rule.example}."
    assert rule.name in [time.rule for time in times(text)]


def test_relative_times_stay_unresolved_without_an_anchor() -> None:
    for text in ("He left on Monday.", "He left last week.", "He left in June.", "He left two days ago.", "He left yesterday."):
        (time,) = times(text)
        assert time.relative
        assert time.resolve(None, "past") is None
        assert "X" in time.value(None, "past")


def test_absolute_times_need_no_anchor() -> None:
    (time,) = times("He left on 3 May 2019.")
    assert not time.relative
    assert time.resolve(None, None) == Interval.day(date(2019, 5, 3))


def test_a_window_of_some_days_gives_the_hull() -> None:
    window = Interval.between(date(2023, 6, 19), date(2023, 6, 21))
    (weekday,) = times("He left on Sunday.")
    assert weekday.resolve(window, "past") == Interval.day(date(2023, 6, 18))
    (deictic,) = times("He left yesterday.")
    days = deictic.resolve(window, "past")
    assert days is not None
    assert (days.from_, days.to) == (date(2023, 6, 18), date(2023, 6, 20))


def test_a_wide_window_says_nothing_of_days_but_of_years() -> None:
    window = Interval.between(date(2023, 2, 1), date(2023, 11, 30))
    (weekday,) = times("He left on Sunday.")
    assert weekday.resolve(window, "past") is None
    assert weekday.value(window, "past") == "XXXX-WXX-7"
    (year,) = times("He leaves this year.")
    assert year.resolve(window, None) == Interval.year(2023)


def test_a_headline_in_the_present_tells_of_the_past() -> None:
    anchor = Interval.day(date(2023, 6, 24))
    assert times("Envoys meet Monday", "title")[0].resolve(anchor, "present") == Interval.day(date(2023, 6, 19))
    assert times("Envoys meet Monday")[0].resolve(anchor, "present") == Interval.day(date(2023, 6, 26))


def test_nothing_crosses_the_end_of_a_sentence() -> None:
    text = "He came in 3 May 2019 was dry."
    sentences = [Sentence(0, 0, 12, "body", text[:12]), Sentence(1, 13, len(text), "body", text[13:])]
    found = find_times(text, sentences)
    assert all(not (time.start < 12 < time.end) for time in found)


def test_times_do_not_overlap_and_lie_in_the_text() -> None:
    text = "On 3 May 2019, a week before, two years and a half ago, last Monday morning at 10 a.m., from 3 to 5 June 2020 and every week."
    found = times(text)
    assert len(found) > 5
    assert all(0 <= one.start < one.end <= other.start for one, other in itertools.pairwise(found))


@given(day=DAYS, weekday=st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))
def test_a_past_weekday_lies_within_the_week_before(day: date, weekday: str) -> None:
    (time,) = times(f"They met on {weekday}.")
    days = time.resolve(Interval.day(day), "past")
    assert days is not None
    assert days.from_ is not None
    assert day - timedelta(days=7) < days.from_ <= day
    assert days.from_.strftime("%A") == weekday


PAST = st.sampled_from(
    [
        "on Monday", "in March", "last week", "on June 3", "this year", "in the summer", "early this month", "two weeks ago", "in the past month",
        "over the weekend", "this week", "last spring", "on 29 February", "in late October", "at the end of the year", "last night", "on Friday morning",
    ]
)  # fmt: skip


@given(day=DAYS, words=PAST)
def test_nothing_told_in_the_past_lies_after_the_report(day: date, words: str) -> None:
    for time in times(f"They met {words}."):
        days = time.resolve(Interval.day(day), "past")
        if days is not None and words != "at the end of the year":
            assert days.from_ is not None
            assert days.to is not None
            assert days.from_ <= days.to <= day


VALUED = st.sampled_from(
    ["on Monday", "in March", "last week", "on June 3", "last year", "two weeks ago", "next month", "tomorrow", "on 3 May 2019", "in 1998", "two years ago"]
)


@given(day=DAYS, words=VALUED, tense=st.sampled_from(["past", "future", None]))
def test_value_and_days_agree(day: date, words: str, tense: str | None) -> None:
    (time,) = times(f"They met {words}.")
    anchor = Interval.day(day)
    days, value = time.resolve(anchor, tense), time.value(anchor, tense)
    assert days is not None
    if "W" in value:
        year, week = value.split("-W")
        told = Interval.week(date.fromisocalendar(int(year), int(week), 1))
    else:
        told = Interval.parse(value)
    assert told.contains(days)
    assert told.from_ == days.from_


@given(first=DAYS, length=st.integers(0, 30), words=st.one_of(PAST, VALUED), tense=st.sampled_from(["past", "future", None]), at=st.integers(0, 30))
def test_a_window_holds_what_each_of_its_days_gives(first: date, length: int, words: str, tense: str | None, at: int) -> None:
    window = Interval.between(first, first + timedelta(days=length))
    inside = Interval.day(first + timedelta(days=min(at, length)))
    for time in times(f"They met {words}."):
        wide, narrow = time.resolve(window, tense), time.resolve(inside, tense)
        if wide is not None and narrow is not None:
            assert wide.contains(narrow)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for time in times(text):
        assert 0 <= time.start < time.end <= len(text)
        time.resolve(Interval.day(date(2023, 6, 24)), None)


MIX = [
    *("the", "last", "first", "3", "19", "2019", "May", "June", "Monday", "week", "year", "ago", "of", "in", "to", "-", ","),
    *("two", "days", "later", "mid-", "next", "this", "'s", "a.m.", "night", "BC", "every"),
]


@given(st.lists(st.sampled_from(MIX), max_size=12))
def test_any_mix_of_time_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for time in times(text):
        assert 0 <= time.start < time.end <= len(text)
        time.resolve(Interval.day(date(2023, 6, 24)), "past")
        time.value(None, None)
