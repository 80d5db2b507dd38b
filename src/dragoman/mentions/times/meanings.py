"""What a time expression means before it is anchored: each class gives, for a writing day and a tense, the days and the TIMEX3 value.

In: parts of the expression. Out: `at(day, direction) -> Moment | None`; None where it can't be said (relative and no day).
`direction` is "past", "future" or None. Every `at` grows with the day, so that the results at both ends of a writing
window hold all that lie between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from dragoman.mentions.times import reckoning
from dragoman.mentions.times.reckoning import Moment
from dragoman.model import Interval


class Meaning(Protocol):
    """A time's sense: `relative` says that it needs a day to be understood, `vague` is its value without one."""

    @property
    def relative(self) -> bool: ...

    @property
    def vague(self) -> str: ...

    def at(self, day: date | None, direction: str | None) -> Moment | None: ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """An absolute time, or a value without days (a length, a set, PAST_REF)."""

    days: Interval | None
    value: str

    @property
    def relative(self) -> bool:
        return False

    @property
    def vague(self) -> str:
        return self.value

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        return Moment(self.days, self.value)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month without its year; with a weekday the year must fit it if any near one does."""

    month: int
    day: int
    weekday: int | None = None
    relative: bool = True

    @property
    def vague(self) -> str:
        return f"XXXX-{self.month:02d}-{self.day:02d}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        found = reckoning.nearest_day(day, self.month, self.day, direction)
        if self.weekday is not None and (found is None or found.weekday() != self.weekday):
            # The tense may belong to another clause; the weekday belongs to the day.
            near = [reckoning.day_in(day.year + step, self.month, self.day) for step in (0, -1, 1)]
            found = next((option for option in near if option and option.weekday() == self.weekday), found)
        return None if found is None else Moment(Interval.day(found), found.isoformat())


@dataclass(frozen=True, slots=True)
class BareMonth:
    """A month without its year. `which`: -1 last, 1 next, 0 this; None by direction, in the past where none is told."""

    month: int
    which: int | None = None
    relative: bool = True

    @property
    def vague(self) -> str:
        return f"XXXX-{self.month:02d}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        if self.which == -1:
            year = day.year - (self.month >= day.month)
        elif self.which == 1:
            year = day.year + (self.month <= day.month)
        elif self.which == 0:
            year = day.year
        elif direction == "future":
            year = day.year + (self.month < day.month)
        else:
            year = day.year - (self.month > day.month)
        return Moment(Interval.month(year, self.month), f"{year:04d}-{self.month:02d}")


@dataclass(frozen=True, slots=True)
class WeekdayName:
    """A weekday. `which`: -1 the last before the day, 1 the first after it, 0 this week's; None by direction, in the past where none is told."""

    weekday: int
    which: int | None = None
    relative: bool = True

    @property
    def vague(self) -> str:
        return f"XXXX-WXX-{self.weekday + 1}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        back, ahead = (day.weekday() - self.weekday) % 7, (self.weekday - day.weekday()) % 7
        if self.which == -1:
            found = day - timedelta(days=back or 7)
        elif self.which == 1:
            found = day + timedelta(days=ahead or 7)
        elif direction == "future" or (self.which == 0 and direction is None):
            found = day + timedelta(days=ahead)
        else:
            found = day - timedelta(days=back)
        return Moment(Interval.day(found), found.isoformat())


@dataclass(frozen=True, slots=True)
class WeekdayOfWeek:
    """A weekday of the week so many weeks off: "Wednesday of last week"."""

    weekday: int
    weeks: int
    relative: bool = True

    @property
    def vague(self) -> str:
        return f"XXXX-WXX-{self.weekday + 1}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        found = day + timedelta(days=7 * self.weeks - day.weekday() + self.weekday)
        return Moment(Interval.day(found), found.isoformat())


_VAGUE = {"D": "XXXX-XX-XX", "N": "XXXX-XX-XX", "W": "XXXX-WXX", "FN": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "DE": "XXX", "CE": "XX"}


@dataclass(frozen=True, slots=True)
class Shifted:
    """The unit so many units away from the writing day: today, last week, two years ago."""

    unit: str
    number: float
    relative: bool = True

    @property
    def vague(self) -> str:
        return _VAGUE.get(self.unit, "XXXX-XX-XX")

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        return None if day is None else reckoning.shifted(day, self.unit, self.number)


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday. `which` as for weekdays; None by direction, in the past where none is told."""

    which: int | None
    relative: bool = True

    @property
    def vague(self) -> str:
        return "XXXX-WXX-WE"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        saturday = day + timedelta(days=5 - day.weekday())
        if self.which is None:
            weeks = -1 if direction != "future" and saturday > day else 0
        elif self.which == 0:
            weeks = -1 if direction == "past" and saturday > day else 0
        else:
            # Said on a Saturday or Sunday, "last weekend" is the one before.
            weeks = self.which
        saturday += timedelta(days=7 * weeks)
        year, week, _ = saturday.isocalendar()
        return Moment(Interval(saturday, saturday + timedelta(days=1), "range"), f"{year:04d}-W{week:02d}-WE")


@dataclass(frozen=True, slots=True)
class Season:
    """A season without its year; `which` as for months."""

    code: str
    which: int | None = None
    relative: bool = True

    @property
    def vague(self) -> str:
        return f"XXXX-{self.code}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        options = [(year, reckoning.season(year, self.code)) for year in range(day.year - 2, day.year + 3)]
        if self.which == 1 or (self.which is None and direction == "future"):
            fits = [option for option in options if _after(option[1], day, strict=self.which == 1)]
            year, days = fits[0]
        elif self.which == 0:
            # "This spring" is that of the year, whichever side of the day it lies on.
            year, days = options[2]
        else:
            fits = [option for option in options if _before(option[1], day, strict=self.which == -1)]
            year, days = fits[-1]
        return Moment(days, f"{year:04d}-{self.code}")


def _after(days: Interval, day: date, *, strict: bool) -> bool:
    edge = days.from_ if strict else days.to
    return edge is not None and (edge > day if strict else edge >= day)


def _before(days: Interval, day: date, *, strict: bool) -> bool:
    edge = days.to if strict else days.from_
    return edge is not None and (edge < day if strict else edge <= day)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length that ends or begins at the writing day: "the past two months", "recent weeks", "the coming years"."""

    unit: str
    number: float
    ahead: bool
    value: str
    relative: bool = True

    @property
    def vague(self) -> str:
        return self.value

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        far = reckoning.move(day, self.unit, self.number if self.ahead else -self.number)
        if self.unit in reckoning.CLOCK_UNITS:
            far = day + timedelta(days=1 if self.ahead else -1)
        first, last = (day, far) if self.ahead else (far, day)
        return Moment(Interval(first, last, "range"), self.value)


@dataclass(frozen=True, slots=True)
class InUnits:
    """ "In two weeks' time": counted ahead from the writing day."""

    unit: str
    number: float
    value: str
    relative: bool = True

    @property
    def vague(self) -> str:
        return self.value

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        return Moment(reckoning.shifted(day, self.unit, self.number).days, self.value)
