"""An event report as the resolver compares it: parties, persons, days, place, words. In: claims and origins; out: Tellings.

The days are bounded by what the report can know: what it tells as done lies before its writing, what it tells as to come after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dragoman.model import EventReport, Interval, Number
from dragoman.model.vocabulary import REAL_STATUSES, SYMMETRIC_TYPES
from dragoman.resolve.claims import Claim
from dragoman.resolve.lexicon import lexicon
from dragoman.resolve.memory import mark
from dragoman.resolve.sides import Person, fold, parties, people
from dragoman.resolve.stays import Stay, edges_of, stay_of
from dragoman.resolve.told_days import PLACED_DAYS, days_again, event_window, month_of, told_days, weekday_of
from dragoman.resolve.traits import content_terms, stem, words_of


@dataclass(frozen=True, slots=True)
class Telling:
    """One event report made ready for comparison.

    Attributes:
        window: days on which the event can lie, after what the report can know; `told`: days as told.
        actors, recipients: parties (country codes, else ids of organisations and groups).
        actor_people, recipient_people: persons named on each side.
        level: "journey" for a trip as a whole, "meal" for a dinner apart, "" for any other act.
        ordinal: which of its kind the act is told to be ("his second summit"); None if that is not told.
        face_to_face: the word for the act excludes a telephone call.
        mark: stands for all that the telling was made of.
        lasted: for a meeting or call how long it went on, in hours or minutes as told.
        weekday: the one weekday (0 Monday to 6) that stands beside the act, where its week is not known. `sentence`: its words, blanks folded.
        rebutted: told as what others claim, and denied by the next sentence.
        by_month: done in a month told without its year: within a year before the writing.
        stay: how long the visit lasts, by the day told; `edges`: the day told is known to be its first, and to be its last.
        onward: a visit told as the next leg of a journey ("from there she flies on to Lima").
        named: where in the sentence the parties stand, as (start, end, country or id).
        terms: stems of the sentence's content words without the parties' names; `trigger`: stems of the trigger.
    """

    id: str
    report: str
    origin: str
    event: EventReport
    window: Interval
    told: Interval
    written: Interval
    actors: frozenset[str]
    recipients: frozenset[str]
    actor_people: tuple[Person, ...]
    recipient_people: tuple[Person, ...]
    level: str
    terms: frozenset[str]
    trigger: frozenset[str]
    place: str | None
    place_country: str | None
    lasted: Number | None = None
    mark: int = 0
    ordinal: int | None = None
    face_to_face: bool = False

    @property
    def place_name(self) -> str | None:
        return self.event.where.name if self.event.where is not None else None

    weekday: int | None = None
    sentence: str = ""
    named: tuple[tuple[int, int, str], ...] = ()
    rebutted: bool = False
    onward: bool = False
    by_month: bool = False
    stay: Stay | None = None
    edges: tuple[bool, bool] = (False, False)

    @property
    def type(self) -> str:
        return self.event.type

    @property
    def symmetric(self) -> bool:
        return self.event.type in SYMMETRIC_TYPES

    @property
    def parties(self) -> frozenset[str]:
        return self.actors | self.recipients

    @property
    def hosts(self) -> frozenset[str]:
        """Countries of those on the other side, without those of the actors."""
        return frozenset(actor.country for actor in self.event.recipients if actor.country is not None) - {actor.country for actor in self.event.actors}

    @property
    def people(self) -> tuple[Person, ...]:
        return self.actor_people + self.recipient_people

    @property
    def real(self) -> bool:
        return self.event.status in REAL_STATUSES


def tellings(claim: Claim, origins: Mapping[str, str], written: Interval | None = None) -> list[Telling]:
    """The tellings of one claim, in text order; `written` is its window of writing where more is known than the reading says."""
    written = claim.written if written is None else written
    return [_telling(claim, event, written, origins.get(claim.id, claim.id)) for event in claim.reading.events]


def _telling(claim: Claim, event: EventReport, written: Interval, origin: str) -> Telling:
    told = told_days(event, written)
    if not told.known and (written != claim.written or (written.days or 0) > PLACED_DAYS):
        told = days_again(claim, event, written)
    sentence = claim.text(event.sentence.start, event.sentence.end)
    trigger = claim.text(event.trigger.start, event.trigger.end)
    actor_people, recipient_people = people(event.actors), people(event.recipients)
    stay = stay_of(claim, event) if event.type == "CONSULT" and told.days == 1 else None
    level = level_of(trigger)
    onward = event.mode == "visit" and _onward(claim, event)
    named = frozenset(stem(word) for person in actor_people + recipient_people for word in person.words)
    return Telling(
        id=event.id,
        report=claim.id,
        origin=origin,
        event=event,
        window=event_window(event, told, written, soon=not told.known and (onward or _on_a_visit(claim, event))),
        told=told,
        written=written,
        actors=parties(event.actors),
        recipients=_recipients(event, level),
        actor_people=actor_people,
        recipient_people=recipient_people,
        level=level,
        terms=content_terms(sentence) - named,
        trigger=content_terms(trigger) or frozenset(word.casefold() for word in words_of(trigger)),
        place=fold(event.where.name) if event.where is not None else None,
        place_country=event.where.country if event.where is not None else None,
        lasted=_lasted(claim, event) if event.type == "CONSULT" else None,
        mark=mark(claim.content, event.id, origin, written),
        ordinal=ordinal_of(claim.text(event.sentence.start, event.trigger.start)),
        face_to_face=not lexicon().face_to_face.isdisjoint(word.casefold() for word in words_of(trigger)),
        weekday=None if told.known else weekday_of(claim, event),
        sentence=sentence,
        named=_named(claim, event),
        rebutted=_rebutted(claim, event, sentence),
        by_month=event.type == "CONSULT" and not told.known and month_of(claim, event) is not None,
        onward=onward,
        stay=stay,
        edges=edges_of(claim, event, stay) if event.mode == "visit" else (False, False),
    )


def _recipients(event: EventReport, level: str) -> frozenset[str]:
    """Parties on the other side; a journey to a place is one to its country, if no host is told ("Blinken's Beijing trip")."""
    told = parties(event.recipients)
    country = event.where.country if event.where is not None else None
    if told or level != "journey" or country is None or event.mode not in (None, "visit") or country in parties(event.actors):
        return told
    return frozenset({country})


# An ordinal counts an act if no more words than this stand between the two ("the third Trump-Kim summit").
ORDINAL_REACH = 3


def ordinal_of(before: str) -> int | None:
    """The ordinal that counts the act, out of the words of its sentence before the trigger."""
    words = [word.casefold() for word in words_of(before)[-ORDINAL_REACH - 1 :]]
    for place in range(len(words) - 1, -1, -1):
        if words[place] in lexicon().ordinals:
            return None if lexicon().counted_apart.intersection(words[place + 1 :]) else lexicon().ordinals[words[place]]
    return None


def _rebutted(claim: Claim, event: EventReport, sentence: str) -> bool:
    if lexicon().doubting.isdisjoint(word.casefold() for word in words_of(sentence)):
        return False
    following = claim.text(event.sentence.end, event.sentence.end + 40).casefold()
    return following.startswith(lexicon().rebuttal)


# "Continued to Lima": the words that make a visit the next leg end so many characters after the trigger at most.
ONWARD_REACH = 12


def _onward(claim: Claim, event: EventReport) -> bool:
    if lexicon().onward_before.search(claim.text(event.sentence.start, event.trigger.end)):
        return True
    if lexicon().onward_after.search(claim.text(event.trigger.end, event.sentence.end)):
        return True
    return lexicon().onward_words.match(claim.text(event.trigger.start, event.trigger.end + ONWARD_REACH)) is not None


def _on_a_visit(claim: Claim, event: EventReport) -> bool:
    """A meeting to come of somebody of whom the same sentence tells that they are there already: "who arrived on Thursday, will see the king"."""
    if event.type != "CONSULT" or event.status != "planned":
        return False
    going = {actor.id for actor in (*event.actors, *event.recipients) if actor.kind == "person"}
    beside = (one for one in claim.reading.events if one.sentence == event.sentence and one.mode == "visit" and not one.historical)
    return any(actor.id in going for one in beside if one.status in REAL_STATUSES for actor in one.actors)


def _named(claim: Claim, event: EventReport) -> tuple[tuple[int, int, str], ...]:
    out = set()
    first, last = event.sentence.start, event.sentence.end
    for actor in (*event.actors, *event.recipients):
        if first <= actor.start < actor.end <= last:
            start = len(claim.text(first, actor.start)) + (actor.start > first)
            out.add((start, start + len(claim.text(actor.start, actor.end)), actor.country or actor.id or actor.name))
    return tuple(sorted(out))


# "PT5.5H", "PT53M": what a TIMEX3 value tells of a meeting's length.
_LENGTH = re.compile(r"PT(\d+(?:\.\d+)?)([HM])")
_UNITS = {"H": "hours", "M": "minutes"}
_ABOUT = re.compile(r"\b(?:about|around|nearly|almost|some|roughly|approximately)\b", re.IGNORECASE)


def _lasted(claim: Claim, event: EventReport) -> Number | None:
    """The only length in hours or minutes of a sentence that tells of one meeting only."""
    start, end = event.sentence.start, event.sentence.end
    if sum(other.type == "CONSULT" and other.sentence == event.sentence for other in claim.reading.events) > 1:
        return None
    lengths = [(time, found) for time in claim.reading.times if start <= time.start < end and (found := _LENGTH.fullmatch(time.value))]
    if len(lengths) != 1:
        return None
    time, found = lengths[0]
    bound = "about" if _ABOUT.search(claim.text(max(start, time.start - 10), time.end)) else None
    return Number(_UNITS[found[2]], float(found[1]), time.start, time.end, bound)


def level_of(trigger: str) -> str:
    """Whether a trigger names a journey, a meal, or any other act."""
    words = {word.casefold() for word in words_of(trigger)}
    if words & lexicon().journey:
        return "journey"
    return "meal" if words & lexicon().meal else ""


def sort_day(telling: Telling) -> date:
    """First day of the window, for sorting; open ones come first."""
    return telling.window.from_ or date.min
