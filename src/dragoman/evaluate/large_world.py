"""A made-up world for a large record: stories of pairs of countries, told by a few reports each, with readings and what resolving makes of them.

In: a seed. Out: one story after the other. Dealings, people and words are as uneven as in the news; the same seed gives the same bytes.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.evaluate.worlds import World
from dragoman.knowledge import load
from dragoman.model import Actor, Block, EventReport, Number, Plover, Reading, Report, Source, Span, Statement, When, Where, Written
from dragoman.model.vocabulary import STANCES
from dragoman.resolve import Claim

FIRST, DAYS = date(2004, 1, 1), 20 * 365
PEOPLE = 120  # of a country, named as unevenly as countries are
OUTLETS = 60
# Of a hundred acts how many are told as what, as in the records that the program makes of news.
STATUSES = {
    "happened": 76, "planned": 8, "called-for": 5, "threatened": 4, "denied": 2, "possible": 2, "ongoing": 1, "cancelled": 1, "suspended": 1,
}  # fmt: skip
TOLD_BY = {1: 50, 2: 22, 3: 14, 4: 8, 5: 6}  # event reports of an event, by hundred
ACTS = (  # type, mode, words for "A ... R over T": enough for every quarter of PLOVER
    ("CONSULT", "visit", "visited"), ("CONSULT", "third-party", "mediated with"), ("CONSULT", "phone", "telephoned"), ("ACCUSE", "disapprove", "condemned"),
    ("SANCTION", "discontinue", "imposed sanctions on"), ("THREATEN", "restrict", "threatened"), ("ASSAULT", "aerial", "bombed"),
    ("MOBILIZE", "troops", "moved troops towards"), ("AID", None, "sent money to"), ("AGREE", None, "agreed with"),
    ("REQUEST", "assist", "asked for help from"), ("PROTEST", "demo", "protested against"), ("REJECT", "yield", "turned down"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """What happened once: as the first report of it tells it; `told` by so many event reports, the first in the story's report of that number."""

    type: str
    mode: str | None
    words: str
    actor: Actor
    recipient: Actor
    status: str
    negated: bool
    day: date | None
    precision: str
    place: Where | None
    figure: int | None
    matter: str
    told: int


@dataclass(frozen=True, slots=True)
class Told:
    """A story: its claims, and by number of an act the event reports that tell it."""

    claims: tuple[Claim, ...]
    acts: tuple[Act, ...]
    tellings: tuple[tuple[EventReport, ...], ...]
    copies: dict[str, str]
    title: str


class LargeWorld:
    """Countries with people and towns, words of uneven frequency, and stories without end."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._words = World(seed)
        known = {country.iso3: country for country in load().countries}
        # Those of the small world first: they are the most told of there, too.
        codes = list(dict.fromkeys([code for code, _, _ in self._words.countries if code in known] + sorted(known)))
        self.countries = [known[code] for code in codes]
        self._weights = [1 / (place + 2) for place in range(len(codes))]
        self._people: dict[str, list[Actor]] = {}
        self._shares = [1 / (place + 1) for place in range(PEOPLE)]

    def person(self, code: str) -> Actor:
        """Somebody of a country, the first ones most often."""
        if code not in self._people:
            self._people[code] = [self._named(code) for _ in range(PEOPLE)]
        return self.random.choices(self._people[code], self._shares)[0]

    def _named(self, code: str) -> Actor:
        name = " ".join(self._words.random.choice(self._words.words) for _ in range(2)).title()
        return Actor(0, 0, name, f"{name.casefold().replace(' ', '-')}-{code.casefold()}", code, "GOV", "person", "minister")

    def _side(self, country: object) -> Actor:
        code, name = getattr(country, "iso3"), getattr(country, "name")  # noqa: B009
        return self.person(code) if self.random.random() < 0.5 else Actor(0, 0, name, code, code, "GOV", "country")

    def story(self, number: int) -> Told:
        """One pair of countries over some days, told by one to five reports."""
        choice = self.random
        one, two = choice.choices(range(len(self.countries)), self._weights, k=2)
        two = two if one != two else (two + 1 + choice.randrange(30)) % len(self.countries)
        start = FIRST + timedelta(days=choice.randrange(DAYS))
        theme = self._words.matter(6)
        acts = [self._act(self.countries[one], self.countries[two], start, theme) for _ in range(choice.randint(2, 6))]
        reports = max(act.told for act in acts)
        return self._tell(number, acts, start, reports, theme)

    def _act(self, left: object, right: object, start: date, theme: list[str]) -> Act:
        choice = self.random
        sides = [self._side(left), self._side(right)]
        choice.shuffle(sides)
        kind, mode, words = choice.choice(ACTS)
        status = choice.choices(list(STATUSES), list(STATUSES.values()))[0]
        precision = choice.choices(("day", "week", "month", "unknown"), (80, 5, 5, 10))[0]
        day = None if precision == "unknown" else start + timedelta(days=choice.randrange(5))
        place = Where(getattr(right, "name"), sides[1].country, None, 10.0, 20.0) if choice.random() < 0.5 else None  # noqa: B009
        figure = choice.randint(2, 400) if choice.random() < 0.15 else None
        negated = choice.random() < 0.02
        told = choice.choices(list(TOLD_BY), list(TOLD_BY.values()))[0]
        return Act(kind, mode, words, sides[0], sides[1], status, negated, day, precision, place, figure, choice.choice(theme), told)

    def _tell(self, number: int, acts: list[Act], start: date, reports: int, theme: list[str]) -> Told:
        claims, copies, title = [], {}, f"{acts[0].actor.name} and {acts[0].recipient.name}: turn over {theme[0]}"
        tellings: dict[int, list[EventReport]] = defaultdict(list)
        for place in range(reports):
            identity = f"n{number:07}-{place}"
            own = [(at, act) for at, act in enumerate(acts) if act.told > place]
            written = max((act.day for _, act in own if act.day), default=start) + timedelta(days=place)
            claim = self._write(identity, title, own, written, theme, tellings)
            if place and self.random.random() < 0.2:
                copies[identity] = f"n{number:07}-0"
            claims.append(claim)
        return Told(tuple(claims), tuple(acts), tuple(tuple(tellings[at]) for at in range(len(acts))), copies, title)

    def _write(self, identity: str, title: str, acts: list[tuple[int, Act]], written: date, theme: list[str], tellings: dict[int, list[EventReport]]) -> Claim:
        choice = self.random
        text, events, statements, actors = title + "\n\n", list[EventReport](), list[Statement](), list[Actor]()
        for at, act in acts:
            begin = len(text)
            text += f"{act.actor.name} "
            trigger = Span(len(text), len(text) + len(act.words))
            figure = act.figure + (choice.randrange(3) if act.figure > 50 else 0) if act.figure else None
            text += f"{act.words} {act.recipient.name} over {act.matter}" + (f" with {figure} vehicles." if figure else ".")
            event = _event(f"{identity}/e{len(events) + 1}", act, figure, Span(begin, len(text)), trigger)
            events.append(event)
            tellings[at].append(event)
            actors += [replace(one, start=(where := text.find(one.name, begin)), end=where + len(one.name)) for one in (act.actor, act.recipient)]
            text += " Officials spoke of " + " and ".join(self._words.matter(6)) + ". "
            if choice.random() < 0.3:
                statements.append(self._statement(act, len(text), theme))
                text += f"{act.actor.name} said that {theme[1]} was a matter for {act.recipient.name}. "
        window = Written(written, written, "day", "given") if choice.random() < 0.9 else Written()
        blocks = (Block("title", 0, len(title)), Block("body", len(title) + 2, len(text)))
        reading = Reading(identity, "en", len(text.split()), window, blocks, (), (), tuple(actors), tuple(events), tuple(statements), ())
        outlet = f"Outlet {min(OUTLETS, int(choice.paretovariate(0.7)))}"
        return Claim(Report(identity, text, title, written.isoformat(), outlet), reading)

    def _statement(self, act: Act, start: int, theme: list[str]) -> Statement:
        who, content = len(act.actor.name), f"{theme[1]} was a matter for {act.recipient.name}"
        begin = start + who + len(" said that ")
        speaker = replace(act.actor, start=start, end=start + who)
        about = (act.recipient.country,) if act.recipient.country else ()
        return Statement(start, begin + len(content) + 1, speaker, (), "said", False, Span(begin, begin + len(content)), about, self.random.choice(STANCES))


def days_of(act: Act) -> tuple[date | None, date | None]:
    """First and last day as the precision has them."""
    if act.day is None:
        return None, None
    if act.precision == "day":
        return act.day, act.day
    if act.precision == "week":
        monday = act.day - timedelta(days=act.day.weekday())
        return monday, monday + timedelta(days=6)
    first = act.day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _event(identity: str, act: Act, figure: int | None, sentence: Span, trigger: Span) -> EventReport:
    numbers = (Number("vehicles", figure, sentence.end - 12, sentence.end - 10),) if figure else ()
    plain = None if act.negated or act.status == "denied" else Plover(act.type, act.mode)
    source = (Source(act.actor.name, act.actor.country),) if len(act.matter) % 3 == 0 else ()
    when = When(*days_of(act), act.precision, "reckoned" if act.day else "none")
    return EventReport(
        identity, act.type, act.mode, ("diplomatic",), plain, None, (act.actor,), (act.recipient,), act.status, act.negated, False, when, act.place, numbers,
        sentence, trigger, source, None, 0.8,
    )  # fmt: skip
