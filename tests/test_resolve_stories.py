"""Copies, rewrites and stories: what repeats a telling, what tells of the same thing, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Actor, Interval, Source, Where
from dragoman.resolve import Claim, resolve
from dragoman.resolve.chance import time_odds
from dragoman.resolve.likeness import can_meet
from dragoman.resolve.quoted import shared_sources
from dragoman.resolve.signatures import contrast, lead_anchors
from dragoman.resolve.topics import vectors
from dragoman.resolve.traits import stem, traits
from factories_resolve import claim, country, day, event, judgement, person

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
# The same people and city without anything that marks the occasion.
VAGUE = INDEPENDENT.replace("a dozen of them", "many of them")


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
    found = resolve([visit("a", WIRE, "2020-05-04", "2020-05-05"), claim("b", text=VAGUE, written=("2018-01-20", "2022-01-20"))])
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


def test_a_journey_of_one_person_to_one_country_joins_reports_whose_windows_leave_hardly_room_for_two() -> None:
    went = event("Adams travelled to Nigeria.", trigger="travelled", mode="visit", actors=(ADAMS,), recipients=(country("NGA"),))
    goes = event("Adams is to travel to Nigeria.", trigger="travel", mode="visit", actors=(ADAMS,), recipients=(country("NGA"),), status="planned")

    def told(window: tuple[str, str]) -> set[tuple[str, ...]]:
        return stories(claim("a", goes, text=WIRE, written=("2020-05-01", "2020-05-09")), claim("b", went, text=INDEPENDENT, written=window))

    assert told(("2020-01-01", "2020-12-01")) == {("a", "b")}
    assert told(("2017-01-01", "2024-12-01")) == {("a",), ("b",)}


def test_a_source_that_independent_reports_quote_is_named_and_a_copy_does_not_count() -> None:
    def quoting(identity: str) -> Claim:
        vouched = event("Meridian said Adams met Okoro.", trigger="met", mode="visit", actors=(ADAMS,), recipients=(OKORO,), according_to=(Source("Meridian"),))
        made = claim(identity, vouched)
        outlet = Actor(0, 8, "Meridian", "meridian", None, "JRN", "outlet")
        return replace(made, reading=replace(made.reading, actors=(*made.reading.actors, outlet)))

    claims = [quoting(one) for one in "abc"]
    assert shared_sources(claims, {"a": "a", "b": "b", "c": "b"}) == ["2 origins tell on the word of one source, Meridian: a, b"]
    assert shared_sources(claims[1:], {"b": "b", "c": "b"}) == []


FIRE = "Fire crews were called to the Brightmart store in {town} on Friday night. More than {crews} firefighters fought the blaze, which began in the roof. "
FIRE += "{chief}, who led the crews, said that residents of {street} had been taken out of their homes. Nobody was hurt, Brightmart said."
MILTON = (
    {"town": "Milton", "crews": "53", "chief": "Ann Pryce", "street": "Oakley Street"},
    {"town": "Milton", "crews": "53", "chief": "Pryce", "street": "Oakley"},
)
REDCAR = (
    {"town": "Redcar", "crews": "71", "chief": "Tom Hale", "street": "Sandon Row"},
    {"town": "Redcar", "crews": "71", "chief": "Hale", "street": "Sandon"},
)


def fires(told: tuple[dict[str, str], ...], mark: str) -> list[Claim]:
    extra = [
        "Smoke stood over the market until noon.",
        "An inquiry into the cause was opened.",
        "Trains passed slowly all night.",
        "The shop had opened in spring.",
    ]
    return [claim(f"{mark}{number}", text=f"{FIRE.format(**told[number % 2])} {extra[number]}", written=None) for number in range(4)]


def test_two_happenings_of_one_kind_are_parted_by_the_names_that_all_reports_of_either_hold() -> None:
    one = [lead_anchors(traits(each)) for each in fires(MILTON, "a")]
    two = [lead_anchors(traits(each)) for each in fires(REDCAR, "b")]
    found = contrast(one, two)
    assert found.against < -2.0
    assert "milton" in found.ours
    assert "redcar" in found.theirs
    assert contrast(one[:2], one[2:]).against == 0.0


def test_one_report_with_other_names_is_no_proof_of_another_story() -> None:
    one = [lead_anchors(traits(each)) for each in fires(MILTON, "a")]
    two = [lead_anchors(traits(each)) for each in fires(REDCAR, "b")]
    assert contrast(one[:1], two[:1]).against == 0.0


def test_what_parts_two_groups_does_not_depend_on_their_order() -> None:
    one = [lead_anchors(traits(each)) for each in fires(MILTON, "a")]
    two = [lead_anchors(traits(each)) for each in fires(REDCAR, "b")]
    there, back = contrast(one, two), contrast(two, one)
    assert (there.against, there.ours, there.theirs) == (back.against, back.theirs, back.ours)


def test_windows_of_many_decades_say_nothing_of_when() -> None:
    wide = Interval.between(day("1965-01-01"), day("2025-01-01")), Interval.between(day("1967-01-01"), day("2025-01-01"))
    assert abs(time_odds(*wide)) < 0.5
    assert can_meet(*wide)


def test_words_of_the_lead_and_names_side_by_side_weigh_more() -> None:
    texts = [traits(claim(one, text=text)) for one, text in (("a", WIRE), ("b", WIRE), ("c", REWRITE))]
    bag = vectors(texts)["a"]
    assert bag["gulf guinea"] > 0
    assert bag["zaria"] > bag[stem("visas")]
    late = "Filler tells nothing new here. " * 5
    moved = vectors([traits(claim("a", text="Pryce spoke of boats. " + late)), traits(claim("b", text=late + "Pryce spoke of boats."))])
    assert moved["a"][stem("boats")] > moved["b"][stem("boats")]
