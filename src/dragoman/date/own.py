"""The days that an event's own time expression gives. In: an EventDraft and the days of writing. Out: Dated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from dragoman.date.wording import wording
from dragoman.mentions.times import Expression
from dragoman.mentions.times.scan import WIDEST_ANCHOR_DAYS
from dragoman.model import Interval
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.model.working import EventDraft, TimeExpression

_LOOK_BACK = 40
_OWNER = re.compile(r"([\w-]+)\s+of\s+\Z")
# A day is handed on only where it is one, or nearly.
_NARROW_DAYS = 8


@dataclass(slots=True)
class Dated:
    """An event with its days, how they were come by, and why these; `open`: it tells no day, so it may take one from elsewhere."""

    event: EventDraft
    days: Interval | None
    how: str
    why: str = ""
    open: bool = False

    def inherit(self, days: Interval, why: str) -> None:
        self.days, self.how, self.why = days, "inherited", why

    @property
    def kind(self) -> str:
        """Real, cancelled or to come: days are handed on only within a kind."""
        if self.event.status in REAL_STATUSES:
            return "real"
        return self.event.status if self.event.status in ("cancelled", "suspended", "denied") else "ahead"

    @property
    def source(self) -> bool:
        """It tells its day itself, and narrowly: others may take the day from it."""
        return self.how in ("stated", "reckoned") and self.days is not None and (self.days.days or 10**6) <= _NARROW_DAYS

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(actor.country or actor.name for actor in (*self.event.actors, *self.event.recipients))


def own_days(event: EventDraft, anchor: Interval | None, text: str) -> Dated:
    """What the event's own expression says: stated if it has its own year, reckoned if it needs the day of writing."""
    time = event.time
    if time is None or not _belongs(event, time, text):
        return Dated(event, None, "unknown", open=True)
    value = time.value(anchor, None)
    if value == "PRESENT_REF":
        if event.tense == "past" or anchor is None:
            return Dated(event, None, "unknown", open=True)
        return Dated(event, anchor, "reckoned", f"'{text[time.start : time.end]}' in its clause")
    tense = tense_of(event)
    days = time.extent(anchor, tense) if isinstance(time, Expression) else time.resolve(anchor, tense)
    if days is None:
        return Dated(event, None, "unknown")
    if anchor is not None and _clashes(event, days, anchor):
        return Dated(event, None, "unknown", open=True)
    return Dated(event, days, "reckoned" if time.relative else "stated", f"'{text[time.start : time.end]}' in its clause")


def _clashes(event: EventDraft, days: Interval, anchor: Interval) -> bool:
    """What has happened does not lie ahead, nor what is told in the present far behind: the time is that of what was said.

    "Said that between 2030 and 2032 it would build", "for the last quarter of 2009, says it made".
    """
    if event.status != "happened" or days.from_ is None or days.to is None or anchor.from_ is None or anchor.to is None:
        return False
    return days.from_ > anchor.to or (event.tense == "present" and days.to < anchor.from_ - timedelta(days=WIDEST_ANCHOR_DAYS))


def tense_of(event: EventDraft) -> str | None:
    """The tense to reckon with: a plan lies ahead though it was made in the past; what happened lies behind."""
    if event.status in ("planned", "threatened", "called-for", "possible"):
        return "future"
    if event.status in REAL_STATUSES and event.tense is None:
        return "past"
    return event.tense


def _belongs(event: EventDraft, time: TimeExpression, text: str) -> bool:
    """False for what has a limit ahead ("warned that it would run out by March") or the year of another noun ("with a treaty of 1951")."""
    before = text[max(0, time.start - _LOOK_BACK) : time.start]
    if event.status == "happened" and wording().limits.search(before):
        return False
    owner = _OWNER.search(before)
    if owner is None:
        return True
    start, end = (time.start - len(before) + offset for offset in owner.span(1))
    return event.trigger[0] < end and start < event.trigger[1]
