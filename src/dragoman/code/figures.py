"""Violence in words only: "hit Minsk with sanctions", "clashed over fish", "shot down a proposal". Word lists in figures.yaml.

In: what stands around a verb that was read as an attack. Out: what it means, if it is none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dragoman.knowledge import load
from dragoman.knowledge.tables import parse_yaml
from dragoman.knowledge.trigger_files import DEFAULT_FOLDER, WordClasses, read_classes
from dragoman.model import KnowledgeError

OBJECT = "object"  # stands among the prepositions of an entry for the verb's direct object
SOURCE = "code/figures.yaml"


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry; see figures.yaml. `type` is None where there is no act at all, and `says` tells why."""

    after: tuple[str, ...]
    words: frozenset[str]
    not_near: frozenset[str]
    type: str | None
    mode: str | None
    says: str

    def applies(self, objects: Collection[str], preps: Mapping[str, Collection[str]], near: Collection[str]) -> bool:
        if not self.not_near.isdisjoint(near):
            return False
        return any(not self.words.isdisjoint(objects if place == OBJECT else preps.get(place, ())) for place in self.after)


@cache
def load_figures() -> tuple[Figure, ...]:
    """All entries in order.

    Raises:
        KnowledgeError: for a type, mode or class that is none, or an entry without an example.
    """
    classes = WordClasses(read_classes([DEFAULT_FOLDER]))
    entries = parse_yaml((resources.files("dragoman.code") / "figures.yaml").read_text(encoding="utf-8"), SOURCE)
    return tuple(_figure(number, entry, classes) for number, entry in enumerate(entries, 1))


def _figure(number: int, entry: Mapping[str, Any], classes: WordClasses) -> Figure:
    kind, mode = entry.get("type"), entry.get("mode")
    modes = load().ontology.modes
    wrong = None
    if (kind is None) == ("nothing" not in entry):
        wrong = "needs either 'type' or 'nothing'"
    elif kind is not None and (kind not in modes or (mode is not None and mode not in modes[kind])):
        wrong = f"{kind}/{mode} is no type and mode of PLOVER"
    elif not entry.get("example"):
        wrong = "needs an 'example'"
    else:
        strange = [word for word in entry["words"] if word.startswith("@") and word[1:] not in classes]
        wrong = f"'{strange[0]}' is no class" if strange else None
    if wrong is not None:
        raise KnowledgeError(f"entry {number} {wrong}", source=SOURCE)
    says = entry.get("nothing") or f"said of {' or '.join(entry['after'])}: no attack"
    return Figure(tuple(entry["after"]), classes.expand(entry["words"]), frozenset(entry["not_near"]), kind, mode, says)


def figure_of(objects: Collection[str], preps: Mapping[str, Collection[str]], near: Collection[str]) -> Figure | None:
    """The figure of speech that an attack with these words around it is; None where it may be a real one.

    Args:
        objects, preps, near: lemmas of the direct object, after each preposition, and of the whole sentence.
    """
    return next((figure for figure in load_figures() if figure.applies(objects, preps, near)), None)
