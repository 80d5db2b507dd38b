"""What comes round in one country after another dates a report by its country: the coup in Niger, Sunday's election in Ukraine."""

from __future__ import annotations

from array import array
from datetime import date

import pytest

from dragoman.date.happenings import classes, happening_clues, read_happenings
from dragoman.model import Block, Interval, KnowledgeError, Report
from dragoman.model.working import CleanText, Part, PlaceFound, Sentence, Working

HEAD = "class,country,from,to\n"
KNOWN = {"coup": {"days": 400, "ahead": 1}}


def test_every_row_is_read_and_each_class_has_some() -> None:
    assert all(one.times for one in classes())


@pytest.mark.parametrize("row", ["coup,MLI,2012-13-01,", "quarrel,MLI,2012-03-22,", "coup,Mali,2012-03-22,", "coup,MLI,2012-03-22,2011-01-01", "coup,MLI"])
def test_a_bad_row_is_named_with_its_line(row: str) -> None:
    with pytest.raises(KnowledgeError, match="2"):
        list(read_happenings(HEAD + row + "\n", "x.csv", KNOWN))


def working(text: str, *countries: str) -> Working:
    """One sentence that names places of these countries."""
    clean = CleanText(text, array("l", range(len(text) + 1)), (Block("body", 0, len(text)),), (Part("body", 0, len(text)),))
    made = Working(Report("r", text), clean, "en", [Sentence(0, 0, len(text), "body", text)])
    made.places = [PlaceFound(0, 1, 0, country, literal=True, country=country) for country in countries]
    return made


@pytest.mark.parametrize(
    ("text", "country", "day"),
    [
        ("Talks were put off after the imposition of martial law.", "KOR", date(2024, 12, 20)),
        ("Sanctions followed the coup in July.", "NER", date(2023, 9, 1)),
        ("Turnout was high in Sunday's presidential election.", "UKR", date(2019, 4, 1)),
        ("Turnout was high in the election on Sunday.", "FRA", date(2017, 4, 24)),
    ],
)
def test_the_country_says_which_one_is_meant(text: str, country: str, day: date) -> None:
    found = happening_clues(working(text, country), frozenset())
    assert any(window.contains(Interval.day(day)) for window in found[0].windows)


@pytest.mark.parametrize(
    ("text", "country"), [("The election will be fair, he said.", "UKR"), ("The coup was condemned.", "CHE"), ("Martial lawyers met.", "KOR")]
)
def test_other_words_and_countries_say_nothing(text: str, country: str) -> None:
    assert happening_clues(working(text, country), frozenset()) == []


def test_a_sentence_of_the_past_says_nothing() -> None:
    assert happening_clues(working("The coup was condemned.", "NER"), frozenset({0})) == []
