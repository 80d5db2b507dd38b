"""Words by which reports judge one act differently. In: tellings of one event; out: for each scale, the telling words with their pole.

Kept conservative: a telling counts only if its sentence uses words of one pole and none of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError
from dragoman.resolve.tellings import Telling
from dragoman.resolve.traits import stem

FILE = "resolve/data/framing.yaml"


@dataclass(frozen=True, slots=True)
class Scale:
    """Two poles of words (stem -> word as listed) on which tellings of some types are placed."""

    name: str
    types: frozenset[str]
    one: dict[str, str]
    other: dict[str, str]


@dataclass(frozen=True, slots=True)
class Framing:
    """A telling with the word that judges and the pole it belongs to ("one" or "other")."""

    word: str
    pole: str
    telling: Telling


@cache
def scales() -> tuple[Scale, ...]:
    """The scales, loaded on first use.

    Raises:
        KnowledgeError: if an entry lacks a field or a word stands at both poles.
    """
    raw = parse_yaml(resources.files("dragoman.resolve").joinpath("data/framing.yaml").read_text(encoding="utf-8"), FILE)
    return tuple(_scale(entry) for entry in raw)


def _scale(entry: dict[str, object]) -> Scale:
    missing = {"scale", "types", "example", "one", "other"} - set(entry)
    if missing:
        raise KnowledgeError(f"an entry lacks {', '.join(sorted(missing))}", source=FILE)
    one, other = _stems(entry["one"]), _stems(entry["other"])
    if set(one) & set(other):
        raise KnowledgeError(f"{sorted(set(one) & set(other))} stand at both poles of {entry['scale']}", source=FILE)
    types = entry["types"]
    assert isinstance(types, list)
    return Scale(str(entry["scale"]), frozenset(map(str, types)), one, other)


def _stems(words: object) -> dict[str, str]:
    assert isinstance(words, list)
    return {stem(str(word)): str(word) for word in words}


def framings(tellings: Sequence[Telling]) -> Iterable[tuple[str, list[Framing]]]:
    """For each scale on which two independent origins stand at different poles: the tellings that stand on it."""
    for scale in scales():
        placed = [framing for one in tellings if one.type in scale.types and (framing := _place(scale, one)) is not None]
        poles = {(framing.pole, framing.telling.origin) for framing in placed}
        if any(pole != other and origin != another for pole, origin in poles for other, another in poles):
            yield scale.name, placed


def _place(scale: Scale, telling: Telling) -> Framing | None:
    words = telling.terms | telling.trigger
    one, other = sorted(words & scale.one.keys()), sorted(words & scale.other.keys())
    if bool(one) == bool(other):
        return None
    return Framing(scale.one[one[0]], "one", telling) if one else Framing(scale.other[other[0]], "other", telling)
