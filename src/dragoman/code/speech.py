"""Loads speech.yaml: words that bring in what somebody said, thinks or means to do. In: the file. Out: look-up tables, checked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

FORMS: Final = frozenset({"clause", "quote", "infinitive", "object"})
LISTS: Final = frozenset(
    {"fact", "fact_to", "quote", "weak", "particles", "adjectives", "nouns", "words_of", "against", "for", "accusing", "favouring", "turning"}
)
PREPOSITIONS: Final = frozenset({"for", "on", "upon", "to", "about", "of", "against", "at", "with", "over", "in", "as"})


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Lemmas by what they do; see speech.yaml. `verbs`: where a verb's content may stand (FORMS); `prepositions`: which prepositions may bring it in."""

    verbs: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    fact: frozenset[str]
    fact_to: frozenset[str]
    quote: frozenset[str]
    weak: frozenset[str]
    particles: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    words_of: frozenset[str]
    against: frozenset[str]
    for_: frozenset[str]
    accusing: frozenset[str]
    favouring: frozenset[str]
    turning: frozenset[str]


@cache
def load_speech() -> SpeechWords:
    """The table, read once.

    Raises:
        KnowledgeError: if a group of verbs names a form that there is not, or lacks an example.
    """
    data = parse_yaml((resources.files("dragoman.code") / "speech.yaml").read_text(encoding="utf-8"), "code/speech.yaml")
    verbs: dict[str, set[str]] = defaultdict(set)
    prepositions: dict[str, set[str]] = defaultdict(set)
    for group in data["verbs"]:
        takes = frozenset(group["takes"])
        kind, known = (prepositions, PREPOSITIONS) if takes <= PREPOSITIONS else (verbs, FORMS)
        if not takes <= known or not group.get("example"):
            raise KnowledgeError(f"group {sorted(takes)} takes what is not known, or has no example", source="code/speech.yaml")
        for word in group["words"]:
            kind[str(word)] |= takes
    take = {name: frozenset(map(str, words)) for name, words in data.items() if name != "verbs"}
    if missing := LISTS - take.keys():
        raise KnowledgeError(f"lacks the lists {sorted(missing)}", source="code/speech.yaml")
    return SpeechWords(
        verbs={word: frozenset(takes) for word, takes in verbs.items()},
        prepositions={word: frozenset(takes) for word, takes in prepositions.items()},
        fact=take["fact"],
        fact_to=take["fact_to"],
        quote=take["quote"],
        weak=take["weak"],
        particles=take["particles"],
        adjectives=take["adjectives"],
        nouns=take["nouns"],
        words_of=take["words_of"],
        against=take["against"],
        for_=take["for"],
        accusing=take["accusing"],
        favouring=take["favouring"],
        turning=take["turning"],
    )
