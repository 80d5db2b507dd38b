"""Says which sentences are worth a parse: those with a possible trigger or word of saying, and a possible actor.

In: a sentence's text and whether the name matcher hit in it. Out: yes or no. Words in data/gate.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LOWER_WORD = re.compile(r"[a-z]+")
# "Was in Lima on Friday", "was last in Peru": being somewhere is a visit, though "be" is too common a word to be asked for everywhere.
_STAYS = re.compile(r"\b(?:is|are|was|were|been|be)(?: (?:back|last|also|now|still|already|again|once))? in (?:the )?[A-Z]")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@dataclass(frozen=True, slots=True)
class GateWords:
    """The word lists of data/gate.yaml."""

    speech: frozenset[str]
    stand_ins: frozenset[str]
    not_names: frozenset[str]
    openers: frozenset[str]
    persons: frozenset[str]


@lru_cache(maxsize=1)
def gate_words() -> GateWords:
    """The lists, read once a process.

    Raises:
        KnowledgeError: if the file lacks a list.
    """
    source = resources.files("dragoman.parse") / "data" / "gate.yaml"
    data = parse_yaml(source.read_text(encoding="utf-8"), "parse/data/gate.yaml")
    try:
        for name, words in data.items():
            if not all(isinstance(word, str) for word in words):
                raise TypeError(f"{name} holds an entry that is no word; put yes, no, on and off in quotes")
        return GateWords(**{one.name: frozenset(data[one.name]) for one in fields(GateWords)})
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"a list is missing or malformed: {error}", source="parse/data/gate.yaml") from error


def worth_parsing(text: str, has_hit: bool, triggers: frozenset[str]) -> bool:
    """True if the sentence can hold an event or a statement.

    Args:
        text: the sentence.
        has_hit: the name matcher found a listed name or title in it.
        triggers: lower-case word forms of the trigger lexicon.
    """
    words = gate_words()
    found = _WORD.findall(text)
    lower = {word.lower() for word in found}
    if lower.isdisjoint(triggers) and lower.isdisjoint(words.speech):
        compounds = {word.lower() for word in _COMPOUND.findall(text)}
        if compounds.isdisjoint(triggers) and not (has_hit and _STAYS.search(text)):
            return False
    return has_hit or not lower.isdisjoint(words.stand_ins) or _has_name(found, words.not_names)


def tells_of_person(text: str) -> bool:
    """A pronoun for a man or woman stands in it."""
    return not gate_words().persons.isdisjoint(_LOWER_WORD.findall(text.lower()))


def _has_name(found: list[str], not_names: frozenset[str]) -> bool:
    """A capitalised word past the first: a name that nobody listed, which spaCy's NER may know."""
    return any(word[0].isupper() and word.lower() not in not_names for word in found[1:])
