"""The lists and weights by which place names are found and chosen.

Goes in: data/placing.yaml. Comes out: `PlacingWords`, read once a process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from dragoman.model import KnowledgeError

_SOURCE = "mentions/data/placing.yaml"


@dataclass(frozen=True, slots=True)
class PlacingWords:
    """See data/placing.yaml.

    Attributes:
        before, after: weight by the words next to a name; `after_capital` only where they are capitalised.
        districts, divisions: words after a name that say its kind.
        finding, choosing: weights by cue.
        never: words that are no place whatever bears them. aside: words before a name that are none of it. bodies: last words of what is no place.
        houses: pattern of the words after a feature's name that make it the name of a house.
        most_support, country_mention, next_cell, evenness: how other places of a report count.
        signs: pattern of the words that only one country's reports use, and the countries by word.
    """

    before: Mapping[str, float]
    after: Mapping[str, float]
    after_capital: Mapping[str, float]
    districts: frozenset[str]
    divisions: frozenset[str]
    finding: Mapping[str, float]
    choosing: Mapping[str, float]
    never: frozenset[str]
    aside: frozenset[str]
    bodies: frozenset[str]
    houses: re.Pattern[str]
    most_support: float
    country_mention: float
    next_cell: float
    evenness: tuple[float, ...]
    signs: Mapping[str, tuple[str, ...]]
    sign: re.Pattern[str]


@lru_cache(maxsize=1)
def placing_words() -> PlacingWords:
    """The lists, read once a process.

    Raises:
        KnowledgeError: if the file lacks one or an entry has no weight or no example.
    """
    source = resources.files("dragoman.mentions") / "data" / "placing.yaml"
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    try:
        signs = _signs(data["signs"])
        return PlacingWords(
            before=_weights(data["before"], capital=None),
            after=_weights(data["after"], capital=False),
            after_capital=_weights(data["after"], capital=True),
            districts=frozenset(data["designators"]["district"]),
            divisions=frozenset(data["designators"]["division"]),
            finding=_cues(data["finding"]),
            choosing=_cues(data["choosing"]),
            never=frozenset(data["never"]),
            aside=frozenset(data["aside"]),
            bodies=frozenset(data["bodies"]),
            houses=re.compile(r" (?:" + "|".join(map(re.escape, data["houses"])) + r")(?!\w)", re.IGNORECASE),
            most_support=float(data["most_support"]),
            country_mention=float(data["country_mention"]),
            next_cell=float(data["next_cell"]),
            evenness=tuple(map(float, data["evenness"])),
            signs=signs,
            sign=re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(signs, key=lambda word: (-len(word), word))) + r")(?!\w)"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"a list is missing or malformed: {error}", source=_SOURCE) from error


def _weights(entries: list[dict[str, Any]], capital: bool | None) -> dict[str, float]:
    found: dict[str, float] = {}
    for entry in entries:
        if not entry.get("example"):
            raise KnowledgeError(f"an entry has no example: {entry}", source=_SOURCE)
        if capital is None or bool(entry.get("capital")) == capital:
            for word in entry["words"]:
                found.setdefault(word, float(entry["weight"]))
    return found


def _signs(entries: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for word in entry["words"]:
            found[word] = (*found.get(word, ()), entry["country"])
    return found


def _cues(entries: dict[str, dict[str, Any]]) -> dict[str, float]:
    for name, entry in entries.items():
        if not entry.get("example"):
            raise KnowledgeError(f"{name} has no example", source=_SOURCE)
    return {name: float(entry["weight"]) for name, entry in entries.items()}
