"""When a report was written: given, printed, or by the clues inside it."""

from __future__ import annotations

import itertools
from array import array
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.date.dating import precision, written
from dragoman.date.evidence import Evidence, merged
from dragoman.date.weigh import EARLIEST, summed, weigh
from dragoman.mentions.times import find_times
from dragoman.model import Actor, Block, Interval, Report, Written
from dragoman.model.working import ActorMention, CleanText, Part, Sentence, Working


def working(text: str, *, people: list[tuple[str, str, str, str | None]] = (), kinds: list[str] = (), **report: Any) -> Working:  # type: ignore[assignment]
    """A report of one paragraph a line, one sentence a paragraph. `people`: (words, name, country, office)."""
    sentences, parts, blocks, at = [], [], [], 0
    for index, line in enumerate(text.split("\n")):
        kind = kinds[index] if index < len(kinds) else "body"
        blocks.append(Block(kind, at, at + len(line)))
        if kind in ("title", "heading", "body"):
            sentences.append(Sentence(len(sentences), at, at + len(line), kind, line))
            parts.append(Part(kind, at, at + len(line)))
        at += len(line) + 1
    made = Working(Report("r", text, **report), CleanText(text, array("l", range(len(text) + 1)), tuple(blocks), tuple(parts)), "en", sentences)
    made.times = find_times(text, sentences)
    for words, name, country, office in people:
        start = text.index(words)
        end = start + len(words)
        sentence = next(one.index for one in sentences if one.start <= start < one.end)
        made.actors.append(ActorMention(start, end, sentence, (Actor(start, end, name, f"p:{name}", country, "GOV", "person", office),)))
    return made


def days(found: Written) -> tuple[date | None, date | None]:
    return found.from_, found.to


def test_a_given_date_stands(knowledge: Any) -> None:
    found = written(working("He met them in 2019.", published="2020-03-04T10:00:00Z"), knowledge)
    assert (days(found), found.how, found.precision) == ((date(2020, 3, 4), date(2020, 3, 4)), "given", "day")


def test_a_date_that_cannot_be_read_is_noted(knowledge: Any) -> None:
    report = working("He met them.", published="yesterday")
    assert written(report, knowledge).how == "unknown"
    assert "yesterday" in report.notes[0]


@pytest.mark.parametrize(
    ("text", "kinds", "day"),
    [
        ("Envoys meet\nBy Ann Lee, 3 March 2019\nThe envoys met.", ["title", "byline", "body"], date(2019, 3, 3)),
        ("Published: 6 July 2021\nThe envoys met.", ["byline", "body"], date(2021, 7, 6)),
        ("The envoys met.\nLast updated: 2021-07-06 09:30", ["body", "boilerplate"], date(2021, 7, 6)),
        ("LIMA, Feb. 4, 2020 (Agency) — The envoys met.", ["body"], date(2020, 2, 4)),
    ],
)
def test_a_printed_date_is_read(text: str, kinds: list[str], day: date, knowledge: Any) -> None:
    found = written(working(text, kinds=kinds), knowledge)
    assert (days(found), found.how, found.clues[0].kind) == ((day, day), "inferred", "printed")
    clue = found.clues[0]
    assert str(day.year) in text[clue.start : clue.end]


def test_a_date_in_running_text_is_no_stamp(knowledge: Any) -> None:
    found = written(working("The treaty was signed on 3 March 2019."), knowledge)
    assert found.precision != "day"
    assert found.from_ == date(2019, 3, 3)


def test_two_holders_give_the_days_they_share(knowledge: Any) -> None:
    text = "Secretary of State John Kerry met Foreign Secretary Philip Hammond in Paris."
    people = [("John Kerry", "John Kerry", "USA", "Secretary of State"), ("Philip Hammond", "Philip Hammond", "GBR", "Foreign Secretary")]
    found = written(working(text, people=people), knowledge)
    assert found.from_ is not None
    assert found.to is not None
    assert (found.from_.year, found.from_.month, found.to.year, found.to.month) == (2014, 7, 2016, 7)
    assert {clue.kind for clue in found.clues} == {"office"}
    assert "Secretary of State John Kerry" in {text[clue.start : clue.end] for clue in found.clues}


@pytest.mark.parametrize("word", ["former", "then-", "ex-", "late "])
def test_a_holder_of_the_past_sets_no_upper_limit(word: str, knowledge: Any) -> None:
    text = f"The {word} Secretary of State John Kerry spoke in Geneva."
    found = written(working(text, people=[("John Kerry", "John Kerry", "USA", "Secretary of State")]), knowledge)
    assert found.from_ is not None
    assert found.from_ >= date(2013, 2, 1)
    assert found.to is None or found.to > date(2020, 1, 1)


def test_a_sentence_of_the_past_sets_no_upper_limit(knowledge: Any) -> None:
    text = "In 2014 Secretary of State John Kerry spoke in Geneva."
    found = written(working(text, people=[("John Kerry", "John Kerry", "USA", "Secretary of State")]), knowledge)
    assert found.from_ is not None
    assert found.from_ >= date(2013, 2, 1)
    assert found.to is None or found.to > date(2020, 1, 1)


def test_an_office_to_come_is_no_clue(knowledge: Any) -> None:
    text = "Would-be President Barack Obama met reporters."
    assert written(working(text, people=[("Barack Obama", "Barack Obama", "USA", "President")]), knowledge).how == "unknown"


def test_the_later_holder_of_an_office_is_the_present_one(knowledge: Any) -> None:
    text = "President Barack Obama's plan was dropped, President Donald Trump said.\nSecretary of State Rex Tillerson agreed."
    people = [
        ("Barack Obama", "Barack Obama", "USA", "President"),
        ("Donald Trump", "Donald Trump", "USA", "President"),
        ("Rex Tillerson", "Rex W. Tillerson", "USA", "Secretary of State"),
    ]
    found = written(working(text, people=people), knowledge)
    assert found.from_ == date(2017, 2, 1)
    assert found.to is not None
    assert found.to.year == 2018


def test_clashing_clues_are_kept_as_alternatives(knowledge: Any) -> None:
    text = "Secretary of State John Kerry met Foreign Secretary David Cameron.\nSecretary of State John F. Kerry left.\nSecretary of State J. Kerry smiled."
    kerry = [(words, "John Kerry", "USA", "Secretary of State") for words in ("John Kerry", "John F. Kerry", "J. Kerry")]
    people = [*kerry, ("David Cameron", "David Cameron", "GBR", "Foreign Secretary")]
    found = written(working(text, people=people), knowledge)
    assert found.how == "inferred"
    assert len(found.clues) == 2
    assert found.also
    assert all(0 < one.weight <= 1 for one in found.also)


def test_years_ahead_are_no_lower_bound(knowledge: Any) -> None:
    assert written(working("The plan is to be finished by 2040."), knowledge).how == "unknown"
    assert written(working("They plan for the 2040 election."), knowledge).how == "unknown"


def test_the_newest_year_of_the_past_is_a_lower_bound(knowledge: Any) -> None:
    found = written(working("They met in 2011 and signed the pact in 2014."), knowledge)
    assert found.from_ == date(2014, 1, 1)


def test_nothing_known_stays_unknown(knowledge: Any) -> None:
    assert written(working("The two sides met and talked."), knowledge) == Written()


def test_weekday_and_day_choose_the_year(knowledge: Any) -> None:
    text = "Secretary of State John Kerry landed on Tuesday, March 3."
    found = written(working(text, people=[("John Kerry", "John Kerry", "USA", "Secretary of State")]), knowledge)
    assert found.from_ is not None
    assert found.to is not None
    assert found.from_ <= date(2015, 3, 3) <= found.to
    assert (found.to - found.from_).days < 300


HORIZON = date(2060, 1, 1)
DAY = st.dates(date(1950, 1, 1), date(2050, 1, 1))


@st.composite
def clues(draw: st.DrawFn) -> Evidence:
    first = draw(DAY)
    last = draw(st.one_of(st.none(), st.dates(first, date(2060, 1, 1))))
    return Evidence("office", 0, 1, "x", (Interval.between(first, last),), draw(st.sampled_from(["office", "happening", "known"])), draw(st.floats(0.5, 2)))


@given(st.lists(clues(), min_size=1, max_size=8))
def test_the_window_ignores_the_order_of_the_clues(found: list[Evidence]) -> None:
    assert weigh(found, HORIZON) == weigh(found[::-1], HORIZON)


@given(DAY, st.lists(st.tuples(st.integers(200, 2000), st.integers(200, 2000)), min_size=1, max_size=8))
def test_clues_that_agree_are_intersected(day: date, reaches: list[tuple[int, int]]) -> None:
    windows = [Interval.between(Interval.day(day).shift(-before).from_, Interval.day(day).shift(after).to) for before, after in reaches]
    window, also = weigh([Evidence("office", 0, 1, "x", (one,), "office") for one in windows], HORIZON)
    shared = windows[0]
    for one in windows:
        shared = shared.intersect(one) or shared
    assert window.overlaps(shared)
    assert all(not window.overlaps(Interval.between(other.from_, other.to)) for other in also)


@given(st.lists(st.tuples(DAY, st.integers(0, 4000)), min_size=1, max_size=8))
def test_merged_windows_hold_all_and_lie_apart(pairs: list[tuple[date, int]]) -> None:
    windows = [Interval.between(first, Interval.day(first).shift(length).to) for first, length in pairs]
    out = merged(windows)
    assert all(any(one.contains(window) for one in out) for window in windows)
    assert all(not one.overlaps(other) for one, other in itertools.pairwise(out))


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2020, 2, 2), date(2020, 2, 2), "day"),
        (date(2020, 2, 1), date(2020, 2, 29), "month"),
        (date(2020, 1, 1), date(2020, 12, 31), "year"),
        (date(2020, 2, 2), date(2021, 2, 2), "range"),
        (date(2020, 2, 2), None, "range"),
    ],
)
def test_precision(first: date, last: date | None, told: str) -> None:
    assert precision(Interval.between(first, last)) == told


def test_people_named_by_the_way_count_less_than_they_add_up_to() -> None:
    one = Evidence("thing", 0, 1, "x", (Interval.year(2010),), "post")
    twice = [one, Evidence("thing", 5, 6, "y", (Interval.year(2010),), "post")]
    outside = date(2005, 6, 1).toordinal() - EARLIEST
    single, both = (summed(found, HORIZON)[outside] for found in ([one], twice))
    assert 2 * single < both < single < 0
