"""Whose guest a traveller is where only a town or region is named: "arrived in Shanghai", "toured Bavaria".

In: a SentenceView, the trigger and the slots where its frame looks for the host. Out: the country that the place lies in, as a literal actor.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman import knowledge
from dragoman.code.slots import heads_at
from dragoman.code.syntax import conjuncts
from dragoman.code.view import Filled, SentenceView
from dragoman.model.reading import Actor
from dragoman.model.working import PlaceFound

Token = Any


def hosts_by_place(view: SentenceView, token: Token, slots: Iterable[str], *, verb: bool) -> list[Filled]:
    """The countries of the places at the first slot that holds any, each once; nothing where no place is named there."""
    places = [place for place in view.working.places if place.sentence == view.sentence.index and place.literal and place.country]
    if not places:
        return []
    for slot in slots:
        found: dict[str, Filled] = {}
        for head in heads_at(token, slot, verb=verb):
            for noun in conjuncts(head):
                place = _place_of(view, noun, places)
                if place is not None and place.country is not None:
                    found.setdefault(place.country, Filled((_country(place, place.country),), noun, f"{slot}: {place.name} lies there", literal=True))
        if found:
            return list(found.values())
    return []


def _place_of(view: SentenceView, noun: Token, places: list[PlaceFound]) -> PlaceFound | None:
    start = view.sentence.start + noun.idx
    return next((place for place in places if place.start <= start < place.end), None)


def _country(place: PlaceFound, code: str) -> Actor:
    known = knowledge.load().countries.get(code)
    return Actor(place.start, place.end, known.name if known is not None else code, code, code, "GOV", "country")
