"""Times between two others, and times counted from an expression before: "three weeks later", "that year", "the following Monday".

In: inner meanings. Out: the same `at(day, direction)` as in meanings.py; None where there is nothing to count from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.mentions.times import reckoning
from dragoman.mentions.times.meanings import Meaning, WeekdayName
from dragoman.mentions.times.reckoning import Moment
from dragoman.model import Interval


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
        days: Interval | None = reckoning.join(first.days, last.days)
        if days is None and direction == "past" and isinstance(self.first, WeekdayName):
            # On a Wednesday "met on Tuesday and Wednesday" may be of last week: the first is the one before the last.
            earlier = self.first.at(last.days.from_, direction)
            days = None if earlier is None or earlier.days is None else reckoning.join(earlier.days, last.days)
        elif days is None and self.last.relative:
            last = self.last.at(first.days.from_, "future")
            days = None if last is None or last.days is None else reckoning.join(first.days, last.days)
        return None if days is None or last is None else Moment(days, f"{first.value}/{last.value}")


@dataclass(frozen=True, slots=True)
class EndOf:
    """The first or last day of a range whose ends depend on each other: "Wednesday" in "from Monday to Wednesday"."""

    range: Between
    last: bool

    @property
    def relative(self) -> bool:
        return self.range.relative

    @property
    def vague(self) -> str:
        return (self.range.last if self.last else self.range.first).vague

    def at(self, day: date | None, direction: str | None) -> Moment | None:
        whole = self.range.at(day, direction)
        if whole is None or whole.days is None:
            return None
        edge = whole.days.to if self.last else whole.days.from_
        return None if edge is None else Moment(Interval.day(edge), edge.isoformat())


# Days that a reference may span for so many days, weeks or months to be counted from it.
_LONGEST_REFERENCE = {"H": 3, "MIN": 3, "S": 3, "D": 3, "N": 3, "W": 14, "FN": 14, "M": 92}
_ANY = 10**6


@dataclass(frozen=True, slots=True)
class FromReference:
    """Counted from an earlier expression: "three weeks later", "the next day", "that year". Unknown where there is none.

    Attributes:
        depth: how many references hang on one another, so that a long chain can be cut.
        near: where the earlier expression is no day, the day of writing is meant ("later in the day").
    """

    reference: Meaning | None
    unit: str
    number: float
    depth: int = 0
    near: bool = False

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
                return reckoning.shifted(day, "D", 0) if self.near and day is not None else None
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
