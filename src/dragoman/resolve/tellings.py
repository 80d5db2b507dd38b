"""An event report as the resolver compares it: parties, persons, days, place, words. In: claims and origins; out: Tellings.

The days are bounded by what the report can know: what it tells as done lies before its writing, what it tells as to come after.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model import Actor, EventReport, Interval, Number
from dragoman.model.vocabulary import REAL_STATUSES, SYMMETRIC_TYPES
from dragoman.resolve.claims import Claim
from dragoman.resolve.distances import acting, distance
from dragoman.resolve.lexicon import lexicon
from dragoman.resolve.memory import mark
from dragoman.resolve.traits import content_terms, stem, words_of

# Told as still to come when the report was written.
AHEAD = frozenset({"planned", "possible", "threatened", "called-for"})
# Named one by one; a country or an unnamed "official" is a party but no person.
PERSON_KINDS = frozenset({"person"})


@dataclass(frozen=True, slots=True)
class Person:
    """A named person: id, and the folded words of the name, as one report may have only the surname."""

    id: str
    words: frozenset[str]
    country: str | None
    name: str

    def same_as(self, other: Person) -> bool:
        """The same id, or one name's words are all in the other's and the countries don't clash."""
        if self.id == other.id:
            return True
        if self.country and other.country and self.country != other.country:
            return False
        small, large = sorted((self.words, other.words), key=len)
        return bool(small) and small <= large


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
    level = level_of(trigger)
    named = frozenset(stem(word) for person in actor_people + recipient_people for word in person.words)
    return Telling(
        id=event.id,
        report=claim.id,
        origin=origin,
        event=event,
        window=event_window(event, told, written),
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
        weekday=None if told.known else _weekday(claim, event),
        sentence=sentence,
        named=_named(claim, event),
        rebutted=_rebutted(claim, event, sentence),
        by_month=event.type == "CONSULT" and not told.known and _month_of(claim, event) is not None,
        onward=event.mode == "visit" and _onward(claim, event),
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
    if lexicon().onward_before.search(claim.text(event.sentence.start, event.trigger.start)):
        return True
    return lexicon().onward_words.match(claim.text(event.trigger.start, event.trigger.end + ONWARD_REACH)) is not None


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


# "XXXX-WXX-4", "XXXX-WXX-4T10:00": a weekday of an unknown week.
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T|$)")
# A weekday farther from the act than this many characters belongs to something else.
WEEKDAY_REACH = 70


def _weekday(claim: Claim, event: EventReport) -> int | None:
    """The only weekday of the sentence, if it stands near the act and is not the day on which something was said."""
    start, end = event.sentence.start, event.sentence.end
    found = [(time, day) for time in claim.reading.times if start <= time.start < end and (day := _WEEKDAY.match(time.value))]
    if len(found) != 1:
        return None
    time, day = found[0]
    near, far = sorted(((event.trigger.start, event.trigger.end), (time.start, time.end)))
    if far[0] - near[1] > WEEKDAY_REACH:
        return None
    between = claim.text(near[1], far[0]) + " " + claim.text(max(start, time.start - 20), time.start)
    return None if {word.casefold() for word in words_of(between)} & lexicon().saying else int(day[1]) - 1


# A meeting told as news without any day took place at most so long before the writing; the same people meet again and again.
NEWS_DAYS = 31
# News without a day of its own happened since the last issue: weekends and time zones make that up to two days before publication.
NEWS_SLACK = timedelta(days=2)


def told_days(event: EventReport, written: Interval) -> Interval:
    """The days told; those that the event only has from the day of publication are taken less narrowly, and for what goes on they say nothing."""
    when = event.when
    if when.how != "inherited" or when.from_ is None or when.from_ != when.to or when.to != written.to:
        return Interval(when.from_, when.to, when.precision)
    return Interval() if event.status == "ongoing" else Interval.between(when.from_ - NEWS_SLACK, when.to)


# A window of writing from which days can be told again.
PLACED_DAYS = 7


def days_again(claim: Claim, event: EventReport, written: Interval) -> Interval:
    """Days of an act without any, where the record now says when its report was written: by the one time of known distance in its sentence."""
    if (written.days or PLACED_DAYS + 1) > PLACED_DAYS:
        return _month_again(claim, event, written)
    if event.historical:
        return Interval()
    ahead = event.status in AHEAD
    sentence = event.sentence
    words = [claim.text(time.start, time.end) for time in claim.reading.times if sentence.start <= time.start < sentence.end]
    found = [(one, entry) for one in words if (entry := distance(one, ahead=ahead)) is not None]
    if len(found) != 1:
        return Interval()
    return acting(found[0][1], written, found[0][0]) or Interval()


# "XXXX-02": a month of an unknown year.
_MONTH = re.compile(r"XXXX-(0[1-9]|1[0-2])")
_FROM_MONTH = re.compile(r"\b(?:since|until|till|from|by|before|after|through)(?:\W+\w+)?\W*\Z", re.IGNORECASE)


def _month_again(claim: Claim, event: EventReport, written: Interval) -> Interval:
    """ "Went to Accra in February": the last February of all days on which the report can be written, if it is the same one for all."""
    month = _month_of(claim, event)
    if month is None or written.from_ is None or written.to is None:
        return Interval()
    years = {day.year - (day.month < month) for day in (written.from_, written.to)}
    return Interval.month(years.pop(), month) if len(years) == 1 else Interval()


def _month_of(claim: Claim, event: EventReport) -> int | None:
    """The month without a year that stands near the word for a thing done ("went to Accra in May", not "frozen since May").

    Of several the first after that word, none where all stand before it.
    """
    if event.status not in REAL_STATUSES:
        return None
    first, last = max(event.sentence.start, event.trigger.start - WEEKDAY_REACH), min(event.sentence.end, event.trigger.end + WEEKDAY_REACH)
    told = sorted((time.start, int(found[1])) for time in claim.reading.times if first <= time.start < last and (found := _MONTH.fullmatch(time.value)))
    near = [one for one in told if one[0] > event.trigger.start][:1] or (told if len(told) == 1 else [])
    if not near or _FROM_MONTH.search(claim.text(max(first, near[0][0] - 20), near[0][0])):
        return None
    return near[0][1]


def event_window(event: EventReport, told: Interval, written: Interval) -> Interval:
    """Days on which the event can lie.

    A thing done lies before the writing, a thing to come after; a put-off event may come later than the day told.
    Where the told days and the writing clash, the told days stand.
    """
    from_, to = told.from_, told.to
    if event.status == "suspended":
        to = None
    if event.status in REAL_STATUSES and written.to is not None:
        to = written.to if to is None else min(to, written.to)
    if from_ is None and event.type == "CONSULT" and event.status in REAL_STATUSES and not event.historical and written.from_ is not None:
        from_ = written.from_ - timedelta(days=NEWS_DAYS)
    if event.status in AHEAD and written.from_ is not None:
        from_ = written.from_ if from_ is None else max(from_, written.from_)
    if from_ is not None and to is not None and from_ > to:
        return told
    return Interval(from_, to, told.precision)


def parties(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Countries of a side; organisations and groups without one stand for themselves, nameless persons without one for nothing."""
    out = set()
    for actor in actors:
        if actor.country:
            out.add(actor.country)
        elif actor.kind in ("organisation", "group", "country"):
            out.add(actor.id or actor.name)
    return frozenset(out)


def people(actors: tuple[Actor, ...]) -> tuple[Person, ...]:
    """Persons named on a side, each once, sorted by id."""
    out: dict[str, Person] = {}
    for actor in actors:
        if actor.kind in PERSON_KINDS:
            words = frozenset(fold(actor.name).split())
            identity = actor.id or " ".join(sorted(words))
            out[identity] = Person(identity, words, actor.country, actor.name)
    return tuple(out[identity] for identity in sorted(out))


def fold(name: str) -> str:
    """Lower case without accents and marks: `Cho Tae-yeol` and `CHO Tae Yeol` become one."""
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(" " if not char.isalnum() else char for char in plain if not unicodedata.combining(char))
    return " ".join(kept.casefold().split())


def level_of(trigger: str) -> str:
    """Whether a trigger names a journey, a meal, or any other act."""
    words = {word.casefold() for word in words_of(trigger)}
    if words & lexicon().journey:
        return "journey"
    return "meal" if words & lexicon().meal else ""


def sort_day(telling: Telling) -> date:
    """First day of the window, for sorting; open ones come first."""
    return telling.window.from_ or date.min
