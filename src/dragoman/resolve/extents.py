"""When a visit can lie, by what its tellings say: days told, lengths of stays and tours, news without a day. In: an event with its tellings; out: Intervals.

Tellings of one event that have another hold in time are set apart: those of a tour, of other days, and those that nothing but a story dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.model import Event, Interval
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.tellings import Telling
from dragoman.resolve.told_days import NEWS_DAYS, ONWARD_DAYS

# A window of so many days still says on which days somebody was there: a day, a weekend, "on Sunday and Monday".
EXACT_DAYS = 3
# A stay told from its first day to its last ("from 3 to 12 May") is as long as it is told; longer ones are rather the bounds of one.
LONGEST_STAY = 31
# A report whose time of writing is known no better than this gives a visit without a day no hold.
LOOSE_DAYS = 70
# Tours of several countries last so long at most; of 876 in a list of journeys of US presidents and secretaries of state, all but 5 in 100.
TOUR_DAYS = 14
# A plan without a day is carried out within so many days, or it is another one.
PLAN_DAYS = 92
# "Went to Lima in May", told as background, lies within a year before the writing.
YEAR_DAYS = 365
TOLD = frozenset({"stated", "reckoned"})
# Not made, or not yet: without a day these lie after their telling.
UNMADE = frozenset({"planned", "cancelled", "suspended"})


class Act(NamedTuple):
    """A visit as some of its tellings hold it in time.

    Attributes:
        unsure: nothing but a story dates the tellings; `loose`: they fit the event's day, but would fit another visit near it as well.
    """

    event: Event
    told: list[Telling]
    unsure: bool = False
    loose: bool = False


def by_extent(event: Event, told: Sequence[Telling], story_of: Mapping[str, str]) -> Iterator[Act]:
    """The tellings by what holds them in time.

    Apart are those of a tour, where the event is the visit at one of its stops, those of other days, and those told too loosely for its day.
    """
    tours = [one for one in told if event.mode == "visit" and len(event.recipient_countries) == 1 and len(one.hosts) > 1]
    days = Interval(event.from_, event.to, event.precision)
    other = [one for one in told if one not in tours and days.known and one.event.when.how in TOLD and one.told.known and not one.told.overlaps(days)]
    held = [one for one in told if one not in tours and one not in other]
    firm = [one for one in held if not _fits_loosely(days, one)]
    # Where nobody else tells of the traveller, the day of the event is all there is.
    loose = [one for one in held if one not in firm and any(mine.same_as(theirs) for other in firm for mine in one.people for theirs in other.people)]
    rest = [one for one in held if one not in loose]
    for tellings, unsure in _by_hold(event, rest, story_of):
        yield Act(event, tellings, unsure)
    for one in (*tours, *other, *loose):
        act = _as_told(event, one, tuple(sorted(one.hosts)) if one in tours else event.recipient_countries)
        if one in loose:
            act = replace(act, where=event.where)
        for tellings, unsure in _by_hold(act, [one], story_of):
            yield Act(act, tellings, unsure, one in loose)


def _fits_loosely(days: Interval, one: Telling) -> bool:
    """Told as done within days of which the event's are a few only: "in May", "on Friday" of an unknown week."""
    if (days.days or 10**6) > EXACT_DAYS or not one.real:
        return False
    return not is_exact(one.told if one.told.known else one.window, [one])


def _as_told(event: Event, one: Telling, hosts: tuple[str, ...]) -> Event:
    """The visit by the days, the place and the standing that one report gives it."""
    told, tour = one.told, hosts != event.recipient_countries
    recipients, where = (hosts, None) if tour else (event.recipients, one.event.where)
    return replace(
        event,
        recipients=recipients,
        recipient_countries=hosts,
        where=where,
        status=one.event.status,
        from_=told.from_,
        to=told.to,
        precision=told.precision,
    )


def _by_hold(event: Event, told: Sequence[Telling], story_of: Mapping[str, str]) -> list[tuple[list[Telling], bool]]:
    """The tellings with some hold in time together; those without, story by story, since each may tell of another visit."""
    held = [
        one for one in told if (one.told.known or (one.written.days or 10**6) <= LOOSE_DAYS) and not _next_years(event, one) and not _other_weekday(event, one)
    ]
    # Where no report has a day, two that tell "from there she is to fly to Doha" have nothing in common but the words.
    apart = [] if event.from_ is not None else [one for one in held if one.onward and not one.real]
    loose: dict[tuple[bool, str], list[Telling]] = {}
    for one in told:
        if one not in held or one in apart:
            loose.setdefault((one not in held, story_of.get(one.report, one.report)), []).append(one)
    held = [one for one in held if one not in apart]
    return [*([(held, False)] if held else []), *((loose[unsure, story], unsure) for unsure, story in sorted(loose))]


def _other_weekday(event: Event, one: Telling) -> bool:
    """Told of a Sunday, in a week unknown, where the visit that it was put to is of a Wednesday: it may be that visit or another."""
    if one.weekday is None or one.told.known or event.from_ is None or event.to is None or (event.to - event.from_).days >= EXACT_DAYS:
        return False
    return one.weekday not in {(event.from_ + timedelta(days=more)).weekday() for more in range((event.to - event.from_).days + 1)}


def _next_years(event: Event, one: Telling) -> bool:
    """A plan without a day, told long before the event that it was put to: "from there she is to fly to Doha" is not next year's visit."""
    if one.event.status != "planned" or one.told.known or one.written.to is None or event.from_ is None:
        return False
    return event.from_ > one.written.to + timedelta(days=ONWARD_DAYS if one.onward else PLAN_DAYS)


def window_of(event: Event, told: Sequence[Telling], *, unsure: bool) -> Interval | None:
    """Days on which an event can lie, both ends known; for undated news the weeks before its writing, for a month without a year the year before.

    None where nothing holds it.
    """
    days = Interval(event.from_, event.to, event.precision)
    if days.known and not unsure:
        return days
    onward = next((one.written for one in told if one.onward and not one.real and (one.written.days or 10**6) <= YEAR_DAYS), None)
    if onward is not None and onward.from_ is not None and onward.to is not None and event.status == "planned":
        return Interval.between(onward.from_, onward.to + timedelta(days=ONWARD_DAYS))
    ahead = [one.written for one in told if not one.real and not one.onward and (one.written.days or 10**6) <= EXACT_DAYS]
    if event.status in UNMADE and ahead and ahead[0].from_ is not None and ahead[0].to is not None:
        return Interval.between(ahead[0].from_, ahead[0].to + timedelta(days=PLAN_DAYS))
    news = [one for one in told if one.real and (not one.event.historical or one.by_month) and one.written.known]
    if event.status not in REAL_STATUSES or not news:
        return None
    last = min(one.written.to for one in news if one.written.to is not None)
    before = ((one.written.from_, timedelta(days=YEAR_DAYS if one.event.historical else NEWS_DAYS)) for one in news)
    first = max(written - reach for written, reach in before if written is not None)
    return Interval.between(min(first, last), last)


def is_exact(window: Interval, told: Sequence[Telling]) -> bool:
    """A few days; or a stay that a report of a known day tells from its first day to its last."""
    length = window.days or 10**6
    if length <= EXACT_DAYS:
        return True
    spans = [one.event.when for one in told if (one.written.days or 10**6) <= EXACT_DAYS and one.event.when.precision == "range"]
    return length <= LONGEST_STAY and any(when.how in TOLD and (when.from_, when.to) == (window.from_, window.to) for when in spans)


def stay_days(window: Interval, told: Sequence[Telling]) -> tuple[Interval, bool]:
    """The days with those of a visit whose length is told beside one of them, and whether they are those of a journey to several places."""
    lasting = [one for one in told if one.stay is not None and one.told.days == 1 and one.event.when.how in TOLD and one.told.overlaps(window)]
    for one in sorted(lasting, key=lambda one: (one.stay.whole, one.id) if one.stay is not None else (True, one.id)):
        assert one.stay is not None
        return window.hull(one.stay.around(one.told)), one.stay.whole
    return window, False


def edges_told(days: Interval, told: Sequence[Telling]) -> tuple[bool, bool]:
    firm = [one for one in told if one.told.known and one.event.when.how in TOLD]
    # A plan for one day is one to come on that day.
    if any(one.event.status == "planned" and one.told.days == 1 and one.told.from_ == days.from_ for one in firm):
        return True, False
    arrives = any(one.edges[0] and (one.told.from_ == days.from_ or one.stay is not None) for one in firm)
    return arrives, any(one.edges[1] and (one.told.to == days.to or one.stay is not None) for one in firm)


def tour_days(window: Interval, told: Sequence[Telling]) -> tuple[Interval, bool]:
    """Days of a tour, by the reports that name its several countries, and whether they are those of the whole.

    Where one day is told, it is the last of a tour that is over ("returned from") and the first of one to come.
    """
    naming = [one for one in told if len(one.recipients) > 1 and one.told.known]
    spans = [one.told for one in naming if one.event.when.how in TOLD and one.told.precision == "range" and (one.told.days or 0) <= LONGEST_STAY]
    if spans:
        return min(spans, key=lambda span: (span.days or 0, span.from_ or date.min)), True
    days = [one for one in naming if (one.told.days or 0) <= TOUR_DAYS]
    if not days:
        return window, False  # "in May" bounds it already
    one = min(days, key=lambda one: (one.told.days or 0, one.id))
    assert one.told.from_ is not None
    assert one.told.to is not None
    length = timedelta(days=TOUR_DAYS)
    return Interval.between(one.told.from_ - length if one.real else one.told.from_, one.told.to if one.real else one.told.to + length), False
