"""Closed intervals of days with the precision they were told in; None at an end means open or unknown."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.model.vocabulary import PRECISIONS

# Days beyond are no days: 0001-01-01 and 9999-12-31 stand for "none" in much data, and whoever reckons needs room on both sides.
FIRST_DAY, LAST_DAY = date(100, 1, 1), date(9899, 12, 31)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `from_` to `to`, both included. Immutable; all operations return new intervals."""

    from_: date | None = field(default=None, metadata={"doc": "First day, ISO 8601; null where it is open or unknown."})
    to: date | None = field(default=None, metadata={"doc": "Last day, included; null where it is open or unknown."})
    precision: str = field(default="unknown", metadata={"doc": "How exactly it was told or reckoned.", "enum": PRECISIONS})

    @classmethod
    def day(cls, day: date) -> Interval:
        return cls(day, day, "day")

    @classmethod
    def month(cls, year: int, month: int) -> Interval:
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")

    @classmethod
    def year(cls, year: int) -> Interval:
        return cls(date(year, 1, 1), date(year, 12, 31), "year")

    @classmethod
    def week(cls, day: date) -> Interval:
        """The ISO week (Monday to Sunday) that holds `day`."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6), "week")

    @classmethod
    def between(cls, from_: date | None, to: date | None) -> Interval:
        """An interval with the precision that its ends allow: a day, a range, or unknown where both ends are open."""
        if from_ is None and to is None:
            return cls()
        return cls(from_, to, "day" if from_ == to else "range")

    @classmethod
    def parse(cls, text: str) -> Interval:
        """`2024`, `2024-01`, `2024-01-10` or a date-time beginning so.

        Raises:
            ValueError: if the text does not begin with a valid ISO 8601 date.
        """
        found = _ISO.match(text.strip())
        if not found:
            raise ValueError(f"not an ISO 8601 date: {text!r}")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if year < 1:
            raise ValueError(f"not an ISO 8601 date: {text!r}")
        if day is not None and month is not None:
            return cls.day(date(year, month, day))
        if month is None:
            return cls.year(year)
        if not 1 <= month <= 12:
            raise ValueError(f"not an ISO 8601 date: {text!r}")
        return cls.month(year, month)

    @property
    def known(self) -> bool:
        """Both ends are set."""
        return self.from_ is not None and self.to is not None

    @property
    def reckonable(self) -> bool:
        """The ends that are set lie in the years 100 to 9899: days can be counted from them without leaving the calendar."""
        return all(FIRST_DAY <= day <= LAST_DAY for day in (self.from_, self.to) if day is not None)

    @property
    def days(self) -> int | None:
        """Number of days held, None where an end is open."""
        return (self.to - self.from_).days + 1 if self.from_ is not None and self.to is not None else None

    def contains(self, other: Interval) -> bool:
        left = self.from_ is None or (other.from_ is not None and self.from_ <= other.from_)
        right = self.to is None or (other.to is not None and other.to <= self.to)
        return left and right

    def overlaps(self, other: Interval, slack: int = 0) -> bool:
        """True if a day lies in both, with `slack` days to spare at each end; an open end reaches without limit."""
        before = self.to is not None and other.from_ is not None and self.to < other.from_ and (other.from_ - self.to).days > slack
        after = other.to is not None and self.from_ is not None and other.to < self.from_ and (self.from_ - other.to).days > slack
        return not (before or after)

    def intersect(self, other: Interval) -> Interval | None:
        """The days in both, or None if there are none. Keeps the finer precision where one holds the other."""
        starts = [day for day in (self.from_, other.from_) if day is not None]
        ends = [day for day in (self.to, other.to) if day is not None]
        from_, to = max(starts, default=None), min(ends, default=None)
        if from_ is not None and to is not None and from_ > to:
            return None
        for one in (self, other):
            if (one.from_, one.to) == (from_, to):
                return one
        return Interval.between(from_, to)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        from_ = None if self.from_ is None or other.from_ is None else min(self.from_, other.from_)
        to = None if self.to is None or other.to is None else max(self.to, other.to)
        for one in (self, other):
            if (one.from_, one.to) == (from_, to):
                return one
        return Interval.between(from_, to)

    def shift(self, days: int) -> Interval:
        move = timedelta(days=days)
        return Interval(self.from_ and self.from_ + move, self.to and self.to + move, self.precision)
