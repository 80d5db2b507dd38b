"""Where sentences begin and end, and which of them are parsed."""

from __future__ import annotations

from array import array
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Report
from dragoman.model.working import CleanText, Part, Working
from dragoman.parse.gate import worth_parsing
from dragoman.parse.sentences import split, split_text

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "sentences.yaml").read_text(encoding="utf-8"))
TRIGGERS = frozenset({"met", "signed", "fired", "test-fired"})


@pytest.mark.parametrize("case", CASES)
def test_sentences_of_a_paragraph(case: str) -> None:
    text = case.replace(" | ", " ")
    assert [text[start:end] for start, end in split_text(text)] == case.split(" | ")


@given(st.text(alphabet=st.sampled_from(list("aA1 .!?\"”')\n…U.S。")), max_size=200))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = list(split_text(text))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def parts_of(text: str, *parts: tuple[str, int, int]) -> CleanText:
    return CleanText(text, array("l", range(len(text) + 1)), (), tuple(Part(*part) for part in parts))


def test_a_title_is_one_sentence_and_keeps_its_kind() -> None:
    text = "Talks fail. War looms\n\nThe talks failed. War looms."
    sentences = split(parts_of(text, ("title", 0, 21), ("body", 23, len(text))))
    assert [(one.kind, one.text) for one in sentences] == [("title", "Talks fail. War looms"), ("body", "The talks failed."), ("body", "War looms.")]
    assert all(text[one.start : one.end] == one.text for one in sentences)
    assert [one.index for one in sentences] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "has_hit", "expected"),
    [
        ("Kenya signed the treaty.", True, True),
        ("The weather in Kenya is fine.", True, False),
        ("They signed the treaty.", False, True),
        ("It was signed by nobody known.", False, True),
        ("New wine was signed off.", False, False),
        ("Yesterday Zubair Qalandar signed it.", False, True),
        ("On Monday wine was signed off.", False, False),
        ("The officials said nothing.", False, True),
        ("Pyongyang test-fired a missile.", True, True),
    ],
)
def test_gate(text: str, has_hit: bool, expected: bool) -> None:
    assert worth_parsing(text, has_hit, TRIGGERS) is expected


def working_of(*paragraphs: str) -> Working:
    text, parts = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        parts.append(("body", len(text), len(text) + len(paragraph)))
        text += paragraph
    return Working(Report("case", text), parts_of(text, *parts), "en")


def test_only_gated_sentences_are_parsed(parser: Any) -> None:
    working = parser.parse(working_of("France signed the treaty. The weather was fine."))
    assert [one.doc is not None for one in working.sentences] == [True, False]
    assert [hit.surface for hit in working.hits] == ["France"]


def test_one_sentence_is_one_tree(parser: Any) -> None:
    working = parser.parse(working_of('The minister of France said: "We will not yield. They must go." He left.'))
    assert all(sum(word.head is word for word in one.doc) == 1 for one in working.sentences if one.doc is not None)


def test_overlong_sentences_are_counted_and_not_parsed(parser: Any) -> None:
    table = "France signed " + "and then " * 70 + "left."
    working = parser.parse(working_of(table, "France signed " + "x" * 2000, "France signed it."))
    assert [one.doc is not None for one in working.sentences] == [False, False, True]
    assert working.notes == ["2 sentence(s) of more than 120 words were not parsed"]


def test_a_reading_does_not_depend_on_its_neighbours(parser: Any) -> None:
    text = "France and Spain signed the treaty, and Lisbon protested."
    alone = parser.parse(working_of(text)).sentences[0].doc
    among = parser.parse_batch([working_of("Chad fired on Libya."), working_of(text)])[1].sentences[0].doc
    assert [(token.text, token.dep_, token.head.i, token.ent_type_) for token in alone] == [
        (token.text, token.dep_, token.head.i, token.ent_type_) for token in among
    ]


def test_a_text_of_stops_is_cut_in_linear_steps() -> None:
    assert list(split_text("." * 50_000)) == [(0, 50_000)]
