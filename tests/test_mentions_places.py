"""Places: the cases of cases/places.yaml, and what holds of every choice among namesakes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.clean import clean
from dragoman.knowledge import load
from dragoman.knowledge.places import Place
from dragoman.mentions import find
from dragoman.mentions.place_words import placing_words
from dragoman.mentions.placing import choose_places, outlet_home, report_homes, score_place
from dragoman.mentions.toponyms import Toponym
from dragoman.model import Report
from dragoman.parse import Parser

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "places.yaml").read_text(encoding="utf-8"))
TOWN = Place("Alba", "city", "ITA", 1, 44.7, 8.0, 30_000, within=(7, 8), number=10)
METROPOLIS = Place("Alba", "city", "ESP", 2, 40.0, -3.0, 900_000, within=(5, 6), number=11)
LARGER = Place("Piemonte", "division", "ITA", 3, 45.0, 8.0, 4_000_000, within=(8,), number=7)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(load())


@pytest.mark.parametrize("case", CASES, ids=[f"{case['what']}: {case['text'][:40]}" for case in CASES])
def test_places_are_found_and_placed(case: dict[str, Any], parser: Parser) -> None:
    knowledge = load()
    working = find(parser.parse(clean(Report(id="r", text=case["text"]), knowledge)), knowledge)
    # The last sentence's: what the report has said by then counts.
    found = {place.name: place for place in working.places}
    for name, told in case.get("gives", {}).items():
        assert name in found
        assert found[name].lat is not None
        assert told is None or told in {found[name].geonames, found[name].country}
    assert not set(case.get("not", ())) & set(found)


def test_there_are_cases_of_every_sort() -> None:
    told = Counter(case["what"] for case in CASES)
    assert set(told) >= {"containment", "demonym", "dateline", "context", "facility", "water", "guard"}


def name(*places: Place, **fields: Any) -> Toponym:
    return Toponym(0, 4, 0, "Alba", places, sure=True, **fields)


def test_the_larger_namesake_is_meant_unless_the_text_says_where_it_lies() -> None:
    assert choose_places([name(TOWN, METROPOLIS)], {}, "")["alba"].place is METROPOLIS
    choice = choose_places([name(TOWN, METROPOLIS, told=(LARGER,))], {}, "")["alba"]
    assert choice.place is TOWN
    assert "contained" in choice.why


def test_a_name_has_one_sense_in_a_report() -> None:
    chosen = choose_places([name(TOWN, METROPOLIS), name(TOWN, METROPOLIS, told=(LARGER,))], {}, "")
    assert [choice.place for choice in chosen.values()] == [TOWN]


def test_the_outlets_country_speaks_for_its_own_towns() -> None:
    words = placing_words()
    away, why_away = score_place(TOWN, name(TOWN), (), set(), ({}, ""), words)
    home, why = score_place(TOWN, name(TOWN), (), set(), ({"ITA": 1.0}, ""), words)
    assert home - away == pytest.approx(words.choosing["home"])
    assert set(why) - set(why_away) == {"home"}


def test_namesakes_that_fit_alike_are_in_doubt() -> None:
    twin = Place("Alba", "city", "ESP", 4, 42.0, -8.0, 899_000, within=(5, 6), number=12)
    assert choose_places([name(METROPOLIS, twin)], {}, "")["alba"].doubtful
    assert not choose_places([name(METROPOLIS, TOWN)], {}, "")["alba"].doubtful


@pytest.mark.parametrize(
    ("url", "listed", "home"),
    [
        ("https://www.example.co.uk/news", None, "GBR"),
        ("example.ca", None, "CAN"),
        ("https://example.com/a.ca", None, None),
        ("example.com", "FRA", "FRA"),
        (None, None, None),
    ],
)
def test_an_address_tells_the_country(url: str | None, listed: str | None, home: str | None) -> None:
    assert outlet_home(url, listed, [("GB", "GBR"), ("CA", "CAN"), ("FR", "FRA")]) == home


def test_institutions_tell_where_a_report_was_written() -> None:
    assert set(report_homes("The Garda and the Taoiseach spoke.", None)) == {"IRL"}
    assert report_homes("The Garda spoke.", "GBR") == {"GBR": 1.0}
    assert report_homes("Nothing of the kind.", None) == {}
