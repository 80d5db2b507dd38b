"""What is a difference between reports and what only seems to be one: figures, days, words that judge, denials."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Actor, Divergence, KnowledgeError, Number, Source, TimeMention, Where
from dragoman.resolve import Claim, resolve
from dragoman.resolve.all_but_one import all_but_one
from dragoman.resolve.counted import measures
from dragoman.resolve.days import far_apart, hours
from dragoman.resolve.figures import DIFFERS, EARLIER, PARTIAL, ROUNDED, SAME, Figure, relation
from dragoman.resolve.framing import scale_of, scales, word_starts
from dragoman.resolve.spoken import Main, spoken_of
from dragoman.resolve.tellings import tellings
from factories_resolve import claim, country, day, event, person

LEKKI = Where("Lekki", "NGA", 1, 6.44, 3.48)


def strike(
    identity: str, sentence: str = "Rebels shelled the port of Lekki at dawn.", *, written: str = "2020-05-05", trigger: str = "shelled", **more: object
) -> Claim:
    settings: dict[str, object] = {"actors": (country("NGA"),), "recipients": (country("GHA"),), "on": "2020-05-04", "place": LEKKI}
    return claim(identity, event(sentence, "ASSAULT", trigger=trigger, **(settings | more)), written=written)  # type: ignore[arg-type]


OTHER = "At first light the harbour of Lekki was shelled and two cranes fell."


def dead(value: object, bound: str | None = None, what: str = "dead") -> tuple[Number, ...]:
    return (Number(what, value, 0, 1, bound),)  # type: ignore[arg-type]


def found(*claims: Claim) -> tuple[tuple[Divergence, ...], tuple[str, ...]]:
    made = resolve(claims)
    return made.divergences, tuple(note for one in made.events for note in one.notes)


def figure(value: int, *, bound: str | None = None, written: str = "2020-05-05", what: str = "dead", report: str = "a") -> Figure:
    (telling,) = tellings(strike(report, written=written), {})
    return Figure(Number(what, value, 0, 1, bound), telling, what)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(-9, 9), st.sampled_from([None, "at least", "at most", "about"]))
def test_how_two_figures_stand_is_the_same_either_way_round(one: int, two: int, days: int, bound: str | None) -> None:
    left = figure(one, bound=bound)
    right = figure(two, written=(day("2020-05-05") + timedelta(days=days)).isoformat(), report="b")
    assert relation(left, right) == relation(right, left)


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_partial_count_never_contradicts_what_is_more(least: int, more: int) -> None:
    assert relation(figure(least, bound="at least"), figure(least + more, report="b")) in (SAME, PARTIAL)


@given(st.integers(101, 99_999), st.integers(1, 3))
def test_a_figure_rounded_to_tens_and_more_is_a_rounding(exact: int, digits: int) -> None:
    unit = 10**digits
    rounded = round(exact / unit) * unit
    if rounded >= 100 and abs(rounded - exact) <= 0.1 * rounded:
        assert relation(figure(rounded), figure(exact, report="b")) in (SAME, ROUNDED)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 60))
def test_a_count_that_grows_with_the_news_is_an_earlier_state(first: int, more: int, days: int) -> None:
    late = figure(first + more, written=(day("2020-05-05") + timedelta(days=days)).isoformat(), report="b")
    assert relation(figure(first), late) in (EARLIER, ROUNDED)


def test_a_count_that_falls_is_a_difference() -> None:
    assert relation(figure(14), figure(9, written="2020-05-07", report="b")) == DIFFERS


def test_a_growing_toll_is_told_as_such_and_is_no_difference() -> None:
    divergences, notes = found(strike("a", numbers=dead(3)), strike("b", OTHER, written="2020-05-07", numbers=dead(5)))
    assert divergences == ()
    assert notes == ("earlier state of a moving number: dead grew from 3 (a) to 5 (b) between 2020-05-05 and 2020-05-07",)


@pytest.mark.parametrize(
    ("one", "two", "note"),
    [(dead(1200), dead(1234), "rounding"), (dead(20, "at least"), dead(23), "partial count"), (dead(50, "about"), dead(53), "rounding")],
)
def test_what_only_seems_to_differ_is_named(one: tuple[Number, ...], two: tuple[Number, ...], note: str) -> None:
    divergences, notes = found(strike("a", numbers=one), strike("b", OTHER, numbers=two))
    assert divergences == ()
    assert [said.split(":")[0] for said in notes] == [note]


def test_words_for_the_same_thing_counted_meet() -> None:
    one, two = strike("a", numbers=dead(35, what="diplomats")), strike("b", OTHER, numbers=dead(30, what="people"))
    (divergence,), _ = found(one, two)
    assert (divergence.field, {value.value for value in divergence.values}) == ("number", {30, 35})


def test_a_whole_and_its_part_are_not_held_against_each_other() -> None:
    whole = (*dead(24, what="captives"), *dead(13, what="workers"))
    divergences, _ = found(strike("a", numbers=whole), strike("b", OTHER, numbers=dead(30, what="people")))
    assert divergences == ()


def test_every_value_leads_to_its_sentence() -> None:
    one, two = strike("a", numbers=dead(14)), strike("b", OTHER, numbers=dead(20))
    (divergence,), _ = found(one, two)
    said = {
        value.value: [one.report.text[p.start : p.end] if p.report == "a" else two.report.text[p.start : p.end] for p in value.passages]
        for value in divergence.values
    }
    assert said == {14: ["Rebels shelled the port of Lekki at dawn."], 20: [OTHER]}


def weekday(made: Claim, words: str, value: str) -> Claim:
    start = made.report.text.index(words)
    return replace(made, reading=replace(made.reading, times=(TimeMention(start, start + len(words), "DATE", value),)))


def test_undated_reports_that_name_other_weekdays_differ() -> None:
    one = weekday(strike("a", "Rebels shelled the port of Lekki on Thursday.", on=None), "Thursday", "XXXX-WXX-4")
    two = weekday(strike("b", "On Tuesday the harbour of Lekki was shelled and two cranes fell.", on=None), "Tuesday", "XXXX-WXX-2")
    (divergence,), _ = found(one, two)
    assert (divergence.field, {value.value for value in divergence.values}) == ("date", {"Thursday", "Tuesday"})


def test_the_weekday_of_the_saying_is_not_that_of_the_act() -> None:
    one = weekday(strike("a", "Rebels shelled the port of Lekki on Thursday.", on=None), "Thursday", "XXXX-WXX-4")
    two = weekday(strike("b", "The harbour of Lekki was shelled and two cranes fell, the army said on Friday.", on=None), "Friday", "XXXX-WXX-5")
    assert found(one, two)[0] == ()


def test_the_next_day_by_a_clock_far_away_is_a_time_zone() -> None:
    far: dict[str, object] = {"actors": (country("USA"),), "recipients": (country("KOR"),), "place": None}
    divergences, notes = found(strike("a", **far), strike("b", "The port of Lekki was shelled at dawn.", on="2020-05-05", **far))  # type: ignore[arg-type]
    assert divergences == ()
    assert [note.split(":")[0] for note in notes] == ["time zone"]


def test_clocks_of_a_wide_country_are_taken_at_their_nearest() -> None:
    assert hours()["KOR"] == (9.0, 9.0)
    assert not far_apart(["RUS", "KOR"])
    assert far_apart(["USA", "KOR"])


def test_a_month_is_a_coarser_telling_of_its_day() -> None:
    _, notes = found(strike("a"), strike("b", OTHER, on=("2020-05-01", "2020-05-31")))
    assert [note.split(":")[0] for note in notes] == ["coarser"]


def test_what_one_side_says_and_the_other_denies_differs_inside_one_report() -> None:
    told = {"actors": (country("NGA"),), "recipients": (country("GHA"),), "on": "2020-05-04", "place": LEKKI}
    accused = event("Ghana said Nigeria shelled the port of Lekki on Monday.", "ASSAULT", trigger="shelled", according_to=(Source("Ghana", "GHA"),), **told)  # type: ignore[arg-type]
    denied = event(
        "Nigeria denied it had shelled the port of Lekki on Monday.", "ASSAULT", trigger="shelled", status="denied", negated=True,
        according_to=(Source("Nigeria", "NGA"),), **told,
    )  # type: ignore[arg-type]  # fmt: skip
    both = claim("a", accused, denied)
    (divergence,), _ = found(both, strike("b", OTHER))
    assert divergence.field == "status"
    assert "denied by Nigeria" in divergence.why


def test_another_person_read_from_a_pronoun_is_no_difference() -> None:
    def called(identity: str, sentence: str, who: str, how: str) -> Claim:
        return claim(
            identity,
            event(sentence, "ACCUSE", trigger="condemned", actors=(replace(person(who, "NGA"), how=how),), recipients=(country("GHA"),), on="2020-05-04"),
        )

    one = called("a", "Adams condemned the shelling of Lekki as a crime.", "Ada Adams", "name")
    assert [item.field for item in found(one, called("b", "He condemned the shelling of Lekki as a crime.", "Bo Bello", "pronoun"))[0]] == []


LABELS = (
    ("Nigerian terrorists shelled the port of Lekki.", "Nigerian freedom fighters shelled the port of Lekki.", 1),
    ("Nigerian rebels shelled the port of Lekki.", "Nigerian fighters shelled the port of Lekki.", 0),
    ("Nigerian rebels shelled the port of Lekki, where terrorists once hid.", "Nigerian rebels shelled the port of Lekki.", 0),
)


@pytest.mark.parametrize(("one", "two", "count"), LABELS)
def test_labels_of_the_same_actor_are_compared_by_their_place(one: str, two: str, count: int) -> None:
    def told(identity: str, sentence: str) -> Claim:
        actor = replace(country("NGA"), start=0, end=len("Nigerian"))
        return strike(identity, sentence, actors=(actor,))

    framed = [item for item in found(told("a", one), told("b", two))[0] if item.field == "framing"]
    assert len(framed) == count


def test_the_extent_of_one_thing_is_compared() -> None:
    def asked(identity: str, sentence: str) -> Claim:
        return claim(identity, event(sentence, "REQUEST", trigger="asked", actors=(country("GHA"),), recipients=(country("NGA"),), on="2020-05-04"))

    one, two = asked("a", "Ghana asked Nigeria to lift all border tariffs."), asked("b", "Ghana asked Nigeria to lift some of the tariffs.")
    assert [item.field for item in found(one, two)[0]] == ["framing"]


def test_the_files_of_words_are_sound() -> None:
    assert {scale.about for scale in scales()} == {"act", "actor", "deed", "talks", "extent"}
    assert "people" not in measures().classes
    with pytest.raises(KnowledgeError, match="two poles"):
        scale_of({"scale": "x", "about": "act", "types": [], "example": "", "poles": {"one": [family("war", "a war")], "other": [family("war", "the war")]}})
    with pytest.raises(KnowledgeError, match="holds none of its words"):
        scale_of({"scale": "x", "about": "act", "types": [], "example": "", "poles": {"one": [family("war", "peace")], "other": []}})
    assert sum(len(scale.pole_of) for scale in scales()) > 300


def family(word: str, example: str) -> dict[str, object]:
    return {"words": [word], "example": example, "why": "made up"}


@pytest.mark.parametrize(
    ("kind", "one", "other", "framed"),
    [
        (
            "MOBILIZE",
            "The navy of Chile held a drill that Peru called a rehearsal for invasion.",
            "The navy of Chile held its yearly drill in the bay, as scheduled.",
            True,
        ),
        ("ASSAULT", "The army of Chile invaded the islands at dawn.", "The army of Chile liberated the islands at dawn.", True),
        ("COERCE", "Agents of Chile abducted a bishop in the capital.", "Police of Chile arrested a bishop in the capital.", True),
        ("PROTEST", "Rioters marched through the capital of Chile at noon.", "Thousands peacefully marched through the capital of Chile at noon.", True),
        ("SANCTION", "Chile expelled nine envoys for spying on its navy.", "Chile expelled nine envoys on baseless claims.", True),
        ("ASSAULT", "The army of Chile shelled the islands at dawn.", "The army of Chile liberated the islands at dawn.", False),
        ("ASSAULT", "The army of Chile invaded the islands at dawn.", "No island was liberated, only shelled, by the army of Chile at dawn.", False),
        ("MOBILIZE", "Chile held its annual drill, no provocation, in the bay.", "Chile held a regular drill in the bay.", False),
    ],
)
def test_words_of_opposite_poles_frame_an_act_otherwise(kind: str, one: str, other: str, framed: bool) -> None:
    told = [
        claim(name, event(said, kind, actors=(country("CHL"),), recipients=(country("PER"),), on="2020-05-04")) for name, said in (("a", one), ("b", other))
    ]
    assert ("framing" in [item.field for item in found(*told)[0]]) is framed


@pytest.mark.parametrize(
    ("said", "words", "value", "judges"),
    [
        ("The talks with Chile collapsed on Monday.", "Monday", "2020-05-04", True),
        ("The talks with Chile collapsed in January.", "January", "XXXX-01", False),
        ("The talks with Chile had failed in 2017.", "2017", "2017", False),
        ("The talks with Fiji collapsed on Monday.", "Monday", "2020-05-04", False),
    ],
)
def test_sentences_on_a_storys_talks_name_a_party_and_no_other_time(said: str, words: str, value: str, judges: bool) -> None:
    made = claim("a", event("The presidents of Chile and Peru met.", actors=(country("CHL"), country("PER")), trigger="met", on="2020-05-04"), text=said)
    start, named = made.report.text.index(words), made.report.text.index(said)
    there = replace(country("CHL" if "Chile" in said else "FJI"), start=named + 15, end=named + 20)
    reading = replace(made.reading, times=(TimeMention(start, start + len(words), "DATE", value),), actors=(*made.reading.actors, there))
    (talks,) = resolve([made]).events
    spoken = spoken_of(Main("talks", talks, frozenset({"CHL", "PER"})), ["a"], {"a": replace(made, reading=reading)}, {})
    assert [one.text for one in spoken] == ([said] if judges else [])


def test_a_claim_that_the_next_sentence_denies_is_a_denial() -> None:
    sentence = "Some papers claim that Nigeria shelled the port of Lekki."
    told = {"actors": (country("NGA"),), "recipients": (country("GHA"),), "on": "2020-05-04", "place": LEKKI}
    one = claim("a", event(sentence, "ASSAULT", trigger="shelled", **told), text="In truth not one shell was fired.", written="2020-05-05")  # type: ignore[arg-type]
    (divergence,), _ = found(one, strike("b", OTHER))
    assert {value.value: value.reports for value in divergence.values} == {"denied": ("a",), "happened": ("b",)}
    kept = claim("a", event(sentence, "ASSAULT", trigger="shelled", **told), text="The mayor was away.", written="2020-05-05")  # type: ignore[arg-type]
    assert found(kept, strike("b", OTHER))[0] == ()


def freed(identity: str, sentence: str, on: str, count: int) -> Claim:
    chile, peru = (country("CHL"),), (country("PER"),)
    figures = (Number("fishermen", count, 0, 1),)
    return claim(
        identity, event(sentence, "RETREAT", mode="release", trigger="freed", on=on, actors=chile, recipients=peru, numbers=figures), written="2020-05-06"
    )


ONE_ACCOUNT = "Chile freed 17 fishermen of Callao held since the quarrel over the Arica reef."
OTHER_ACCOUNT = "After the quarrel over the Arica reef Chile freed 17 men from Callao, all fishermen."


def apart(one: Claim, two: Claim) -> str | None:
    (left,), (right,) = tellings(one, {}), tellings(two, {})
    both, swapped = all_but_one(left, right), all_but_one(right, left)
    assert (both is None) == (swapped is None)
    return both.field if both is not None else None


def test_days_that_alone_keep_two_accounts_apart_are_told() -> None:
    one = freed("a", ONE_ACCOUNT, "2020-05-01", 17)
    assert apart(one, freed("b", OTHER_ACCOUNT, "2020-05-04", 17)) == "date"
    assert apart(one, freed("b", OTHER_ACCOUNT, "2020-05-01", 17)) is None, "nothing keeps them apart"


def test_another_figure_or_another_week_is_another_occasion() -> None:
    one = freed("a", ONE_ACCOUNT, "2020-05-01", 17)
    assert apart(one, freed("b", OTHER_ACCOUNT.replace("17", "9"), "2020-05-04", 9)) is None
    assert apart(one, freed("b", OTHER_ACCOUNT, "2020-04-11", 17)) is None


def test_looking_only_where_a_phrase_can_begin_finds_what_looking_everywhere_does() -> None:
    phrases = [phrase.replace("...", "some of the") for scale in scales() for phrase in scale.pole_of]
    text = " ".join(f"the {phrase}, {phrase.upper()}; un{phrase} {phrase}-like ({phrase})." for phrase in phrases)
    for scale in scales():
        assert [one.span() for one in scale.found(text, word_starts(text))] == [one.span() for one in scale.pattern.finditer(text)]


ACCRA, TAMALE = Where("Accra", "GHA", 2, 5.56, -0.2), Where("Tamale", "GHA", 3, 9.4, -0.84)
GUEST, HOST = person("Ruth Adams", "NGA"), person("Kofi Mensah", "GHA")


def visiting(identity: str, place: Where, on: str) -> Claim:
    sentence = f"Minister Adams met Mensah in {place.name} on the Volta dam."
    return claim(identity, event(sentence, trigger="met", mode="visit", actors=(GUEST,), recipients=(HOST,), on=on, place=place), written="2020-05-06")


def test_the_same_two_on_one_day_in_two_towns_are_told_to_differ_in_the_place() -> None:
    told = [visiting("a", ACCRA, "2020-05-04"), visiting("b", TAMALE, "2020-05-04"), visiting("c", TAMALE, "2020-05-05")]
    (one,), (two,), (next_day,) = (tellings(each, {}) for each in told)
    apart = all_but_one(one, two)
    assert apart is not None
    assert apart.field == "place"
    assert all_but_one(one, next_day) is None  # another stop of the journey


def expelled(identity: str, words: str, others: int, at: str, *hosts: Actor) -> Claim:
    """One sentence that tells two expulsions."""
    first = event(words, "SANCTION", mode="expel", trigger="four", actors=(country("NGA"),), recipients=(country("GHA"),), numbers=(Number("envoys", 4, 0, 1),))
    second = event(words, "SANCTION", mode="expel", trigger=at, actors=(country("KEN"),), recipients=hosts, numbers=(Number("envoys", others, 0, 1),))
    made = claim(identity, first, second, written="2020-05-05")
    one, two = made.reading.events
    return replace(made, reading=replace(made.reading, events=(one, replace(two, sentence=one.sentence))))


def test_two_acts_of_one_doer_in_sentences_that_tell_another_act_both_are_set_beside_each_other() -> None:
    one = expelled("a", "Nigeria sent four envoys home, and Kenya followed with nine.", 9, "followed", country("GHA"))
    two = expelled("b", "Abuja told four diplomats they must leave within days; Nairobi had seven pack.", 7, "pack")
    told, _ = found(one, two)
    assert [(item.field, {value.value for value in item.values}) for item in told] == [("number", {9, 7})]
