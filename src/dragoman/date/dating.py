"""When a report was written: given, printed, or inferred from its clues.

In: a Working. Out: model.Written. Offsets of all clues are those of the report's text as given.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dragoman.date.evidence import Evidence, quoted
from dragoman.date.fresh import term_clues
from dragoman.date.happenings import happening_clues
from dragoman.date.journeys import trip_clues
from dragoman.date.named import named_clues
from dragoman.date.offices import historical_sentences, office_clues
from dragoman.date.persons import person_clues
from dragoman.date.printed import printed_clues
from dragoman.date.reckoned import reckoned_clues
from dragoman.date.rules import rules
from dragoman.date.things import thing_clues
from dragoman.date.weigh import EARLIEST, answer, open_days, summed
from dragoman.model import Alternative, Clue, Interval, Written
from dragoman.model.working import Working

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dragoman.knowledge import Knowledge

MOST_CLUES = 24
# Clues that fit again and again: a day of the week with its date, a dateline without its year.
RECURRING = frozenset({"weekday", "dateline", "cycle"})


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
    history = historical_sentences(working)
    evidence = [*office_clues(working, knowledge, history), *named_clues(working)]
    stamps = [one for one in printed if one.kind == "printed"]
    if stamps:
        day = stamps[0].windows[0]
        others = tuple(Alternative(one.windows[0].from_, one.windows[0].to, 0.3) for one in stamps[1:] if one.windows != stamps[0].windows)
        return Written(day.from_, day.to, "day", "inferred", (stamps[0].clue, *_clues(evidence)), others[:3]), None
    evidence += [one for one in printed if one.kind == "dateline"]
    evidence += thing_clues(working)
    evidence += happening_clues(working, history)
    evidence += reckoned_clues(working, history)
    evidence += person_clues(working, knowledge, history, _told(working, evidence))
    last = knowledge.offices.horizon + timedelta(days=366 * rules().horizon_years)
    evidence = [one for one in evidence if one.windows[0].from_ is None or one.windows[0].from_ <= last]
    logs = summed(evidence, last)
    hints = _hints(working, knowledge, history, open_days(logs))
    evidence += hints
    if all(one.kind in RECURRING for one in evidence):
        # "Saturday, June 24" comes round every few years: alone it says nothing of the year.
        return Written(clues=_clues(evidence)), None
    window, also = answer(logs + summed(hints, last))
    return Written(window.from_, window.to, precision(window), "inferred", _clues(evidence), also), _core(window, hints)


def _hints(working: Working, knowledge: Knowledge, history: frozenset[int], days: NDArray[np.bool_]) -> list[Evidence]:
    """Turns of terms and journeys: these narrow what other clues leave open; `days`: what that is, from EARLIEST on."""

    def is_open(interval: Interval) -> bool:
        first, end = (day.toordinal() - EARLIEST if day else None for day in (interval.from_, interval.to))
        return bool(days[max(first or 0, 0) : None if end is None else max(end + 1, 0)].any())

    found = _once([*term_clues(working, knowledge, history), *trip_clues(working, knowledge, history, is_open)])
    return [one for one in found if one.windows[0].from_ is None or one.windows[0].from_.toordinal() - EARLIEST < len(days)]


def _once(hints: list[Evidence]) -> list[Evidence]:
    """Hints that leave the same days open are one."""
    return list({one.windows: one for one in reversed(hints)}.values())[::-1]


def _core(window: Interval, hints: list[Evidence]) -> Interval:
    """The window without the margins that hints have on either side."""
    core = window
    for one in hints:
        core = _hull(core, one.core) or core
    return core


def _hull(window: Interval, within: tuple[Interval, ...]) -> Interval | None:
    """The smallest interval that holds all days of the window that lie in one of the others."""
    hull: Interval | None = None
    for days in within:
        fits = window.intersect(days)
        if fits is not None:
            hull = fits if hull is None else hull.hull(fits)
    return hull


def _told(working: Working, evidence: list[Evidence]) -> frozenset[str]:
    """Ids of the people who are a clue already: by office or term, or as newsmakers."""
    spans = [(one.start, one.end) for one in evidence if one.kind in ("office", "era", "former") or one.shape in ("newsmaker", "post", "happening")]
    found: set[str] = set()
    for mention in working.actors:
        start, end = quoted(working, mention.start, mention.end)
        if any(first <= start and end <= last for first, last in spans):
            found.update(actor.id for actor in mention.members if actor.id)
    return frozenset(found)


def _given(working: Working) -> Written | None:
    published = working.report.published
    if not published:
        return None
    try:
        day: Interval | None = Interval.parse(published)
    except ValueError:
        day = None
    if day is None or not day.reckonable:
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
