"""Garbled sentences: what is coded from them is kept at low confidence, and noted; sentences in order are left alone."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.code.garble import DOUBTFUL
from dragoman.model import Reading, Report

GARBLED = [
    "Norway Norway expelled expelled six Russian diplomats on Monday.",
    "Norway expelled six Russian diplomats on Monday after the gradoned blurgents came.",
]
IN_ORDER = [
    "Norway expelled six Russian diplomats on Monday.",
    "Norway, which had had enough, expelled six Russian diplomats on Monday.",
    "Norway expelled six Russian diplomats, said the foreign ministry.",
    "NORWAY EXPELS SIX RUSSIAN DIPLOMATS",
]


@pytest.fixture(scope="module")
def pipeline() -> Any:
    from dragoman.run import Pipeline

    return Pipeline()


def read(pipeline: Any, text: str) -> Reading:
    reading = pipeline.read(Report(id="garbled", text=text))
    assert isinstance(reading, Reading), reading
    return reading


@pytest.mark.parametrize("text", GARBLED)
def test_events_of_a_garbled_sentence_carry_low_confidence_and_are_noted(pipeline: Any, text: str) -> None:
    reading = read(pipeline, text)
    assert reading.events
    assert all(event.confidence <= DOUBTFUL and any("garbled" in why for why in event.why) for event in reading.events)
    assert any("garbled" in note for note in reading.notes)


@pytest.mark.parametrize("text", IN_ORDER)
def test_sentences_in_order_are_believed(pipeline: Any, text: str) -> None:
    reading = read(pipeline, text)
    assert not any("garbled" in note for note in reading.notes)
    assert all(event.confidence > DOUBTFUL for event in reading.events)
