"""Words glued to a name are split where the name is listed, alone or with the given name before it."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.clean import clean
from dragoman.model import Report


@pytest.fixture(scope="module")
def knowledge() -> Any:
    from dragoman.knowledge import load

    return load()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("US Secretary of State Antony Blinkenunderscored the weight of the alliance.", "Antony Blinken underscored"),
        ("DonaldTrump met Kim Jong-un in Hanoi.", "Donald Trump met"),
        ("The painter Antony Blinkered showed his work.", "Antony Blinkered showed"),
    ],
)
def test_a_glued_name_is_split_from_the_word_behind_it(knowledge: Any, text: str, wanted: str) -> None:
    assert wanted in clean(Report("glued", text), knowledge).clean.text
