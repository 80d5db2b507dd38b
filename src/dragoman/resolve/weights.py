"""Weights of the evidence that two event reports are one event, read once from `data/event_weights.yaml`.

They are log-odds, so that they add up; each is named in plain words, with where it comes from and how many pairs bear it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

SOURCE = "resolve/data/event_weights.yaml"
# What a weight must not contradict: "+" never below 0, "-" never above, "*" either; "=" is not fitted.
SIGNS = ("+", "-", "*", "=")


@dataclass(frozen=True, slots=True)
class Weight:
    """One kind of evidence: its log-odds for each unit, the value first set by hand, its sign, and how it is told (`{}` stands for what it is about)."""

    name: str
    weight: float
    hand: float
    sign: str
    says: str
    reason: str


@dataclass(frozen=True, slots=True)
class Weights:
    """All of them, the log-odds of a pair about which nothing is known, and chains of names whose weights must not fall."""

    start: float
    start_by_hand: float
    of: Mapping[str, Weight]
    chains: tuple[tuple[str, ...], ...] = ()


def parse(text: str, source: str = SOURCE) -> Weights:
    """Checks and reads the table.

    Raises:
        KnowledgeError: if an entry lacks a field, comes twice, or has a weight that its sign or a chain forbids.
    """
    raw = parse_yaml(text, source)
    found: dict[str, Weight] = {}
    for number, entry in enumerate(raw["weights"], 1):
        one = _entry(entry, number, source)
        if one.name in found:
            raise KnowledgeError(f"entry {number}: {one.name!r} comes twice", source=source)
        found[one.name] = one
    chains = tuple(tuple(map(str, chain)) for chain in raw["chains"])
    for chain in chains:
        if missing := [name for name in chain if name not in found]:
            raise KnowledgeError(f"a chain names {missing[0]!r}, which has no weight", source=source)
        if any(found[less].weight > found[more].weight for less, more in pairwise(chain)):
            raise KnowledgeError(f"the chain from {chain[0]!r} on falls", source=source)
    return Weights(float(raw["start"]["weight"]), float(raw["start"]["hand"]), found, chains)


def _entry(entry: Any, number: int, source: str) -> Weight:
    try:
        one = Weight(str(entry["name"]), float(entry["weight"]), float(entry["hand"]), str(entry["sign"]), str(entry["says"]), str(entry["reason"]))
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"entry {number}: name, weight, hand, sign, says and reason are needed ({error})", source=source) from error
    if one.sign not in SIGNS or (one.sign == "+" and one.weight < 0) or (one.sign == "-" and one.weight > 0):
        raise KnowledgeError(f"entry {number}: {one.name!r} has weight {one.weight} against its sign {one.sign!r}", source=source)
    return one


@cache
def event_weights() -> Weights:
    """The shipped table."""
    return parse(resources.files("dragoman.resolve").joinpath("data/event_weights.yaml").read_text(encoding="utf-8"))
