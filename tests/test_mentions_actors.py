"""Who the words of a sentence name: the cases of cases/mentions.yaml, and what holds for every reading."""

from __future__ import annotations

import re
from array import array
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.mentions import find
from dragoman.mentions.cast import Cast, Referent
from dragoman.model import Report
from dragoman.model.working import ActorMention, CleanText, Part, Working

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "mentions.yaml").read_text(encoding="utf-8"))


def working_of(text: str, published: str | None = None) -> Working:
    """A text of plain paragraphs, taken as clean."""
    parts, at = [], 0
    for paragraph in text.split("\n\n"):
        parts.append(Part("body", at, at + len(paragraph)))
        at += len(paragraph) + 2
    clean = CleanText(text, array("l", range(len(text) + 1)), (), tuple(parts))
    return Working(Report("case", text, published=published), clean, "en")


def read(text: str, parser: Any, knowledge: Any, published: str | None = None) -> Working:
    return find(parser.parse(working_of(text, published)), knowledge)


def place_of(text: str, words: str) -> tuple[int, int]:
    """Offsets of the words, of the n-th such stretch where they end in @n."""
    words, _, number = words.partition("@")
    found = list(re.finditer(rf"\b{re.escape(words)}\b", text))
    return found[int(number or 1) - 1].span()


def mention_at(working: Working, span: tuple[int, int]) -> ActorMention:
    found = [one for one in working.actors if (one.start, one.end) == span]
    assert found, f"no mention {working.clean.text[slice(*span)]!r} among {[working.clean.text[one.start : one.end] for one in working.actors]}"
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_mentions_of_a_text(case: dict[str, Any], parser: Any, knowledge: Any) -> None:
    working = read(case["text"], parser, knowledge, case.get("published"))
    for expected in case["expect"]:
        mention = mention_at(working, place_of(case["text"], expected["words"]))
        told = {
            "names": sorted(member.name for member in mention.members),
            "countries": sorted(str(member.country) for member in mention.members),
            "sectors": sorted(str(member.sector) for member in mention.members),
            "kinds": sorted(member.kind for member in mention.members),
            "offices": sorted(str(member.office) for member in mention.members),
        }
        for field, found in told.items():
            if field in expected:
                assert found == sorted(expected[field]), (expected["words"], field)
        for field in ("how", "literal", "plural"):
            if field in expected:
                assert getattr(mention, field) == expected[field], (expected["words"], field)
    for words in case.get("not", ()):
        span = place_of(case["text"], words)
        assert span not in {(one.start, one.end) for one in working.actors}, words


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


LONG = (
    "Kenya and Uganda met in Arusha. The two sides agreed on the border. President Yoweri Museveni said he was glad.\n\n"
    "He left for Kampala, and Kenyan officials said it was over."
)


def test_heads_lie_inside_mentions(parser: Any, knowledge: Any) -> None:
    working = read(LONG, parser, knowledge)
    for mention in working.actors:
        sentence = working.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        if mention.head is not None:
            token = sentence.doc[mention.head]
            assert mention.start <= sentence.start + token.idx < mention.end


def test_members_carry_the_mentions_span(parser: Any, knowledge: Any) -> None:
    for mention in read(LONG, parser, knowledge).actors:
        assert mention.members
        assert all((member.start, member.end) == (mention.start, mention.end) for member in mention.members)


def test_mentions_come_in_text_order(parser: Any, knowledge: Any) -> None:
    starts = [mention.start for mention in read(LONG, parser, knowledge).actors]
    assert starts == sorted(starts)


def test_reading_is_the_same_twice(parser: Any, knowledge: Any) -> None:
    assert read(LONG, parser, knowledge).actors == read(LONG, parser, knowledge).actors


def test_a_pronoun_without_antecedent_is_counted_and_not_guessed(parser: Any, knowledge: Any) -> None:
    working = read("He said they had agreed to withdraw.", parser, knowledge)
    assert working.actors == []
    assert working.notes == ["2 pronoun(s) were not traced to an actor"]


def test_published_day_names_the_holder(parser: Any, knowledge: Any) -> None:
    text = "The US president condemned the coup."
    names = {day: [member.name for one in read(text, parser, knowledge, day).actors for member in one.members] for day in ("2007-05-01", "2012-05-01")}
    assert names == {"2007-05-01": ["George W. Bush"], "2012-05-01": ["Barack Obama"]}


def test_undated_report_names_no_holder_but_the_office(parser: Any, knowledge: Any) -> None:
    (mention,) = read("The US president condemned the coup.", parser, knowledge).actors
    assert [(member.kind, member.country, member.id) for member in mention.members] == [("office", "USA", "o:USA:head of state")]


def test_a_window_names_a_holder_only_where_nobody_else_can_be_meant(parser: Any, knowledge: Any) -> None:
    # In Pompeo's days Japan had Abe and then Suga; of Mali's prime ministers the register knows only the last.
    for text in ("US Secretary of State Mike Pompeo met the Japanese prime minister.", "US Secretary of State Mike Pompeo met the Malian prime minister."):
        assert [member.kind for one in read(text, parser, knowledge).actors for member in one.members] == ["person", "office"]
    text = "US Secretary of State Rex Tillerson met the Japanese prime minister."
    assert [member.name for one in read(text, parser, knowledge).actors for member in one.members] == ["Rex Tillerson", "Shinzō Abe"]


def test_a_title_names_the_office_that_it_names_in_its_country(parser: Any, knowledge: Any) -> None:
    ids = [
        member.id
        for text in ("The German chancellor resigned.", "The British chancellor resigned.")
        for one in read(text, parser, knowledge).actors
        for member in one.members
    ]
    assert ids == ["o:DEU:head of government", "o:GBR:finance"]


def test_a_place_in_the_capitals_of_a_dateline_has_its_usual_name(parser: Any, knowledge: Any) -> None:
    working = read("SEOUL (Agency) - Talks with the UAE were held in OSLO.", parser, knowledge)
    assert [place.name for place in working.places] == ["Seoul", "United Arab Emirates", "Oslo"]


def test_cities_have_their_geonames_id_and_country(parser: Any, knowledge: Any) -> None:
    working = read("The ministers met in Seoul before talks in Lviv, Ukraine, and a summit in Springfield.", parser, knowledge)
    found = {place.name: (place.country, place.geonames, place.lat) for place in working.places}
    assert found["Seoul"] == ("KOR", 1835848, 37.566)
    assert found["Lviv"] == ("UKR", 702550, 49.838)
    assert found["Springfield"] == ("USA", None, None)


def test_places_say_whether_they_are_places(parser: Any, knowledge: Any) -> None:
    working = read("Ankara rejected the offer after the talks in Ankara.", parser, knowledge)
    assert [(place.name, place.literal, place.country) for place in working.places] == [("Ankara", False, "TUR"), ("Ankara", True, "TUR")]


def test_what_is_filed_under_an_object_is_never_anothers() -> None:
    """The number of an object that is gone is soon another's: now and then a pronoun then meant whom it should not, on one machine and not on the next."""
    cast = Cast()
    assert len({cast.key(Referent("Somebody")) for _ in range(500)}) == 500
