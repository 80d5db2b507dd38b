"""The words that a phrase can't do without: looking for them first never loses what the phrase itself would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean.gate import literals, possible
from dragoman.clean.phrases import of_scope, phrases

SCOPES = ("paragraph", "sentence", "label")
SENTENCES = [
    "The foreign minister of Norway met her colleague from Chad in Oslo on Monday.",
    "They agreed to open a consulate next spring.",
    "SUBSCRIBE TO OUR NEWSLETTER for more stories.",
    "",
    "#summit #treaty",
]
LINES = st.lists(st.sampled_from([phrase.example for phrase in phrases()] + SENTENCES), max_size=6)


@given(LINES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_rule_that_finds_something_is_ruled_out(lines: list[str], upper: bool) -> None:
    texts = [line.upper() if upper else line for line in lines]
    for text, rules in zip(texts, possible(texts, *SCOPES), strict=True):
        assert [rule for rule in of_scope(*SCOPES) if rule.pattern.search(text)] == [rule for rule in rules if rule.pattern.search(text)]


def test_what_is_bound_to_the_beginning_is_found_there_only() -> None:
    bound = [rule for rule in phrases() if rule.fixed]
    assert len(bound) > 50
    assert not any(rule.pattern.search(f"Minister {rule.example}") for rule in bound if rule.where == "anywhere" and rule.scope == "label")


def test_plain_paragraphs_have_next_to_no_rules_to_try() -> None:
    rules = possible(SENTENCES[:2], *SCOPES)
    assert sum(map(len, rules)) < 0.15 * 2 * len(of_scope(*SCOPES))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^sign[ -]?up", {"sign"}),
        ("(news)?letters?", {"letter"}),
        (r"(inbox|mailing\slist)", {"inbox", "mailing"}),
        (r"(inbox|\d+)", None),
        ("(?:[a-z]+ )?now", {"now"}),
        ("a?b?", None),
        ("(Straße){2,}", {"strasse"}),
        ("©", {"©"}),
    ],
)
def test_the_literal_words_of_a_pattern(pattern: str, expected: set[str] | None) -> None:
    assert literals(re.compile(pattern, re.IGNORECASE)) == expected
