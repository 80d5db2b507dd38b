"""Where: place names in French reports, with the coordinates of the gazetteer. In: a Working with its hits and actors. Out: PlaceFounds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.knowledge.names import fold
from dragoman.languages.french.data_files import rows_of
from dragoman.languages.french.names import loosened
from dragoman.mentions.places import AREAS
from dragoman.model.working import PlaceFound, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge
    from dragoman.knowledge.places import Place


@cache
def _cities() -> dict[str, tuple[str, str]]:
    return {fold(row["written"]): (row["name"], row["country"]) for row in rows_of("cities.csv")}


def places(working: Working, knowledge: Knowledge) -> list[PlaceFound]:
    """Countries and capitals named (literal where the actors say so), and towns that the model's recogniser or our list knows."""
    found: list[PlaceFound] = []
    sentences = [sentence for sentence in working.sentences if sentence.doc is not None]
    literal = {(mention.start, mention.end) for mention in working.actors if mention.literal}
    for sentence in sentences:
        for hit in working.hits:
            if not (sentence.start <= hit.start and hit.end <= sentence.end):
                continue
            entry = next((one for one in hit.entries if one.kind in ("country", "capital")), None)
            if entry is not None:
                found.append(_listed(hit, entry, sentence.index, (hit.start, hit.end) in literal, knowledge))
        taken = [(one.start, one.end) for one in found]
        actors = [(one.start, one.end) for one in working.actors if not one.literal]
        for entity in sentence.doc.ents:
            start, end = sentence.start + entity.start_char, sentence.start + entity.end_char
            if entity.label_ != "LOC" or any(first < end and start < last for first, last in (*taken, *actors)):
                continue
            place = _place(entity.text, None, knowledge)
            if place is not None:
                found.append(_located(PlaceFound(start, end, sentence.index, place.name, True), place))
    return sorted(found, key=lambda one: (one.start, one.end))


def _listed(hit: Any, entry: Any, sentence: int, literal: bool, knowledge: Knowledge) -> PlaceFound:
    place = knowledge.places.country(entry.country) if entry.kind == "country" else _place(hit.surface, entry.country, knowledge)
    found = PlaceFound(hit.start, hit.end, sentence, place.name if place is not None else entry.name, literal, entry.country)
    return found if place is None else _located(found, place)


def _place(name: str, country: str | None, knowledge: Knowledge) -> Place | None:
    known = _cities().get(fold(loosened(name)))
    if known is not None:
        name, country = known
    options = knowledge.places.named(name, country)
    towns = [one for one in options if one.kind == "city"]
    return next(iter(towns or options), None)


def _located(found: PlaceFound, place: Place) -> PlaceFound:
    found.country = place.country or found.country
    found.geonames, found.lat, found.lon = place.geonames, place.lat, place.lon
    found.area = place.kind in AREAS
    return found
