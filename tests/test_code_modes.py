"""The words that tell what is asked for, refused or threatened: how their file is checked."""

import pytest

from dragoman.code.modes import load_asked, read_asked
from dragoman.model import KnowledgeError

ROW = {"types": ["REQUEST"], "mode": "meet", "words": ["reopen"], "with": ["channel"], "example": "Fiji asked Samoa to reopen the channel"}


def test_the_lines_that_ship_are_read_by_word() -> None:
    assert {line.mode for line in load_asked()["lift"]} == {"yield"}


def test_a_mode_that_the_type_lacks_is_refused_with_its_place() -> None:
    with pytest.raises(KnowledgeError, match="violence"):
        read_asked([ROW, ROW | {"mode": "violence"}], "own.yaml")


def test_a_line_without_an_example_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="example"):
        read_asked([{name: value for name, value in ROW.items() if name != "example"}], "own.yaml")
