"""Word lists of the resolver, read once from `data/words.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case word lists; what each is for stands in the data file."""

    stop: frozenset[str]
    numbers: dict[str, int]
    journey: frozenset[str]
    meal: frozenset[str]
    face_to_face: frozenset[str]
    ordinals: dict[str, int]
    counted_apart: frozenset[str]
    counted_of_anything: frozenset[str]
    saying: frozenset[str]
    doubting: frozenset[str]
    rebuttal: tuple[str, ...]
    onward_before: re.Pattern[str]
    onward_words: re.Pattern[str]
    onward_after: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lists, loaded on first use.

    Raises:
        KnowledgeError: if the file lacks a list, or an expression is none.
    """
    source = resources.files("dragoman.resolve").joinpath("data/words.yaml")
    raw = parse_yaml(source.read_text(encoding="utf-8"), "resolve/data/words.yaml")
    try:
        return Lexicon(
            stop=frozenset(raw["stop"].split()),
            numbers={str(word): int(value) for word, value in raw["numbers"].items()},
            journey=frozenset(raw["journey"]),
            meal=frozenset(raw["meal"]),
            face_to_face=frozenset(raw["face_to_face"]),
            ordinals={str(word): int(value) for word, value in raw["ordinals"].items()},
            counted_apart=frozenset(raw["counted_apart"]),
            counted_of_anything=frozenset(map(str, raw["counted_of_anything"])),
            saying=frozenset(raw["saying"]),
            doubting=frozenset(raw["doubting"]),
            rebuttal=tuple(map(str, raw["rebuttal"])),
            onward_before=re.compile(r"\b(?:" + "|".join(map(re.escape, raw["onward_before"])) + r")\b", re.IGNORECASE),
            onward_words=re.compile(raw["onward_words"], re.IGNORECASE),
            onward_after=re.compile(raw["onward_after"], re.IGNORECASE),
        )
    except KeyError as error:
        raise KnowledgeError(f"the list {error.args[0]!r} is missing", source="resolve/data/words.yaml") from error
    except re.error as error:
        raise KnowledgeError(f"onward_words or onward_after is no regular expression ({error})", source="resolve/data/words.yaml") from error
