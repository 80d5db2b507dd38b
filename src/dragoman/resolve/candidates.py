"""Which reports are worth comparing: those that share rare words. In: Traits and windows of writing; out: pairs of ids, few for each report.

An inverted index over names, figures, quotes and other terms, so that the cost grows with the number of reports, not with its square.
A word too common over the whole record still counts inside one month.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

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
NAME_WEIGHT, WORD_WEIGHT, QUOTE_WEIGHT = 1.5, 1.0, 5.0


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
    index: dict[str, list[str]] = defaultdict(list)
    weights: dict[str, float] = {}
    for text in sorted(texts, key=lambda text: text.id):
        for feature, weight in _features(text):
            index[feature].append(text.id)
            weights[feature] = weight
    shared: dict[str, dict[str, float]] = {text.id: defaultdict(float) for text in texts}
    total = max(2, len(texts))
    for feature in sorted(index):
        for holders in _small_groups(index[feature], windows):
            worth = weights[feature] * math.log(1.0 + total / len(holders))
            for place, left in enumerate(holders):
                for right in holders[place + 1 :]:
                    shared[left][right] += worth
                    shared[right][left] += worth
    pairs: set[tuple[str, str]] = set()
    for one, partners in shared.items():
        best = sorted(partners.items(), key=lambda item: (-item[1], item[0]))[:PARTNERS]
        pairs |= {(min(one, two), max(one, two)) for two, worth in best if worth >= WORTH_COMPARING}
    return sorted(pairs)


def _features(text: Traits) -> Iterable[tuple[str, float]]:
    named = text.names | {number for number in text.numbers if len(number) > 1}
    yield from ((f"n:{name}", NAME_WEIGHT) for name in sorted(named))
    yield from ((f"q:{quote}", QUOTE_WEIGHT) for quote in sorted(text.quotes))
    yield from ((f"w:{term}", WORD_WEIGHT) for term in sorted(set(text.terms) - named) if len(term) > 3)


def _small_groups(holders: list[str], windows: Mapping[str, Interval]) -> Iterable[list[str]]:
    if len(holders) < 2:
        return
    if len(holders) <= COMMON_AFTER:
        yield holders
        return
    by_month: dict[str, list[str]] = defaultdict(list)
    for holder in holders:
        for month in months_of(windows[holder]):
            by_month[month].append(holder)
    for month in sorted(by_month):
        if 2 <= len(by_month[month]) <= COMMON_AFTER:
            yield by_month[month]
