"""Made-up worlds: claims of any number, told by many reports with copies and rewrites, to measure what resolving costs. In: a size and a seed; out: claims.

Readings are made directly, nothing is parsed. Countries and pairs are told of as unevenly as in the news; the same seed gives the same bytes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import Actor, Block, EventReport, Number, Reading, Report, Span, When, Where, Written
from dragoman.resolve import Claim

START, DAYS = date(2019, 1, 1), 5 * 365
PERSONS_OF_A_COUNTRY, TOWNS_OF_A_COUNTRY, WORDS = 8, 10, 6000
# Shares of reports: copies of an earlier one, rewrites of one, those whose time of writing is wide or unknown.
COPIES, REWRITES, WIDE, UNKNOWN = 0.2, 0.12, 0.06, 0.04
BACKGROUND = 5  # older happenings that a report recalls
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened once, whoever tells it."""

    act: dict[str, Any]
    actor: Actor
    recipient: Actor
    day: date
    place: Where
    figure: int
    matter: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A report before it is written down: its sentences, and for each the happening it tells, if any."""

    title: str
    sentences: tuple[tuple[str, Happening | None, bool], ...]
    written: date


@cache
def _phrases() -> dict[str, Any]:
    source = resources.files("dragoman.evaluate").joinpath("data/worlds.yaml")
    read: dict[str, Any] = parse_yaml(source.read_text(encoding="utf-8"), "evaluate/data/worlds.yaml")
    return read


class World:
    """Countries, people, places and words, and what happens among them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        phrases = _phrases()
        self.countries = [tuple(line.split(", ")) for line in phrases["countries"]]
        self.weights = [1.0 / (place + 1.0) for place in range(len(self.countries))]
        self.words = sorted({self._name(3) for _ in range(2 * WORDS)})[:WORDS]
        self.random.shuffle(self.words)
        self.persons = {code: [self._person(code) for _ in range(PERSONS_OF_A_COUNTRY)] for code, _, _ in self.countries}
        self.places = {code: self._places(code, capital) for code, _, capital in self.countries}
        self.past: dict[tuple[str, str], list[Happening]] = {}

    def _name(self, syllables: int) -> str:
        return "".join(self.random.choices(_phrases()["syllables"], k=syllables))

    def _person(self, code: str) -> Actor:
        name = f"{self._name(2)} {self._name(3)}".title()
        return Actor(0, 0, name, name.casefold().replace(" ", "-"), code, "GOV", "person", "minister")

    def _places(self, code: str, capital: str) -> list[Where]:
        lat, lon = self.random.uniform(-40, 60), self.random.uniform(-120, 140)
        names = [capital, *(self._name(3).title() for _ in range(TOWNS_OF_A_COUNTRY))]
        return [Where(name, code, self.random.randrange(10**6), lat + self.random.uniform(-4, 4), lon + self.random.uniform(-4, 4)) for name in names]

    def matter(self, count: int) -> list[str]:
        """Words of a matter: some of all news, most of few."""
        return [self.words[min(WORDS - 1, int(self.random.paretovariate(0.35)) - 1)] for _ in range(count)]

    def story(self) -> tuple[tuple[str, str], list[Happening]]:
        """A pair of countries and what happened between them in some days."""
        choice = self.random
        one, two = choice.choices(range(len(self.countries)), self.weights, k=2)
        if one == two:
            two = (one + 1 + choice.randrange(5)) % len(self.countries)
        sides = [self.countries[one], self.countries[two]]
        start = START + timedelta(days=choice.randrange(DAYS))
        people = [[*choice.sample(self.persons[code], 2), Actor(0, 0, name, code, code, "GOV", "country")] for code, name, _ in sides]
        words = self.matter(10)
        happened = []
        for _ in range(choice.randint(4, 8)):
            actor, recipient = choice.sample((0, 1), 2)
            act = choice.choice(_phrases()["acts"])
            place = choice.choices(self.places[sides[recipient][0]], [8, *[1] * TOWNS_OF_A_COUNTRY])[0]
            day = start + timedelta(days=choice.randrange(6))
            matter = (choice.choice(words), choice.choice(words))
            happened.append(Happening(act, choice.choice(people[actor]), choice.choice(people[recipient]), day, place, choice.randint(2, 400), matter))
        pair = (sides[0][0], sides[1][0])
        self.past.setdefault(pair, []).extend(happened)
        return pair, happened

    def tell(self, pair: tuple[str, str], happened: Sequence[Happening]) -> Told:
        """One outlet's own telling."""
        choice = self.random
        news = [one for one in happened if choice.random() < 0.85] or list(happened[:1])
        written = max(one.day for one in news) + timedelta(days=choice.randint(0, 2))
        older = [one for one in choice.sample(self.past[pair], min(BACKGROUND, len(self.past[pair]))) if one.day <= written and one not in news]
        again = [one for one in news if choice.random() < 0.6]
        sentences: list[tuple[str, Happening | None, bool]] = []
        for one, background in [*((one, False) for one in news + again), *((one, True) for one in older)]:
            sentences.append((self._sentence(choice.choice(one.act["told"]), one), one, background))
            if choice.random() < 0.8:
                sentences.append((self._sentence(choice.choice(_phrases()["fillers"]), one).replace("*", ""), None, False))
        return Told(self._sentence(choice.choice(_phrases()["headings"]), news[0]), tuple(sentences), written)

    def _sentence(self, pattern: str, one: Happening) -> str:
        day = f"{one.day:%B} {one.day.day}"
        theme, other = one.matter
        return pattern.format(A=one.actor.name, R=one.recipient.name, P=one.place.name, D=day, N=one.figure, T=theme, U=other)

    def copied(self, told: Told) -> Told:
        """The same words with a few sentences gone."""
        kept = tuple(one for one in told.sentences if self.random.random() < 0.95)
        return replace(told, sentences=kept or told.sentences, written=told.written + timedelta(days=self.random.randint(0, 1)))

    def rewritten(self, told: Told) -> Told:
        """The same telling, sentence by sentence, in other words."""
        swaps = _phrases()["swaps"]
        kept = [one for one in told.sentences if self.random.random() < 0.85] or list(told.sentences)
        changed = tuple((_WORD.sub(lambda found: swaps.get(found[0], found[0]), sentence), one, background) for sentence, one, background in kept)
        return replace(told, sentences=changed, written=told.written + timedelta(days=self.random.randint(0, 2)))


def claims(event_reports: int, seed: int = 1) -> Iterator[Claim]:
    """Claims with so many event reports in all, or a few more; some twelve to a report.

    Args:
        event_reports: how many at least.
        seed: the same seed gives the same claims, and a larger number of them begins with those of a smaller one.
    """
    world, made, number = World(seed), 0, 0
    while made < event_reports:
        pair, happened = world.story()
        tellings: list[Told] = []
        for _ in range(1 + min(12, int(world.random.expovariate(0.5)))):
            kind = world.random.random()
            if tellings and kind < COPIES:
                told = world.copied(world.random.choice(tellings))
            elif tellings and kind < COPIES + REWRITES:
                told = world.rewritten(world.random.choice(tellings))
            else:
                told = world.tell(pair, happened)
            tellings.append(told)
            number += 1
            claim = written_down(f"w{number:07}", told, world.random)
            made += len(claim.reading.events)
            yield claim


def written_down(identity: str, told: Told, choice: random.Random) -> Claim:
    """A report with the reading that a faultless reader would make of it."""
    events: list[EventReport] = []
    actors: list[Actor] = []
    text = told.title + "\n\n"
    for sentence, happening, background in told.sentences:
        start = len(text)
        before, act, after = sentence.split("*") if "*" in sentence else (sentence, "", "")
        text += f"{before}{act}{after} "
        if happening is not None:
            at = start + len(before)
            span, trigger = Span(start, len(text) - 1), Span(at, at + len(act))
            event = _event(f"{identity}/e{len(events) + 1}", happening, told.written, background, span, trigger)
            events.append(event)
            actors += [_mention(text, start, actor) for actor in event.actors + event.recipients]
    kind = choice.random()
    day = told.written
    window = Written(day, day, "day", "given")
    if kind < UNKNOWN:
        window = Written()
    elif kind < UNKNOWN + WIDE:
        window = Written(day - timedelta(days=choice.randrange(400)), day + timedelta(days=choice.randrange(400)), "range", "inferred")
    title = Block("title", 0, len(told.title))
    blocks = (title, Block("body", len(told.title) + 2, len(text)))
    reading = Reading(identity, "en", len(text.split()), window, blocks, (), (), tuple(actors), tuple(events), (), ())
    return Claim(Report(identity, text, outlet=f"outlet {choice.randrange(40)}"), reading)


def _mention(text: str, start: int, actor: Actor) -> Actor:
    at = max(start, text.find(actor.name, start))
    return replace(actor, start=at, end=at + len(actor.name))


def _event(identity: str, one: Happening, written: date, background: bool, span: Span, trigger: Span) -> EventReport:
    numbers = (Number("people", one.figure, span.start, span.start + 1),) if one.act["type"] == "ASSAULT" else ()
    when = When(one.day, one.day, "day", "reckoned")
    where = one.place if one.act["placed"] else None
    historical = background and (written - one.day).days > 30
    return EventReport(
        id=identity,
        type=one.act["type"],
        mode=one.act["mode"],
        contexts=("diplomatic",),
        plover=None,
        cameo=None,
        actors=(one.actor,),
        recipients=(one.recipient,),
        status="happened",
        negated=False,
        historical=historical,
        when=when,
        where=where,
        numbers=numbers,
        sentence=span,
        trigger=trigger,
        according_to=(),
        intensity=None,
        confidence=0.8,
    )
