"""Judgements: what people have ruled, and the edges that the program hands back with its reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from dragoman.model import Judgement, digest
from dragoman.resolve.linkage import Edge, Pair, Rulings, pair

# Bump when the rules change what is merged, so that judgements of two versions can be told apart.
PROGRAM = "program resolve-1"


def by_person(judgement: Judgement) -> bool:
    return not judgement.by.startswith("program")


def rulings(judgements: Sequence[Judgement], kind: str) -> tuple[Rulings, list[str]]:
    """People's standing judgements of one kind, with a note for every pair on which people disagreed.

    The latest word on a pair counts; withdrawn judgements and the program's own are left out.
    """
    latest: dict[Pair, Judgement] = {}
    notes: list[str] = []
    standing = [one for one in judgements if one.kind == kind and one.withdrawn is None and by_person(one)]
    for judgement in sorted(standing, key=lambda one: (one.made or "", one.id)):
        key = pair(judgement.left, judgement.right)
        before = latest.get(key)
        if before is not None and before.verdict != judgement.verdict:
            notes.append(f"{key[0]} and {key[1]}: {before.by} judged them {before.verdict}, {judgement.by} later {judgement.verdict}; the later word counts")
        latest[key] = judgement
    chosen = {verdict: [key for key in sorted(latest) if latest[key].verdict == verdict] for verdict in ("same", "different", "unsure")}
    return Rulings(tuple(chosen["same"]), frozenset(chosen["different"]), frozenset(chosen["unsure"])), notes


def probability(log_odds: float) -> float:
    """Log-odds as a number from 0 to 1, three digits."""
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds)))), 3)


def program_judgements(kind: str, verdict: str, edges: Iterable[Edge]) -> list[Judgement]:
    """The program's edges as judgements. Their ids hold no time, so that the same evidence makes the same judgement."""
    out = []
    for edge in edges:
        left, right = pair(edge.left, edge.right)
        identity = digest(kind, left, right, verdict, PROGRAM)
        out.append(Judgement(identity, kind, left, right, verdict, probability(edge.score), edge.why, PROGRAM))
    return out
