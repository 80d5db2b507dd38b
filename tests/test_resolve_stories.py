"""Copies, rewrites and stories: what repeats a telling, what tells of the same thing, and what only looks like it."""

from __future__ import annotations

from dragoman.model import Where
from dragoman.resolve import Claim, resolve
from factories_resolve import claim, event, judgement, person

ADAMS, OKORO = person("Ruth Adams", "USA"), person("Chidi Okoro", "NGA")
ABUJA = Where("Abuja", "NGA", 2352778, 9.06, 7.49)

WIRE = (
    "Secretary of State Ruth Adams met Nigerian Foreign Minister Chidi Okoro at the Aso Villa in Abuja on Monday. "
    "The talks lasted 95 minutes and dealt with piracy in the Gulf of Guinea, officials said. "
    "Okoro asked for 12 patrol boats and for training of the crews by the end of the year. "
    "Outside, about 300 students from Zaria protested against the stop of visas. "
    "Adams flies on to Accra, where President Mensah receives her on Wednesday."
)
REWRITE = (
    "Nigeria: US state secretary Ruth Adams has talked on Monday with the Foreign Minister of Nigeria Mr Chidi Okoro in the Aso Villa of Abuja. "
    "During 95 minutes it was spoken about the pirates of the Gulf of Guinea, said functionaries. "
    "12 boats for patrolling has Okoro wished, also that the crews become trained until the year's end. "
    "Before the door some 300 students of Zaria have complained because visas were stopped. "
    "To Accra Adams will fly further, there President Mensah welcomes her on Wednesday. "
    "Why is the Gulf of Guinea important? Many ships pass there every day and bring goods to every market."
)
INDEPENDENT = (
    "Abuja rolled out the red carpet for Ruth Adams, the first American secretary of state to come since the coup. "
    "What Okoro wanted was ships: a dozen of them, people close to him say, to hunt the gangs that board tankers off Bayelsa. "
    "Whether Congress will pay is another matter, and Adams was careful to promise nothing at all."
)


def visit(identity: str, text: str, on: str, written: str | tuple[str, str] | None, *, historical: bool = False) -> Claim:
    told = event("Adams met Okoro.", trigger="met", mode="visit", actors=(ADAMS,), recipients=(OKORO,), on=on or None, place=ABUJA, historical=historical)
    return claim(identity, told, text=text, written=written)


def stories(*claims: Claim, judgements: tuple[object, ...] = ()) -> set[tuple[str, ...]]:
    return {story.reports for story in resolve(claims, judgements).stories}  # type: ignore[arg-type]


def test_a_rewrite_repeats_its_source_and_an_independent_report_does_not() -> None:
    found = resolve(
        [claim("wire", text=WIRE), claim("rewrite", text=REWRITE, written=("2020-05-05", "2020-05-09")), claim("own", text=INDEPENDENT, written="2020-05-06")]
    )
    assert found.origins == {"wire": "wire", "rewrite": "wire", "own": "own"}
    assert found.near_duplicates["rewrite"] == ()
    (edge,) = [one for one in found.judgements if one.kind == "origin"]
    assert "sentences tell the same in the same order" in edge.why


def test_a_copy_is_a_near_duplicate_and_no_second_origin() -> None:
    found = resolve([visit("a", WIRE, "2020-05-04", "2020-05-05"), visit("b", WIRE + " Subscribe to our letter.", "2020-05-04", "2020-05-07")])
    assert found.near_duplicates == {"a": ("b",), "b": ("a",)}
    assert found.origins == {"a": "a", "b": "a"}
    assert [made.origins for made in found.events] == [1]


def test_the_earliest_written_telling_is_the_origin() -> None:
    found = resolve([claim("a", text=WIRE, written="2020-05-07"), claim("b", text=WIRE, written="2020-05-05")])
    assert found.origins == {"a": "b", "b": "b"}


def test_a_person_can_part_a_copy_from_its_source() -> None:
    claims = [claim("a", text=WIRE), claim("b", text=WIRE)]
    found = resolve(claims, [judgement("origin", "a", "b", "different")])
    assert found.origins == {"a": "a", "b": "b"}


def test_reports_of_one_meeting_are_one_story() -> None:
    assert stories(visit("a", WIRE, "2020-05-04", "2020-05-05"), visit("b", INDEPENDENT, "2020-05-04", "2020-05-06")) == {("a", "b")}


def test_the_same_people_in_the_same_place_a_year_later_are_another_story() -> None:
    assert stories(visit("a", WIRE, "2020-05-04", "2020-05-05"), visit("b", INDEPENDENT, "2021-05-03", "2021-05-04")) == {("a",), ("b",)}
    assert stories(visit("a", WIRE, "2020-05-04", "2020-05-05"), visit("b", WIRE, "2021-05-03", "2021-05-04")) == {("a",), ("b",)}


def test_telling_an_event_as_background_does_not_join_its_story() -> None:
    later = claim(
        "b",
        event("Adams had met Okoro in May.", trigger="met", mode="visit", actors=(ADAMS,), recipients=(OKORO,), on="2020-05-04", place=ABUJA, historical=True),
        text="Nigeria on Tuesday named a budget for its coast guard and dismissed two admirals over missing fuel.",
        written="2020-06-09",
    )
    found = resolve([visit("a", WIRE, "2020-05-04", "2020-05-05"), later])
    assert len(found.events) == 1
    assert {story.reports for story in found.stories} == {("a",), ("b",)}


def test_a_report_that_may_be_of_any_of_several_years_stays_alone_and_says_why() -> None:
    found = resolve([visit("a", WIRE, "2020-05-04", "2020-05-05"), claim("b", text=INDEPENDENT, written=("2018-01-20", "2022-01-20"))])
    (alone,) = [story for story in found.stories if story.reports == ("b",)]
    assert "any time in 1462 days" in alone.why[0]


def test_wording_without_a_common_name_joins_nothing() -> None:
    one = "The ministers discussed fisheries, tariffs, harbour fees and the training of pilots, and parted without a communique."
    two = "The ministers discussed fisheries, tariffs, harbour fees and the schooling of captains, but issued a communique."
    assert stories(claim("a", text=one), claim("b", text=two)) == {("a",), ("b",)}


def test_a_person_joins_and_parts_stories() -> None:
    near = (visit("a", WIRE, "2020-05-04", "2020-05-05"), visit("b", INDEPENDENT, "2020-05-04", "2020-05-06"))
    far = (near[0], visit("c", INDEPENDENT, "2021-05-03", "2021-05-04"))
    assert stories(*near, judgements=(judgement("story", "a", "b", "different"),)) == {("a",), ("b",)}
    assert stories(*far, judgements=(judgement("story", "a", "c", "same"),)) == {("a", "c")}
    withdrawn = judgement("story", "a", "c", "same", withdrawn="2024-03-01T00:00:00Z")
    assert stories(*far, judgements=(withdrawn,)) == {("a",), ("c",)}


def test_a_story_has_a_title_days_and_reasons() -> None:
    found = resolve([visit("a", WIRE, "2020-05-04", "2020-05-05"), visit("b", INDEPENDENT, "2020-05-04", "2020-05-06")])
    (story,) = found.stories
    assert story.title.startswith("Adams met Okoro. Secretary of State Ruth Adams")
    assert (str(story.from_), str(story.to)) == ("2020-05-04", "2020-05-04")
    assert story.events == tuple(made.id for made in found.events)
    assert "1 event told as news by both" in story.why[0]
