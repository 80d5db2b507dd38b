"""Meanings made of other meanings: parts of them, ranges between them, times of day on them, and times counted from them.

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
class Narrowed:
    """Early, mid, late, the start or end of something; earlier or later in it."""

    base: Meaning
    how: str

    @property
    def relative(self) -> bool:
        return self.base.relative

    @property
    def vague(self) -> str:
        return self.base.vague

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
class OrdinalOf:
    """The n-th unit (or n-th stretch of several units) of something longer; -1 is the last."""

    base: Meaning
    ordinal: int
    count: int
    unit: str

    @property
    def relative(self) -> bool:
        return self.base.relative

    @property
    def vague(self) -> str:
        return self.base.vague

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = self.base.at(day, direction)
        if base is None or base.days is None or base.days.from_ is None or base.days.to is None:
            return None
        unit = "W" if self.unit == "WE" else self.unit
        if self.ordinal > 0:
            first = reckoning.move(base.days.from_, unit, (self.ordinal - 1) * self.count)
            edge = reckoning.move(first, unit, self.count).toordinal() - 1
            last = min(date.fromordinal(edge), base.days.to)
        else:
            last = base.days.to
            first = max(date.fromordinal(reckoning.move(last, unit, -self.count).toordinal() + 1), base.days.from_)
        if first > last:
            return None
        days = Interval(first, last, "day" if first == last else "range")
        if self.count == 1 and self.unit in ("W", "M", "D", "Y", "DE"):
            return Moment(days, reckoning.name(reckoning.unit_of(last, unit), unit))
        return Moment(days, base.value)


@dataclass(frozen=True, slots=True)
class WeekdayIn:
    """The n-th such weekday of something longer: "the first Monday of May"."""

    base: Meaning
    ordinal: int
    weekday: int

    @property
    def relative(self) -> bool:
        return self.base.relative

    @property
    def vague(self) -> str:
        return f"XXXX-WXX-{self.weekday + 1}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = self.base.at(day, direction)
        if base is None or base.days is None or base.days.from_ is None or base.days.to is None:
            return None
        if self.ordinal > 0:
            first = base.days.from_.toordinal()
            found = date.fromordinal(first + (self.weekday - base.days.from_.weekday()) % 7 + 7 * (self.ordinal - 1))
        else:
            found = date.fromordinal(base.days.to.toordinal() - (base.days.to.weekday() - self.weekday) % 7)
        return Moment(Interval.day(found), found.isoformat()) if base.days.from_ <= found <= base.days.to else None


@dataclass(frozen=True, slots=True)
class MonthIn:
    """A month, or a day of it, of a year told by another meaning: "August of that year", "3 March last year"."""

    year: Meaning
    month: int
    day: int | None = None

    @property
    def relative(self) -> bool:
        return self.year.relative

    @property
    def vague(self) -> str:
        return f"XXXX-{self.month:02d}" + ("" if self.day is None else f"-{self.day:02d}")

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = self.year.at(day, direction)
        if base is None or base.days is None or base.days.from_ is None:
            return None
        year = base.days.from_.year
        if self.day is None:
            return Moment(Interval.month(year, self.month), f"{year:04d}-{self.month:02d}")
        found = reckoning.day_in(year, self.month, self.day)
        return None if found is None else Moment(Interval.day(found), found.isoformat())


@dataclass(frozen=True, slots=True)
class PieceIn:
    """A quarter, half or season of a year told by another meaning: "the first quarter of last year"."""

    year: Meaning
    code: str

    @property
    def relative(self) -> bool:
        return self.year.relative

    @property
    def vague(self) -> str:
        return f"XXXX-{self.code}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = self.year.at(day, direction)
        if base is None or base.days is None or base.days.from_ is None:
            return None
        year = base.days.from_.year
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
class OnDay:
    """A clock time or a part of the day on a day; the days are those of the day."""

    base: Meaning
    suffix: str

    @property
    def relative(self) -> bool:
        return self.base.relative

    @property
    def vague(self) -> str:
        return self.base.vague + self.suffix

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = self.base.at(day, direction)
        if base is None or base.days is None:
            return None
        return Moment(base.days, base.value + self.suffix)


@dataclass(frozen=True, slots=True)
class Between:
    """From the start of one to the end of the other. Where the end would come first, its next one after the start is meant."""

    first: Meaning
    last: Meaning

    @property
    def relative(self) -> bool:
        return self.first.relative or self.last.relative

    @property
    def vague(self) -> str:
        return f"{self.first.vague}/{self.last.vague}"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        last = self.last.at(day, direction)
        first = self.first.at(day, direction)
        if first is None or last is None or first.days is None or last.days is None:
            return None
        days = reckoning.join(first.days, last.days)
        if days is None and self.last.relative:
            last = self.last.at(first.days.from_, "future")
            days = None if last is None or last.days is None else reckoning.join(first.days, last.days)
        return None if days is None or last is None else Moment(days, f"{first.value}/{last.value}")


# Days that a reference may span for so many days, weeks or months to be counted from it.
_LONGEST_REFERENCE = {"H": 3, "MIN": 3, "S": 3, "D": 3, "N": 3, "W": 14, "FN": 14, "M": 92}
_ANY = 10**6


@dataclass(frozen=True, slots=True)
class FromReference:
    """Counted from an earlier expression: "three weeks later", "the next day", "that year". Unknown where there is none.

    Attributes:
        depth: how many references hang on one another, so that a long chain can be cut.
    """

    reference: Meaning | None
    unit: str
    number: float
    depth: int = 0

    @property
    def relative(self) -> bool:
        return self.reference is None or self.reference.relative

    @property
    def vague(self) -> str:
        return "XXXX-XX-XX" if self.unit in ("D", "N") else "XXXX-WXX" if self.unit in ("W", "FN") else "XXXX"

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = None if self.reference is None else self.reference.at(day, None)
        if base is None or base.days is None or base.days.from_ is None or base.days.to is None:
            return None
        if self.number and (base.days.days or 0) > _LONGEST_REFERENCE.get(self.unit, _ANY):
            # "The next day" after "in 2014" counts from something that the year doesn't tell.
            return None
        edge = base.days.from_ if self.number < 0 else base.days.to
        if self.number == 0:
            if self.unit in ("D", "N") and base.days.from_ != base.days.to:
                return None
            return reckoning.shifted(base.days.from_, self.unit, 0)
        return reckoning.shifted(edge, self.unit, self.number)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A relative meaning that counts from an earlier expression, not from the writing day: "the following Monday"."""

    reference: Meaning | None
    meaning: Meaning

    @property
    def relative(self) -> bool:
        return self.reference is None or self.reference.relative

    @property
    def vague(self) -> str:
        return self.meaning.vague

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        base = None if self.reference is None else self.reference.at(day, None)
        if base is None or base.days is None or base.days.to is None:
            return None
        return self.meaning.at(base.days.to, direction)
