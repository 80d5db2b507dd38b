"""Arithmetic of days, weeks, months, seasons and years, and the TIMEX3 values that name them.

In: a day and a unit. Out: intervals that keep their unit as precision. Weeks are ISO weeks (Monday to Sunday); seasons are
those of the northern hemisphere by whole months, as TIMEX3 has no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model import Interval

SEASON_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAYS = {"D": 1, "N": 1, "W": 7, "FN": 14}
_MONTHS = {"M": 1, "Y": 12, "DE": 120, "CE": 1200}
YEARS = {"Y": 1, "DE": 10, "CE": 100}
# Hours and shorter never move a date by more than the night between.
CLOCK_UNITS = frozenset({"H", "MIN", "S"})


@dataclass(frozen=True, slots=True)
class Moment:
    """The days meant (None where there are none, as for a length of time) and their TIMEX3 value."""

    days: Interval | None
    value: str


def unit_of(day: date, unit: str) -> Interval:
    """The day, week, month, year, decade or century that holds `day`."""
    if unit in ("W", "FN"):
        return Interval.week(day)
    if unit == "M":
        return Interval.month(day.year, day.month)
    if unit in YEARS:
        first = day.year // YEARS[unit] * YEARS[unit]
        return years(first, first + YEARS[unit] - 1)
    return Interval.day(day)


def years(first: int, last: int) -> Interval:
    return Interval(date(first, 1, 1), date(last, 12, 31), "year" if first == last else "range")


def months(first: tuple[int, int], last: tuple[int, int]) -> Interval:
    """From the first day of one (year, month) to the last of another."""
    if first == last:
        return Interval.month(*first)
    return Interval(date(*first, 1), Interval.month(*last).to, "range")


def shift_months(day: date, number: int) -> date:
    """The same day of the month so many months on, or the month's last day where there is none."""
    position = day.year * 12 + day.month - 1 + number
    year, month = divmod(position, 12)
    last = Interval.month(year, month + 1).to
    assert last is not None
    return date(year, month + 1, min(day.day, last.day))


def move(day: date, unit: str, number: float) -> date:
    """`day` moved by so many units; halves count for months and longer.

    Raises:
        ValueError, OverflowError: beyond the years 1 to 9999.
    """
    if unit in CLOCK_UNITS:
        return day
    if unit in _DAYS:
        return day + timedelta(days=round(_DAYS[unit] * number))
    return shift_months(day, round(_MONTHS[unit] * number))


def shifted(day: date, unit: str, number: float) -> Moment:
    """The unit that lies so many units after (before, if negative) that of `day`: "last week", "two years ago"."""
    if unit in CLOCK_UNITS:
        return Moment(Interval(day - timedelta(days=1), day, "range"), day.isoformat())
    grain = "M" if unit in ("Y", "DE") and number != int(number) else "W" if unit == "FN" else unit
    days = unit_of(move(day, unit, number), grain)
    return Moment(days, name(days, grain))


def name(days: Interval, unit: str) -> str:
    """TIMEX3 value of a whole unit."""
    first = days.from_
    assert first is not None
    if unit in ("W", "FN"):
        year, week, _ = first.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if unit == "M":
        return f"{first.year:04d}-{first.month:02d}"
    if unit in YEARS:
        return f"{first.year:04d}"[: 4 - len(str(YEARS[unit])) + 1]
    return first.isoformat()


def season(year: int, code: str) -> Interval:
    """The season that begins in `year`."""
    first = SEASON_FIRST_MONTH[code]
    last = first + 2
    end = Interval.month(year + (last > 12), (last - 1) % 12 + 1).to
    return Interval(date(year, first, 1), end, "season")


def day_in(year: int, month: int, day: int) -> date | None:
    """That day, or None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_day(anchor: date, month: int, day: int, direction: str | None) -> date | None:
    """The day of the month that lies nearest to `anchor`; only on its past or future side if a direction is given."""
    options = [found for year in range(anchor.year - 8, anchor.year + 9) if (found := day_in(year, month, day))]
    if direction == "past":
        options = [option for option in options if option <= anchor]
    elif direction == "future":
        options = [option for option in options if option >= anchor]
    return min(options, key=lambda option: (abs((option - anchor).days), option), default=None)


def part(days: Interval, how: str, anchor: date | None) -> Interval:
    """The early, middle or late part of an interval, or what lies before or after the anchor in it.

    "Early" and "late" are taken as a third, "start" and "end" of a year as a third too: reports call April early in the
    year and October its end, so a narrower share would shut out true days.
    """
    if days.from_ is None or days.to is None:
        return days
    first, last = days.from_, days.to
    length = (last - first).days + 1
    third = timedelta(days=max(1, -(-length // 3)))
    if how == "start":
        first, last = first, min(last, first + third - timedelta(days=1))
    elif how == "end":
        first = max(first, last - third + timedelta(days=1))
    elif how == "mid":
        quarter = timedelta(days=length // 4)
        first, last = first + quarter, last - quarter
    elif anchor is not None and first <= anchor <= last:
        if how == "earlier":
            last = anchor
        elif how in ("later", "rest"):
            first = anchor
    return Interval(first, last, "day" if first == last else "range")


def join(first: Interval, last: Interval) -> Interval | None:
    """From the start of one to the end of the other, None if that runs backwards."""
    if first.from_ is None or last.to is None or first.from_ > last.to:
        return None
    return Interval(first.from_, last.to, "day" if first.from_ == last.to else "range")
