"""Events told by their distance from each other: "two days after the summit", "comes three weeks after they spoke".

In: Dated events and the text's lengths of time. Out: days for the side that has none; both stay unknown where neither side has a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dragoman.date.own import Dated
from dragoman.date.wording import wording
from dragoman.mentions.times.reckoning import move
from dragoman.model import Interval
from dragoman.model.working import TimeExpression, Working

_LENGTH = re.compile(r"P(?:(\d+)([DWMY])|(X)[DWMY])")
_CLAUSE_END = re.compile(r"[,;:]\s|\sand\s|\Z")
# "Two weeks" is 11 to 17 days to whoever tells it, "a month" two to six weeks.
_SLACK = {"D": 0, "W": 3, "M": 15, "Y": 183}


def settle_distances(working: Working, dated: Sequence[Dated], anchor: Interval | None, news: Interval | None) -> None:
    """Dates events that tell how far they lie from another one.

    Args:
        anchor: the days of writing.
        news: the days that the report is news of; they stand for those of "the trip comes two weeks after".
    """
    for time in working.times:
        if time.type != "DURATION":
            continue
        link = wording().link.match(working.clean.text, time.end)
        length = _LENGTH.fullmatch(time.value(None, None))
        if link is None or length is None:
            continue
        outer, inner = _sides(working, dated, time, link.end())
        distance = None if length[3] else (int(length[1]), length[2])
        told, other = _days(outer), _days(inner)
        if link["later"]:
            _settle(inner, told or _set_in(working, time, anchor, news), distance, -1)
            if other is not None:
                _settle(outer, other, distance, 1)
        else:
            _settle(inner, told, distance, 1)
            _settle(outer, other, distance, -1)


def _set_in(working: Working, time: TimeExpression, anchor: Interval | None, news: Interval | None) -> Interval | None:
    """The days of a clause without an event of its own: those told in it, else those of the news."""
    told = [one for one in working.times if one.sentence == time.sentence and one.type in ("DATE", "TIME")]
    return told[0].resolve(anchor, "past") if told else news


def _sides(working: Working, dated: Sequence[Dated], time: TimeExpression, start: int) -> tuple[list[Dated], list[Dated]]:
    """The events of the clause that the length belongs to, and those of the words after it."""
    sentence = working.sentences[time.sentence]
    found = _CLAUSE_END.search(working.clean.text, start, sentence.end)
    end = found.start() if found is not None else sentence.end
    here = [item for item in dated if item.event.sentence == time.sentence]
    fronted = time.start <= sentence.start + 1
    inner = [item for item in here if start <= item.event.trigger[0] < end]
    if fronted:
        inner = inner[:1]  # "two days after the launch they met"
    elif not inner:
        # "The trip comes two weeks after Yellen, the treasury secretary, toured": an apposition does not end the clause.
        inner = [item for item in here if item.event.trigger[0] >= end][:1]
    outer = [item for item in here if item not in inner and (fronted or item.event.trigger[0] < time.start)]
    return outer, inner


def _settle(items: Sequence[Dated], days: Interval | None, distance: tuple[int, str] | None, sign: int) -> None:
    """Gives the items without a day theirs; where the other side has none they stay unknown."""
    for item in items:
        if not item.open or item.days is not None:
            continue
        item.open = False
        if days is not None and days.known and distance is not None:
            item.inherit(_moved(days, sign * distance[0], distance[1]), "so far from the day of what is told beside it")


def _days(items: Sequence[Dated]) -> Interval | None:
    return next((item.days for item in items if item.days is not None and item.days.known), None)


def _moved(days: Interval, number: int, unit: str) -> Interval:
    assert days.from_ is not None
    assert days.to is not None
    first, last = move(days.from_, unit, number).toordinal() - _SLACK[unit], move(days.to, unit, number).toordinal() + _SLACK[unit]
    return Interval.between(date.fromordinal(first), date.fromordinal(last))
