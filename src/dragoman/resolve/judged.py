"""Judgements: what people have ruled, and the edges that the program hands back with its reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from dragoman.model import Correction, Judgement, digest
from dragoman.model.judgements import last_words
from dragoman.resolve.linkage import Edge, Pair, Rulings, pair

# Bump when the rules change what is merged, so that judgements of two versions can be told apart.
PROGRAM = "program resolve-1"
LATER_COUNTS = "the later word counts"


def rulings(judgements: Sequence[Judgement], kind: str) -> tuple[Rulings, list[str]]:
    """People's standing judgements of one kind that hold, with a note for every pair on which people disagreed.

    The latest word on a pair counts; withdrawn judgements, those that hold by nothing at present, and the program's own are left out.
    """
    chosen: dict[str, list[Pair]] = {"same": [], "different": [], "unsure": []}
    for (of_kind, left, right), judgement in sorted(last_words(judgements).items()):
        if of_kind == kind:
            chosen[judgement.verdict].append((left, right))
    return Rulings(tuple(chosen["same"]), frozenset(chosen["different"]), frozenset(chosen["unsure"])), _disputes(judgements, kind)


def _disputes(judgements: Sequence[Judgement], kind: str) -> list[str]:
    """A note for every time that one person said otherwise than another before."""
    before: dict[Pair, Judgement] = {}
    notes: list[str] = []
    binding = [one for one in judgements if one.kind == kind and one.by_person and one.withdrawn is None and one.pending is None]
    for later in sorted(binding, key=lambda one: (one.said, one.id)):
        sides = pair(later.left, later.right)
        earlier = before.get(sides)
        if earlier is not None and earlier.verdict != later.verdict and earlier.by != later.by:
            notes.append(f"{sides[0]} and {sides[1]}: {earlier.by} judged them {earlier.verdict}, {later.by} later {later.verdict}; {LATER_COUNTS}")
        before[sides] = later
    return notes


def pending(judgements: Sequence[Judgement], corrections: Sequence[Correction]) -> list[str]:
    """One note where people's words hold by nothing at present: a report that isn't there, an act that is no longer found."""
    said: list[Judgement | Correction] = [*(one for one in judgements if one.by_person), *corrections]
    count = sum(one.withdrawn is None and one.pending is not None for one in said)
    verbs = ("binds", "is") if count == 1 else ("bind", "are")
    told = f"{count} of people's judgements and corrections {verbs[0]} nothing at present, and {verbs[1]} kept"
    return [f"{told}: dragoman judge list --pending says why"] if count else []


def on_people(notes: Sequence[str]) -> list[str]:
    """Those of a resolution's notes that are about what people said."""
    signs = (LATER_COUNTS, "a person's 'same'", "dragoman judge list")
    return [note for note in notes if any(sign in note for sign in signs)]


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
