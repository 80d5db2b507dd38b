"""Counting events: acts done apart from threats and plans, by quarter of PLOVER and type, by who acts, with their mean intensity.

In: events of a record. Out: a Tally. Shared by the pair's months and the windows around events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import NamedTuple

from dragoman.knowledge import load
from dragoman.model import Event
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.record import Outline
from dragoman.views.rows import EventRow

QUADS = ("", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
AHEAD = frozenset({"planned", "possible", "called-for"})


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two did: acts done (threats not among them) and their mean intensity."""

    acts: int
    intensity: float | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of some events.

    Attributes:
        acts: done. threats: threatening words, and acts threatened. planned: planned, possible or called for. other: denied, called off.
        intensity: mean PLOVER score of the acts, -10 to 10; None where none has one. threat_intensity: the same of the threats.
        quads, types: acts by quarter of PLOVER and by type, most first.
        left, right: what each of the two countries did.
    """

    acts: int
    threats: int
    planned: int
    other: int
    intensity: float | None
    threat_intensity: float | None
    quads: dict[str, int]
    types: dict[str, int]
    left: Side
    right: Side


def kind_of_act(event: Event | EventRow | Sort) -> str:
    """ "act" (done), "threat", "planned" or "other" (denied, called off, put off)."""
    if event.negated:
        return "other"
    if event.status == "threatened" or (event.type == "THREATEN" and event.status in REAL_STATUSES):
        return "threat"
    if event.status in REAL_STATUSES:
        return "act"
    return "planned" if event.status in AHEAD else "other"


@cache
def _score(kind: str, mode: str | None, status: str, negated: bool) -> float | None:
    ontology = load().ontology
    plain = ontology.plain(kind, mode, status, negated)
    return None if plain is None else ontology.score(*plain)


def intensity(event: Event | EventRow | Sort | Outline) -> float | None:
    """PLOVER's score for what plain PLOVER makes of the event; None where it is denied or negated."""
    return _score(event.type, event.mode, event.status, bool(event.negated))


def mean(scores: Iterable[float | None]) -> float | None:
    """Mean of the known ones to two places; None where none is known."""
    known = [score for score in scores if score is not None]
    return round(fsum(known) / len(known), 2) if known else None


class Sort(NamedTuple):
    """Events that count alike; `left`, `right`: whether the two countries act in them."""

    type: str
    mode: str | None
    status: str
    negated: bool
    left: bool
    right: bool


def tally(events: Iterable[Event], left: str, right: str) -> Tally:
    """Counts of the events; `left` and `right` are the codes of the two countries."""
    return tallied(Counter(Sort(one.type, one.mode, one.status, one.negated, left in one.actor_countries, right in one.actor_countries) for one in events))


def tallied(counts: Mapping[Sort, int]) -> Tally:
    """Counts of events of which is known how many there are of each sort."""
    by_kind: dict[str, list[tuple[Sort, int]]] = {"act": [], "threat": [], "planned": [], "other": []}
    for sort, count in counts.items():
        by_kind[kind_of_act(sort)].append((sort, count))
    acts = by_kind["act"]
    quads, types = Counter[str](), Counter[str]()
    for sort, count in acts:
        quads[QUADS[load().ontology.quad(sort.type)]] += count
        types[sort.type] += count
    return Tally(
        acts=_many(acts),
        threats=_many(by_kind["threat"]),
        planned=_many(by_kind["planned"]),
        other=_many(by_kind["other"]),
        intensity=_mean(acts),
        threat_intensity=_mean(by_kind["threat"]),
        quads=ranked(quads),
        types=ranked(types),
        left=_side([(sort, count) for sort, count in acts if sort.left]),
        right=_side([(sort, count) for sort, count in acts if sort.right]),
    )


def _many(counts: Iterable[tuple[Sort, int]]) -> int:
    return sum(count for _, count in counts)


def _mean(counts: Iterable[tuple[Sort, int]]) -> float | None:
    known = [(score, count) for sort, count in counts if (score := intensity(sort)) is not None]
    # Exact until the end, so that it makes no difference in which order events are counted.
    return round(fsum(score for score, count in known for _ in range(count)) / sum(count for _, count in known), 2) if known else None


def _side(acts: Sequence[tuple[Sort, int]]) -> Side:
    return Side(_many(acts), _mean(acts))


def ranked(counts: Mapping[str, int]) -> dict[str, int]:
    """Most first, then by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def most_first(names: Iterable[str]) -> dict[str, int]:
    """How often each comes, most first, then by name."""
    return ranked(Counter(names))
