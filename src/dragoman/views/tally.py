"""Counting events: acts done apart from threats and plans, by quarter of PLOVER and type, by who acts, with their mean intensity.

In: events of a record. Out: a Tally. Shared by the pair's months and the windows around events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

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


def kind_of_act(event: Event | Outline | EventRow) -> str:
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


def intensity(event: Event | Outline | EventRow) -> float | None:
    """PLOVER's score for what plain PLOVER makes of the event; None where it is denied or negated."""
    return _score(event.type, event.mode, event.status, event.negated)


def mean(scores: Iterable[float | None]) -> float | None:
    """Mean of the known ones to two places; None where none is known."""
    known = [score for score in scores if score is not None]
    return round(sum(known) / len(known), 2) if known else None


def tally(events: Sequence[Event] | Sequence[Outline], left: str, right: str) -> Tally:
    """Counts of the events; `left` and `right` are the codes of the two countries."""
    by_kind: dict[str, list[Event | Outline]] = {"act": [], "threat": [], "planned": [], "other": []}
    for event in events:
        by_kind[kind_of_act(event)].append(event)
    acts = by_kind["act"]
    return Tally(
        acts=len(acts),
        threats=len(by_kind["threat"]),
        planned=len(by_kind["planned"]),
        other=len(by_kind["other"]),
        intensity=mean(map(intensity, acts)),
        threat_intensity=mean(map(intensity, by_kind["threat"])),
        quads=most_first(QUADS[load().ontology.quad(event.type)] for event in acts),
        types=most_first(event.type for event in acts),
        left=_side(acts, left),
        right=_side(acts, right),
    )


def _side(acts: Sequence[Event | Outline], country: str) -> Side:
    own = [event for event in acts if country in event.actor_countries]
    return Side(len(own), mean(map(intensity, own)))


def most_first(names: Iterable[str]) -> dict[str, int]:
    """How often each comes, most first, then by name."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
