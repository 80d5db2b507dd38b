"""How the days that two reports tell of one event stand to each other. In: Tellings; out: the days in words and whether they can both be right.

Undated reports still name weekdays: "on Thursday" and "on Friday" can't be one day, whatever the week. A day next to the other may be the same hour
by another country's clock.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Final

from dragoman.model import Interval, KnowledgeError
from dragoman.resolve.tellings import Telling

HOURS_FILE: Final = "resolve/data/hours.csv"
# Intervals wider than this are no dates that could clash.
WIDEST_DATE = 100
# Countries whose clocks lie this many hours apart share at most three quarters of a calendar day.
FAR_CLOCKS = 6.0
SAME, COARSER, ZONE, DIFFERS = "same", "coarser", "time zone", "differs"
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Told:
    """Days as a report tells them: days of the calendar, or a weekday (0 Monday to 6) where the year and week are unknown."""

    days: Interval | None
    weekday: int | None
    telling: Telling

    @property
    def words(self) -> str:
        if self.days is None:
            return WEEKDAYS[self.weekday or 0]
        first, last = self.days.from_, self.days.to
        assert first is not None
        assert last is not None
        if self.days.precision == "month":
            return f"{first:%Y-%m}"
        return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def told_of(one: Telling) -> Told | None:
    """The days of its own that a telling has; None for those it only inherits, and for what was put off, on whose day nothing happened."""
    if one.event.status == "suspended":
        return None
    if one.told.known and (one.told.days or 0) <= WIDEST_DATE and one.event.when.how != "inherited":
        single = one.told.from_ is not None and one.told.from_ == one.told.to
        return Told(one.told, one.told.from_.weekday() if single and one.told.from_ is not None else None, one)
    if one.weekday is not None and not one.told.known:
        return Told(None, one.weekday, one)
    return None


def relation(one: Told, other: Told, clocks: Iterable[str]) -> str:
    """SAME, COARSER, ZONE or DIFFERS.

    Args:
        clocks: countries by whose clocks the days may be told.
    """
    if one.days is not None and other.days is not None:
        if one.days.overlaps(other.days):
            return SAME if (one.days.from_, one.days.to) == (other.days.from_, other.days.to) else COARSER
        next_day = one.days.days == other.days.days == 1 and one.days.overlaps(other.days, slack=1)
    elif one.weekday is None or other.weekday is None or one.weekday == other.weekday:
        return SAME
    else:
        next_day = (one.weekday - other.weekday) % 7 in (1, 6)
    return ZONE if next_day and far_apart(clocks) and one.telling.real == other.telling.real else DIFFERS


def far_apart(countries: Iterable[str]) -> bool:
    """Whether the clocks of two of the countries lie FAR_CLOCKS hours apart or more, wherever in them one stands."""
    known = [hours()[country] for country in sorted(set(countries)) if country in hours()]
    return any(max(one[0], two[0]) - min(one[1], two[1]) >= FAR_CLOCKS for one, two in combinations(known, 2))


@cache
def hours() -> dict[str, tuple[float, float]]:
    """Country -> standard time of its westernmost and easternmost clocks, hours ahead of UTC, loaded on first use.

    Source: the IANA time zone database (public domain), zone.tab, offsets of January 2024.

    Raises:
        KnowledgeError: if a line is no country with two numbers.
    """
    out: dict[str, tuple[float, float]] = {}
    source = resources.files("dragoman.resolve").joinpath("data/hours.csv").read_text(encoding="utf-8")
    for number, row in enumerate(csv.DictReader(source.splitlines()), start=2):
        try:
            out[row["country"]] = (float(row["earliest"]), float(row["latest"]))
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError("a line holds a country and two numbers of hours", source=HOURS_FILE, line=number) from error
    return out
