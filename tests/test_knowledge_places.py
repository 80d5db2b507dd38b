"""The gazetteer: which city a name means, and how the table is made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.knowledge import load
from dragoman.knowledge.build.places import main, rows
from dragoman.knowledge.countries import Countries
from dragoman.knowledge.places import Places


def city(name: str, country: str, people: int, number: int, *others: str) -> dict[str, object]:
    return {
        "name": name, "countrycode": country, "population": people, "geonameid": number, "latitude": 1.23456, "longitude": -2.0, "alternatenames": list(others),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "country", "geonames"),
    [
        ("Seoul", "KOR", 1835848),
        ("Kiev", "UKR", 703448),
        ("Kyiv", None, 703448),
        ("Washington", None, 4140963),
        ("Vaduz", "LIE", 3042030),
        ("Springfield", None, None),
        ("Seoul", "USA", None),
        ("Nowhereville", None, None),
    ],
)
def test_a_city_is_found_by_name_and_country(name: str, country: str | None, geonames: int | None) -> None:
    found = load().places.find(name, country)
    assert (found and found.geonames) == geonames


def test_a_name_that_several_large_cities_bear_is_none_without_a_country() -> None:
    cities = [city("Alba", "IT", 400_000, 1), city("Alba", "ES", 300_000, 2), city("Bara", "IT", 900_000, 3), city("Bara", "ES", 60_000, 4)]
    places = Places(rows(cities, Countries.load()))
    assert places.find("Alba") is None
    assert [found.geonames for found in (places.find("Alba", "ESP"), places.find("bara")) if found] == [2, 3]


def test_small_towns_are_left_out_and_capitals_kept() -> None:
    cities = [
        city("Vaduz", "LI", 5000, 1),
        city("Triesen", "LI", 5000, 2),
        city("Roma", "IT", 2_000_000, 3, "Rome", "ROM", "\u0420\u0438\u043c"),
        city("X", "ZZ", 9**9, 4),
    ]
    assert [(row[0], row[1], row[3], row[6]) for row in rows(cities, Countries.load())] == [("Roma", "ITA", "1.235", "rome"), ("Vaduz", "LIE", "1.235", "")]


def test_the_table_is_the_same_for_the_same_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "cities.json"
    source.write_text(json.dumps({"1": city("Roma", "IT", 2_000_000, 1), "2": city("Alba", "IT", 20, 2)}), "utf-8")
    for out in ("a.gz", "b.gz"):
        assert main([str(source), "--out", str(tmp_path / out)]) == 0
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert "2 cities, 1 kept" in capsys.readouterr().out
    assert main([str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err
