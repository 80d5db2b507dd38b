"""On which days the events of a report took or are to take place, and which of them are history.

In: a Working whose `written` is set. Out: `when` and `historical` of every event. A day is stated (it has its own year), reckoned (from the
writing date), or inherited (from another telling of the same act, or from the sentence before); else it stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.date.rules import rules
from dragoman.mentions.times import Expression
from dragoman.model import Interval
from dragoman.model.reading import When
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.model.working import EventDraft, Working

# What ended half a year before the report is no news in it; a news report's own "in recent months" reaches less far.
HISTORY_DAYS = 180
# The lead tells what happened since the last issue: on the day of writing or the two days before (weekends, time zones).
LEAD_DAYS = 2
# "They also agreed ..." goes on with the day told at most so many sentences before, in the same paragraph.
REACH_SENTENCES = 2
_LONG_AGO = re.compile(r"\b(?:years?|decades?|centur(?:y|ies)) (?:ago|earlier|before)\b|\bin the past\b|\blast century\b", re.IGNORECASE)
# A day is handed on only where it is one, or nearly.
_NARROW_DAYS = 8


@dataclass(slots=True)
class Dated:
    """An event with the days that its own time expression gives."""

    event: EventDraft
    days: Interval | None
    how: str


def ground(working: Working) -> None:
    """Fills `when` and `historical` of every event of the working."""
    anchor = anchor_of(working)
    dated = [_told(event, anchor) for event in working.events]
    for item in dated:
        if item.days is None and item.event.time is None:
            item.days = _retold(item, dated) or _continued(item, dated, working)
            if item.days is not None:
                item.how = "inherited"
    for item in dated:
        if item.days is None and item.event.time is None and _in_lead(item.event, working, dated):
            item.days, item.how = _lead(anchor), "inherited"
    for item in dated:
        days = item.days if item.how != "unknown" else None
        item.event.when = When() if days is None or not days.known else When(days.from_, days.to, days.precision, item.how)
        item.event.historical = item.event.historical or _is_history(item, anchor, working)


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


def _told(event: EventDraft, anchor: Interval | None) -> Dated:
    time = event.time
    if time is None:
        return Dated(event, None, "unknown")
    tense = tense_of(event)
    days = time.extent(anchor, tense) if isinstance(time, Expression) else time.resolve(anchor, tense)
    if days is None:
        return Dated(event, None, "unknown")
    return Dated(event, days, "reckoned" if time.relative else "stated")


def _kind(event: EventDraft) -> str:
    """Real, cancelled or to come: days are handed on only within a kind."""
    if event.status in REAL_STATUSES:
        return "real"
    return event.status if event.status in ("cancelled", "suspended", "denied") else "ahead"


def _parties(event: EventDraft) -> frozenset[str]:
    return frozenset(actor.country or actor.name for actor in (*event.actors, *event.recipients))


def _source(item: Dated) -> bool:
    return item.how in ("stated", "reckoned") and item.days is not None and (item.days.days or 10**6) <= _NARROW_DAYS


def _retold(item: Dated, dated: list[Dated]) -> Interval | None:
    """The day of another telling of the same act (type, mode, parties, kind), if the report gives only one."""
    event = item.event
    parties = _parties(event)
    if not parties:
        return None
    found = {
        (other.days.from_, other.days.to): other.days
        for other in dated
        if _source(other)
        and other.days is not None
        and other.event.type == event.type
        and None in (other.event.mode, event.mode, None if other.event.mode == event.mode else "")
        and _kind(other.event) == _kind(event)
        and _parties(other.event) == parties
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _continued(item: Dated, dated: list[Dated], working: Working) -> Interval | None:
    """The day of the real event told just before in the same paragraph, if a party takes part in both."""
    event = item.event
    if event.status != "happened" or event.tense != "past" or event.negated:
        return None
    if any(time.sentence == event.sentence and time.type in ("DATE", "TIME") for time in working.times):
        # The sentence tells a day that the coder did not give to this event: it belongs to something else.
        return None
    place = working.sentences[event.sentence].start
    part = next((part for part in working.clean.parts if part.start <= place < part.end), None)
    before = [
        other
        for other in dated
        if other.event.trigger[0] < event.trigger[0]
        and event.sentence - other.event.sentence <= REACH_SENTENCES
        and (part is None or part.start <= other.event.trigger[0])
        and other.event.time is not None
    ]
    if not before:
        return None
    last = max(before, key=lambda other: other.event.trigger)
    return last.days if _source(last) and _kind(last.event) == "real" and _parties(last.event) & _parties(event) else None


def _in_lead(event: EventDraft, working: Working, dated: list[Dated]) -> bool:
    """A real event of the title or the first paragraph, in which no other day is told."""
    if event.status != "happened" or event.negated or event.historical:
        return False
    bodies = [part for part in working.clean.parts if part.kind == "body"]
    place = event.trigger[0]
    lead = next((part for part in (*[part for part in working.clean.parts if part.kind == "title"], *bodies[:1]) if part.start <= place < part.end), None)
    if lead is None:
        return False
    return not any(lead.start <= time.start < lead.end and time.type in ("DATE", "TIME") and time.value(None, None)[-4:] != "_REF" for time in working.times)


def _lead(anchor: Interval | None) -> Interval | None:
    if anchor is None or anchor.from_ is None or anchor.from_ != anchor.to:
        return None
    return Interval(anchor.from_ - timedelta(days=LEAD_DAYS), anchor.to, "range")


def _is_history(item: Dated, anchor: Interval | None, working: Working) -> bool:
    event = item.event
    if event.status == "ongoing" or _kind(event) == "ahead":
        return False
    if item.days is not None and item.days.to is not None:
        return _long_before(item.days.to, anchor)
    sentence = working.sentences[event.sentence]
    if event.time is not None and _LONG_AGO.search(working.clean.text, event.time.start, event.time.end):
        return True
    if rules().long_past.search(sentence.text):
        return True
    old = [time.resolve(anchor, "past") for time in working.times if time.sentence == event.sentence and time.type in ("DATE", "TIME")]
    return bool(old) and event.tense != "present" and all(days is not None and days.to is not None and _long_before(days.to, anchor) for days in old)


def _long_before(day: date, anchor: Interval | None) -> bool:
    return anchor is not None and anchor.from_ is not None and day < anchor.from_ - timedelta(days=HISTORY_DAYS)
