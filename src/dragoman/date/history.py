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
# Sentences (with the title) that tell the news itself.
LEAD = 3
# A month that ended less than this ago may hold the news of a weekly or a survey.
MONTH = 14
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PARTS = r"(?:the )?(?:(?:early|late|mid|end of|beginning of|start of|middle of)[- ])?(?:in )?"
_COARSE = re.compile(
    rf"{_PARTS}(?:last (?:month|year|spring|summer|autumn|fall|winter|{_MONTHS})|(?:{_MONTHS})(?:,? \d{{4}})?|\d{{4}})$",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(r"\b(?:years?|decades?|centur(?:y|ies)) (?:ago|earlier|before)\b|\bin the past\b|\blast century\b", re.IGNORECASE)


def is_history(item: Dated, anchor: Interval | None, working: Working) -> bool:
    """By its own days, or by words such as "decades ago" and "in the past"."""
    event = item.event
    if event.status == "ongoing" or item.kind == "ahead":
        return False
    if item.days is not None and item.days.to is not None and _long_before(item.days.to, anchor):
        return True
    if _told_by_the_month(item, anchor, working):
        return True
    if item.days is not None and item.days.to is not None:
        return False
    if event.time is not None:
        return _LONG_AGO.search(working.clean.text, event.time.start, event.time.end) is not None
    return _told_of_old(event, working)


def _told_by_the_month(item: Dated, anchor: Interval | None, working: Working) -> bool:
    """ "In February", "last year", "in 2018": news is told by its day; what is told by month or year in a later sentence leads up to it."""
    event = item.event
    if event.time is None or event.status != "happened" or event.sentence < LEAD:
        return False
    if not _COARSE.match(working.clean.text[event.time.start : event.time.end]):
        return False
    last = item.days.to if item.days is not None else None
    return last is None or anchor is None or anchor.from_ is None or last < anchor.from_ - timedelta(days=MONTH)


def _told_of_old(event: EventDraft, working: Working) -> bool:
    """Words such as "in the past" in its sentence; not "begun years ago", a time that another clause holds after it."""
    sentence = working.sentences[event.sentence]
    later = [(time.start, time.end) for time in working.times if time.sentence == event.sentence and time.start > event.trigger[0]]
    found = (match.span() for match in rules().long_past.finditer(sentence.text))
    return any(not any(begin < sentence.start + end and sentence.start + start < stop for begin, stop in later) for start, end in found)


def _long_before(day: date, anchor: Interval | None) -> bool:
    return anchor is not None and anchor.from_ is not None and day < anchor.from_ - timedelta(days=HISTORY_DAYS)
