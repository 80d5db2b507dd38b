"""On which days the events of a report took or are to take place, and which of them are history.

In: a Working whose `written` is set. Out: `when` and `historical` of every event. A day is stated (it has its own year), reckoned (from the
writing date), or inherited: from another telling of the same act, from the sentence before, or from the days that the report is news of.
Else it stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.date.rules import rules
from dragoman.mentions.times import Expression
from dragoman.mentions.times.scan import WIDEST_ANCHOR_DAYS
from dragoman.model import Interval
from dragoman.model.reading import When
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.model.working import EventDraft, Part, TimeExpression, Working

# What ended half a year before the report is no news in it; a news report's own "in recent months" reaches less far.
HISTORY_DAYS = 180
# News without a day happened since the last issue: on the day of writing or the two days before (weekends, time zones).
LEAD_DAYS = 2
# "They also agreed ..." goes on with the day told at most so many sentences before, in the same paragraph.
REACH_SENTENCES = 2
# Real days told that lie farther back than this are no part of the report's own news.
NEWS_REACH = 7
_LONG_AGO = re.compile(r"\b(?:years?|decades?|centur(?:y|ies)) (?:ago|earlier|before)\b|\bin the past\b|\blast century\b", re.IGNORECASE)
# A day is handed on only where it is one, or nearly.
_NARROW_DAYS = 8


@dataclass(slots=True)
class Dated:
    """An event with the days that its own time expression gives."""

    event: EventDraft
    days: Interval | None
    how: str


def ground(working: Working, anchor: Interval | None = None) -> None:
    """Fills `when` and `historical` of every event of the working, reckoned from `anchor`, by default the window of writing."""
    anchor = anchor if anchor is not None and anchor.known else anchor_of(working)
    dated = [_told(event, anchor, working) for event in working.events]
    undated = [item for item in dated if item.days is None and item.event.time is None]
    for item in undated:
        item.days = _retold(item, dated, working) or _continued(item, dated, working)
    for item in undated:
        if item.days is not None:
            item.how = "inherited"
    for item in dated:
        item.event.historical = item.event.historical or _is_history(item, anchor, working)
    news = news_days(dated, anchor)
    for item in undated:
        if item.days is None and news is not None and _is_news(item.event, working):
            item.days, item.how = news, "inherited"
    for item in dated:
        days = item.days
        item.event.when = When() if days is None or not days.known else When(days.from_, days.to, days.precision, item.how)


def anchor_of(working: Working) -> Interval | None:
    """The writing window, None unless both its ends are known."""
    written = working.written
    window = Interval(written.from_, written.to, written.precision)
    return window if window.known else None


def tense_of(event: EventDraft) -> str | None:
    """The tense to reckon with: a plan lies ahead though it was made in the past; what happened lies behind."""
    if event.status in ("planned", "threatened", "called-for", "possible"):
        return "future"
    if event.status in REAL_STATUSES and event.tense is None:
        return "past"
    return event.tense


def _told(event: EventDraft, anchor: Interval | None, working: Working) -> Dated:
    time = event.time
    if time is None or not _belongs(event, time, working.clean.text):
        return Dated(event, None, "unknown")
    tense = tense_of(event)
    days = time.extent(anchor, tense) if isinstance(time, Expression) else time.resolve(anchor, tense)
    if days is None:
        return Dated(event, None, "unknown")
    return Dated(event, days, "reckoned" if time.relative else "stated")


def _belongs(event: EventDraft, time: TimeExpression, text: str) -> bool:
    """False for what has a limit ahead ("warned that it would run out by March") or the year of another noun ("with a treaty of 1951")."""
    before = text[max(0, time.start - _LOOK_BACK) : time.start]
    if event.status == "happened" and _LIMIT.search(before):
        return False
    owner = _OWNER.search(before)
    if owner is None:
        return True
    start, end = (time.start - len(before) + offset for offset in owner.span(1))
    return event.trigger[0] < end and start < event.trigger[1]


_LOOK_BACK = 40
_LIMIT = re.compile(r"\b(?:by|until|till|before|starting|beginning|effective)\s+(?:the\s+)?\Z", re.IGNORECASE)
_OWNER = re.compile(r"([\w-]+)\s+of\s+\Z")


def _kind(event: EventDraft) -> str:
    """Real, cancelled or to come: days are handed on only within a kind."""
    if event.status in REAL_STATUSES:
        return "real"
    return event.status if event.status in ("cancelled", "suspended", "denied") else "ahead"


def _parties(event: EventDraft) -> frozenset[str]:
    return frozenset(actor.country or actor.name for actor in (*event.actors, *event.recipients))


def _source(item: Dated) -> bool:
    return item.how in ("stated", "reckoned") and item.days is not None and (item.days.days or 10**6) <= _NARROW_DAYS


def _retold(item: Dated, dated: list[Dated], working: Working) -> Interval | None:
    """The day of another telling of the same act (type, mode, parties, kind), if the report gives only one.

    A headline leaves parties out, so there it is enough that those it has take part.
    """
    event = item.event
    parties = _parties(event)
    headline = working.sentences[event.sentence].kind != "body"
    found = {}
    for other in dated:
        if not _source(other) or other.event.type != event.type or _kind(other.event) != _kind(event) or other.days is None:
            continue
        same = _parties(other.event) == parties or (headline and parties < _parties(other.event))
        if parties and same and (event.mode is None or other.event.mode in (None, event.mode)):
            found[other.days.from_, other.days.to] = other.days
    return next(iter(found.values())) if len(found) == 1 else None


def _continued(item: Dated, dated: list[Dated], working: Working) -> Interval | None:
    """The day of the real event told just before in the same paragraph, if a party takes part in both."""
    event = item.event
    if event.status != "happened" or event.tense != "past" or event.negated or _has_time(event.sentence, working):
        return None
    part = _part_of(event, working)
    before = [
        other
        for other in dated
        if other.event.trigger < event.trigger
        and event.sentence - other.event.sentence <= REACH_SENTENCES
        and (part is None or part.start <= other.event.trigger[0])
        and other.event.time is not None
    ]
    last = max(before, key=lambda other: other.event.trigger, default=None)
    if last is None or not _source(last) or _kind(last.event) != "real" or last.event.tense != "past":
        return None
    return last.days if _parties(last.event) & _parties(event) and not _PERFECT.search(_before(event, working)) else None


def _has_time(sentence: int, working: Working) -> bool:
    """The sentence tells a time; where the coder did not give it to the event, it belongs to something else."""
    return any(time.sentence == sentence for time in working.times)


def _part_of(event: EventDraft, working: Working) -> Part | None:
    return next((part for part in working.clean.parts if part.start <= event.trigger[0] < part.end), None)


def _before(event: EventDraft, working: Working) -> str:
    """The words of the sentence right before the trigger."""
    start = max(working.sentences[event.sentence].start, event.trigger[0] - _LOOK_BACK)
    return working.clean.text[start : event.trigger[0]]


# "Had fought", "have long wanted": told from afterwards, the day may lie anywhere before.
_PERFECT = re.compile(r"\b(?:had|have|has|having|['’]ve|['’]d)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)


def news_days(dated: list[Dated], anchor: Interval | None) -> Interval | None:
    """The days that the report is news of: from the first recent day on which it sets a real event to the day of writing.

    Where the report sets nothing, the last LEAD_DAYS days. Where the day of writing is not known, though a few weeks are, from the first to the
    last day that it sets, None where it sets none.
    """
    if anchor is None or anchor.from_ is None or anchor.to is None or (anchor.days or 0) > WIDEST_ANCHOR_DAYS:
        return None
    recent = [
        item.days
        for item in dated
        if _source(item) and _kind(item.event) == "real" and item.days is not None and item.days.from_ is not None and item.days.from_ <= anchor.to
    ]
    told = [days for days in recent if days.from_ is not None and days.from_ >= anchor.from_ - timedelta(days=NEWS_REACH)]
    starts = [days.from_ for days in told if days.from_ is not None]
    if anchor.from_ == anchor.to:
        return Interval.between(min(starts, default=anchor.from_ - timedelta(days=LEAD_DAYS)), anchor.to)
    ends = [min(days.to, anchor.to) for days in told if days.to is not None]
    return Interval.between(min(starts), max(ends)) if starts and ends else None


def _is_news(event: EventDraft, working: Working) -> bool:
    """Told as having happened, by a finite verb in the simple past (or a headline's present), in a sentence without any time."""
    headline = working.sentences[event.sentence].kind != "body"
    if event.status != "happened" or event.negated or event.historical or _has_time(event.sentence, working):
        return False
    return event.tense == "past" and (headline or not _PERFECT.search(_before(event, working)))


def _is_history(item: Dated, anchor: Interval | None, working: Working) -> bool:
    event = item.event
    if event.status == "ongoing" or _kind(event) == "ahead":
        return False
    if item.days is not None and item.days.to is not None:
        return _long_before(item.days.to, anchor)
    if event.time is not None:
        return _LONG_AGO.search(working.clean.text, event.time.start, event.time.end) is not None
    if rules().long_past.search(working.sentences[event.sentence].text):
        return True
    taken = {id(other.time) for other in working.events if other.time is not None}
    old = [
        time.resolve(anchor, "past") for time in working.times if time.sentence == event.sentence and time.type in ("DATE", "TIME") and id(time) not in taken
    ]
    return bool(old) and event.tense != "present" and all(days is not None and days.to is not None and _long_before(days.to, anchor) for days in old)


def _long_before(day: date, anchor: Interval | None) -> bool:
    return anchor is not None and anchor.from_ is not None and day < anchor.from_ - timedelta(days=HISTORY_DAYS)
