"""Place or government: the cases of cases/literal.yaml, the weights' files, and how they are fitted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.evaluate.literal_fit import Marked, fit, marked
from dragoman.mentions.besides import area_adjectives
from dragoman.mentions.cues import lexicon, weights
from dragoman.mentions.literal import verdict_in_words, weigh
from dragoman.model import KnowledgeError
from test_mentions_actors import read

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "literal.yaml").read_text(encoding="utf-8"))
_MARK = re.compile(r"\[([lm]) ([^\]]+)\]")


@pytest.mark.parametrize("case", CASES, ids=[case[:40] for case in CASES])
def test_a_name_is_read_as_place_or_government(case: str, parser: Any, knowledge: Any) -> None:
    text = _MARK.sub(r"\2", case)
    found = {place.start: place.literal for place in read(text, parser, knowledge).places}
    expected, shift = {}, 0
    for mark in _MARK.finditer(case):
        expected[mark.start() - shift] = mark.group(1) == "l"
        shift += 4
    assert {start: found.get(start) for start in expected} == expected


@pytest.mark.parametrize(
    ("before", "after", "literal"),
    [
        ("Rain is expected in ", " on Monday.", True),
        ("", " (Agency)", True),
        ("He lives in Turku, ", ".", True),
        ("", " has rejected the offer.", False),
        ("Relations with ", " are poor.", False),
        ("", "'s refusal was noted.", False),
        ("", "'s population is growing.", True),
    ],
)
def test_a_sentence_without_a_parse_is_read_by_its_words(before: str, after: str, literal: bool) -> None:
    assert verdict_in_words(before, after, "country").literal is literal


def test_a_verdict_tells_its_weightiest_cues() -> None:
    told = verdict_in_words("Rain is expected in ", " on Monday.", "country")
    assert told.why
    assert told.why[0].startswith("in ")
    assert weigh(["no such cue"]).score == weigh([]).score


def test_every_weight_stands_for_a_class_that_is_listed() -> None:
    classes = {name for names in lexicon().classes.values() for name in names} | {"?", "Name", "people"}
    named = {cue.split(">")[1].split(" ")[0] for cue in weights() if ">" in cue}
    assert named <= classes


def test_adjectives_of_areas_do_not_take_in_the_names_of_bodies() -> None:
    pattern = area_adjectives().pattern
    assert pattern.search("European leaders") is not None
    assert pattern.search("the European Union") is None


def test_a_marked_sentence_gives_its_names() -> None:
    assert marked("Rain fell in [lk Oslo].", 1) == ("Rain fell in Oslo.", [(13, 17, "capital", True)])


@pytest.mark.parametrize("line", ["No name here.", "Rain in [lx Oslo]."])
def test_a_sentence_marked_wrongly_is_named_by_its_line(line: str) -> None:
    with pytest.raises(KnowledgeError, match="7"):
        marked(line, 7)


def test_fitted_weights_tell_apart_what_they_were_fitted_to() -> None:
    rows = [Marked(("in",), True, "a"), Marked(("in",), True, "b"), Marked(("subj",), False, "c"), Marked(("subj",), False, "d")]
    fitted = fit(rows)
    assert fitted["in"] > 0 > fitted["subj"]
