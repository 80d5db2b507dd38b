"""Chooses among namesakes: which Springfield a report means.

In: the names found and the report's address. Out: for each name the place it means, with reasons; all of a report's names decide together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log10

from dragoman.knowledge.places import Place
from dragoman.mentions.place_words import PlacingWords, placing_words
from dragoman.mentions.toponyms import Toponym

# A name's readings that are weighed: the rest have no chance against so many better ones.
_WEIGHED = 12
_NEGLIGIBLE = 0.02
# From so much support on the report's other places have had their say.
_SUPPORTED = 0.5
# People; a paper that bears the name of a town is that town's, one that bears a metropolis's may stand anywhere.
_TOWN = 500_000
# Degrees; a namesake nearer than that is in the same part of the world.
_APART = 1.0
# Where the report may have been written, and its address.
Setting = tuple[Mapping[str, float], str]
_GENERIC = frozenset({"com", "org", "net", "gov", "edu", "int", "co", "info", "news", "www"})


@dataclass(slots=True)
class Sense:
    """One name of the report and the places it may mean.

    Attributes:
        readings: place, score without the other names, and the reasons for it.
        beliefs: how likely each is, by the last round.
        support: what the report's other names added to each.
        anchor: its name is surely a place's, so that it says something about others.
    """

    key: str
    readings: list[tuple[Place, float, list[str]]]
    anchor: bool
    weight: float = 1.0
    beliefs: list[float] = field(default_factory=list)
    support: list[float] = field(default_factory=list)

    def best(self) -> int:
        return max(range(len(self.readings)), key=lambda at: (self.readings[at][1] + self.support[at], -at))


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that a name means.

    Attributes:
        support: what the report's other names said for it. why: the cues that spoke for it.
        doubtful: a namesake far away fits as well, so that only what they share is told.
    """

    place: Place
    support: float
    why: tuple[str, ...]
    doubtful: bool


def choose_places(names: Sequence[Toponym], homes: Mapping[str, float], address: str) -> dict[str, Choice]:
    """By name key (and kind told) the place meant, and why.

    Args:
        names: all that may be place names. homes: where the report may have been written, by country, 0 to 1.
        address: where it was published, for its words.
    """
    words = placing_words()
    groups: dict[str, list[Toponym]] = defaultdict(list)
    for name in names:
        if name.places:
            groups[sense_key(name)].append(name)
    senses = [_sense(key, held, (homes, _squeezed(address)), words) for key, held in groups.items()]
    senses = [sense for sense in senses if sense.readings]
    for evenness in words.evenness:
        _round(senses, evenness, words)
    return {sense.key: _choice(sense, words) for sense in senses}


def _choice(sense: Sense, words: PlacingWords) -> Choice:
    at = sense.best()
    place, _, why = sense.readings[at]
    totals = [score + support for (_, score, _), support in zip(sense.readings, sense.support, strict=True)]
    rivals = [total for total, (other, _, _) in zip(totals, sense.readings, strict=True) if abs(other.lat - place.lat) + abs(other.lon - place.lon) > _APART]
    doubtful = bool(rivals) and totals[at] - max(rivals) < words.choosing["doubt"] and sense.support[at] < _SUPPORTED
    return Choice(place, sense.support[at], (*why, *(("other places of the report",) if sense.support[at] >= _SUPPORTED else ())), doubtful)


def sense_key(name: Toponym) -> str:
    """One sense for each name in a report; "Essex County" and "Essex" are two names."""
    return f"{name.key} {name.kind}" if name.kind else name.key


def _squeezed(address: str) -> str:
    return re.sub(r"[^a-z]", "", address.lower())


def _sense(key: str, held: list[Toponym], setting: Setting, words: PlacingWords) -> Sense:
    told = [larger for name in held for larger in name.told]
    countries = {name.country for name in held if name.country}
    places = list(held[0].places)
    readings = []
    seats = {number for place in places if place.kind == "city" for number in place.within}
    for place in places:
        score, why = score_place(place, held[0], told, countries, setting, words)
        if place.number in seats and place.kind != "country" and not held[0].kind:
            score, why = score + words.choosing["seat"], [*why, "seat"]
        readings.append((place, score, why))
    readings.sort(key=lambda one: (-one[1], one[0].geonames or 0, one[0].number))
    readings = readings[:_WEIGHED]
    sense = Sense(key, readings, any(name.sure or name.evidence > 0 for name in held), min(2.0, 1 + 0.25 * (len(held) - 1)))
    sense.support = [0.0] * len(readings)
    if readings:
        sense.beliefs = _plausible([score for _, score, _ in readings], words.evenness[0])
    return sense


def score_place(place: Place, name: Toponym, told: Iterable[Place], countries: set[str], setting: Setting, words: PlacingWords) -> tuple[float, list[str]]:
    """How well a place fits its name by itself: the sum of the cues of data/placing.yaml that hold, and their names.

    Args:
        told: larger places that the text says it lies in, anywhere in the report. countries: where the list of names has it.
        setting: as `choose_places` has it, the address in small letters only.
    """
    homes, address = setting
    capitals = {entry.country for entry in name.mark.entries if entry.kind == "capital"} if name.mark is not None else set()
    cues: list[tuple[str, float]] = [("people", log10(place.people + 10))]
    if place.kind == "division":
        # The Toledo District of Belize is no Ontario: below a million people it counts less, below a hundred thousand not at all.
        cues.append(("division", max(0.0, min(1.0, log10(place.people + 10) - 5))))
    elif place.kind in {"country", "district"}:
        cues.append((place.kind, 1.0))
    elif place.number < 0:
        cues.append(("curated", 1.0))
    if place.otherwise and place.kind != "country" and place.number >= 0:
        cues.append(("otherwise", 1.0))
    if name.kind:
        fits = place.kind in {"division", "district"} if name.kind == "either" else place.kind == name.kind
        cues.append(("designated" if fits else "not_designated", 1.0))
    larger = list(told)
    if larger:
        inside = any(one.number in place.within or (one.kind == "country" and one.country == place.country and one.number != place.number) for one in larger)
        cues.append(("contained" if inside else "not_contained", 1.0))
    if place.country in countries:
        cues.append(("listed_country", 1.0))
    if place.country is not None and place.country in homes:
        cues.append(("home", homes[place.country]))
    if place.kind == "city" and place.country in capitals:
        cues.append(("capital", 1.0))
    if len(name.key) > 3 and name.key in address and place.kind == "city" and place.people < _TOWN:
        cues.append(("home_name", 1.0))
    return sum(words.choosing[cue] * times for cue, times in cues), [cue for cue, _ in cues[1:]]


def _plausible(scores: Sequence[float], evenness: float) -> list[float]:
    """How well each reading stands beside the best: 1 for the best, less for others. Not shared out, so that a name of forty towns speaks for each of them."""
    top = max(scores)
    return [exp((score - top) / evenness) for score in scores]


def _round(senses: list[Sense], evenness: float, words: PlacingWords) -> None:
    """Support for each reading by what the others most likely mean."""
    masses = [_masses(sense, words) if sense.anchor else {} for sense in senses]
    total: dict[object, float] = defaultdict(float)
    for held in masses:
        for label, mass in held.items():
            total[label] += mass
    for sense, own in zip(senses, masses, strict=True):
        if len(sense.readings) > 1 or not sense.anchor:
            sense.support = [_support(place, own, total, words) for place, _, _ in sense.readings]
    for sense in senses:
        sense.beliefs = _plausible([score + support for (_, score, _), support in zip(sense.readings, sense.support, strict=True)], evenness)


def _cell(place: Place) -> tuple[int, int]:
    """Cells of half a degree, some 50 km."""
    return round(place.lat * 2), round(place.lon * 2)


def _masses(sense: Sense, words: PlacingWords) -> dict[object, float]:
    """How much of the name lies in each country, division, district and cell of the map."""
    found: dict[object, float] = {}
    for (place, _, _), belief in zip(sense.readings, sense.beliefs, strict=True):
        if belief > _NEGLIGIBLE:
            mass = belief * sense.weight
            if place.kind == "country":
                found[place.country] = max(found.get(place.country, 0.0), mass * words.country_mention)
                continue
            labels: list[object] = [place.country, place.number, *place.within[:-1], *((number, "inside") for number in place.within)]
            if place.kind != "division":
                labels.append(_cell(place))
            for label in labels:
                found[label] = max(found.get(label, 0.0), mass)
    return found


def _support(place: Place, own: dict[object, float], total: dict[object, float], words: PlacingWords) -> float:
    weight = words.choosing

    def others(label: object) -> float:
        return total[label] - own.get(label, 0.0) if label in total else 0.0

    told = weight["same_country"] * others(place.country) if place.country else 0.0
    if place.kind in {"country", "division"}:
        told += weight["contains"] * min(1.0, others((place.number, "inside")))
    inner = [number for number in (*place.within[:-1], *((place.number,) if place.kind in {"division", "district"} else ())) if number >= 0]
    # Smallest first, so that a district's division comes last.
    for cue, number in zip(("same_division", "same_district"), reversed(inner), strict=False):
        told += weight[cue] * others(number)
    if place.kind not in {"country", "division"}:
        north, east = _cell(place)
        around = sum(others((north + up, east + right)) for up in (-1, 0, 1) for right in (-1, 0, 1) if up or right)
        told += weight["near"] * (others((north, east)) + words.next_cell * around)
    return words.most_support * (1 - exp(-told / words.most_support))


def report_homes(text: str, outlet: str | None) -> dict[str, float]:
    """Where a report may have been written, 0 to 1 by country: the outlet's country, else by the institutions that it speaks of."""
    if outlet is not None:
        return {outlet: 1.0}
    words = placing_words()
    counts: Counter[str] = Counter()
    for word in sorted(set(words.sign.findall(text.lower()))):
        counts.update(words.signs[word])
    return {country: 1 - exp(-count) for country, count in sorted(counts.items())}


def outlet_home(url: str | None, outlet_country: str | None, countries: Iterable[tuple[str, str]]) -> str | None:
    """The outlet's country: as listed, else by the country ending of its address.

    Args:
        countries: ISO alpha-2 and alpha-3 codes.
    """
    if outlet_country is not None:
        return outlet_country
    host = re.match(r"(?:https?://)?([\w.-]+)", (url or "").lower())
    ending = host[1].rsplit(".", 1)[-1] if host is not None else ""
    codes = {two.lower(): three for two, three in countries}
    return codes.get({"uk": "gb"}.get(ending, ending)) if ending not in _GENERIC else None
