"""Loads speech.yaml: words that bring in what somebody said. In: the file. Out: sets of lemmas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Lemmas by what they do; see speech.yaml."""

    say: frozenset[str]
    fact: frozenset[str]
    believe: frozenset[str]
    judge: frozenset[str]
    quote: frozenset[str]
    nouns: frozenset[str]
    against: frozenset[str]
    for_: frozenset[str]


@cache
def load_speech() -> SpeechWords:
    data = parse_yaml((resources.files("dragoman.code") / "speech.yaml").read_text(encoding="utf-8"), "code/speech.yaml")
    take = {name: frozenset(str(word) for word in data[name]) for name in ("say", "fact", "believe", "judge", "quote", "nouns", "against", "for")}
    return SpeechWords(take["say"], take["fact"], take["believe"], take["judge"], take["quote"], take["nouns"], take["against"], take["for"])
