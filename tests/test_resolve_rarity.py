"""Names and figures that mark a story, lengths of meetings that differ, and countries that are no stop of their own."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Interval, TimeMention, Where
from dragoman.resolve import Claim, resolve
from dragoman.resolve.likeness import WIDEST_WINDOW, Aspect, likeness
from dragoman.resolve.rarity import rare_words
from dragoman.resolve.traits import traits
from factories_resolve import claim, country, day, event, person

ADAMS, OKORO = person("Ruth Adams", "USA", "president"), person("Chidi Okoro", "NGA")
TEXT = "The boats of Zubara lay off Khorfash. In all 47 of 200 sailors were freed, 3 of them hurt, in 2019."


def rare(*texts: str) -> frozenset[str]:
    claims = [claim(f"r{number}", event(text, actors=(ADAMS,))) for number, text in enumerate(texts)]
    return rare_words(claims, {one.id: traits(one) for one in claims})["r0"]


def test_rare_names_and_figures_that_are_not_round_mark_a_story() -> None:
    assert {"zubara", "khorfash", "47"} <= rare(TEXT)


def test_small_and_round_figures_years_and_officials_mark_nothing() -> None:
    assert not {"200", "3", "2019", "adams", "ruth"} & rare(TEXT + " There they met Ruth Adams.")


def test_what_many_reports_hold_is_not_rare() -> None:
    assert "khorfash" not in rare(*[TEXT] * 30)


def aspect(identity: str, window: Interval) -> Aspect:
    made = traits(claim(identity, text="Words of no weight stand here"))
    return Aspect(identity, made, {}, {}, window, identity, {"shared": True}, rare=frozenset({"zubara", "khorfash", "47"}))


def test_rare_words_count_only_where_both_have_a_hold_in_time() -> None:
    narrow = Interval(day("2020-05-01"), day("2020-05-09"))
    wide = Interval(day("2019-01-01"), day("2022-12-31"))
    endless = Interval(day("1987-01-01"), day("2028-12-31"))
    assert (wide.days or 0) > WIDEST_WINDOW
    pairs = ((narrow, wide), (wide, wide), (narrow, endless), (narrow, Interval()))
    assert ["khorfash" in likeness(aspect("a", one), aspect("b", two)).why for one, two in pairs] == [True, False, False, False]


def meeting(identity: str, length: str, value: str) -> Claim:
    made = claim(identity, event(f"Adams met Okoro for {length}.", actors=(ADAMS,), recipients=(OKORO,), trigger="met", on="2020-05-04", mode="visit"))
    start = made.report.text.index(length)
    return replace(made, reading=replace(made.reading, times=(TimeMention(start, start + len(length), "DURATION", value),)))


def test_lengths_of_one_meeting_that_cannot_both_be_right_differ() -> None:
    found = resolve([meeting("a", "five hours", "PT5H"), meeting("b", "seven hours", "PT7H")]).divergences
    assert [(one.field, {value.value for value in one.values}) for one in found] == [("number", {5.0, 7.0})]


def test_lengths_told_roughly_do_not_differ() -> None:
    assert not resolve([meeting("a", "five hours", "PT5H"), meeting("b", "nearly seven hours", "PT7H")]).divergences


def test_the_country_is_no_stop_beside_its_city() -> None:
    visit = {"actors": (ADAMS,), "recipients": (replace(country("NGA"), name="Nigeria"),), "mode": "visit", "on": "2020-05-04"}
    told = [
        claim("a", event("Adams visited Nigeria.", trigger="visited", place=Where("Nigeria", "NGA"), **visit)),
        claim("b", event("Adams arrived in Abuja.", trigger="arrived", place=Where("Abuja", "NGA"), **visit)),
    ]
    assert [[stop.place for stop in trip.stops] for trip in resolve(told).trips] == [["Abuja"]]
