"""How far an act lies from the writing, by the words that tell when ("earlier this month"). In: words, days; out: intervals, either way.

The table is `data/distances.yaml`; nothing else is needed, so that every answer depends on its arguments alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import Interval, KnowledgeError

UNITS = ("week", "month", "year")
STATUSES = ("done", "ahead", None)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*day\b", re.IGNORECASE)
_NAME = "resolve/data/distances.yaml"


@dataclass(frozen=True, slots=True)
class Distance:
    """One entry: either days between act and writing, or calendar units."""

    words: re.Pattern[str]
    days: tuple[int, int] | None
    unit: str | None
    units: int
    weekday: bool
    status: str | None


def distance(words: str, *, ahead: bool) -> Distance | None:
    """The entry that these words match, for an act told as done or as still to come; None if there is none."""
    folded = " ".join(words.split())
    for entry in _table():
        if entry.status in (None, "ahead" if ahead else "done") and entry.words.fullmatch(folded):
            return entry
    return None


def writing(found: Distance, act: Interval, words: str) -> Interval | None:
    """Window of writing of a report that tells of an act on known days in these words; None where they don't fit the days."""
    if act.from_ is None or act.to is None:
        return None
    if found.days is not None:
        if found.weekday and not _on_weekday(act, words):
            return None
        return Interval.between(act.from_ + timedelta(days=found.days[0]), act.to + timedelta(days=found.days[1]))
    assert found.unit is not None
    return _unit(found.unit, act.from_, found.units).hull(_unit(found.unit, act.to, found.units))


def acting(found: Distance, written: Interval, words: str) -> Interval | None:
    """Days of an act told in these words by a report written in a known window; None if no day is left, or for a weekday several."""
    if written.from_ is None or written.to is None:
        return None
    if found.days is None:
        assert found.unit is not None
        return _unit(found.unit, written.from_, -found.units).hull(_unit(found.unit, written.to, -found.units))
    span = Interval.between(written.from_ - timedelta(days=found.days[1]), written.to - timedelta(days=found.days[0]))
    if not found.weekday:
        return span
    days = _weekdays(span, words)
    return Interval.day(days[0]) if len(days) == 1 else None


def _on_weekday(act: Interval, words: str) -> bool:
    return bool(_weekdays(act, words))


def _weekdays(span: Interval, words: str) -> list[date]:
    named = _WEEKDAY.search(words)
    if named is None or span.from_ is None or span.days is None:
        return []
    number = WEEKDAYS.index(named[1].casefold())
    return [day for day in (span.from_ + timedelta(days=step) for step in range(span.days)) if day.weekday() == number]


def _unit(unit: str, day: date, later: int) -> Interval:
    """The calendar unit so many after that of a day."""
    if unit == "week":
        return Interval.week(day + timedelta(weeks=later))
    if unit == "year":
        return Interval.year(day.year + later)
    number = day.year * 12 + day.month - 1 + later
    return Interval.month(number // 12, number % 12 + 1)


@cache
def _table() -> tuple[Distance, ...]:
    source = resources.files("dragoman.resolve").joinpath("data/distances.yaml")
    entries = parse_yaml(source.read_text(encoding="utf-8"), _NAME)
    return tuple(_entry(number, entry) for number, entry in enumerate(entries, 1))


def _entry(number: int, entry: dict[str, object]) -> Distance:
    """One checked entry.

    Raises:
        KnowledgeError: naming the entry by its number, if it lacks words or tells neither days nor a unit.
    """
    days, unit, status = entry.get("days"), entry.get("unit"), entry.get("status")
    in_days = isinstance(days, list) and len(days) == 2 and all(isinstance(one, int) for one in days)
    if not entry.get("words") or in_days == (unit in UNITS) or status not in STATUSES or not entry.get("example"):
        raise KnowledgeError(f"entry {number}: it needs words, an example, and either days: [least, most] or a unit of {', '.join(UNITS)}", source=_NAME)
    try:
        words = re.compile(str(entry["words"]), re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"entry {number}: words are no regular expression ({error})", source=_NAME) from error
    pair = (int(days[0]), int(days[1])) if in_days and isinstance(days, list) else None
    units = entry.get("units", 0)
    return Distance(
        words, pair, str(unit) if unit else None, units if isinstance(units, int) else 0, bool(entry.get("weekday")), str(status) if status else None
    )
