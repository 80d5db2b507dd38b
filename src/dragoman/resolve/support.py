"""Picking a value that several reports tell: the one with most independent origins. In: values with their tellings; out: the best.

A value that only doubtful readings tell (weak syntax, garbled words: confidence below `SURE`) comes after any that a sure one tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from dragoman.model import Interval
from dragoman.resolve.tellings import Telling

V = TypeVar("V", bound=Hashable)
# From this confidence on a reading is sure enough to stand against another: below it are guessed parties, far-fetched senses and garble.
SURE = 0.4


def written_order(telling: Telling) -> tuple[date, date, str]:
    """Earliest written first; those of unknown time last."""
    return (telling.written.from_ or date.max, telling.written.to or date.max, telling.id)


def ranked(told: Iterable[tuple[V, Telling]], finer: Callable[[V], float] = lambda _: 0.0) -> list[V]:
    """Values, best first: those that a sure reading tells; by number of independent origins; then the finer; then the earlier written.

    Args:
        told: values with the telling that tells each; the same value may come often.
        finer: smaller is finer; decides between values of equal support.
    """
    by_value: dict[V, list[Telling]] = defaultdict(list)
    for value, telling in told:
        by_value[value].append(telling)

    def key(value: V) -> tuple[bool, int, float, tuple[date, date, str], str]:
        tellers = by_value[value]
        return (not any(map(sure, tellers)), -len({one.origin for one in tellers}), finer(value), min(map(written_order, tellers)), str(value))

    return sorted(by_value, key=key)


def sure(telling: Telling) -> bool:
    """Read surely enough to be held against another reading."""
    return telling.event.confidence >= SURE


def best_days(told: Sequence[Telling]) -> Interval:
    """The days most origins bear out: a day inside another's month is borne out by it. The narrower wins a tie, doubtful readings lose."""
    spans = {(one.told.from_, one.told.to): one.told for one in sorted(told, key=written_order, reverse=True) if one.told.from_ or one.told.to}
    if not spans:
        return Interval()

    def key(span: Interval) -> tuple[bool, int, int, tuple[date, date, str]]:
        bearing = [one for one in told if (one.told.from_ or one.told.to) and one.told.contains(span)]
        tellers = [one for one in told if (one.told.from_, one.told.to) == (span.from_, span.to)]
        return (not any(map(sure, tellers)), -len({one.origin for one in bearing}), span.days or 10**6, min(map(written_order, tellers)))

    return min(spans.values(), key=key)
