"""Where things happened, as spots of a map: events by place, and the stops of a trip. In: events, trips; out: spots with their place on the map.

A place that is a whole country stands in the country's middle and is marked as such; what has no known place is counted, not drawn.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.knowledge import load
from dragoman.model import Event, Trip, Where
from dragoman.views.pair import country_name
from dragoman.web.words import counted, shape, tone
from dragoman.web.world import Frame, frame
from dragoman.web.world import place as on_map

TONES = ("cooperation", "verbal-conflict", "material-conflict")
SMALLEST, GROWTH = 4.0, 2.0  # as in map.js: radius of a spot of one event in pixels, and how it grows with the root of the number: area tells the count


@dataclass(frozen=True, slots=True)
class Disc:
    """The events of one colour at a spot; `planned`: none of them is done."""

    tone: str
    events: int
    radius: float
    planned: bool
    months: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One place.

    Attributes:
        key: by which the page asks for it; whole: it is a country, and the spot its middle.
        discs: largest first, so that each is seen. months: `2024-05:3 2024-06:1`, how many of its events begin in which month.
    """

    key: str
    name: str
    country: str | None
    whole: bool
    x: float
    y: float
    events: int
    discs: tuple[Disc, ...]
    months: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One stop of a trip on a map, numbered in order; `shape`: solid, hollow or struck."""

    number: int
    name: str
    shape: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one stop to the next; hollow where it was only planned."""

    x1: float
    y1: float
    x2: float
    y2: float
    shape: str


@dataclass(frozen=True, slots=True)
class Route:
    """A trip on a map: marks, the legs between them, what of the world is shown; `unplaced`: stops whose place is not known."""

    marks: tuple[Mark, ...]
    legs: tuple[Leg, ...]
    frame: Frame
    unplaced: int


def key_of(where: Where) -> str:
    """`Seoul, KOR`."""
    return f"{where.name}, {where.country}" if where.country else where.name


def spots(events: Iterable[Event]) -> tuple[Spot, ...]:
    """The places of the events, most events first; events without one are left out."""
    held: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.where is not None:
            held[key_of(event.where)].append(event)
    found = [spot for key, some in held.items() if (spot := _spot(key, some)) is not None]
    return tuple(sorted(found, key=lambda spot: (-spot.events, spot.key)))


def _spot(key: str, events: Sequence[Event]) -> Spot | None:
    where = next((event.where for event in events if event.where and event.where.lat is not None), events[0].where)
    point = None if where is None else _point(where)
    if where is None or point is None:
        return None
    by_tone: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_tone[tone(event.type)].append(event)
    discs = sorted((_disc(kind, some) for kind, some in by_tone.items()), key=lambda disc: (-disc.radius, TONES.index(disc.tone)))
    return Spot(key, where.name, where.country, where.lat is None, *point, len(events), tuple(discs), _months(events))


def _disc(kind: str, events: Sequence[Event]) -> Disc:
    planned = all(shape(event.status, event.negated) != "solid" for event in events)
    return Disc(kind, len(events), round(SMALLEST + GROWTH * math.sqrt(len(events) - 1), 2), planned, _months(events))


def _months(events: Iterable[Event]) -> str:
    counts = Counter(f"{day:%Y-%m}" for event in events if (day := event.from_ or event.to) is not None)
    return " ".join(f"{month}:{count}" for month, count in sorted(counts.items()))


def _point(where: Where) -> tuple[float, float] | None:
    if where.lat is not None and where.lon is not None:
        return on_map(where.lat, where.lon)
    found = None if where.country is None else load().places.country(where.country)
    # Only what is the country itself: a region without coordinates is not its country's middle.
    same = found is not None and where.country is not None and where.name in (found.name, country_name(where.country))
    return on_map(found.lat, found.lon) if found is not None and same else None


def route(trip: Trip, events: Mapping[str, Event]) -> Route:
    """A trip on a map.

    Args:
        events: those at its stops, by id: their places say where a stop lies, else the gazetteer does.
    """
    marks: list[Mark] = []
    for number, stop in enumerate(trip.stops, 1):
        told = (events[one].where for one in stop.events if one in events)
        where = next((one for one in told if one is not None and one.name == stop.place and one.lat is not None), None) or _looked_up(stop.place, stop.country)
        point = None if where is None else _point(where)
        if point is not None:
            name = stop.place or (country_name(stop.country) if stop.country else "")
            marks.append(Mark(number, name, shape(stop.status), *point))
    legs = tuple(
        Leg(one.x, one.y, other.x, other.y, "solid" if one.shape == other.shape == "solid" else "hollow")
        for one, other in pairwise(marks)
        if (one.x, one.y) != (other.x, other.y)
    )
    return Route(tuple(marks), legs, frame([(mark.x, mark.y) for mark in marks]), len(trip.stops) - len(marks))


def routes(trips: Sequence[Trip], events: Mapping[str, Event]) -> Route:
    """Several trips on one map: each mark bears the number of its trip, each leg joins stops of one."""
    single = [route(trip, events) for trip in trips]
    marks = tuple(replace(mark, number=number) for number, one in enumerate(single, 1) for mark in one.marks)
    legs = tuple(leg for one in single for leg in one.legs)
    return Route(marks, legs, frame([(mark.x, mark.y) for mark in marks]), sum(one.unplaced for one in single))


def _looked_up(name: str | None, country: str | None) -> Where | None:
    """The place of that name where it lies in the country told; of a stop in a country alone, the country."""
    places = load().places
    if name is not None and country is not None and name != country_name(country):
        cities = sorted((one for one in places.named(name, country) if one.kind != "country"), key=lambda one: (one.kind != "city", -one.people))
        if cities:
            return Where(name, country, cities[0].geonames, cities[0].lat, cities[0].lon)
    return None if country is None else Where(country_name(country), country)


def says(spot: Spot) -> str:
    """`Seoul: 9 events`."""
    return f"{spot.name}{' (the country)' if spot.whole else ''}: {counted(spot.events, 'event')}"
