"""A field's values with those who tell them, made a Divergence. In: an event, values with their tellings; out: Divergences, and whether origins disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from dragoman.model import Divergence, DivergentValue, Event, Passage, digest
from dragoman.resolve.tellings import Telling

Told = list[tuple[str | int | float, Telling]]


def divergence_of(event: Event, field: str, told: Told, why: str, key: str = "") -> Divergence:
    """A Divergence of values with their tellers; `key` tells two of one event and field apart."""
    by_value: dict[str | int | float, list[Telling]] = defaultdict(list)
    for value, telling in told:
        by_value[value].append(telling)
    values = []
    for value, tellers in by_value.items():
        first = {one.report: one for one in sorted(tellers, key=lambda one: one.id, reverse=True)}
        passages = tuple(Passage(report, first[report].event.sentence.start, first[report].event.sentence.end) for report in sorted(first))
        values.append(DivergentValue(value, tuple(sorted(first)), len({one.origin for one in tellers}), passages))
    return from_values(event, field, values, why, key)


def from_values(event: Event, field: str, values: list[DivergentValue], why: str, key: str) -> Divergence:
    """The same of values with their passages, best supported first; `values` is put in order in place."""
    values.sort(key=lambda one: (-one.origins, -len(one.reports), str(one.value)))
    return Divergence(f"div-{digest(event.id, field, key)}", event.id, tuple(values), why, field)


def independent(told: Iterable[tuple[Hashable, Telling]], voice: Callable[[Telling], str] = lambda one: one.origin) -> bool:
    """Two origins hold different values, and neither of the two holds the other's as well."""
    by_origin: dict[str, set[Hashable]] = defaultdict(set)
    for value, telling in told:
        by_origin[voice(telling)].add(value)
    held = [frozenset(values) for values in by_origin.values()]
    return any(not one & other for place, one in enumerate(held) for other in held[place + 1 :])
