"""Loads words.yaml: closed lists of lemmas for the syntax and status rules. In: the file. Out: frozen sets, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml


@dataclass(frozen=True, slots=True)
class Words:
    """See words.yaml for what each list is for."""

    object_control: frozenset[str]
    light_verbs: frozenset[str]
    occurrence: frozenset[str]
    not_counted: frozenset[str]
    written: frozenset[str]
    receiving: frozenset[str]
    vowing: frozenset[str]
    pressing: frozenset[str]
    naming: frozenset[str]
    pairs: frozenset[str]
    ceasing: frozenset[str]
    courses: frozenset[str]
    trying: frozenset[str]
    at_once: frozenset[str]
    scheduled: frozenset[str]
    going_on: frozenset[str]
    arriving: frozenset[str]
    onward: frozenset[str]
    days: frozenset[str]
    violence: frozenset[str]
    likewise: frozenset[str]
    following: frozenset[str]
    doubled: frozenset[str]
    refusing: frozenset[str]
    silent: frozenset[str]
    claimed: frozenset[str]
    agreed_meetings: frozenset[str]
    ongoing_nouns: frozenset[str]
    weighing: frozenset[str]
    travelling: frozenset[str]
    commenting: frozenset[str]
    uttering: frozenset[str]
    comments: frozenset[str]
    wishing: frozenset[str]
    answers: frozenset[str]
    asking: frozenset[str]


@cache
def load_words() -> Words:
    data = parse_yaml((resources.files("dragoman.code") / "words.yaml").read_text(encoding="utf-8"), "code/words.yaml")
    return Words(**{name: frozenset(str(word) for word in words) for name, words in data.items()})
