"""Event reports of one event put together, and the event that they make. In: claims, origins, rulings; out: events, membership, edges.

A field's value is the one that most independent origins tell; ties go to the more exact, then to the earlier writing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dragoman.resolve.blocks import pairs_to_compare
from dragoman.resolve.blockwise import by_blocks
from dragoman.resolve.compare import Comparison, compare, forbids
from dragoman.resolve.linkage import Edge, Linked, Rulings, pair
from dragoman.resolve.memory import Memory, pair_codes
from dragoman.resolve.tellings import Telling
from dragoman.resolve.weights import Weights

# Log-odds from which two event reports are held to tell of one event: even odds.
SAME_EVENT = 0.0
# Pairs that came this near are handed back as "unsure", for a person to look at.
NEARLY_SAME = -0.4
# Mean over the pairs of two clusters that are joined: lower than for one pair, as tellings leave things out.
CLUSTERS_FIT = -0.2
# Pairs looked at when two clusters are joined; members beyond that are sampled evenly.
SAMPLE = 12


@dataclass(slots=True)
class Grouping:
    """Clusters of event reports with the edges that hold them, and the pairs that were left open or forbidden although alike."""

    clusters: list[tuple[str, ...]]
    used: list[Edge]
    unsure: list[Edge] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def group(tellings: Sequence[Telling], rulings: Rulings, weights: Weights | None = None, memory: Memory | None = None) -> Grouping:
    """Clusters event reports; no cluster holds a pair that the rules forbid, save where a person joined them.

    Args:
        tellings: each with its `mark`, where `memory` outlives this call.
        rulings: people's judgements on event reports.
        weights: the shipped ones if None. A memory holds for one set of weights only.
        memory: what is known of pairs and blocks from before.
    """
    memory = memory or Memory()
    by_id: Mapping[str, Telling] = {telling.id: telling for telling in tellings}
    edges = _edges(tellings, weights, memory)

    # Comparing is symmetric; what made an edge need not be compared again.
    known: dict[tuple[str, str], float] = {pair(edge.left, edge.right): edge.score for edge in edges}

    def score(left: Telling, right: Telling) -> float:
        key = pair(left.id, right.id)
        if key not in known:
            known[key] = compare(left, right, weights, math.inf).score
        return known[key]

    def allowed(one: list[str], two: list[str]) -> bool:
        return _fit([by_id[member] for member in one], [by_id[member] for member in two], score)

    marks = {telling.id: telling.mark for telling in tellings}
    linked: Linked = by_blocks("event", marks, [edge for edge in edges if edge.score >= SAME_EVENT], allowed, rulings, memory)
    cluster_of = {member: number for number, cluster in enumerate(linked.clusters) for member in cluster}
    nearly = (edge for edge in edges if edge.score < SAME_EVENT and by_id[edge.left].report != by_id[edge.right].report)
    still_open = [edge for edge in nearly if cluster_of[edge.left] != cluster_of[edge.right]]
    return Grouping(linked.clusters, linked.used, still_open, linked.refused)


def _edges(tellings: Sequence[Telling], weights: Weights | None, memory: Memory) -> list[Edge]:
    """Pairs that are one event or nearly so."""
    left, right = pairs_to_compare(tellings, memory.cards, memory.spread)
    marks = np.array([telling.mark for telling in tellings], dtype=np.uint64)

    ours, theirs = left.tolist(), right.tolist()

    def score(place: int) -> tuple[float, str] | None:
        found: Comparison = compare(tellings[ours[place]], tellings[theirs[place]], weights, NEARLY_SAME)
        return (found.score, found.why) if found.score >= NEARLY_SAME else None

    found = memory.pairs("event", pair_codes(marks[left], marks[right]), score)
    return [Edge(tellings[ours[place]].id, tellings[theirs[place]].id, *scored) for place, scored in found]


def _fit(one: list[Telling], two: list[Telling], score: Callable[[Telling, Telling], float]) -> bool:
    """No forbidden pair, and the pairs agree well enough on average."""
    if any(forbids(left, right) for left in _distinct(one) for right in _distinct(two)):
        return False
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    for left in _sample(one):
        for right in _sample(two):
            scores[left.report, right.report].append(score(left, right))
    # A report's fullest telling speaks for it against other reports; inside one report every telling must fit.
    fits = [sum(found) / len(found) if left == right else max(found) for (left, right), found in scores.items()]
    return sum(fits) / len(fits) >= CLUSTERS_FIT


def _distinct(members: list[Telling]) -> list[Telling]:
    """One member for each set of the fields that can forbid: a thousand copies are checked once."""
    kept: dict[object, Telling] = {}
    for telling in members:
        event = telling.event
        place = (event.where.lat, event.where.lon) if event.where is not None else None
        window = (telling.window.from_, telling.window.to)
        signature = (
            window,
            event.mode,
            telling.actors,
            telling.recipients,
            telling.actor_people,
            telling.recipient_people,
            telling.place_country,
            place,
            telling.real,
        )
        kept.setdefault(signature, telling)
    return list(kept.values())


def _sample(members: list[Telling]) -> list[Telling]:
    if len(members) <= SAMPLE:
        return members
    ordered = sorted(members, key=lambda telling: telling.id)
    step = len(ordered) / SAMPLE
    return [ordered[int(place * step)] for place in range(SAMPLE)]
