"""The days of an event report as the resolver takes them. In: a claim, an event report, its window of writing; out: days told, days on which the act can lie.

What a report tells as done lies before its writing, what it tells as to come, after; a month or weekday without a year waits for what places it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from dragoman.model import EventReport, Interval
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.claims import Claim
from dragoman.resolve.distances import acting, distance
from dragoman.resolve.lexicon import lexicon
from dragoman.resolve.traits import words_of

# Told as still to come when the report was written.
AHEAD: Final = frozenset({"planned", "possible", "threatened", "called-for"})
# "XXXX-WXX-4", "XXXX-WXX-4T10:00": a weekday of an unknown week.
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T|$)")
# A weekday farther from the act than this many characters belongs to something else.
WEEKDAY_REACH = 70


def weekday_of(claim: Claim, event: EventReport) -> int | None:
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
    month = month_of(claim, event)
    if month is None or written.from_ is None or written.to is None:
        return Interval()
    years = {day.year - (day.month < month) for day in (written.from_, written.to)}
    return Interval.month(years.pop(), month) if len(years) == 1 else Interval()


def month_of(claim: Claim, event: EventReport) -> int | None:
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


# The next leg of a journey under way or close at hand, and whom the traveller is to see there, come within so many days.
ONWARD_DAYS = 7


def event_window(event: EventReport, told: Interval, written: Interval, *, soon: bool = False) -> Interval:
    """Days on which the event can lie.

    A thing done lies before the writing, a thing to come after; a put-off event may come later than the day told.
    Where the told days and the writing clash, the told days stand. `soon`: a plan without a day that is part of a journey under way.
    """
    from_, to = told.from_, told.to
    if soon and to is None and event.status == "planned" and written.to is not None:
        to = written.to + timedelta(days=ONWARD_DAYS)
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
