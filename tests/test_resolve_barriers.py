"""What can never be one event stays apart whatever else agrees; what is one act told as neighbouring types is put together."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dragoman.model import KnowledgeError, Number, Source, Where
from dragoman.resolve import Claim, resolve
from dragoman.resolve.barriers import FAR, PLACED, forbids
from dragoman.resolve.compare import compare
from dragoman.resolve.families import families, same_family
from dragoman.resolve.measures import kilometres
from dragoman.resolve.tellings import Telling, ordinal_of, tellings
from dragoman.resolve.weights import event_weights, parse
from factories_resolve import claim, country, event, judgement, later, person

ADAMS, OKORO, MORO = person("Ruth Adams", "USA"), person("Chidi Okoro", "NGA"), person("Ada Moro", "NGA")
PARTIES = (ADAMS, OKORO, MORO, country("USA"), country("NGA"))
PLACES = (
    None,
    Where("Abuja", "NGA", 1, 9.06, 7.49),
    Where("Lagos", "NGA", 2, 6.45, 3.39),
    Where("Lekki", "NGA", 3, 6.44, 3.55),
    Where("Washington", "USA", 4, 38.9, -77.0),
)
TRIGGERS = ("met", "spoke", "call", "shelled", "talks")


@some.composite
def one_claim(draw: some.DrawFn, identity: str) -> Claim:
    trigger = draw(some.sampled_from(TRIGGERS))
    kind = draw(some.sampled_from(("CONSULT", "ASSAULT", "PROTEST", "SANCTION", "COERCE")))
    mode = draw(some.sampled_from((None, "visit", "phone", "multilateral"))) if kind == "CONSULT" else None
    made = event(
        f"They {trigger} about fishing rights off the coast.",
        kind,
        trigger=trigger,
        actors=(draw(some.sampled_from(PARTIES)),),
        recipients=tuple(draw(some.lists(some.sampled_from(PARTIES), max_size=1))),
        mode=mode,
        status=draw(some.sampled_from(("happened", "planned", "cancelled"))),
        on=draw(some.none() | some.integers(0, 12).map(lambda days: later("2020-05-01", days))),
        place=draw(some.sampled_from(PLACES)),
        numbers=tuple(draw(some.lists(some.sampled_from((Number("people", 40, 0, 1), Number("diplomats", 41, 0, 1))), max_size=1))),
    )
    return claim(identity, made, written=draw(some.sampled_from(("2020-05-06", "2020-05-14", ("2020-01-01", "2020-12-31")))))  # type: ignore[arg-type]


def told(made: Claim) -> Telling:
    return tellings(made, {})[0]


@settings(max_examples=300, deadline=None)
@given(one_claim("a"), one_claim("b"))
def test_which_comes_first_makes_no_difference(one: Claim, other: Claim) -> None:
    left, right = told(one), told(other)
    assert (forbids(left, right) is None) == (forbids(right, left) is None)
    assert compare(left, right).score == pytest.approx(compare(right, left).score)


@settings(max_examples=300, deadline=None)
@given(some.lists(some.integers(0, 9), min_size=2, max_size=5, unique=True).flatmap(lambda ids: some.tuples(*(one_claim(f"r{number}") for number in ids))))
def test_no_event_holds_days_places_or_modes_that_cannot_meet(made: tuple[Claim, ...]) -> None:
    found = resolve(list(made))
    by_id = {one.id: one for item in made for one in tellings(item, found.origins)}
    for cluster in found.events:
        for left, right in combinations([by_id[one] for one in cluster.event_reports], 2):
            assert left.window.overlaps(right.window, slack=1)
            assert left.type == right.type or same_family(left.type, right.type)
            if "phone" in (left.event.mode, right.event.mode):
                assert {left.event.mode, right.event.mode} <= {"phone", None}
            elif {left.type, right.type} <= PLACED:
                assert (kilometres(left.event.where, right.event.where) or 0.0) <= FAR


@settings(max_examples=60, deadline=None)
@given(one_claim("a"), one_claim("b"))
def test_what_a_person_parts_stays_apart(one: Claim, other: Claim) -> None:
    parted = resolve([one, other], [judgement("event", "a/e1", "b/e1", "different")])
    assert not any(len(found.event_reports) > 1 for found in parted.events)


def expelled(identity: str, kind: str, sentence: str, trigger: str, **changed: object) -> Claim:
    settings: dict[str, object] = {
        "actors": (country("NGA"),),
        "recipients": (country("USA"),),
        "on": "2020-05-04",
        "numbers": (Number("diplomats", 12, 0, 1),),
    }
    return claim(identity, event(sentence, kind, trigger=trigger, **(settings | changed)), written="2020-05-05")  # type: ignore[arg-type]


NIGERIA = expelled("a", "SANCTION", "Nigeria expelled 12 American diplomats over the harbour affair.", "expelled", confidence=0.9)
DEPORTED = "Nigeria deported 12 American embassy staff over the harbour affair."


def test_one_act_coded_as_neighbouring_types_is_one_event_of_the_surest_type() -> None:
    (made,) = resolve([NIGERIA, expelled("b", "COERCE", DEPORTED, "deported", confidence=0.5)]).events
    assert made.type == "SANCTION"
    assert made.event_reports == ("a/e1", "b/e1")


@pytest.mark.parametrize("changed", [{"on": None}, {"recipients": (country("DEU"),)}, {"numbers": (Number("diplomats", 90, 0, 1),), "on": "2020-05-05"}])
def test_neighbouring_types_need_more_than_likeness(changed: dict[str, object]) -> None:
    other = "A dozen embassy people had to board a plane at Abuja airport after being deported."
    assert len(resolve([NIGERIA, expelled("b", "COERCE", other, "deported", **changed)]).events) == 2


def test_one_report_tells_neighbouring_types_as_two_acts() -> None:
    both = claim(
        "a",
        event(
            "Nigeria expelled 12 American diplomats.", "SANCTION", actors=(country("NGA"),), recipients=(country("USA"),), trigger="expelled", on="2020-05-04"
        ),
        event("Nigeria deported 12 American staff.", "COERCE", actors=(country("NGA"),), recipients=(country("USA"),), trigger="deported", on="2020-05-04"),
    )
    assert len(resolve([both]).events) == 2


def test_a_second_and_a_third_summit_are_two() -> None:
    def summit(identity: str, word: str) -> Claim:
        made = event(f"Adams and Okoro held their {word} summit in Abuja.", actors=(ADAMS, OKORO), trigger="summit", on="2020-05-04", place=PLACES[1])
        return claim(identity, made)

    assert len(resolve([summit("a", "second"), summit("b", "second")]).events) == 1
    assert len(resolve([summit("a", "second"), summit("b", "third")]).events) == 2


@pytest.mark.parametrize(
    ("before", "number"),
    [("They held their second ", 2), ("A third Okoro-Adams ", 3), ("On the second day of the ", None), ("The first deputy minister ", None), ("They ", None)],
)
def test_only_what_counts_the_act_is_its_number(before: str, number: int | None) -> None:
    assert ordinal_of(before) == number


def test_a_call_is_never_a_meeting_told_without_mode() -> None:
    call = claim("a", event("Adams spoke with Okoro by telephone.", actors=(ADAMS, OKORO), trigger="spoke", mode="phone", on="2020-05-04"))
    met = claim("b", event("Adams met Okoro.", actors=(ADAMS, OKORO), trigger="met", on="2020-05-04"))
    assert forbids(told(call), told(met)) == "a call is no meeting face to face"


def test_the_history_says_who_said_so() -> None:
    plan = claim(
        "a", event("Adams will meet Okoro.", actors=(ADAMS, OKORO), trigger="meet", status="planned", on="2020-05-08", according_to=(Source("Aso Radio"),))
    )
    done = claim("b", event("Adams met Okoro.", actors=(ADAMS, OKORO), trigger="met", on="2020-05-08"), written="2020-05-09")
    (made,) = resolve([done, plan]).events
    assert [(step.status, step.report, step.origin, step.according_to) for step in made.status_history] == [
        ("planned", "a", "a", ("Aso Radio",)),
        ("happened", "b", "b", ()),
    ]


def test_a_doubtful_reading_loses_to_a_sure_one_however_often_it_is_told() -> None:
    sure = expelled("a", "SANCTION", "Nigeria expelled 12 American diplomats.", "expelled", confidence=0.9)
    doubtful = [
        expelled(f"b{number}", "SANCTION", f"{words} expelled Americans, 14 diplomats.", "expelled", confidence=0.2, numbers=(Number("diplomats", 14, 0, 1),))
        for number, words in enumerate(("Abuja", "In anger Nigeria"))
    ]
    (made,) = [one for one in resolve([sure, *doubtful]).events if "a/e1" in one.event_reports]
    assert [number.value for number in made.numbers] == [12]


def test_every_type_has_its_own_block_and_those_of_its_neighbours() -> None:
    assert families()["CONSULT"] == ("CONSULT",)
    assert "COERCE/SANCTION" in families()["COERCE"]
    assert "COERCE/SANCTION" in families()["SANCTION"]


ENTRY = '{name: "a", weight: %s, hand: 1.0, sign: "%s", says: "so", reason: "why"}'
TABLE = "chains: [%s]\nstart: {weight: -3.0, hand: -3.0}\nweights:\n- %s\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (TABLE % ("", ENTRY % ("-1.0", "+")), "against its sign"),
        (TABLE % ('["a", "b"]', ENTRY % ("1.0", "+")), "has no weight"),
        (TABLE % ("", ENTRY % ("1.0", "+") + "\n- " + ENTRY % ("1.0", "+")), "comes twice"),
        (TABLE % ("", "{name: a}"), "are needed"),
    ],
)
def test_a_bad_table_of_weights_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=complaint):
        parse(text)


def test_the_shipped_weights_say_in_words_what_they_stand_for() -> None:
    for weight in event_weights().of.values():
        assert weight.says
        assert weight.reason
