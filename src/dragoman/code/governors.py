"""Loads governors.yaml: which word gives which status to the act it governs. In: the file. Out: look-up tables, checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

EFFECTS: Final = frozenset(
    {"planned", "possible", "called-for", "threatened", "denied", "undone", "cancelled", "suspended", "resumed", "ongoing", "real", "talked", "announced"}
)


@dataclass(frozen=True, slots=True)
class Governors:
    """Effects by lemma ("call", or with its particle "call off"); several where the word's complement decides."""

    verbs: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, tuple[str, ...]]
    modals: Mapping[str, str]
    links: Mapping[str, str]
    tellings: frozenset[str]
    rumours: frozenset[str]
    endings: frozenset[str]

    def of_verb(self, lemma: str, particle: str | None) -> tuple[str, ...]:
        """Effects of a verb; a particle that is not listed makes another verb of it ("set up" plans nothing)."""
        return self.verbs.get(lemma if particle is None else f"{lemma} {particle}", ())


@cache
def load_governors() -> Governors:
    """The table, read once.

    Raises:
        KnowledgeError: if the file names an effect that there is not.
    """
    source = resources.files("dragoman.code") / "governors.yaml"
    data = parse_yaml(source.read_text(encoding="utf-8"), "code/governors.yaml")
    return Governors(
        verbs=_words(data["verbs"]),
        nouns=_words(data["nouns"]),
        adjectives=_words(data["adjectives"]),
        attributes=_words(data["attributes"]),
        modals={word: effect for effect, words in data["modals"].items() for word in words},
        links={word: effect for effect, words in data["links"].items() for word in words},
        tellings=frozenset(data["tellings"]),
        rumours=frozenset(data["rumours"]),
        endings=frozenset(str(entry[0]) for entry in data["endings"]),
    )


def _words(section: Mapping[str, list[list[Any]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for effect, entries in section.items():
        if effect not in EFFECTS:
            raise KnowledgeError(f"effect {effect!r} is not one of {', '.join(sorted(EFFECTS))}", source="governors.yaml")
        for entry in entries:
            word = str(entry[0])
            found[word] = (*found.get(word, ()), effect)
    return found
