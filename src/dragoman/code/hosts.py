"""Whose guest a traveller is where only a town or region is named ("arrived in Shanghai"), or just "here", where the report is filed from.

In: a SentenceView, the trigger and the slots where its frame looks for the host. Out: the country that the place lies in, as a literal actor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dragoman import knowledge
from dragoman.code.slots import heads_at
from dragoman.code.syntax import conjuncts
from dragoman.code.view import Filled, SentenceView
from dragoman.code.words import load_words
from dragoman.model.reading import Actor
from dragoman.model.working import PlaceFound, Working

Token = Any

# Sentences among which a dateline stands: titles may come before it.
HEAD = 4
# Words that say where somebody arrives; without them it is where the report is filed from.
WHITHER = frozenset({"in", "at", "to", "into", "there", "home", "back"})


def hosts_by_place(view: SentenceView, token: Token, slots: Iterable[str], *, verb: bool) -> list[Filled]:
    """The countries of the places at the first slot that holds any, each once; nothing where no place is named there."""
    places = [place for place in view.working.places if place.sentence == view.sentence.index and place.literal and place.country]
    if verb and (here := here_of(token)) is not None and (place := filed_from(view.working)) is not None and place.country is not None:
        start, end = view.span(here)
        return [Filled((host_at(replace(place, start=start, end=end)),), here, f"here: filed from {place.name}", literal=True)]
    if not places:
        return []
    for slot in slots:
        found: dict[str, Filled] = {}
        for head in heads_at(token, slot, verb=verb):
            for noun in conjuncts(head):
                place = _place_of(view, noun, places)
                if place is not None and place.country is not None:
                    found.setdefault(place.country, Filled((host_at(place),), noun, f"{slot}: {place.name} lies there", literal=True))
        if found:
            return list(found.values())
    return []


def here_of(verb: Token) -> Token | None:
    """What stands for the place that the report is filed from: the "here" of "landed here", or the verb itself in "the minister, who arrived on Sunday"."""
    here = next((child for child in verb.children if child.lower_ == "here" and child.dep_ == "advmod"), None)
    if here is None and verb.lemma_.lower() in load_words().arriving and not any(child.lower_ in WHITHER for child in verb.children):
        return verb
    return here


def filed_from(working: Working) -> PlaceFound | None:
    """The place of a dateline: words of their own before the first paragraph's news, place first, ending in a dash."""
    for sentence in working.sentences[:HEAD]:
        if sentence.text.rstrip().endswith(("-", "–", "—")):
            places = [place for place in working.places if place.sentence == sentence.index]
            if any(place.start == sentence.start for place in places):
                return places[0]
    return None


def _place_of(view: SentenceView, noun: Token, places: list[PlaceFound]) -> PlaceFound | None:
    start = view.sentence.start + noun.idx
    return next((place for place in places if place.start <= start < place.end), None)


def host_at(place: PlaceFound) -> Actor:
    """The country that a place lies in, named by the place. Raises: ValueError if it lies in none."""
    if place.country is None:
        raise ValueError(f"{place.name} lies in no country")
    code = place.country
    known = knowledge.load().countries.get(code)
    return Actor(place.start, place.end, known.name if known is not None else code, code, code, "GOV", "country")
