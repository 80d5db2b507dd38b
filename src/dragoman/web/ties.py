"""Who dealt with whom: events counted between each two countries, or persons and bodies, cooperation apart from conflict. In: events; out: ties, most first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from dragoman.model import ActorRow, Event
from dragoman.views.tally import kind_of_act
from dragoman.web.spots import TONES
from dragoman.web.words import tone

# A summit of twenty is no dealing of each with each.
MOST_PARTIES = 6
STATES = frozenset({"country"})


@dataclass(frozen=True, slots=True)
class Tie:
    """Two that dealt with each other.

    Attributes:
        left, right: codes or ids, in order of the alphabet; events: acts done and threats in which they stand on two sides, or act together.
        cooperation, verbal, material: how many of them are cooperation, conflict in words and conflict in deeds.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    events: int
    cooperation: int
    verbal: int
    material: int


def country_ties(events: Iterable[Event], name: Mapping[str, str]) -> list[Tie]:
    """Ties between countries.

    Args:
        name: of a country by its code.
    """
    return _ties(((event, country_pairs(event)) for event in events), name)


def people_ties(events: Iterable[Event], actors: Mapping[str, ActorRow]) -> list[Tie]:
    """Ties between persons and bodies; countries as such are left out."""
    kept = {identifier: row.name for identifier, row in actors.items() if row.kind not in STATES}

    def parties(event: Event) -> set[tuple[str, str]]:
        return between(event, [one for one in event.actors if one in kept], [one for one in event.recipients if one in kept])

    return _ties(((event, parties(event)) for event in events), kept)


def country_pairs(event: Event) -> set[tuple[str, str]]:
    """The countries and organisations that an event ties; who has neither ("o:-:CVL:captive") stands for none."""
    return between(event, *([code for code in side if ":" not in code] for side in (event.actor_countries, event.recipient_countries)))


def between(event: Event, actors: Iterable[str], recipients: Iterable[str]) -> set[tuple[str, str]]:
    """The pairs that an event ties: each actor with each recipient; where nobody receives, those who act together. None of what was not done."""
    if kind_of_act(event) not in ("act", "threat"):
        return set()
    doing, receiving = sorted(set(actors)), sorted(set(recipients))
    if len({*doing, *receiving}) > MOST_PARTIES:
        return set()
    pairs = product(doing, receiving) if receiving else combinations(doing, 2)
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def _ties(found: Iterable[tuple[Event, set[tuple[str, str]]]], name: Mapping[str, str]) -> list[Tie]:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for event, pairs in found:
        for pair in pairs:
            counts[pair][tone(event.type)] += 1
    ties = []
    for (left, right), held in counts.items():
        cooperation, verbal, material = (held[kind] for kind in TONES)
        ties.append(Tie(left, right, name[left], name[right], sum(held.values()), cooperation, verbal, material))
    return sorted(ties, key=lambda tie: (-tie.events, tie.left, tie.right))
