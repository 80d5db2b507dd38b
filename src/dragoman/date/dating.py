"""When a report was written: given, printed, or inferred from its clues.

In: a Working. Out: model.Written. Offsets of all clues are those of the report's text as given.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.date.evidence import Evidence
from dragoman.date.fresh import term_clues
from dragoman.date.journeys import trip_clues
from dragoman.date.named import named_clues
from dragoman.date.offices import historical_sentences, office_clues
from dragoman.date.persons import bare_clues, people
from dragoman.date.printed import printed_clues
from dragoman.date.rules import rules
from dragoman.date.weigh import LEAST_DAYS, weigh
from dragoman.model import Alternative, Clue, Interval, Written
from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

MOST_CLUES = 24
# People are named as candidates up to so long before their first office.
LONG_AFTER = timedelta(days=548)

# Clues that fit again and again: a day of the week with its date, a dateline without its year.
RECURRING = frozenset({"weekday", "dateline"})


def written(working: Working, knowledge: Knowledge) -> Written:
    """The writing date, with the clues that it rests on.

    A date given with the report stands as it is. One printed in it is taken unless clues from within rule it out by much (a stamp of
    another page); else the clues are weighed. Where nothing limits the date it stays unknown.
    """
    return dated(working, knowledge)[0]


def dated(working: Working, knowledge: Knowledge) -> tuple[Written, Interval]:
    """As `written`, with the days from which the report's own days are best reckoned: the window without its margin."""
    found, core = _dated(working, knowledge)
    return found, core if core is not None else Interval(found.from_, found.to, found.precision)


def _dated(working: Working, knowledge: Knowledge) -> tuple[Written, Interval | None]:
    given = _given(working)
    if given is not None:
        return given, None
    printed = printed_clues(working)
    evidence = [*office_clues(working, knowledge), *named_clues(working)]
    stamps = [one for one in printed if one.kind == "printed"]
    if stamps:
        day = stamps[0].windows[0]
        others = tuple(Alternative(one.windows[0].from_, one.windows[0].to, 0.3) for one in stamps[1:] if one.windows != stamps[0].windows)
        return Written(day.from_, day.to, "day", "inferred", (stamps[0].clue, *_clues(evidence)), others[:3]), None
    evidence += [one for one in printed if one.kind == "dateline"]
    about = people(working, knowledge)
    evidence = [_unlimited(one) if _is_past(one, [first for _, first in about]) else one for one in evidence]
    times = [time for time, _ in about]
    window, also = weigh(evidence, times)
    if not window.known and (bare := bare_clues(working, knowledge)):
        evidence += bare
        window, also = weigh(evidence, times)
    if evidence and all(one.kind in RECURRING for one in evidence):
        # "Saturday, June 24" comes round every few years: alone it says nothing of the year.
        return Written(clues=_clues(evidence)), None
    window = _closed(window, knowledge)
    history = historical_sentences(working)
    window, core, used = _narrowed(window, [*term_clues(working, knowledge, history), *trip_clues(working, knowledge, history)])
    evidence += used
    if not window.known:
        return Written(clues=_clues(evidence), also=also), None
    return Written(window.from_, window.to, precision(window), "inferred", _clues(evidence), also), core


def _narrowed(window: Interval, hints: list[Evidence]) -> tuple[Interval, Interval, list[Evidence]]:
    """The part of the window in which hints fit, the same without the hints' margins, and those that were of use.

    A hint that fits nowhere in the window is left out. Where one fits several times of it (two visits to one capital), all between stays possible.
    """
    used, core = [], window
    for one in hints:
        hull = _hull(window, one.windows)
        if hull is None or (one.kind == "term" and (hull.days or _WIDE) <= LEAST_DAYS):
            # Terms that touch share a day: that says nothing.
            continue
        core = _hull(core, one.core or one.windows) or core
        if (hull.days or _WIDE) < (window.days or _WIDE):
            window = hull
            used.append(one)
    return window, core, used


def _hull(window: Interval, within: tuple[Interval, ...]) -> Interval | None:
    """The smallest interval that holds all days of the window that lie in one of the others."""
    hull: Interval | None = None
    for days in within:
        fits = window.intersect(days)
        if fits is not None:
            hull = fits if hull is None else hull.hull(fits)
    return hull


# Days of a window that is open.
_WIDE = 10**6


def _closed(window: Interval, knowledge: Knowledge) -> Interval:
    """An open end is closed by the register's horizon."""
    if window.to is not None or window.from_ is None:
        return window
    last = knowledge.offices.horizon
    return Interval.between(window.from_, max(window.from_, last) + timedelta(days=366 * rules().horizon_years))


def _is_past(one: Evidence, firsts: list[date]) -> bool:
    """People are named who came to their first office long after the clue's window closed: it tells of the past."""
    last = one.windows[-1].to
    if last is None or one.kind not in ("office", "era"):
        return False
    later = sum(first > last + LONG_AFTER for first in firsts)
    return later >= (1 if one.kind == "era" else 2)


def _unlimited(one: Evidence) -> Evidence:
    return replace(one, windows=(Interval.between(one.windows[0].from_, None),), says=f"{one.says}; later people are named too")


def _given(working: Working) -> Written | None:
    published = working.report.published
    if not published:
        return None
    try:
        day = Interval.parse(published)
    except ValueError:
        working.notes.append(f"The date of publication as given can't be read: {published!r}")
        return None
    return Written(day.from_, day.to, day.precision, "given")


def _clues(evidence: list[Evidence]) -> tuple[Clue, ...]:
    heaviest = sorted(evidence, key=lambda one: (-one.weight, one.start, one.end, one.says))[:MOST_CLUES]
    return tuple(one.clue for one in sorted(heaviest, key=lambda one: (one.start, one.end, one.says)))


def precision(window: Interval) -> str:
    """day, month or year where the window is one, else range."""
    if window.from_ is None or window.to is None:
        return "range"
    if window.from_ == window.to:
        return "day"
    if window.contains(month := Interval.month(window.from_.year, window.from_.month)) and month.contains(window):
        return "month"
    if window.contains(year := Interval.year(window.from_.year)) and year.contains(window):
        return "year"
    return "range"
