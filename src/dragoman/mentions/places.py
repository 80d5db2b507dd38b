"""Places: every country, capital, region and other place name, and whether it means the place or its government.

In: scenes at the end of the reading. Out: PlaceFound in text order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dragoman.mentions.cast import Cast, Mark
from dragoman.mentions.choose import choose
from dragoman.mentions.literal import in_scene, kind_of
from dragoman.mentions.names import dateline_end
from dragoman.mentions.scene import Scene
from dragoman.model.working import PlaceFound

_LISTED = frozenset({"country", "capital", "region", "building"})
_OWN = frozenset({"city", "place"})
# Names in capitals up to this length are oftener acronyms than cities.
_ACRONYM = 3
# "Lviv, Ukraine", "Lviv in Ukraine"
_LIES_IN = re.compile(r",? (?:in )?(?:the )?(?:western |eastern |northern |southern |central )?")


def places(scenes: Sequence[Scene], cast: Cast, knowledge: Any) -> list[PlaceFound]:
    """One entry for each place name; a country inside a title or group ("US president", "French troops") is there as no place."""
    found = []
    for scene in scenes:
        dateline = dateline_end(scene)
        for index, mark in enumerate(scene.marks):
            if mark.entries and (mark.kind in _LISTED or (mark.kind == "demonym" and mark.used)):
                found.append(_listed(scene, mark, cast, knowledge, literal=mark.end <= dateline))
            elif mark.kind in _OWN:
                found.append(_unlisted(scene, index, mark, cast, knowledge))
    return found


def _listed(scene: Scene, mark: Mark, cast: Cast, knowledge: Any, *, literal: bool) -> PlaceFound:
    surface = scene.text(mark.start, mark.end)
    entry = choose(mark.entries, cast, surface=surface)
    literal = literal or in_scene(scene, mark.start, mark.end, kind_of(entry), knowledge.agents.heads).literal
    if entry.kind == "capital":
        # The city lies in a country, whatever body it houses.
        entry = next((one for one in mark.entries if one.country is not None and knowledge.countries.get(one.country) is not None), entry)
    country = entry.country if knowledge.countries.get(entry.country) is not None else None
    name = entry.name if entry.kind in {"country", "region", "demonym"} else _unshouted(surface)
    found = PlaceFound(mark.start, mark.end, scene.sentence.index, name, literal, country)
    return _located(found, knowledge) if entry.kind == "capital" else found


def _unlisted(scene: Scene, index: int, mark: Mark, cast: Cast, knowledge: Any) -> PlaceFound:
    literal = in_scene(scene, mark.start, mark.end, mark.kind, knowledge.agents.heads).literal
    country = None
    if index + 1 < len(scene.marks):
        following = scene.marks[index + 1]
        if following.kind == "country" and following.entries and _LIES_IN.fullmatch(scene.text(mark.end, following.start)):
            country = choose(following.entries, cast).country
    found = PlaceFound(mark.start, mark.end, scene.sentence.index, _unshouted(scene.text(mark.start, mark.end)), literal, country)
    return _located(found, knowledge) if mark.kind == "city" else found


def _located(found: PlaceFound, knowledge: Any) -> PlaceFound:
    """With the gazetteer's id, coordinates and country, where it knows the city."""
    place = knowledge.places.find(found.name, found.country)
    if place is None:
        return found
    return replace(found, country=place.country, geonames=place.geonames, lat=place.lat, lon=place.lon)


def _unshouted(name: str) -> str:
    """A name in the capitals of a dateline or headline as it is otherwise written: "SEOUL", not "DMZ"."""
    return name.title() if name.isupper() and len(name) > _ACRONYM else name
