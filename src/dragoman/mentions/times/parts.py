"""Parts of longer times: early in, the last week of, a month or quarter of some year, a time of day on a day.

In: inner meanings. Out: the same `at(day, direction)` as in meanings.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.mentions.times import reckoning
from dragoman.mentions.times.meanings import BareMonth, Meaning, Season
from dragoman.mentions.times.reckoning import Moment
from dragoman.model import Interval


@dataclass(frozen=True, slots=True)
class Inner:
    """What is told of another time (`base`) is as relative, and without a day as vague, as that one."""

    base: Meaning

    @property
    def relative(self) -> bool:
        return self.base.relative

    @property
    def vague(self) -> str:
        return self.base.vague

    def whole(self, day: date | None, direction: str | None) -> tuple[Moment, date, date] | None:
        """The base's moment with its first and last day; None where they can't be said."""
        moment = self.base.at(day, direction)
        if moment is None or moment.days is None or moment.days.from_ is None or moment.days.to is None:
            return None
        return moment, moment.days.from_, moment.days.to


@dataclass(frozen=True, slots=True)
class Narrowed(Inner):
    """Early, mid, late, the start or end of something; earlier or later in it."""

    how: str

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = self.base.at(day, direction)
        if base is None or base.days is None:
            return base
        part = reckoning.part(base.days, self.how, day)
        again = self._other_year(base.days, part, day, direction)
        if again is not None and again.days is not None:
            return Moment(reckoning.part(again.days, self.how, day), again.value)
        return Moment(part, base.value)

    def _other_year(self, whole: Interval, part: Interval, day: date | None, direction: str | None) -> Moment | None:
        """On 1 October what happened "in late October" did so the year before: the month has begun, its end has not."""
        if day is None or not isinstance(self.base, (BareMonth, Season)) or self.base.which is not None:
            return None
        if direction == "future" and part.to is not None and whole.to is not None and part.to < day:
            return self.base.at(whole.to + timedelta(days=1), direction)
        if direction != "future" and part.from_ is not None and whole.from_ is not None and part.from_ > day:
            return self.base.at(whole.from_ - timedelta(days=1), direction)
        return None


@dataclass(frozen=True, slots=True)
class OrdinalOf(Inner):
    """The n-th unit (or n-th stretch of several units) of something longer; -1 is the last."""

    ordinal: int
    count: int
    unit: str

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        whole = self.whole(day, direction)
        if whole is None:
            return None
        base, begin, end = whole
        unit = "W" if self.unit == "WE" else self.unit
        if self.ordinal > 0:
            first = reckoning.move(begin, unit, (self.ordinal - 1) * self.count)
            edge = reckoning.move(first, unit, self.count).toordinal() - 1
            last = min(date.fromordinal(edge), end)
        else:
            last = end
            first = max(date.fromordinal(reckoning.move(last, unit, -self.count).toordinal() + 1), begin)
        if first > last:
            return None
        days = Interval(first, last, "day" if first == last else "range")
        if self.count == 1 and self.unit in ("W", "M", "D", "Y", "DE"):
            return Moment(days, reckoning.name(reckoning.unit_of(last, unit), unit))
        return Moment(days, base.value)


@dataclass(frozen=True, slots=True)
class WeekdayIn(Inner):
    """The n-th such weekday of something longer: "the first Monday of May"."""

    ordinal: int
    weekday: int

    @property
    def vague(self) -> str:
        return f"XXXX-WXX-{self.weekday + 1}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        whole = self.whole(day, direction)
        if whole is None:
            return None
        _, begin, end = whole
        if self.ordinal > 0:
            first = begin.toordinal()
            found = date.fromordinal(first + (self.weekday - begin.weekday()) % 7 + 7 * (self.ordinal - 1))
        else:
            found = date.fromordinal(end.toordinal() - (end.weekday() - self.weekday) % 7)
        return Moment(Interval.day(found), found.isoformat()) if begin <= found <= end else None


@dataclass(frozen=True, slots=True)
class MonthIn(Inner):
    """A month, or a day of it, of a year told by another meaning: "August of that year", "3 March last year"."""

    month: int
    day: int | None = None

    @property
    def vague(self) -> str:
        return f"XXXX-{self.month:02d}" + ("" if self.day is None else f"-{self.day:02d}")

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        whole = self.whole(day, direction)
        if whole is None:
            return None
        year = whole[1].year
        if self.day is None:
            return Moment(Interval.month(year, self.month), f"{year:04d}-{self.month:02d}")
        found = reckoning.day_in(year, self.month, self.day)
        return None if found is None else Moment(Interval.day(found), found.isoformat())


@dataclass(frozen=True, slots=True)
class PieceIn(Inner):
    """A quarter, half or season of a year told by another meaning: "the first quarter of last year"."""

    code: str

    @property
    def vague(self) -> str:
        return f"XXXX-{self.code}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        whole = self.whole(day, direction)
        if whole is None:
            return None
        year = whole[1].year
        return Moment(piece(year, self.code), f"{year:04d}-{self.code}")


def piece(year: int, code: str) -> Interval:
    """Q1 to Q4, H1, H2 or a season of a year."""
    if code in reckoning.SEASON_FIRST_MONTH:
        days = reckoning.season(year, code)
        # "The winter of 2009" is told of either end of the year, so both are held.
        return reckoning.season(year - 1, code).hull(days) if code == "WI" else days
    length = 3 if code[0] == "Q" else 6
    first = (int(code[1]) - 1) * length + 1
    return reckoning.months((year, first), (year, first + length - 1))


@dataclass(frozen=True, slots=True)
class QuarterShift:
    """A quarter counted from the writing day's own: "the last quarter"."""

    number: int
    relative: bool = True

    @property
    def vague(self) -> str:
        return "XXXX-QX"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        moved = reckoning.shift_months(day.replace(day=1), 3 * self.number)
        code = f"Q{(moved.month - 1) // 3 + 1}"
        return Moment(piece(moved.year, code), f"{moved.year:04d}-{code}")


@dataclass(frozen=True, slots=True)
class NamedPiece:
    """A quarter or season without its year, the latest that has begun (or the next, by direction): "the third quarter"."""

    code: str
    relative: bool = True

    @property
    def vague(self) -> str:
        return f"XXXX-{self.code}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        if day is None:
            return None
        year = day.year
        here = piece(year, self.code)
        if direction == "future" and here.to is not None and here.to < day:
            year += 1
        elif direction != "future" and here.from_ is not None and here.from_ > day:
            year -= 1
        return Moment(piece(year, self.code), f"{year:04d}-{self.code}")


@dataclass(frozen=True, slots=True)
class OnDay(Inner):
    """A clock time or a part of the day on a day; the days are those of the day."""

    suffix: str

    @property
    def vague(self) -> str:
        return self.base.vague + self.suffix

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = self.base.at(day, direction)
        if base is None or base.days is None:
            return None
        return Moment(base.days, base.value + self.suffix)
