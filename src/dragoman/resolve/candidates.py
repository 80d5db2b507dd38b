"""Which reports are worth comparing: those that share rare words. In: Traits and windows of writing; out: pairs of ids, few for each report.

An inverted index over names, figures, quotes and other terms, so that the cost grows with the number of reports, not with its square.
A word too common over the whole record still counts inside one month.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from dragoman.model import Interval
from dragoman.resolve.traits import Traits

# A word that more reports hold than this is no reason to compare them; 60 x 59 / 2 pairs are still cheap.
COMMON_AFTER = 60
# Partners kept for each report, best first: copies of a wire run to dozens, more only add the same evidence.
PARTNERS = 40
# A report whose window is wider than this is not filed under months.
MONTHS_FILED = 3
# Shared weight from which two texts are worth comparing: about two names that few others hold.
WORTH_COMPARING = 4.0
# Names and figures count more than other words, as they survive rewriting.
WEIGHTS = {"n": 1.5, "w": 1.0, "q": 5.0}
# Additions gathered before equal pairs are put together; bounds memory.
GATHERED = 3_000_000


def months_of(window: Interval) -> list[str]:
    """Months a window touches as `2024-01`, none if it is open or touches more than a few."""
    if window.from_ is None or window.to is None:
        return []
    first, last = _month_number(window.from_), _month_number(window.to)
    if last - first >= MONTHS_FILED:
        return []
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def candidate_pairs(texts: Sequence[Traits], windows: Mapping[str, Interval]) -> list[tuple[str, str]]:
    """Pairs of report ids that share enough rare words, each pair once, sorted."""
    ordered = sorted(texts, key=lambda text: text.id)
    months = [months_of(windows[text.id]) for text in ordered]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(ordered):
        for feature in _features(text):
            holders[feature].append(place)
    total = max(2, len(ordered))
    sums = _Sums(len(ordered))
    for feature in sorted(holders):
        for group in _small_groups(holders[feature], months):
            sums.add(group, WEIGHTS[feature[0]] * math.log(1.0 + total / len(group)))
    return [(ordered[one].id, ordered[two].id) for one, two in sums.best()]


class _Sums:
    """Worth of pairs, added up over groups; gathered in arrays, so that millions of additions stay cheap."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.codes: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.worth: npt.NDArray[np.float64] = np.empty(0)
        self._groups: list[tuple[list[int], float]] = []
        self._waiting = 0

    def add(self, group: list[int], worth: float) -> None:
        self._groups.append((group, worth))
        self._waiting += len(group) * (len(group) - 1) // 2
        if self._waiting > GATHERED:
            self._gather()

    def _gather(self) -> None:
        codes, worth = [self.codes], [self.worth]
        by_size: dict[int, list[tuple[list[int], float]]] = defaultdict(list)
        for group, each in self._groups:
            by_size[len(group)].append((group, each))
        for size, groups in sorted(by_size.items()):
            members = np.array([group for group, _ in groups], dtype=np.int64)
            left, right = np.triu_indices(size, 1)
            codes.append((members[:, left] * self.count + members[:, right]).ravel())
            worth.append(np.repeat(np.array([each for _, each in groups]), len(left)))
        self.codes, places = np.unique(np.concatenate(codes), return_inverse=True)
        self.worth = np.bincount(places, np.concatenate(worth), minlength=len(self.codes)).astype(np.float64)
        self._groups, self._waiting = [], 0

    def best(self) -> list[tuple[int, int]]:
        """Pairs that are worth comparing and among the best of either side, sorted."""
        self._gather()
        # Rounded, so that the order in which worth was added up makes no difference.
        worth = np.round(self.worth, 6)
        enough = worth >= WORTH_COMPARING
        codes, worth = self.codes[enough], worth[enough]
        one, two = codes // self.count, codes % self.count
        side, other, place = np.concatenate([one, two]), np.concatenate([two, one]), np.tile(np.arange(len(codes)), 2)
        order = np.lexsort((other, -np.tile(worth, 2), side))
        side, place = side[order], place[order]
        rank = np.arange(len(side)) - np.searchsorted(side, side)
        kept = np.unique(place[rank < PARTNERS])
        return list(zip(one[kept].tolist(), two[kept].tolist(), strict=True))


def _features(text: Traits) -> Iterable[str]:
    named = text.names | {number for number in text.numbers if len(number) > 1}
    yield from (f"n:{name}" for name in named)
    yield from (f"q:{quote}" for quote in text.quotes)
    yield from (f"w:{term}" for term in set(text.terms) - named if len(term) > 3)


def _small_groups(holders: list[int], months: Sequence[list[str]]) -> Iterable[list[int]]:
    if len(holders) < 2:
        return
    if len(holders) <= COMMON_AFTER:
        yield holders
        return
    by_month: dict[str, list[int]] = defaultdict(list)
    for holder in holders:
        for month in months[holder]:
            by_month[month].append(holder)
    for month in sorted(by_month):
        if 2 <= len(by_month[month]) <= COMMON_AFTER:
            yield by_month[month]
