"""What the world talked of only at some time, and what follows by counting."""

from __future__ import annotations

import itertools
from array import array
from datetime import date
from typing import Any

import pytest

from dragoman.date.dating import written
from dragoman.date.reckoned import reckoned_clues, reckoning
from dragoman.date.rules import rules
from dragoman.date.things import KINDS, found_things, read_things, thing_clues, things
from dragoman.date.weigh import EARLIEST, likely
from dragoman.mentions.times import find_times
from dragoman.model import Block, Interval, KnowledgeError, Report
from dragoman.model.working import CleanText, Part, Sentence, Working

HEAD = "names,kind,from,to,what\n"
HORIZON = date(2030, 1, 1)


def working(text: str) -> Working:
    sentence = Sentence(0, 0, len(text), "body", text)
    clean = CleanText(text, array("l", range(len(text) + 1)), (Block("body", 0, len(text)),), (Part("body", 0, len(text)),))
    made = Working(Report("r", text), clean, "en", [sentence])
    made.times = find_times(text, [sentence])
    return made


def test_every_thing_has_names_days_and_a_shape() -> None:
    assert len(things()) > 1000
    assert all(thing.names and thing.what and thing.days.from_ for thing in things())
    assert set(KINDS.values()) <= set(rules().shapes)


def test_no_name_stands_for_two_things() -> None:
    names = [name for thing in things() for name in thing.names]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    "row", ["A,event,2010", "A,kind,2010,2011,x", "A,event,2010,2009,x", "A|,event,2010,2011,x", "A,event,soon,2011,x", "A,event,2010,2011,"]
)
def test_a_wrong_entry_is_named_by_file_and_line(row: str) -> None:
    with pytest.raises(KnowledgeError, match=r"things\.csv, line 3"):
        list(read_things(f"{HEAD}B,since,1990,,x\n{row}\n", "things.csv"))


def test_a_name_inside_a_longer_one_is_not_read() -> None:
    found = found_things("Envoys spoke of the Paris climate agreement and of Zairean copper, and EULEX left.")
    assert [things()[index].names[0] for index in found] == ["Paris climate agreement", "Eulex"]


def test_an_event_is_told_of_after_it_and_most_soon() -> None:
    days = likely(thing_clues(working("The foreign ministers condemned the attack in Nice.")), HORIZON)
    before, soon, later, long_after = (
        days[date.toordinal(day) - EARLIEST] for day in (date(2016, 7, 1), date(2016, 8, 1), date(2017, 10, 1), date(2020, 1, 1))
    )
    assert before < long_after < later < soon


def test_the_clue_quotes_its_words(knowledge: Any) -> None:
    text = "Diplomats in Skopje said that North Macedonia would send envoys."
    clue = next(one for one in written(working(text), knowledge).clues if one.kind == "thing")
    assert text[clue.start : clue.end] == "North Macedonia"
    assert clue.from_ == date(2019, 1, 11)
    assert "North Macedonia" in clue.says


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Leaders at the G-20 summit here in Hangzhou agreed on a statement.", date(2016, 9, 5)),
        ("The 65th United Nations General Assembly opens its debate.", date(2010, 9, 20)),
        ("Bills wait in the 111th Congress.", date(2009, 6, 1)),
        ("Ten years after the Dayton accords the two entities still disagree.", date(2005, 11, 21)),
        ("The ministers mark the 50th anniversary of the Cuban missile crisis.", date(2012, 10, 16)),
        ("She is a candidate in the 2012 presidential election.", date(2012, 6, 1)),
    ],
)
def test_counting_gives_the_days(text: str, day: date) -> None:
    clues = reckoned_clues(working(text), frozenset())
    assert clues
    assert all(any(window.contains(Interval.day(day)) for window in clue.windows) for clue in clues)
    assert all((clue.windows[0].days or 10**6) < 1400 for clue in clues)


@pytest.mark.parametrize(
    "text", ["Two years after the vote he left.", "They met at the summit in Hangzhou.", "A 12th session is planned.", "The Battle of 2012 ships."]
)
def test_words_that_count_from_nothing_known_say_nothing(text: str) -> None:
    assert reckoned_clues(working(text), frozenset()) == []


def test_a_sentence_of_the_past_counts_nothing() -> None:
    assert reckoned_clues(working("Ten years after the Dayton accords they met."), frozenset({0})) == []


def test_summits_do_not_overlap_within_a_series() -> None:
    for places in reckoning().summits.values():
        days = sorted({days for _, days in places}, key=lambda one: str(one.from_))
        assert all(not one.overlaps(other) for one, other in itertools.pairwise(days))
