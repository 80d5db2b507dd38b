"""Clues from years and days that the report names.

In: a Working. Out: Evidence; years and days of the past are lower bounds, a weekday with its day of the month fits some years only.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.date.evidence import Evidence, quoted
from dragoman.date.printed import yearly
from dragoman.date.rules import rules
from dragoman.mentions.times import Expression
from dragoman.mentions.times.meanings import MonthDay
from dragoman.model import Interval
from dragoman.model.working import Working

# A report that tells a day with its weekday and no year lies near it: this many days at most before or after.
PAIR_BEFORE, PAIR_AFTER = 120, 150
# Without a past verb near it a year or day may be one to come, though seldom more than a year ahead.
AHEAD = timedelta(days=366)
# The newest year told as past is as often the last or the one before as the present one.
RECENT = timedelta(days=366)
_WORD_BEFORE = re.compile(r"([\w-]+)[\s(\"“'’]*\Z")
_WORD_AFTER = re.compile(r"[\s’'s]{0,4}\s*([\w-]+)")
# Rules of the time grammar that name a year.


_DATED_RULES = frozenset(
    {"date_year", "month_year", "range_month_days_year", "range_days_month_year", "weekday_date", "iso", "quarter", "season_year", "year", "mod_base"}
    | {"edge_of"}
)


def named_clues(working: Working) -> list[Evidence]:
    """Evidence from the years and days that the report names."""
    return [*_lower_bounds(working), *_pairs(working)]


def _lower_bounds(working: Working) -> list[Evidence]:
    """The newest year and the newest day or month of the past; older ones say nothing more."""
    newest: dict[str, tuple[Interval, Expression]] = {}
    for time in working.times:
        if not isinstance(time, Expression) or time.relative or time.rule not in _DATED_RULES or _ahead(working, time):
            continue
        days = time.resolve(None, None)
        if days is None or days.from_ is None:
            continue
        if time.direction != "past":
            days = Interval.between(days.from_ - AHEAD, days.to)
        kind = "year" if days.precision == "year" else "day"
        if kind not in newest or (days.from_ or date.min) > (newest[kind][0].from_ or date.min):
            newest[kind] = (days, time)
    out = []
    for kind, (days, time) in sorted(newest.items()):
        start, end = quoted(working, time.start, time.end)
        says = f"names {time.value(None, None)} as past"
        out.append(Evidence(kind, start, end, says, (Interval.between(days.from_, days.to and days.to + RECENT),), kind))
    return out


def _ahead(working: Working, time: Expression) -> bool:
    """The words around put the year ahead, or might."""
    text = working.clean.text
    if time.direction == "future":
        return True
    before = _WORD_BEFORE.search(text, max(0, time.start - 30), time.start)
    after = _WORD_AFTER.match(text, time.end, time.end + 30)
    if before is not None and before[1].lower() in rules().future_cues:
        return True
    return after is not None and after[1].lower() in rules().future_followers


def _pairs(working: Working) -> list[Evidence]:
    """ "Saturday, June 24": the years in which that is so."""
    found: dict[tuple[int, int, int], Expression] = {}
    for time in working.times:
        if isinstance(time, Expression) and isinstance(time.meaning, MonthDay) and time.meaning.weekday is not None:
            found.setdefault((time.meaning.month, time.meaning.day, time.meaning.weekday), time)
    out = []
    for time in found.values():
        assert isinstance(time.meaning, MonthDay)
        start, end = quoted(working, time.start, time.end)
        windows = yearly(time.meaning, PAIR_BEFORE, PAIR_AFTER)
        out.append(Evidence("weekday", start, end, "weekday and day of the month", windows, "pair"))
    return out
