"""One key for the several ways in which a foreign name is spelt in Latin letters.

Goes in: folded words of a name. Comes out: the words with spellings that stand for one sound written one way, by the rules in
data/romanisation.yaml; for Korean names, whose systems differ in every syllable, a key of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from dragoman.knowledge import tables
from dragoman.knowledge.names import folded_tokens

_REMEMBERED_WORDS = 1 << 15
KOREAN = "ko:"  # keeps Korean keys apart from the general ones


class Romanisation:
    """The rules of data/romanisation.yaml, read at first use."""

    def __init__(self) -> None:
        # Twenty patterns a word cost 10 microseconds; news repeats its words.
        self.word = lru_cache(maxsize=_REMEMBERED_WORDS)(self._word)

    @cached_property
    def _data(self) -> Any:
        return tables.yaml_data("romanisation.yaml")

    @cached_property
    def _rules(self) -> list[tuple[re.Pattern[str], str, int]]:
        return [(re.compile(rule["from"]), rule["to"], int(rule.get("min", 4))) for rule in self._data["rules"]]

    @cached_property
    def _korean_rules(self) -> list[tuple[re.Pattern[str], str]]:
        return [(re.compile(rule["from"]), rule["to"]) for rule in self._data["korean"]]

    @cached_property
    def korean_surnames(self) -> dict[str, str]:
        """Folded spelling -> one spelling of the same Korean surname."""
        return {spelling: group[0] for group in self._data["korean_surnames"] for spelling in group}

    @cached_property
    def _same(self) -> dict[str, str]:
        return {spelling: group[0] for group in self._data["same"] for spelling in group}

    def _word(self, folded: str) -> str:
        """A folded word in its one spelling: `zelenskyy`, `zelenskiy`, `zelensky` -> `zelensky`."""
        if folded in self._same:
            return self._same[folded]
        length = len(folded)
        for pattern, to, least in self._rules:
            if length >= least:
                folded = pattern.sub(to, folded)
        return self._same.get(folded, folded)

    def key(self, name: str) -> str:
        """A whole name's key, words joined by a space."""
        return " ".join(self.word(word) for word in folded_tokens(name))

    def korean(self, words: Sequence[str]) -> str | None:
        """Key of a Korean name of two or three folded words, family name first; None where the first is no Korean family name."""
        surname = self.korean_surnames.get(words[0]) if words else None
        if surname is None or not 2 <= len(words) <= 3:
            return None
        given = "".join(words[1:])
        for pattern, to in self._korean_rules:
            given = pattern.sub(to, given)
        return f"{KOREAN}{surname} {given}"
