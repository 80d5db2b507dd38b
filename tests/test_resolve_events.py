"""Event reports of one event are put together, and nothing else: days, modes, parties, persons, places, people's judgements."""

from __future__ import annotations

import pytest

from dragoman.model import Number, Where
from dragoman.resolve import Claim, resolve
from factories_resolve import claim, country, event, judgement, person

ADAMS, OKORO, LINDT, MORO = person("Ruth Adams", "USA"), person("Chidi Okoro", "NGA"), person("Eva Lindt", "DEU"), person("Ada Moro", "NGA")
ABUJA = Where("Abuja", "NGA", 2352778, 9.06, 7.49)
LAGOS = Where("Lagos", "NGA", 2332459, 6.45, 3.39)
TALKS = "Adams met Okoro in Abuja for talks about fishing rights."


def together(claims: list[Claim], one: str, two: str, judgements: tuple[object, ...] = ()) -> bool:
    found = resolve(claims, judgements)  # type: ignore[arg-type]
    return any({one, two} <= set(made.event_reports) for made in found.events)


def meeting(identity: str, **changed: object) -> Claim:
    settings: dict[str, object] = {"actors": (ADAMS,), "recipients": (OKORO,), "trigger": "met", "mode": "visit", "on": "2020-05-04", "place": ABUJA}
    written = changed.pop("written", "2020-05-05")
    sentence = str(changed.pop("sentence", TALKS))
    kind = str(changed.pop("kind", "CONSULT"))
    return claim(identity, event(sentence, kind, **(settings | changed)), written=written)  # type: ignore[arg-type]


def test_two_reports_of_one_meeting_make_one_event_with_two_origins() -> None:
    claims = [meeting("a"), meeting("b", sentence="The two ministers sat down in the Nigerian capital.", trigger="sat down")]
    (made,) = resolve(claims).events
    assert made.event_reports == ("a/e1", "b/e1")
    assert made.reports == ("a", "b")
    assert made.origins == 2
    assert made.actors == ("ruthadams",)
    assert made.recipients == ("chidiokoro",)
    assert (made.actor_countries, made.recipient_countries) == (("USA",), ("NGA",))
    assert made.confidence > 0.8


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"on": "2020-05-07", "written": "2020-05-08"}, "days that can't meet"),
        ({"recipients": (MORO,)}, "another person of the same country"),
        ({"actors": (LINDT,)}, "another country"),
        ({"mode": "phone", "place": None}, "a call is no visit"),
        ({"place": Where("Accra", "GHA", 2306104, 5.56, -0.2)}, "another country's city"),
        ({"place": LAGOS}, "a city five hundred kilometres away"),
        ({"kind": "AGREE"}, "another type"),
        ({"status": "planned", "on": None, "written": "2020-06-20"}, "still to come weeks after it was done"),
    ],
)
def test_forbidden_pairs_are_never_merged(changed: dict[str, object], why: str) -> None:
    assert together([meeting("a"), meeting("b")], "a/e1", "b/e1")
    assert not together([meeting("a"), meeting("b", **changed)], "a/e1", "b/e1"), why


def test_a_vague_report_does_not_chain_two_meetings_on_different_days() -> None:
    claims = [meeting("a"), meeting("b", on=("2020-05-01", "2020-05-31")), meeting("c", on="2020-05-20", written="2020-05-21")]
    for made in resolve(claims).events:
        assert not {"a/e1", "c/e1"} <= set(made.event_reports)


def test_one_day_of_slack_is_allowed() -> None:
    assert together([meeting("a"), meeting("b", on="2020-05-05")], "a/e1", "b/e1")


def test_a_plan_that_came_true_is_one_event_with_its_history() -> None:
    plan = meeting("a", status="planned", written="2020-05-01", sentence="Adams will meet Okoro in Abuja on Monday.", trigger="meet")
    (made,) = resolve([meeting("b"), plan]).events
    assert made.status == "happened"
    assert [(step.status, step.report) for step in made.status_history] == [("planned", "a"), ("happened", "b")]


def test_a_called_off_plan_is_cancelled() -> None:
    plan = meeting("a", status="planned", written="2020-05-01")
    off = meeting("b", status="cancelled", written="2020-05-03", sentence="The meeting of Adams and Okoro in Abuja was called off.", trigger="called off")
    (made,) = resolve([plan, off]).events
    assert made.status == "cancelled"


def test_a_lone_denial_does_not_undo_what_two_origins_tell() -> None:
    denial = meeting("c", status="denied", sentence="Abuja denies that Okoro met Adams.", written="2020-05-06")
    claims = [meeting("a"), meeting("b", sentence="The ministers talked for hours in the capital."), denial]
    (made,) = resolve(claims).events
    assert made.status == "happened"


def test_a_call_told_three_times_in_one_report_is_one_event() -> None:
    parts = {"actors": (ADAMS,), "recipients": (OKORO,), "mode": "phone", "on": "2020-05-04"}
    told = claim(
        "a",
        event("Adams called Okoro about the strait.", trigger="called", **parts),  # type: ignore[arg-type]
        event("According to the ministry, Adams called Okoro on Monday.", trigger="called", **parts),  # type: ignore[arg-type]
        event("In the call Adams told Okoro of the strait.", trigger="call", **parts),  # type: ignore[arg-type]
    )
    assert len(resolve([told]).events) == 1


def test_journey_and_single_meeting_stay_two_events() -> None:
    told = claim(
        "a",
        event(
            "Adams wound up a visit to Nigeria.", trigger="visit", mode="visit", actors=(ADAMS,), recipients=(country("NGA"),), on=("2020-05-03", "2020-05-04")
        ),
        event(TALKS, trigger="met", mode="visit", actors=(ADAMS,), recipients=(OKORO,), on="2020-05-04", place=ABUJA),
    )
    assert len(resolve([told]).events) == 2


def test_parties_on_one_footing_may_be_told_either_way_round() -> None:
    assert together([meeting("a"), meeting("b", actors=(OKORO,), recipients=(ADAMS,))], "a/e1", "b/e1")


def test_two_speakers_make_two_threats() -> None:
    warning = {"recipients": (country("DEU"),), "on": "2020-05-04", "trigger": "warned"}
    one = claim("a", event("Adams warned Berlin of tariffs.", "THREATEN", actors=(ADAMS,), **warning))  # type: ignore[arg-type]
    two = claim("b", event("Hale warned Berlin of tariffs.", "THREATEN", actors=(person("Tom Hale", "USA"),), **warning))  # type: ignore[arg-type]
    assert not together([one, two], "a/e1", "b/e1")


def test_undated_reports_need_more_than_the_same_countries() -> None:
    bare = {"actors": (country("USA"),), "recipients": (country("NGA"),), "trigger": "criticised"}
    one = claim("a", event("Washington criticised Abuja over visas.", "ACCUSE", **bare), written=None)  # type: ignore[arg-type]
    two = claim("b", event("The White House criticised oil subsidies.", "ACCUSE", **bare), written=None)  # type: ignore[arg-type]
    assert not together([one, two], "a/e1", "b/e1")


def test_background_joins_the_event_that_its_month_and_persons_name() -> None:
    background = meeting(
        "b", historical=True, on=("2020-05-01", "2020-05-31"), written="2021-02-01", sentence="Adams was received by Okoro last May.", trigger="received"
    )
    assert together([meeting("a"), background], "a/e1", "b/e1")


def test_values_follow_the_majority_of_origins_not_of_articles() -> None:
    hours = [Number("hours", value, 0, 1) for value in (3, 5)]
    text = "The talks were held behind closed doors at the Aso Villa while 300 demonstrators stood outside. Chief negotiator Danjuma spoke of a cordial mood. "
    copies = [meeting(f"copy{number}", numbers=(hours[1],), sentence=TALKS + " " + text * 1) for number in range(3)]
    others = [
        meeting("x", numbers=(hours[0],), sentence="Okoro received Adams."),
        meeting("y", numbers=(hours[0],), sentence="Nigeria's minister saw his American guest."),
    ]
    (made,) = resolve(copies + others).events
    assert made.origins == 3
    assert [number.value for number in made.numbers] == [3]


def test_a_person_joins_and_parts_and_can_take_it_back() -> None:
    far = meeting("b", on="2020-06-20", written="2020-06-21")
    same = judgement("event", "a/e1", "b/e1", "same")
    assert not together([meeting("a"), far], "a/e1", "b/e1")
    assert together([meeting("a"), far], "a/e1", "b/e1", (same,))
    taken_back = judgement("event", "a/e1", "b/e1", "same", withdrawn="2024-01-02T00:00:00Z")
    assert not together([meeting("a"), far], "a/e1", "b/e1", (taken_back,))
    apart = judgement("event", "a/e1", "b/e1", "different")
    assert not together([meeting("a"), meeting("b")], "a/e1", "b/e1", (apart,))


def test_the_latest_word_of_people_counts_and_the_dispute_is_noted() -> None:
    first = judgement("event", "a/e1", "b/e1", "different", by="ada", made="2024-01-01T00:00:00Z")
    second = judgement("event", "a/e1", "b/e1", "same", by="bo", made="2024-02-01T00:00:00Z")
    found = resolve([meeting("a"), meeting("b")], (second, first))
    assert len(found.events) == 1
    assert any("ada judged them different, bo later same" in note for note in found.notes)


def test_a_persons_same_that_contradicts_a_different_is_noted() -> None:
    claims = [meeting("a"), meeting("b"), meeting("c")]
    words = (judgement("event", "a/e1", "b/e1", "same"), judgement("event", "b/e1", "c/e1", "same"), judgement("event", "a/e1", "c/e1", "different"))
    found = resolve(claims, words)
    assert not any({"a/e1", "c/e1"} <= set(made.event_reports) for made in found.events)
    assert any("was not followed" in note for note in found.notes)


def test_the_programs_own_judgements_do_not_sway_it() -> None:
    own = judgement("event", "a/e1", "b/e1", "different", by="program resolve-0")
    assert together([meeting("a"), meeting("b")], "a/e1", "b/e1", (own,))


def test_every_merge_has_a_judgement_with_its_reasons() -> None:
    found = resolve([meeting("a"), meeting("b")])
    (edge,) = [one for one in found.judgements if one.kind == "event" and one.verdict == "same"]
    assert (edge.left, edge.right) == ("a/e1", "b/e1")
    assert "the same parties" in edge.why
    assert "Ruth Adams" in edge.why
    assert edge.by.startswith("program")
    assert 0.5 <= edge.score <= 1
