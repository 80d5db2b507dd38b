"""The register tells who held an office on a day, and never takes an untold end for "still in office"."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import knowledge
from dragoman.knowledge import Holding, Offices, name_key
from dragoman.model import Interval


def day(text: str) -> Interval:
    return Interval.parse(text)


def holding(person: str, from_: str, to: str | None = None, known: bool = True, role: str = "foreign minister", source: str = "wikidata") -> Holding:
    start, end = date.fromisoformat(from_), date.fromisoformat(to) if to else None
    return Holding(person, None, "RUR", role, None, role, start, end, known and to is not None, source)


def register(*holdings: Holding) -> Offices:
    naming = {
        "family_first_as_listed": ["PRK"],
        "called_by_last_word": [],
        "particles": ["von", "der"],
        "two_family_names": ["MEX"],
        "called_by_first_word": ["ETH"],
    }
    return Offices(holdings, naming)


@pytest.mark.parametrize(
    ("role", "country", "when", "person"),
    [
        ("foreign minister", "KOR", "2023-06-24", "Park Jin"),
        ("foreign minister", "KOR", "2021-03-17", "Chung Eui-yong"),
        ("foreign minister", "USA", "2023-06-24", "Antony Blinken"),
        ("head of government", "GBR", "1985-01-01", "Margaret Thatcher"),
        ("head of state", "UKR", "2022-02-24", "Volodymyr Zelensky"),
        ("head of organisation", "UNO", "2022-02-24", "António Guterres"),
    ],
)
def test_the_holder_on_a_day_comes_first(role: str, country: str, when: str, person: str) -> None:
    assert knowledge.load().offices.holders(role, country, day(when))[0].person == person


def test_ambassadors_are_asked_for_by_the_country_they_are_sent_to() -> None:
    offices = knowledge.load().offices
    sent = offices.holders("ambassador", "USA", day("2019"), role_to="KOR")
    assert sent
    assert {holding.role_to for holding in sent} == {"KOR"}


def test_an_untold_end_is_no_evidence_beyond_the_last_day_seen() -> None:
    open_end = holding("Ana Prior", "2015-01-01", "2017-03-01", known=False)
    assert open_end.covers(day("2016-06-01")) is True
    assert open_end.covers(day("2024-06-01")) is None
    assert open_end.covers(day("2014-12-31")) is False


def test_a_start_without_any_end_is_evidence_for_that_day_alone() -> None:
    started = holding("Ana Prior", "2015-01-01")
    assert started.covers(day("2015-01-01")) is True
    assert started.covers(day("2015-01-02")) is None


def test_who_may_still_hold_an_office_comes_after_who_does() -> None:
    offices = register(holding("Ana Prior", "2015-01-01", source="curated"), holding("Ben Later", "2014-06-01", "2016-06-01"))
    assert [held.person for held in offices.holders("foreign minister", "RUR", day("2015-06-01"))] == ["Ben Later", "Ana Prior"]


def test_a_successor_ends_a_holding_whose_end_nobody_told() -> None:
    offices = register(holding("Ana Prior", "2015-01-01"), holding("Ben Later", "2019-01-01", "2023-01-01"))
    assert [held.person for held in offices.holders("foreign minister", "RUR", day("2020-01-01"))] == ["Ben Later"]
    assert [held.person for held in offices.holders("foreign minister", "RUR", day("2018-01-01"))] == ["Ana Prior"]


def test_an_office_of_many_has_no_successor() -> None:
    offices = register(holding("Ana Prior", "2015-01-01", role="other minister"), holding("Ben Later", "2019-01-01", "2023-01-01", role="other minister"))
    assert {held.person for held in offices.holders("other minister", "RUR", day("2020-01-01"))} == {"Ana Prior", "Ben Later"}


def test_a_told_end_is_a_limit() -> None:
    offices = register(holding("Ana Prior", "2015-01-01", "2017-03-01"))
    assert offices.holders("foreign minister", "RUR", day("2017-03-02")) == []
    assert offices.holders("foreign minister", "RUR", day("2017-03-01")) != []


def test_curated_rows_outrank_others() -> None:
    offices = register(
        holding("Ana Prior", "2015-01-01", "2016-01-01", source="factbook"), holding("Ben Later", "2015-01-01", "2016-01-01", source="curated|wikidata")
    )
    assert offices.holders("foreign minister", "RUR", day("2015-06-01"))[0].person == "Ben Later"


@pytest.mark.parametrize("name", ["Cho Tae-yul", "CHO TAE YUL", "Cho Tae-yeol", "Jo Tae-yeol"])
def test_a_person_is_asked_for_by_any_spelling(name: str) -> None:
    assert {held.country for held in knowledge.load().offices.of_person(name)} == {"KOR"}


def test_a_romanised_spelling_that_is_not_listed_finds_the_person() -> None:
    assert {held.person for held in knowledge.load().offices.of_person("Volodymyr Zelenskij")} == {"Volodymyr Zelensky"}


def test_nobody_is_found_by_a_name_that_nobody_bears() -> None:
    offices = knowledge.load().offices
    assert offices.of_person("Zzyzx Qwertyuiop") == offices.surname("Zzyzx") == offices.holders("foreign minister", "XXX") == []


@pytest.mark.parametrize(
    ("person", "country", "called"),
    [
        ("Ana von der Prior", "DEU", {"prior", "vonderprior"}),
        ("Kim Il Prior", "PRK", {"kim"}),
        ("Ana Maria Prior Later", "MEX", {"later", "prior", "priorlater"}),
        ("Ana Prior", "ETH", {"ana", "prior"}),
        ("Lord Prior of Later", "GBR", {"prior"}),
        ("Ana Prior Jr.", "USA", {"prior"}),
    ],
)
def test_people_are_called_as_at_home(person: str, country: str, called: set[str]) -> None:
    assert set(register().surnames(person, country)) == called


def test_a_surname_leads_to_all_who_bear_it() -> None:
    people = {held.person for held in knowledge.load().offices.surname("Blinken")}
    assert "Antony Blinken" in people


def test_every_holding_of_the_register_ends_after_it_began_and_has_a_known_source() -> None:
    for held in knowledge.load().offices.all:
        assert held.from_ is not None
        assert held.to is None or held.to >= held.from_, held
        assert not held.to_known or held.to is not None, held
        assert set(held.source.split("|")) <= {"curated", "added", "uk", "us", "wikidata", "factbook"}


def test_the_index_of_the_package_finds_what_a_search_of_all_rows_finds() -> None:
    offices = knowledge.load().offices
    rows = offices.all
    assert offices.horizon == max(day for row in rows for day in (row.from_, row.to) if day is not None)
    for name in ("Wang Yi", "Antony Blinken", "Volodymyr Zelensky", "Ursula von der Leyen"):
        wanted = {row for row in rows if name_key(name) in {name_key(one) for one in (row.person, *row.aliases)}}
        assert wanted
        assert set(offices.of_person(name)) == wanted
    kept = {row for row in rows if (row.role, row.country) == ("foreign minister", "KOR")}
    assert set(offices.holders("foreign minister", "KOR")) == kept
