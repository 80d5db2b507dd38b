"""Sentences that speak of a story's main talks, or its main deed, without telling them anew ("the visit had been agreed", "such reckless conduct").

In: claims of a story; out: Spoken sentences. Only the talks and the deed that most reports of a story tell are looked for, and only sentences that name one of
their parties, and no other month, year or place: what else is meant by "the meeting" is not known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from dragoman.model import Event, Passage, Story, Where
from dragoman.model.vocabulary import KEPT_BLOCKS, REAL_STATUSES
from dragoman.resolve.claims import Claim
from dragoman.resolve.framing import Scale, Spoken, scales, word_starts
from dragoman.resolve.measures import kilometres
from dragoman.resolve.tellings import Telling

_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n\s*\n")
# A sentence longer than this was not found to end.
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Main:
    """A story's main talks or deed, and the countries that take part: a sentence that judges it names one of them."""

    about: str
    event: Event
    parties: frozenset[str]


def mains(story: Story, events: Mapping[str, Event], told: Mapping[str, Sequence[Telling]]) -> tuple[Main, ...]:
    """What a story is mainly about: talks, and what was done by one side to the other, as far as its reports tell any."""
    own = [events[one] for one in story.events if one in events]
    return tuple(main for main in (_talks(story, own, told), _deed(story, own, told)) if main is not None) if len(story.reports) > 1 else ()


def _talks(story: Story, events: Sequence[Event], told: Mapping[str, Sequence[Telling]]) -> Main | None:
    """Of the two countries whose talks most reports tell, the journey, or else the talks, that most of them tell as news."""
    talks = [event for event in events if event.type == "CONSULT" and any(event.type in scale.types for scale in _scales("talks"))]
    telling: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for event in talks:
        for two in combinations(sorted(_countries(event)), 2):
            telling[two].update(set(event.reports) & set(story.reports))
    pair: tuple[str, ...] = min(telling, key=lambda one: (-len(telling[one]), one), default=())
    if len(telling[pair]) < 2:
        return None
    # A party may be missing in the one sentence that tells the talks themselves; a third country's talks are others.
    among = [event for event in talks if set(pair) <= _countries(event) or (_countries(event) and _countries(event) <= set(pair))]
    news = [event for event in among if (event.status in REAL_STATUSES or event.status == "planned")]
    news = [event for event in news if _is_news(event, story, told[event.id])]
    chosen = min(news, key=lambda event: (not _journey(told[event.id]), *_rank(story, event, told)), default=None)
    return Main("talks", chosen, frozenset(_countries(chosen)) | set(pair)) if chosen is not None else None


def _deed(story: Story, events: Sequence[Event], told: Mapping[str, Sequence[Telling]]) -> Main | None:
    """What most reports tell as done, and of several the one that stands nearest to a report's beginning. Who complains in its sentence has a part in it."""
    types = frozenset().union(*(scale.types for scale in _scales("deed")))
    deeds = [event for event in events if event.type in types and event.actor_countries and event.status in REAL_STATUSES]
    deeds = [event for event in deeds if _is_news(event, story, told[event.id])]
    chosen = min(deeds, key=lambda event: _rank(story, event, told), default=None)
    if chosen is None:
        return None
    places = {(one.report, one.event.sentence.start) for one in told[chosen.id]}
    beside = [event for event in events if any((one.report, one.event.sentence.start) in places for one in told[event.id])]
    return Main("deed", chosen, frozenset(country for event in (chosen, *beside) for country in _countries(event)))


def _is_news(event: Event, story: Story, tellings: Sequence[Telling]) -> bool:
    """Told as news by all that tell it, and not long before the story."""
    return not any(one.event.historical for one in tellings) and (event.to is None or story.from_ is None or event.to >= story.from_ - NEAR)


def _countries(event: Event) -> set[str]:
    return {*event.actor_countries, *event.recipient_countries}


def _rank(story: Story, event: Event, told: Mapping[str, Sequence[Telling]]) -> tuple[int, int, int, str]:
    first = min(one.event.sentence.start for one in told[event.id])
    return -len(set(event.reports) & set(story.reports)), -event.origins, first, event.id


def _journey(tellings: Sequence[Telling]) -> bool:
    """Most reports tell it as a journey somewhere: "will travel to Lima", and then "is to spend two days there"."""
    return 2 * len({one.report for one in tellings if one.level == "journey"}) > len({one.report for one in tellings})


def spoken_of(main: Main, reports: Sequence[str], claims: Mapping[str, Claim], origins: Mapping[str, str]) -> tuple[Spoken, ...]:
    """Sentences of these reports that judge the talks or the deed: with a word of a scale about them and a party of the event."""
    out: dict[tuple[str, int], Spoken] = {}
    for report in sorted(set(reports) & set(claims)):
        claim = claims[report]
        starts = word_starts(claim.report.text)
        for scale in _scales(main.about):
            for found in scale.found(claim.report.text, starts):
                start, end = _bounds(claim.report.text, found.start())
                if (
                    end - start <= LONGEST
                    and (report, start) not in out
                    and _kept(claim, start)
                    and _names(claim, start, end, main.parties)
                    and not _elsewhere(claim, start, end, main.event)
                ):
                    out[report, start] = Spoken(claim.text(start, end), origins.get(report, report), Passage(report, start, end))
    return tuple(out[place] for place in sorted(out))


def _scales(about: str) -> tuple[Scale, ...]:
    return tuple(scale for scale in scales() if scale.about == about)


# "In February", "in 2019": months and years as the reading has them.
_MONTH = re.compile(r"(?:XXXX|\d{4})-(\d\d)")
_YEAR = re.compile(r"\d{4}")
# News of talks is told for so long; a month farther away than this from their days is that of others.
NEAR = timedelta(days=45)


def _elsewhere(claim: Claim, start: int, end: int, event: Event) -> bool:
    """The sentence names a month or year in which the event was not, or a town far from its place."""
    for time in claim.reading.times:
        if start <= time.start < end and _another_time(time.value, event):
            return True
    here = event.where
    if here is None or here.lat is None:
        return False
    towns = [place for place in claim.reading.places if start <= place.start < end and place.literal and place.geonames is not None]
    apart = [distance for town in towns if (distance := kilometres(here, Where(town.name, town.country, town.geonames, town.lat, town.lon))) is not None]
    return bool(apart) and min(apart) > APART


# Towns this far apart in kilometres are not where one event was.
APART = 250


def _another_time(value: str, event: Event) -> bool:
    if event.from_ is None or event.to is None:
        return False
    first, last = event.from_ - NEAR, event.to + NEAR
    month, year = _MONTH.match(value), _YEAR.match(value)
    if year is not None and not first.year <= int(year[0]) <= last.year:
        return True
    months = {(first + timedelta(days=day)).month for day in range(0, (last - first).days + 1, 15)}
    return month is not None and int(month[1]) not in months | {last.month}


def _bounds(text: str, at: int) -> tuple[int, int]:
    """The sentence around an offset."""
    start = max((found.end() for found in _STOP.finditer(text, max(0, at - LONGEST), at)), default=max(0, at - LONGEST))
    stop = _STOP.search(text, at)
    return start, stop.start() + 1 if stop else len(text.rstrip())


def _kept(claim: Claim, at: int) -> bool:
    blocks = claim.reading.blocks
    return not blocks or any(block.kind in KEPT_BLOCKS and block.start <= at < block.end for block in blocks)


def _names(claim: Claim, start: int, end: int, parties: frozenset[str]) -> bool:
    actors = claim.reading.actors
    first = bisect_left(actors, start, key=lambda actor: actor.start)
    for actor in actors[first:]:
        if actor.start >= end:
            return False
        if actor.country in parties:
            return True
    return False
