"""Statements: every case of tests/cases/statements.yaml, and what must hold for any quotation."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.code.quotes import quoted_spans
from dragoman.code.turns import trim
from dragoman.knowledge import load
from dragoman.model import Report
from dragoman.model.reading import Statement
from dragoman.model.working import Part
from dragoman.run import Configuration, Pipeline

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "statements.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Configuration(), load())


def _fits(case: dict[str, Any], statement: Statement, text: str) -> bool:
    speaker = statement.speaker
    words = text[speaker.start : speaker.end] if speaker else ""
    told: dict[str, Any] = {
        "speaker": case.get("speaker") if speaker and case.get("speaker", "") in f"{speaker.name}, {words}" else speaker and speaker.name,
        "verb": statement.verb,
        "content": text[statement.content.start : statement.content.end],
        "quoted": statement.quoted,
        "stance": statement.stance,
        "about": list(statement.about),
    }
    return all(told[key] == value for key, value in case.items())


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_statements_of_a_text(case: dict[str, Any], pipeline: Pipeline) -> None:
    reading = pipeline.read(Report(id="r", text=case["text"]))
    statements = reading.statements  # type: ignore[union-attr]
    contents = [case["text"][one.content.start : one.content.end] for one in statements]
    for wanted in case.get("gives", ()):
        assert any(_fits(wanted, one, case["text"]) for one in statements), (wanted, statements)
    for start in case.get("not", ()):
        assert not any(content.startswith(start) for content in contents), contents


@given(st.lists(st.text("ab .,'\"“”\n", max_size=12), max_size=4))
@settings(deadline=None)
def test_quotations_stay_in_their_paragraph_and_never_overlap(paragraphs: list[str]) -> None:
    parts, text = [], ""
    for paragraph in paragraphs:
        parts.append(Part("body", len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    spans = quoted_spans(text, parts)
    assert all(any(part.start <= low < high <= part.end for part in parts) for low, high in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(st.text('ab "“”,—', max_size=20))
def test_trimming_keeps_every_letter(text: str) -> None:
    low, high = trim(text, 0, len(text))
    assert sum(map(str.isalpha, text)) == sum(map(str.isalpha, text[low:high]))
