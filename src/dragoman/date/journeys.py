"""Clues from journeys on record: "met the president in Seoul on Friday" fits only writing days near one of the traveller's stays there.

In: a Working with mentions and events. Out: Evidence of kind "trip" whose windows only narrow what other clues leave open. The register (data/journeys.csv.gz)
holds the travels abroad of US presidents and secretaries of state and foreign leaders' visits to the United States (Office of the Historian).
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.date.evidence import Evidence, merged, quoted
from dragoman.date.offices import held
from dragoman.knowledge.names import folded_tokens
from dragoman.mentions.times import Expression
from dragoman.mentions.times.meanings import BareMonth, InUnits, MonthDay, Season, Stretch
from dragoman.mentions.times.parts import Narrowed
from dragoman.model import Actor, Interval
from dragoman.model.working import EventDraft, Sentence, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

# A report that says "on Friday" or "this month" of a stay is written at most so long before its first day or after its last;
# a month or day of the month named without its year lies up to a year back.
BEFORE, AFTER, YEAR = 35, 62, 366
# "In the next weeks" is too loose to place a stay.
_LOOSE = (Stretch, InUnits)
_WITHOUT_YEAR = (BareMonth, MonthDay, Narrowed, Season)
# Times of the day, week or month place a stay; wider ones fit too much.
WIDEST_TIME = 31
# Dates shift by one between the traveller's capital and the place, and between arriving and meeting.
SLACK = 1
# The outlet's day may be the one before or after that of the traveller.
MARGIN = timedelta(days=1)
MOST_CLUES = 6
_STATUSES = frozenset({"happened", "ongoing", "planned"})
_JOURNEY = re.compile(r"\b(?:visit|trip|journey|tour|stopover|stay)\b(?! by)", re.IGNORECASE)
# Between "visit" and its time stand only where it led and with whom: "visit to China earlier this month".
_NEAR = 40

Stay = tuple[str, Interval]
Options = tuple[frozenset[str], ...]
Tenses = tuple[str, ...]
Open = Callable[[Interval], bool]


@cache
def stays() -> dict[str, list[Stay]]:
    """Person -> (country visited, days), in order."""
    folder = resources.files("dragoman.date") / "data"
    lists = gzip.decompress((folder / "journeys.csv.gz").read_bytes()).decode(), (folder / "journeys_added.csv").read_text(encoding="utf-8")
    found: dict[str, list[Stay]] = defaultdict(list)
    for row in (row for one in lists for row in csv.DictReader(one.splitlines())):
        found[row["person"]].append((row["country"], Interval.between(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))))
    return dict(found)


@cache
def register_ends(*, to_usa: bool) -> date:
    """The last day up to which the list of visits to the United States, or that of travels from it, is complete."""
    return max(days.to for rows in stays().values() for country, days in rows if (country == "USA") == to_usa and days.to is not None)


def trip_clues(working: Working, knowledge: Knowledge, history: frozenset[int], open_days: Open | None = None) -> list[Evidence]:
    """One piece of evidence for each telling of a stay with a time of its own.

    Args:
        open_days: says of an interval whether other clues leave any of its days open; stays elsewhere are not looked at.
    """
    found: dict[tuple[int, int], Evidence] = {}
    for sentence, actors, options, times, tenses in _told(working):
        if sentence.index in history or len(found) >= MOST_CLUES:
            continue
        for actor in actors:
            countries, windows = _best(actor, options, times, tenses, open_days)
            if windows:
                later = tuple(_afterwards(knowledge, actor))
                core, windows = merged([*windows, *later], gap=1), merged([*_widened(windows), *later], gap=1)
                span = min(time.start for time in times), max(time.end for time in times)
                start, end = quoted(working, *span)
                says = f"{actor.name} was in {' or '.join(sorted(countries))} then"
                found.setdefault(span, Evidence("trip", start, end, says, windows, "trip", core=core))
    return list(found.values())


def _told(working: Working) -> Iterator[tuple[Sentence, list[Actor], Options, list[Expression], Tenses]]:
    """Who was where, in which sentence, at what time, in what tense: by visits and meetings read, and by "his visit to China last week"."""
    for event in working.events:
        if event.type != "CONSULT" or event.mode == "phone" or event.negated or event.historical or event.status not in _STATUSES:
            continue
        times = [event.time] if isinstance(event.time, Expression) else _only_time(event, working)
        times = [time for time in times if _places(time)]
        travellers = [actor for actor in (*event.actors, *event.recipients) if _travels(actor)]
        if times and travellers:
            yield working.sentences[event.sentence], travellers, _where(event, working), times, _tenses(event)
    for sentence in working.sentences:
        for visit in _JOURNEY.finditer(sentence.text):
            end = sentence.start + visit.end()
            times = [time for time in working.times if isinstance(time, Expression) and _places(time) and 0 <= time.start - end <= _NEAR]
            here = frozenset(place.country for place in working.places if place.country and 0 <= place.start - end <= _NEAR)
            named = [mention.members[0] for mention in working.actors if mention.sentence == sentence.index and len(mention.members) == 1]
            travellers = list({actor.id: actor for actor in named if _travels(actor)}.values())
            if times and here and len(travellers) == 1:
                yield sentence, travellers, (here,), times[:1], ("past",)


def _only_time(event: EventDraft, working: Working) -> list[Expression]:
    """The one time of a visit's sentence, where the visit has none of its own: "are going to Japan for four days of talks starting on Monday"."""
    if event.mode != "visit" or event.time is not None:
        return []
    found = [time for time in working.times if isinstance(time, Expression) and time.sentence == event.sentence and time.type in ("DATE", "TIME")]
    return found if len(found) == 1 else []


def _places(time: Expression) -> bool:
    """The time is one that a writing day makes exact."""
    return time.relative and not isinstance(time.meaning, _LOOSE)


def _travels(actor: Actor) -> bool:
    return actor.kind == "person" and not (actor.office or "").startswith("former ") and _key(actor) in stays()


def _key(actor: Actor) -> str:
    if actor.id is not None and actor.id in stays():
        return actor.id
    return f"{actor.country} {' '.join(folded_tokens(actor.name))}"


def _where(event: EventDraft, working: Working) -> Options:
    """Countries where it can have been, likeliest first: the place told; else those of the parties; else those that the sentence names."""
    if event.place is not None and event.place.country:
        return (frozenset({event.place.country}),)
    if event.mode != "visit":
        # Two who meet may do so anywhere.
        return ()
    parties = frozenset(actor.country for actor in (*event.actors, *event.recipients) if actor.country)
    return parties, frozenset(place.country for place in working.places if place.sentence == event.sentence and place.country)


def _best(actor: Actor, options: Options, times: list[Expression], tenses: Tenses, open_days: Open | None) -> tuple[frozenset[str], tuple[Interval, ...]]:
    """The first countries in which a stay meets the time told, exactly if any does so, else with SLACK; and the writing days for it."""
    for countries in options:
        abroad = countries - {actor.country}
        abroad_stays = [days for country, days in stays()[_key(actor)] if country in abroad and (open_days is None or open_days(_around(days)))]
        told = _reckoned(abroad_stays, times, tenses)
        for slack in (0, SLACK):
            windows = merged([day for day, days, meant in told if _meets(meant, days, slack)], gap=1)
            if windows:
                return abroad, windows
    return frozenset(), ()


def _reckoned(places: list[Interval], times: list[Expression], tenses: Tenses) -> list[tuple[Interval, Interval, Interval | None]]:
    """Writing days, the stay that is looked at, and the days that the time told means when it is reckoned from them."""
    found = []
    for days in places:
        for time in times:
            for day in map(Interval.day, _near(days, YEAR if isinstance(time.meaning, _WITHOUT_YEAR) else AFTER)):
                found += [(day, days, time.resolve(day, tense)) for tense in tenses]
    return found


def _widened(windows: tuple[Interval, ...]) -> Iterator[Interval]:
    for one in windows:
        yield Interval.between(one.from_ and one.from_ - MARGIN, one.to and one.to + MARGIN)


def _afterwards(knowledge: Knowledge, actor: Actor) -> Iterator[Interval]:
    """The days after the register's end on which the person held or may have held office: what stays they bring is not known."""
    for role in ("head of state", "foreign minister"):
        for term in held(knowledge, actor, role):
            later = term.intersect(Interval.between(register_ends(to_usa=actor.country != "USA"), None))
            if later is not None:
                yield Interval.between(later.from_, None)


def _tenses(event: EventDraft) -> Tenses:
    """One direction where status and tense agree on it, else both: "visits Berlin on Friday"."""
    if event.status == "happened" and event.tense == "past":
        return ("past",)
    return ("future",) if event.status == "planned" and event.tense != "past" else ("past", "future")


def _around(days: Interval) -> Interval:
    """The days from which a report can tell of the stay."""
    return Interval.between(days.from_ and days.from_ - timedelta(days=BEFORE), days.to and days.to + timedelta(days=YEAR))


def _near(days: Interval, after: int) -> Iterator[date]:
    assert days.from_ is not None
    assert days.to is not None
    for step in range(-BEFORE, (days.to - days.from_).days + after + 1):
        yield days.from_ + timedelta(days=step)


def _meets(told: Interval | None, days: Interval, slack: int) -> bool:
    return told is not None and told.known and (told.days or 0) <= WIDEST_TIME and told.overlaps(days, slack=slack)
