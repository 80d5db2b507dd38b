"""Weighs clues: which days fit them best, and which other days some of them favour.

In: Evidence. Out: the best window with alternatives. A day's loss is the weight of the clues that speak against it; a clue counts more
against days before its window than against days after it, since nobody is named in an office before it began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.date.evidence import Evidence
from dragoman.date.rules import rules
from dragoman.model import Alternative, Interval

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
# Windows whose loss is within this of the best are as good: floats add up in different orders.
_EPSILON = 1e-9
# Of windows that fit equally, one that begins so many days after the last is another time altogether.
NEWS_REACH = 2 * 366
MOST_ALTERNATIVES = 3
# Clues by office that agree on fewer days than this agree by accident.
LEAST_DAYS = 3
# One person may be named long before any office (a senator who becomes a minister) or long after.
STRAY_PEOPLE = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with the same clues for and against them."""

    first: int
    last: int
    loss: float

    @property
    def interval(self) -> Interval:
        return Interval.between(None if self.first <= _FIRST else date.fromordinal(self.first), None if self.last >= _LAST else date.fromordinal(self.last))


def weigh(evidence: Sequence[Evidence], people: Sequence[Interval] = ()) -> tuple[Interval, tuple[Alternative, ...]]:
    """The window that fits the clues best, open where they set no limit, and windows that clashing clues favour.

    Args:
        evidence: the clues; none gives an interval open at both ends.
        people: the times in which people named in the report were about; they only decide between windows that fit equally.
    """
    stretches = _stretches(evidence)
    if all(one.kind not in ("dateline", "weekday") for one in evidence):
        # Terms that touch share a day: that both holders are named does not put the report on it.
        stretches = [stretch for stretch in stretches if stretch.last - stretch.first >= LEAST_DAYS] or stretches
    least = min(stretch.loss for stretch in stretches)
    best = _joined([stretch for stretch in stretches if stretch.loss <= least + _EPSILON])
    window = _one(best, people)
    total = sum(one.weight for one in evidence)
    others = _joined([stretch for stretch in stretches if _support(evidence, stretch) > _EPSILON])
    apart = [stretch for stretch in others if not window.overlaps(stretch.interval)]
    ranked = sorted(apart, key=lambda stretch: (stretch.loss, stretch.first))[:MOST_ALTERNATIVES]
    return window, tuple(Alternative(one.interval.from_, one.interval.to, round(_support(evidence, one) / total, 2)) for one in ranked)


def _support(evidence: Sequence[Evidence], stretch: Stretch) -> float:
    """The weight of the clues that hold the days."""
    return sum(one.weight for one in evidence if any(_first(window) <= stretch.first <= _last(window) for window in one.windows))


def _stretches(evidence: Sequence[Evidence]) -> list[Stretch]:
    cuts = {_FIRST}
    for one in evidence:
        for window in one.windows:
            cuts.add(window.from_.toordinal() if window.from_ else _FIRST)
            if window.to is not None:
                cuts.add(window.to.toordinal() + 1)
    starts = sorted(cuts)
    return [
        Stretch(start, end - 1, sum(_cost(one, start) for one in evidence)) for start, end in zip(starts, [*starts[1:], _LAST + 1], strict=True) if start < end
    ]


def _cost(one: Evidence, day: int) -> float:
    if any(_first(window) <= day <= _last(window) for window in one.windows):
        return 0.0
    return one.weight * (rules().early_cost if one.firm and day < _first(one.windows[0]) else 1.0)


def _first(window: Interval) -> int:
    return window.from_.toordinal() if window.from_ else _FIRST


def _last(window: Interval) -> int:
    return window.to.toordinal() if window.to else _LAST


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
    for stretch in stretches:
        if out and stretch.first - out[-1].last <= LEAST_DAYS + 1 and abs(out[-1].loss - stretch.loss) <= _EPSILON:
            out[-1] = Stretch(out[-1].first, stretch.last, stretch.loss)
        else:
            out.append(stretch)
    return out


def _one(best: Sequence[Stretch], people: Sequence[Interval]) -> Interval:
    """One window of several that fit equally (two terms of one president; the years in which 24 June is a Saturday).

    First those whose days fit most of the people named; then the first, with those that follow it closely (a minister soon back in office).
    """
    if len(best) > 1 and people:
        misfits = [sum(not person.overlaps(stretch.interval) for person in people) for stretch in best]
        best = [stretch for stretch, count in zip(best, misfits, strict=True) if count <= min(misfits) + STRAY_PEOPLE]
    near = list(best[:1])
    for stretch in best[1:]:
        if stretch.first - near[-1].last <= NEWS_REACH:
            near.append(stretch)
    return Stretch(near[0].first, near[-1].last, near[0].loss).interval
