"""Which events are background: what ended so long before the report that it is no news in it. In: a Dated event. Out: yes or no."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.date.own import Dated
from dragoman.date.rules import rules
from dragoman.model import Interval
from dragoman.model.working import EventDraft, Working

# What ended half a year before the report is no news in it; a news report's own "in recent months" reaches less far.
HISTORY_DAYS = 180
_LONG_AGO = re.compile(r"\b(?:years?|decades?|centur(?:y|ies)) (?:ago|earlier|before)\b|\bin the past\b|\blast century\b", re.IGNORECASE)


def is_history(item: Dated, anchor: Interval | None, working: Working) -> bool:
    """By its own days, or by words such as "decades ago" and "in the past"."""
    event = item.event
    if event.status == "ongoing" or item.kind == "ahead":
        return False
    if item.days is not None and item.days.to is not None:
        return _long_before(item.days.to, anchor)
    if event.time is not None:
        return _LONG_AGO.search(working.clean.text, event.time.start, event.time.end) is not None
    return _told_of_old(event, working)


def _told_of_old(event: EventDraft, working: Working) -> bool:
    """Words such as "in the past" in its sentence; not "begun years ago", a time that another clause holds after it."""
    sentence = working.sentences[event.sentence]
    later = [(time.start, time.end) for time in working.times if time.sentence == event.sentence and time.start > event.trigger[0]]
    found = (match.span() for match in rules().long_past.finditer(sentence.text))
    return any(not any(begin < sentence.start + end and sentence.start + start < stop for begin, stop in later) for start, end in found)


def _long_before(day: date, anchor: Interval | None) -> bool:
    return anchor is not None and anchor.from_ is not None and day < anchor.from_ - timedelta(days=HISTORY_DAYS)
