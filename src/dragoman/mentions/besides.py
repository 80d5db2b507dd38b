"""Places told otherwise than by a place's name: "the French coast" tells of France, "at the Corn Exchange Centre" of a building.

In: scenes at the end of the reading. Out: PlaceFound for countries' adjectives that mean the place, for adjectives of larger areas and
parts of countries (data/area_adjectives.csv), and for bodies that are named as the spot where something happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dragoman.mentions.cues import lexicon
from dragoman.mentions.literal import in_scene, verdict
from dragoman.mentions.scene import Scene
from dragoman.model import KnowledgeError
from dragoman.model.working import PlaceFound

_BEFORE_NOUN = re.compile(r"[ -][a-z]")
SOURCE = "mentions/data/area_adjectives.csv"


@dataclass(frozen=True, slots=True)
class AreaAdjectives:
    """Adjective -> usual name of the place and country it lies in; and the pattern that finds any of them."""

    places: dict[str, tuple[str, str | None]]
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def area_adjectives() -> AreaAdjectives:
    """The table, read once a process.

    Raises:
        KnowledgeError: for a line that has not three cells, or an adjective listed twice.
    """
    text = (resources.files("dragoman.mentions") / "data" / "area_adjectives.csv").read_text(encoding="utf-8")
    places: dict[str, tuple[str, str | None]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("#", "adjective,")) or not line.strip():
            continue
        cells = line.split(",")
        if len(cells) != 3 or cells[0] in places:
            raise KnowledgeError("adjective, place and country were expected, each adjective once", source=SOURCE, line=number)
        places[cells[0]] = (cells[1], cells[2] or None)
    words = "|".join(re.escape(word) for word in sorted(places, key=lambda word: (-len(word), word)))
    return AreaAdjectives(places, re.compile(rf"(?<![\w-])(?:{words})\b(?! (?:Union|Commission|Parliament|Council|Court|Central Bank)\b)"))


def besides(scenes: Sequence[Scene], knowledge: Any) -> Iterator[PlaceFound]:
    """Countries' adjectives in place use, those of areas in any use, and bodies that are told as spots."""
    agents = knowledge.agents.heads
    for scene in scenes:
        listed = [mark for mark in scene.marks if mark.entries]
        for mark in listed:
            if mark.kind == "demonym" and not mark.used and _is_place(scene, mark.start, mark.end, agents):
                entry = mark.entries[0]
                yield PlaceFound(mark.start, mark.end, scene.sentence.index, entry.name, True, entry.country)
        yield from _areas(scene, listed, agents)
        yield from _spots(scene, agents)


def _areas(scene: Scene, listed: list[Any], agents: frozenset[str]) -> Iterator[PlaceFound]:
    table, shift = area_adjectives(), scene.sentence.start
    for found in table.pattern.finditer(scene.sentence.text):
        start, end = found.start() + shift, found.end() + shift
        if any(mark.start < end and start < mark.end for mark in listed):
            continue
        name, country = table.places[found.group()]
        yield PlaceFound(start, end, scene.sentence.index, name, _is_place(scene, start, end, agents), country)


def _spots(scene: Scene, agents: frozenset[str]) -> Iterator[PlaceFound]:
    """ "On Hampton Avenue", "at Norwich District Court": what NER takes for a body is here where something happens; it stays a body as well."""
    view = scene.view
    if view is None:
        return
    spots = lexicon().spots
    for mark in scene.marks:
        if mark.kind != "organisation" or mark.entries:
            continue
        first, stop = view.tokens_of(mark.start, mark.end)
        head = view.head_of(first, stop)
        if head is not None and not spots.isdisjoint(view.lower[first:stop]) and verdict(view, head, "body", agents).literal:
            yield PlaceFound(mark.start, mark.end, scene.sentence.index, scene.text(mark.start, mark.end), True)


def _is_place(scene: Scene, start: int, end: int, agents: frozenset[str]) -> bool:
    """Only before a noun can an adjective mean the place: "in English" is the language, "the English" the people."""
    view = scene.view
    head = view.head_of(*view.tokens_of(start, end)) if view is not None else None
    if view is not None and head is not None:
        modifies = view.dep[head] in {"amod", "compound", "nmod", "poss", "conj"}
    else:
        modifies = _BEFORE_NOUN.match(scene.text(end, end + 3)) is not None
    return modifies and in_scene(scene, start, end, "demonym", agents).literal


def with_those(places: Sequence[PlaceFound], found: Iterable[PlaceFound]) -> list[PlaceFound]:
    """Both in text order; these give way to a place name that lies on them ("West African Bank")."""
    held = {(at, place.sentence) for place in places for at in range(place.start, place.end)}
    more = [one for one in found if not any((at, one.sentence) in held for at in range(one.start, one.end))]
    return sorted([*places, *more], key=lambda place: (place.start, place.end))
