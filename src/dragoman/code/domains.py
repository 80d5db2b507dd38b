"""Other fields whose words sound like war and diplomacy: sport, weather, culture, science, business, accidents.

In: the lemmas of a sentence. Out: the field it tells of, and which acts are then not to be believed. Word lists in domains.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml

_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")  # "beat Gabon 2-0"
VOTING = frozenset({"vote", "ballot", "council", "senate", "parliament"})  # "adopted 14-1"
WEAK_WORDS = 2  # one "half" or "captain" says nothing, two together do


@dataclass(frozen=True, slots=True)
class Domain:
    """One other field; see domains.yaml."""

    name: str
    types: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]

    def tells(self, lemmas: frozenset[str]) -> bool:
        """The sentence is about this field."""
        return not self.strong.isdisjoint(lemmas) or len(self.weak & lemmas) >= WEAK_WORDS


@cache
def load_domains() -> tuple[Domain, ...]:
    data = parse_yaml((resources.files("dragoman.code") / "domains.yaml").read_text(encoding="utf-8"), "code/domains.yaml")
    return tuple(Domain(name, frozenset(entry["types"]), frozenset(entry["strong"]), frozenset(entry["weak"])) for name, entry in data.items())


def foreign_to(lemmas: Iterable[str], text: str = "") -> dict[str, str]:
    """Types of acts that the sentence can't be believed to tell, each with the field that borrows their words; a score in its text counts as a word."""
    words = frozenset(lemmas)
    if _SCORE.search(text) and words.isdisjoint(VOTING):
        words |= {"%score"}
    return {kind: domain.name for domain in load_domains() if domain.tells(words) for kind in domain.types}


@cache
def telling_words() -> frozenset[str]:
    """Words beside which not even a government or an army is believed: the strong ones of each field, and all of sport, where nations attack and defend."""
    return frozenset(word for domain in load_domains() for word in (domain.strong | domain.weak if domain.name == "sport" else domain.strong))
