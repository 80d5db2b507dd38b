"""Which events are background: what ended so long before the report that it is no news in it. In: a Dated event. Out: yes or no."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.date.own import Dated
from dragoman.date.rules import rules
from dragoman.model import Interval
from dragoman.model.working import Working

# What ended half a year before the report is no news in it; a news report's own "in recent months" reaches less far.
HISTORY_DAYS = 180
_LONG_AGO = re.compile(r"\b(?:years?|decades?|centur(?:y|ies)) (?:ago|earlier|before)\b|\bin the past\b|\blast century\b", re.IGNORECASE)


def is_history(item: Dated, anchor: Interval | None, working: Working) -> bool:
    """By its own days, by words such as "decades ago", or by the long past days that its sentence tells."""
    event = item.event
    if event.status == "ongoing" or item.kind == "ahead":
        return False
    if item.days is not None and item.days.to is not None:
        return _long_before(item.days.to, anchor)
    if event.time is not None:
        return _LONG_AGO.search(working.clean.text, event.time.start, event.time.end) is not None
    if rules().long_past.search(working.sentences[event.sentence].text):
        return True
    taken = {id(other.time) for other in working.events if other.time is not None}
    # What its own clause does not hold dates it only from before: "in 1994, ... signed", not "said that ... fell in 1994".
    near = [time for time in working.times if time.sentence == event.sentence and time.type in ("DATE", "TIME") and id(time) not in taken]
    old = [time.resolve(anchor, "past") for time in near if event.tense is None or time.start < event.trigger[0]]
    return bool(old) and event.tense != "present" and all(days is not None and days.to is not None and _long_before(days.to, anchor) for days in old)


def _long_before(day: date, anchor: Interval | None) -> bool:
    return anchor is not None and anchor.from_ is not None and day < anchor.from_ - timedelta(days=HISTORY_DAYS)
