"""Weighs clues: every clue is a likelihood over the days on which the report can have been written, and the days that are likely by all of them are the answer.

In: Evidence. Out: the shortest window that holds enough of the likelihood, and the other windows that hold a good part of the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dragoman.date.evidence import Evidence
from dragoman.date.rules import Shape, rules
from dragoman.model import Alternative, Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Days = NDArray[np.float64]

# Reports are looked for from the end of the Second World War, with which the registers begin, up to the horizon.
EARLIEST = date(1945, 1, 1).toordinal()
MOST_ALTERNATIVES = 3
# A window that holds less of the likelihood than this is no alternative.
LEAST_SHARE = 0.005
# A window whose edge lies within this share of its width of the edge of a clue goes to that edge. There likelihood falls by this factor in one day.
EDGE_REACH, CLIFF = 0.06, 5.0
# Windows are tried from so many days at most, and not from days before or after which this share of the likelihood lies.
MOST_STARTS, NEGLIGIBLE = 1500, 1e-3
# Days that are less likely by this in log units than the likeliest are not searched for journeys.
RULED_OUT = 12.0
# Days whose likelihood differs by less are equally likely: an edge is never drawn between them.
_EVEN = 1e-6


def weigh(evidence: Sequence[Evidence], last: date) -> tuple[Interval, tuple[Alternative, ...]]:
    """The window that best weighs what it holds of the likelihood against its width, and other windows, likeliest first.

    Of the shortest windows that hold each of the shares `answer.masses`, the one is taken for which log(days) + `answer.sureness` * (1 - share) is least.

    Args:
        evidence: the clues; none gives an interval open at both ends.
        last: the last day on which the report can have been written by what the registers know.
    """
    if not evidence:
        return Interval(), ()
    return answer(summed(evidence, last))


def answer(logs: Days) -> tuple[Interval, tuple[Alternative, ...]]:
    """As `weigh`, from what the clues say together."""
    likelihood = _normed(logs)
    first, end = min((_shortest(likelihood, mass) for mass in rules().masses), key=lambda one: _price(likelihood, one))
    window = Interval.between(date.fromordinal(EARLIEST + first), date.fromordinal(EARLIEST + end))
    likelihood[first : end + 1] = 0.0
    others: list[Alternative] = []
    while len(others) < MOST_ALTERNATIVES:
        left = float(likelihood.sum())
        if left < LEAST_SHARE:
            break
        start, stop = _around_peak(likelihood)
        share = float(likelihood[start : stop + 1].sum())
        likelihood[start : stop + 1] = 0.0
        if share < LEAST_SHARE:
            break
        others.append(Alternative(date.fromordinal(EARLIEST + start), date.fromordinal(EARLIEST + stop), round(share, 2)))
    return window, tuple(sorted(others, key=lambda one: (-one.weight, one.from_ or date.min)))


def likely(evidence: Sequence[Evidence], last: date) -> Days:
    """The likelihood of every day from EARLIEST to `last`, summing to 1."""
    return _normed(summed(evidence, last))


def summed(evidence: Sequence[Evidence], last: date) -> Days:
    """The log-likelihoods of the clues added up, for every day from EARLIEST to `last`."""
    total: Days = np.zeros(last.toordinal() - EARLIEST + 1)
    # In a fixed order, as floats add up differently in another.
    like = Counter(rules().alike.get(one.shape) for one in evidence)
    for one in sorted(evidence, key=lambda one: (one.shape, one.start, one.end, one.says)):
        group = rules().alike.get(one.shape)
        # Clues that hang together repeat each other: n of them count as n to the power 1 - discount.
        share = like[group] ** -rules().discount if group else 1.0
        total += one.weight * share * log_likelihood(one, len(total))
    return total


def open_days(logs: Days) -> NDArray[np.bool_]:
    """The days that are not ruled out by what the clues say together."""
    found: NDArray[np.bool_] = logs > logs.max() - RULED_OUT
    return found


def _normed(logs: Days) -> Days:
    total = logs + _prior(len(logs), rules().prior_years)
    total -= total.max()
    found: Days = np.exp(total)
    found /= found.sum()
    return found


@lru_cache(maxsize=4)
def _prior(days: int, half_life: float) -> Days:
    """Log of how many reports are at hand of a day: fewer, the older they are."""
    found: Days = -np.log(2) * np.arange(days - 1, -1, -1) / (half_life * 365.25)
    return found


def log_likelihood(one: Evidence, days: int) -> Days:
    """How much less likely the words are on each day than within the windows; 0 there, negative outside."""
    shape = rules().shapes[one.shape]
    found: Days = np.full(days, -np.inf)
    for window in one.windows:
        first = window.from_.toordinal() - EARLIEST if window.from_ else 0
        end = window.to.toordinal() - EARLIEST if window.to else days - 1
        start, stop = min(max(first, 0), days), min(max(end + 1, 0), days)
        waned = _waned(start - first, stop - start, (end - first + 1) / 3, shape)
        found[start:stop] = waned
        if start > 0:
            np.maximum(found[:start], _before(first, start, shape), out=found[:start])
        if stop < days:
            np.maximum(found[stop:], _after(stop - end - 1, days - stop, shape, float(waned[-1]) if stop > start else 0.0), out=found[stop:])
    return found


def _before(first: int, count: int, shape: Shape) -> Days:
    """Days [0, count) before a window that begins on day `first`."""
    if shape.lead <= 0:
        return np.full(count, -shape.early)
    return np.maximum(-shape.early, -shape.steep * np.log1p(np.arange(first, first - count, -1) / shape.lead))


def _waned(gone: int, count: int, scale: float, shape: Shape) -> Days:
    """So many days within a window, of which the first lies `gone` days after its start."""
    if shape.wane <= 0 or count <= 0:
        return np.zeros(max(count, 0))
    return -shape.wane * np.log1p(np.arange(gone, gone + count) / scale)


def _after(gone: int, count: int, shape: Shape, edge: float) -> Days:
    """So many days after a window whose last day costs `edge`, of which `gone` lie between it and the first of them."""
    if shape.fade <= 0:
        return np.full(count, -shape.late)
    return np.maximum(-shape.late, edge - shape.steep * np.log1p(np.arange(gone + 1, gone + count + 1) / shape.fade))


def _price(likelihood: Days, window: tuple[int, int]) -> float:
    first, last = window
    return float(np.log(last - first + 1)) + rules().sureness * (1 - float(likelihood[first : last + 1].sum()))


def _shortest(likelihood: Days, mass: float) -> tuple[int, int]:
    """First and last index of the shortest stretch with so much of the likelihood; of equally short ones the likeliest, then the first."""
    total = np.concatenate(([0.0], np.cumsum(likelihood)))
    # Nearly all days have next to no likelihood, and no window begins or ends among them.
    low, high = int(np.searchsorted(total, NEGLIGIBLE)) - 1, int(np.searchsorted(total, 1 - NEGLIGIBLE))
    low, high = max(low, 0), min(high + 1, len(likelihood))
    starts = np.arange(low, high, 1 + (high - low) // MOST_STARTS)
    ends = np.searchsorted(total, total[starts] + mass - 1e-12)
    fits = np.nonzero(ends < len(total))[0]
    if not len(fits):
        return 0, len(likelihood) - 1
    best = int(fits[int(np.argmin(ends[fits] - starts[fits]))])
    first, last = int(starts[best]), int(ends[best]) - 1
    return _evened(likelihood, first, last)


def _evened(likelihood: Days, first: int, last: int) -> tuple[int, int]:
    """The stretch with the days at its edges that nothing parts from it: up to the edge of a clue where one lies close by."""
    reach = max(1, int((last - first + 1) * EDGE_REACH))
    first += _from_cliff(likelihood[first : first + reach + 1])
    last -= _from_cliff(likelihood[max(first, last - reach) : last + 1][::-1])
    first -= _to_cliff(likelihood[max(0, first - reach) : first + 1][::-1])
    last += _to_cliff(likelihood[last : last + reach + 1])
    return first, last


def _from_cliff(inward: Days) -> int:
    """How many days lie between the edge of a stretch, the first of these days, and the last steep rise among them; 0 where there is none."""
    rises = np.nonzero(inward[1:] > inward[:-1] * CLIFF)[0]
    return int(rises[-1]) + 1 if len(rises) else 0


def _to_cliff(outward: Days) -> int:
    """How many days lie between the edge of a stretch, the first of these days, and the first steep fall beyond it; 0 where there is none."""
    falls = np.nonzero(outward[1:] < outward[:-1] / CLIFF)[0]
    if len(falls):
        return int(falls[0])
    even = np.nonzero(outward < outward[0] * (1 - _EVEN))[0]
    return int(even[0]) - 1 if len(even) else len(outward) - 1


def _around_peak(likelihood: Days) -> tuple[int, int]:
    """The stretch around the likeliest day in which no day is less than a fifth as likely."""
    peak = int(np.argmax(likelihood))
    low = np.nonzero(likelihood < likelihood[peak] / 5)[0]
    before, after = low[low < peak], low[low > peak]
    return (int(before[-1]) + 1 if len(before) else 0), (int(after[0]) - 1 if len(after) else len(likelihood) - 1)
