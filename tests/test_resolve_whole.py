"""The whole resolution: no order, no earlier result, no hash sways it; every report, event report and actor is accounted for."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as some

from dragoman.model import Judgement
from dragoman.resolve import Claim, resolve
from dragoman.resolve.compare import forbids
from dragoman.resolve.tellings import tellings
from factories_resolve import claim, country, event, judgement, person

PERSONS = (person("Ruth Adams", "USA"), person("Chidi Okoro", "NGA"), person("Eva Lindt", "DEU"), person("Ada Moro", "NGA"))
PARTIES = (*PERSONS, country("USA"), country("NGA"), country("DEU"))
TRIGGERS = ("met", "visited", "criticised", "called", "dined")
KINDS = ("CONSULT", "ACCUSE", "SANCTION")
DAYS = ("2020-05-03", "2020-05-04", "2020-05-06", "2020-06-20", None)
WRITTEN = ("2020-05-04", "2020-05-07", ("2020-05-01", "2020-06-30"), ("2018-01-01", "2022-12-31"), None)
WORDS = ("fishing", "tariffs", "harbour", "Lagos", "embassy", "300", "delegation", "strait")


@some.composite
def claims(draw: some.DrawFn) -> list[Claim]:
    out = []
    for number in range(draw(some.integers(2, 6))):
        told = []
        for _ in range(draw(some.integers(0, 3))):
            trigger = draw(some.sampled_from(TRIGGERS))
            tail = " ".join(draw(some.lists(some.sampled_from(WORDS), min_size=1, max_size=4)))
            told.append(
                event(
                    f"They {trigger} over {tail}.",
                    draw(some.sampled_from(KINDS)),
                    trigger=trigger,
                    actors=(draw(some.sampled_from(PARTIES)),),
                    recipients=tuple(draw(some.lists(some.sampled_from(PARTIES), max_size=1))),
                    mode=draw(some.sampled_from((None, "visit", "phone"))),
                    status=draw(some.sampled_from(("happened", "planned", "denied", "cancelled", "suspended"))),
                    on=draw(some.sampled_from(DAYS)),
                    historical=draw(some.booleans()),
                )
            )
        out.append(claim(f"r{number}", *told, written=draw(some.sampled_from(WRITTEN))))  # type: ignore[arg-type]
    return out


@settings(max_examples=60, deadline=None)
@given(claims(), some.randoms(use_true_random=False))
def test_the_order_of_claims_and_judgements_makes_no_difference(made: list[Claim], random: object) -> None:
    ids = [one.id for item in made for one in item.reading.events]
    judged: list[Judgement] = []
    if len(ids) > 2:
        judged = [judgement("event", ids[0], ids[1], "same"), judgement("event", ids[0], ids[2], "different"), judgement("story", "r0", "r1", "different")]
    shuffled, rejudged = list(made), list(judged)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(rejudged)  # type: ignore[attr-defined]
    assert resolve(shuffled, rejudged) == resolve(made, judged)


@settings(max_examples=40, deadline=None)
@given(claims())
def test_resolving_again_with_its_own_judgements_changes_nothing(made: list[Claim]) -> None:
    first = resolve(made)
    assert resolve(made, first.judgements) == first


@settings(max_examples=60, deadline=None)
@given(claims())
def test_clusters_part_the_event_reports_and_hold_no_forbidden_pair(made: list[Claim]) -> None:
    found = resolve(made)
    told = {one.id: one for item in made for one in tellings(item, found.origins)}
    assert sorted(one for made_event in found.events for one in made_event.event_reports) == sorted(told)
    for made_event in found.events:
        for left, right in combinations(made_event.event_reports, 2):
            assert forbids(told[left], told[right]) is None


@settings(max_examples=40, deadline=None)
@given(claims())
def test_every_report_is_in_one_story_and_has_an_origin(made: list[Claim]) -> None:
    found = resolve(made)
    ids = sorted(item.id for item in made)
    assert sorted(report for story in found.stories for report in story.reports) == ids
    assert sorted(found.origins) == ids
    assert all(found.origins[found.origins[one]] == found.origins[one] for one in ids)
    assert all(story.why for story in found.stories)


def test_nothing_in_gives_nothing_out() -> None:
    found = resolve([])
    assert (found.events, found.stories, found.trips, found.actors) == ((), (), (), ())


def test_a_second_reading_of_one_report_is_left_aside_and_noted() -> None:
    one = claim("a", event("Adams met Okoro.", actors=(PERSONS[0],), recipients=(PERSONS[1],), on="2020-05-04"))
    two = claim("a", event("Adams met Lindt.", actors=(PERSONS[0],), recipients=(PERSONS[2],), on="2020-05-04"))
    found = resolve([one, two])
    assert len(found.events) == 1
    assert any("more than one reading" in note for note in found.notes)
    assert resolve([two, one]) == found


def test_actors_have_one_row_with_the_name_used_most() -> None:
    short = person("Adams", "USA", office="Secretary of State")
    rows = resolve(
        [
            claim("a", event("Adams met Okoro.", actors=(PERSONS[0],), recipients=(PERSONS[1],))),
            claim("b", event("Adams met Lindt.", actors=(PERSONS[0],), recipients=(PERSONS[2],))),
            claim(
                "c",
                event(
                    "Adams met Moro.", actors=(type(short)(0, 5, "Adams", "ruthadams", "USA", "GOV", "person", "Secretary of State"),), recipients=(PERSONS[3],)
                ),
            ),
        ]
    ).actors
    (row,) = [row for row in rows if row.id == "ruthadams"]
    assert row.name == "Ruth Adams"
    assert row.reports == ("a", "b", "c")
    assert row.offices == ("Secretary of State",)
    assert "Adams" in row.names
