"""Particulars that join reports of uncertain time: spots under other names, counted figures, waves of one act; and near ones that join nothing."""

from __future__ import annotations

import pytest

from dragoman.model import EventReport, Number
from dragoman.resolve import Claim, resolve
from dragoman.resolve.likeness import Aspect, Likeness, likeness
from dragoman.resolve.particulars import Particulars, particulars, wave
from dragoman.resolve.rarity import rare_words
from dragoman.resolve.spots import spots
from dragoman.resolve.tellings import tellings
from dragoman.resolve.traits import traits
from factories_resolve import claim, country, event

WIDE, NARROW = ("2020-06-01", "2022-12-31"), "2021-08-08"


def joined(one: Claim, two: Claim) -> bool:
    return len(resolve([one, two]).stories) == 1


def like(one: Claim, two: Claim) -> Likeness:
    aspects = []
    for each in (one, two):
        text = traits(each)
        rare = rare_words([each], {each.id: text})[each.id]
        aspects.append(Aspect(each.id, text, {}, {}, each.written, each.id, {}, rare=rare, particulars=particulars(text, tellings(each, {}))))
    return likeness(*aspects)


def act(doer: str, done_to: str, sentence: str, kind: str = "ASSAULT", mode: str | None = None, value: float | None = None) -> tuple[str, str, EventReport]:
    to = (country(done_to),) if done_to else ()
    numbers = (Number("diplomats", value, 0, 0),) if value is not None else ()
    return event(sentence, kind, actors=(country(doer),), recipients=to, trigger=sentence.split()[1], mode=mode, numbers=numbers)


CLASHES = [
    pytest.param(
        (act("CHN", "PHL", "China blocked two trawlers near Scarborough Shoal."), act("AUS", "CHN", "Australia condemned it.", "ACCUSE")),
        (act("PHL", "CHN", "Boats trespassed at Huangyan Dao.", "MOBILIZE"), act("AUS", "PHL", "Canberra cheered the wrong side there.", "SUPPORT")),
        id="a shoal",
    ),
    pytest.param(
        (act("RUS", "UKR", "Moscow shelled the garrison of Snake Island."), act("TUR", "RUS", "Ankara asked for calm.", "REQUEST")),
        (act("UKR", "RUS", "Defenders repelled a landing on Zmiinyi.", "ASSAULT"), act("TUR", "UKR", "Ankara offered ships for the wounded.", "AID")),
        id="an island",
    ),
]


@pytest.mark.parametrize(("one", "two"), CLASHES)
def test_a_spot_called_otherwise_by_each_side_joins_reports_in_which_three_countries_have_a_part(one: tuple, two: tuple) -> None:  # type: ignore[type-arg]
    assert like(claim("a", *one, written=WIDE), claim("b", *two, written=NARROW)).sure


@pytest.mark.parametrize(("one", "two"), CLASHES)
def test_the_two_sides_alone_come_back_to_a_spot(one: tuple, two: tuple) -> None:  # type: ignore[type-arg]
    assert not like(claim("a", one[0], written=WIDE), claim("b", two[0], written=NARROW)).sure


@pytest.mark.parametrize(("one", "two"), CLASHES)
def test_a_spot_joins_nothing_where_neither_report_has_a_hold_in_time(one: tuple, two: tuple) -> None:  # type: ignore[type-arg]
    assert not like(claim("a", *one, written=WIDE), claim("b", *two, written=WIDE)).sure
    assert not like(claim("a", *one, written="2021-01-04"), claim("b", *two, written=NARROW)).sure


def spotted(text: str) -> tuple[frozenset[str], frozenset[str]]:
    one = claim("a", text=text)
    return spots(one, traits(one))


def test_spots_are_found_under_each_of_their_names_and_seas_are_none() -> None:
    found, used = spotted("Near Huangyan Dao in the South China Sea the boats of Zmiinyi would be lost.")
    assert found == {"Scarborough Shoal", "Snake Island"}
    assert used == {"huangyan", "dao", "zmiinyi"}
    assert spotted("The siachen of the recipe is no glacier.")[0] == frozenset()


def counted(text: str) -> frozenset[str]:
    return particulars(traits(claim("a", text=text)), ()).counted


@pytest.mark.parametrize(
    ("one", "two", "shared"),
    [
        ("They freed 17 sailors at dawn.", "On the quay 17 Kenyan sailors embraced.", "17 sailor"),
        ("Peru sent back 23 miners.", "There were 23 tired miners on the bus.", "23 miner"),
    ],
)
def test_a_figure_counts_the_noun_behind_it_whatever_stands_between(one: str, two: str, shared: str) -> None:
    assert shared in counted(one) & counted(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("They freed 17 sailors at dawn.", "They freed 17 fishermen at dawn."),
        ("Peru sent back 23 miners.", "Some 23 trucks were waiting, full of miners."),
    ],
)
def test_the_same_figure_of_something_else_is_not_counted(one: str, two: str) -> None:
    assert not {thing for thing in counted(one) & counted(two) if thing.endswith(("sailor", "fishermen", "miner"))}


@pytest.mark.parametrize("text", ["The quake left 17 dead in Lima.", "A 34-year-old baker was there.", "It took them 36 hours to Oslo."])
def test_what_any_news_counts_marks_no_occasion(text: str) -> None:
    assert not {thing for thing in counted(text) if thing.split()[1] in {"dead", "year-old", "hour"}}


def expelling(identity: str, *acts: tuple[str, str, float | None], written: str | tuple[str, str] = WIDE, filler: str = "") -> Claim:
    told = [
        act(doer, done_to, f"It expelled {'' if value is None else value:g} people." if value else "It expelled people.", "SANCTION", "expel", value)
        for doer, done_to, value in acts
    ]
    return claim(identity, *told, written=written, text=filler)


def deeds(one: Claim) -> Particulars:
    return particulars(traits(one), tellings(one, {}))


WAVES = [
    pytest.param((("NOR", "BLR", 12.0), ("FIN", "BLR", 9.0)), (("NOR", "BLR", 12.0), ("FIN", "", 8.0), ("EST", "BLR", 3.0)), id="Belarus"),
    pytest.param((("CHL", "VEN", 20.0), ("PER", "VEN", 5.0)), (("PER", "", 5.0), ("CHL", "VEN", None)), id="Venezuela"),
]


@pytest.mark.parametrize(("one", "two"), WAVES)
def test_several_countries_doing_one_thing_with_an_equal_figure_are_one_wave(one: tuple, two: tuple) -> None:  # type: ignore[type-arg]
    assert wave(deeds(expelling("a", *one)), deeds(expelling("b", *two)))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # The same countries years before, with other figures.
        ((("NOR", "BLR", 12.0), ("FIN", "BLR", 9.0)), (("NOR", "BLR", 12.0), ("FIN", "BLR", 2.0))),
        ((("NOR", "BLR", 12.0), ("FIN", "BLR", 9.0)), (("NOR", "BLR", 11.0), ("FIN", "BLR", 8.0))),
        # Against somebody else.
        ((("CHL", "VEN", 20.0), ("PER", "VEN", 5.0)), (("CHL", "NIC", 20.0), ("PER", "NIC", 5.0))),
        # One country is no wave.
        ((("CHL", "VEN", 20.0),), (("CHL", "VEN", 20.0), ("PER", "VEN", 5.0))),
    ],
)
def test_the_same_countries_with_other_figures_or_against_another_are_no_wave(one: tuple, two: tuple) -> None:  # type: ignore[type-arg]
    assert not wave(deeds(expelling("a", *one)), deeds(expelling("b", *two)))


def test_a_wave_joins_reports_of_overlapping_wide_windows_and_none_of_other_years() -> None:
    one, two = WAVES[0].values
    fillers = ("Oslo and Helsinki spoke of spies in the trade mission of Minsk.", "Tallinn followed Oslo and Helsinki; Minsk promised to answer in kind.")
    told = [expelling("a", *one, filler=fillers[0]), expelling("b", *two, filler=fillers[1])]  # type: ignore[misc]
    assert joined(*told)
    late = expelling("b", *two, filler=fillers[1], written=("2024-01-01", "2026-01-01"))  # type: ignore[misc]
    assert not joined(told[0], late)
