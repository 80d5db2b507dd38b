"""Invented happenings and reports that tell of them, with the truth of which event reports tell of the same. In: a seed; out: claims and truth.

The tellings leave out, blur and mistake what real readings do: days, places, persons, modes, figures, status, now and then a type or a party.
The shares below follow what was counted on annotated dispatches, by eye; the world itself stands in `data/event_templates.yaml`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import Actor, EventReport, Number, Reading, Report, Span, When, Where, Written
from dragoman.resolve.claims import Claim
from dragoman.resolve.families import neighbours

TEMPLATES = "evaluate/data/event_templates.yaml"
FIRST_DAY, DAYS = date(2015, 1, 1), 1500
# So much of what a pair of states does is told by any report at all.
TOLD = 0.5
# How often a happening has a sibling: another minister next week, another matter on the same day, the same again elsewhere.
SIBLING = 0.2
# Shares of what a telling does to the truth.
NO_DAY, ONLY_MONTH, DAY_OF_ISSUE = 0.3, 0.08, 0.2
NO_PLACE, NO_NAME, NO_OTHER_SIDE = 0.5, 0.3, 0.25
NO_MODE, OTHER_MODE, OTHER_TYPE, OTHER_PERSON, OTHER_PARTY = 0.3, 0.06, 0.05, 0.03, 0.04
ROUNDED, AT_LEAST, NO_FIGURE, OTHER_FIGURE = 0.15, 0.1, 0.3, 0.08
# Shares of reports whose day of writing is known, and of those known to some months; the others are known to some years.
DATED, DATED_TO_MONTHS = 0.5, 0.25
# A copy keeps so many of the words.
KEPT_WORDS = 0.7
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Happening:
    """What truly happened: `names` are the persons of both sides, `number` its figure."""

    id: str
    act: int
    sides: tuple[str, str]
    names: tuple[str, str]
    day: date
    place: tuple[str, str, float, float] | None
    number: int | None
    topic: int
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """Claims with the truth: event report -> happening, and report -> the report that it copies (itself where it copies none)."""

    claims: tuple[Claim, ...]
    truth: Mapping[str, str]
    origins: Mapping[str, str]


@cache
def templates() -> Any:
    """The invented world as it stands in the data file."""
    return parse_yaml(resources.files("dragoman").joinpath(TEMPLATES).read_text(encoding="utf-8"), TEMPLATES)


def world(seed: int, pairs: int = 10) -> World:
    """An invented record.

    Args:
        seed: the same seed gives the same world.
        pairs: pairs of states that deal with each other.
    """
    chance = random.Random(seed)
    countries = sorted(templates()["countries"])
    happenings: list[Happening] = []
    for _ in range(pairs):
        one, two = chance.sample(countries, 2)
        for act, kind in enumerate(templates()["acts"]):
            count = int(kind["again"] * DAYS / 365 * TOLD + chance.random())
            happenings += [_happening(chance, act, (one, two)) for _ in range(count)]
    happenings += [_sibling(chance, one) for one in happenings if chance.random() < SIBLING]
    numbered = [replace(one, id=f"h{number}") for number, one in enumerate(sorted(happenings, key=lambda one: (one.day, one.act, one.sides, one.names)))]
    return _told(chance, numbered)


def _happening(chance: random.Random, act: int, sides: tuple[str, str]) -> Happening:
    kind, world_countries = templates()["acts"][act], templates()["countries"]
    sides = sides if chance.random() < 0.5 else (sides[1], sides[0])
    names = (_official(chance, sides[0]), _official(chance, sides[1]))
    where = {"host": sides[1], "actor": sides[0]}.get(kind["where"])
    if kind["where"] == "third":
        where = chance.choice([code for code in sorted(world_countries) if code not in sides])
    place = (where, *chance.choice(world_countries[where]["cities"])) if where else None
    number = chance.randint(*kind["number"][1:]) if kind.get("number") else None
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    return Happening("", act, sides, names, day, place, number, chance.randrange(len(templates()["topics"])), chance.random() < 0.06)


def _official(chance: random.Random, country: str) -> str:
    return str(chance.choice(templates()["countries"][country]["people"][:3]))


def _sibling(chance: random.Random, one: Happening) -> Happening:
    """Another happening that a naive reader would take for the same."""
    countries, kind = templates()["countries"], templates()["acts"][one.act]
    later = one.day + timedelta(days=chance.choice((2, 3, 6, 7, 8, 14, 30)))
    number = chance.randint(*kind["number"][1:]) if one.number is not None else None
    other = [name for name in countries[one.sides[0]]["people"] if name != one.names[0]]
    topic = (one.topic + 1 + chance.randrange(len(templates()["topics"]) - 1)) % len(templates()["topics"])
    sort = chance.randrange(5)
    if sort == 0:  # another minister, next week
        return replace(one, names=(chance.choice(other), one.names[1]), day=later, topic=topic, number=number)
    if sort == 1:  # the same persons another day
        return replace(one, day=later, topic=topic, number=number)
    if sort == 2:  # another matter the same day: for meetings with another person there
        host = chance.choice([name for name in countries[one.sides[1]]["people"] if name != one.names[1]])
        return replace(one, names=(one.names[0], host), topic=topic, number=number)
    if sort == 3 and one.place is not None:  # the same elsewhere, days later
        city = chance.choice(countries[one.place[0]]["cities"])
        return replace(one, day=later, place=(one.place[0], *city), number=number)
    return replace(one, sides=(one.sides[1], one.sides[0]), names=(one.names[1], one.names[0]), day=later, topic=topic, number=number)


def _told(chance: random.Random, happenings: Sequence[Happening]) -> World:
    claims: list[Claim] = []
    truth: dict[str, str] = {}
    origins: dict[str, str] = {}
    for place, main in enumerate(happenings):
        near = [one for one in happenings[max(0, place - 30) : place + 30] if one != main and set(one.sides) == set(main.sides)]
        for source in range(chance.choice((1, 1, 2, 2, 3, 4))):
            lead = -chance.randint(1, 9) if chance.random() < 0.25 else chance.choice((0, 0, 1, 1, 2, 4))
            day = main.day + timedelta(days=lead)
            told = [main]
            told += [one for one in near if abs((one.day - main.day).days) <= 5 and chance.random() < 0.6][:3]
            told += [one for one in near if (day - one.day).days > 30 and chance.random() < 0.1][:1]
            if chance.random() < 0.25:
                told.append(main)
            name = f"{main.id}-{source}"
            first = _claim(chance, name, told, day)
            group = [first, *(_copy(chance, first, f"{name}c{number}", told, day) for number in range(chance.choice((0, 0, 0, 0, 1, 1, 2))))]
            for claim in group:
                claims.append(claim)
                origins[claim.id] = first.id
                truth |= {event.id: one.id for event, one in zip(claim.reading.events, told, strict=True)}
    return World(tuple(claims), truth, origins)


def _claim(chance: random.Random, name: str, told: Sequence[Happening], day: date, words: Sequence[str] = ()) -> Claim:
    text, events = "", []
    for number, one in enumerate(told, 1):
        sentence, trigger = _sentence(chance, one) if not words else (words[number - 1], "")
        if not trigger:
            sentence, _, trigger = sentence.partition("\t")
        start = len(text)
        text += sentence + " "
        at = start + max(0, sentence.lower().find(trigger.lower()))
        events.append(_event(chance, f"{name}/e{number}", one, day, Span(start, start + len(sentence)), Span(at, at + len(trigger))))
    return Claim(Report(name, text), Reading(name, "en", len(text.split()), _written(chance, day), (), (), (), (), tuple(events), (), ()))


def _copy(chance: random.Random, first: Claim, name: str, told: Sequence[Happening], day: date) -> Claim:
    """A rewrite: the same sentences in order, some of the words lost or changed, read anew."""
    sentences = []
    for event in first.reading.events:
        sentence, trigger = first.text(event.sentence.start, event.sentence.end), first.text(event.trigger.start, event.trigger.end)
        kept = [
            word if trigger in word or chance.random() < KEPT_WORDS else chance.choice(("moreover", "likewise", word[:3] + "ish")) for word in sentence.split()
        ]
        rewritten = " ".join(kept)
        sentences.append(f"{rewritten}\t{trigger if trigger in rewritten else kept[min(2, len(kept) - 1)]}")
    return _claim(chance, name, told, day, sentences)


def _sentence(chance: random.Random, one: Happening) -> tuple[str, str]:
    world_data = templates()
    trigger, pattern = chance.choice(world_data["acts"][one.act]["tellings"])
    kind = world_data["acts"][one.act]
    values = {
        "a": _side(chance, one, 0),
        "b": _side(chance, one, 1),
        "place": one.place[1] if one.place else "the capital",
        "n": f"{one.number} {kind['number'][0]}" if one.number is not None else "",
        "topic": chance.choice(world_data["topics"][one.topic]),
        "when": chance.choice(("on Monday", "this week", "on Friday", "earlier", "at the weekend", "")),
    }
    tail = chance.choice(("", "", " It was the talk of the day.", " Reporters were not admitted.", " A statement followed within hours."))
    return " ".join(_SLOT.sub(lambda found: values[found[1]], pattern).split()) + tail, str(trigger)


def _side(chance: random.Random, one: Happening, side: int) -> str:
    return one.names[side] if chance.random() < 0.5 else str(templates()["countries"][one.sides[side]]["word"])


def _written(chance: random.Random, day: date) -> Written:
    luck = chance.random()
    if luck < DATED:
        return Written(day, day, "day", "given")
    width = chance.randint(5, 200) if luck < DATED + DATED_TO_MONTHS else chance.randint(300, 3000)
    first = day - timedelta(days=chance.randrange(width))
    return Written(first, first + timedelta(days=width), "range", "inferred")


def _event(chance: random.Random, name: str, one: Happening, day: date, sentence: Span, trigger: Span) -> EventReport:
    kind = templates()["acts"][one.act]
    actors, recipients = _parties(chance, one, kind)
    ahead = day < one.day
    status = "planned" if ahead else "cancelled" if one.called_off else "happened"
    if chance.random() < 0.04:
        status = chance.choice(("ongoing", "possible", "planned"))
    historical = (day - one.day).days > 25 and chance.random() < 0.7
    fields = (_type(chance, kind["type"]), _mode(chance, kind), (), None, None, actors, recipients, status, False, historical)
    return EventReport(
        name,
        *fields,
        _when(chance, one, day),
        _where(chance, one),
        _numbers(chance, one, kind),
        sentence,
        trigger,
        (),
        None,
        round(chance.uniform(0.3, 0.9), 2),
    )


def _parties(chance: random.Random, one: Happening, kind: Mapping[str, Any]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    sides = []
    for side in (0, 1):
        country = one.sides[side]
        if chance.random() < OTHER_PARTY:
            country = chance.choice(sorted(templates()["countries"]))
        named = kind["persons"] == "both" or (kind["persons"] == "actor" and side == 0)
        if named and chance.random() >= NO_NAME and country == one.sides[side]:
            person = one.names[side] if chance.random() >= OTHER_PERSON else _official(chance, country)
            sides.append((Actor(0, 0, person, person.casefold().replace(" ", "-"), country, "GOV", "person"),))
        else:
            sides.append((Actor(0, 0, country, country, country, "GOV", "country"),))
    if kind["type"] in ("MOBILIZE", "PROTEST") or chance.random() < NO_OTHER_SIDE:
        return sides[0], ()
    if kind["type"] == "AGREE" or (kind["type"] == "CONSULT" and (kind["mode"] != "visit" or chance.random() < 0.3)):
        return (*sides[0], *sides[1]), ()
    return sides[0], sides[1]


def _type(chance: random.Random, kind: str) -> str:
    near = sorted({other for pair in neighbours() if kind in pair for other in pair} - {kind})
    return chance.choice(near) if near and chance.random() < OTHER_TYPE else kind


def _mode(chance: random.Random, kind: Mapping[str, Any]) -> str | None:
    luck = chance.random()
    if luck < NO_MODE:
        return None
    if luck < NO_MODE + OTHER_MODE and kind["type"] == "CONSULT" and kind["mode"] != "phone":
        return chance.choice(("multilateral", "third-party", "visit"))
    return str(kind["mode"]) if kind["mode"] else None


def _when(chance: random.Random, one: Happening, day: date) -> When:
    luck = chance.random()
    background = (day - one.day).days > 25
    if luck < NO_DAY + (0.2 if background else 0.0):
        return When()
    if luck < NO_DAY + ONLY_MONTH or background:
        first = one.day.replace(day=1)
        return When(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), "month", "reckoned")
    if luck < NO_DAY + ONLY_MONTH + DAY_OF_ISSUE and one.day <= day <= one.day + timedelta(days=2):
        return When(day, day, "day", "inherited")
    told = one.day + timedelta(days=chance.choice((0,) * 18 + (-1, 1)))
    return When(told, told, "day", "reckoned")


def _where(chance: random.Random, one: Happening) -> Where | None:
    if one.place is None or chance.random() < NO_PLACE:
        return None
    country, name, lat, lon = one.place
    if chance.random() < 0.15:
        return Where(str(templates()["countries"][country]["word"]), country)
    return Where(name, country, int(1000 * abs(lat)), lat, lon)


def _numbers(chance: random.Random, one: Happening, kind: Mapping[str, Any]) -> tuple[Number, ...]:
    if one.number is None or chance.random() < NO_FIGURE:
        return ()
    value, luck, what = one.number, chance.random(), str(kind["number"][0])
    if luck < AT_LEAST:
        return (Number(what, value - value % 10 or value, 0, 0, "at least"),)
    if luck < AT_LEAST + ROUNDED:
        return (Number(what, round(value, -1) or value, 0, 0, "about"),)
    if luck < AT_LEAST + ROUNDED + OTHER_FIGURE:
        value = max(1, value + chance.choice((-2, -1, 1, 3, 7)))
    return (Number(what, value, 0, 0),)
