"""What an event says, field by field: in how many independent origins each value stands, and what the others say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.model import Event, EventReport, Number
from dragoman.views.explain import act, span
from dragoman.views.rows import Describer


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field in words, the origins that tell it, and whether the event shows it."""

    says: str
    origins: int
    reports: tuple[str, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the values told, those that the event shows first; `silent`: origins that say nothing of it."""

    name: str
    values: tuple[Value, ...]
    silent: int


def support(describer: Describer, event: Event, told: Sequence[EventReport]) -> tuple[Field, ...]:
    """The fields of an event with what its event reports say of each."""

    def names(identifiers: Iterable[str]) -> frozenset[str]:
        return frozenset(party.name for party in describer.parties(identifiers))

    readers: list[tuple[str, Callable[[EventReport], Iterable[str]], frozenset[str]]] = [
        ("type", lambda one: [act(one.type, one.mode)], frozenset({act(event.type, event.mode)})),
        ("status", lambda one: ["denied" if one.negated else one.status], frozenset({event.status})),
        (
            "days",
            lambda one: [span(one.when.from_, one.when.to)] if one.when.from_ or one.when.to else [],
            frozenset({span(event.from_, event.to)} if event.from_ or event.to else ()),
        ),
        ("place", lambda one: [one.where.name] if one.where else [], frozenset({event.where.name} if event.where else ())),
        ("actors", lambda one: [actor.name for actor in one.actors], names(event.actors)),
        ("recipients", lambda one: [actor.name for actor in one.recipients], names(event.recipients)),
        ("numbers", lambda one: [_figure(number) for number in one.numbers], frozenset(_figure(number) for number in event.numbers)),
    ]
    fields = (_field(name, read, shown, told, describer) for name, read, shown in readers)
    return tuple(field for field in fields if field.values)


def _field(name: str, read: Callable[[EventReport], Iterable[str]], shown: frozenset[str], told: Sequence[EventReport], describer: Describer) -> Field:
    origins: dict[str, set[str]] = defaultdict(set)
    reports: dict[str, list[str]] = defaultdict(list)
    spoken: set[str] = set()
    everybody: set[str] = set()
    for one in told:
        report = one.id.rpartition("/")[0]
        imprint = describer.imprint(report)
        origin = report if imprint is None else imprint.origin or report
        everybody.add(origin)
        for value in dict.fromkeys(read(one)):
            origins[value].add(origin)
            reports[value].append(report)
            spoken.add(origin)
    # What the event shows and nobody tells so: days worked out from several reports, or a person's word.
    for value in shown - origins.keys():
        origins[value] = set()
    values = [Value(value, len(voices), tuple(dict.fromkeys(reports[value])), value in shown) for value, voices in origins.items()]
    return Field(name, tuple(sorted(values, key=lambda value: (not value.shown, -value.origins, value.says))), len(everybody - spoken))


def _figure(number: Number) -> str:
    shown = "–".join(map(str, number.value)) if isinstance(number.value, tuple) else str(number.value)
    return " ".join(part for part in (number.bound, shown, number.what) if part)
