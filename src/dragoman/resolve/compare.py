"""Do two event reports tell of one event? In: two Tellings; out: a score in log-odds with its reasons in words, or why they never can.

What is forbidden (`barriers`) is forbidden whatever the score; all else is weighed: evidence times weight, added up from a start
that says how seldom two event reports are one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from dragoman.resolve.barriers import forbids
from dragoman.resolve.evidence import Evidence, evidence
from dragoman.resolve.measures import figures_agree, same_measure
from dragoman.resolve.tellings import Telling
from dragoman.resolve.weights import Weights, event_weights

__all__ = ["Comparison", "compare", "figures_agree", "forbids", "same_measure", "weigh"]

# Stands for "never", below anything that weights could add up to.
NEVER = -9.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Log-odds that two tellings are one event, and the reasons."""

    score: float
    why: str
    forbidden: bool = False


def compare(left: Telling, right: Telling, weights: Weights | None = None, least: float = -math.inf) -> Comparison:
    """Score and reasons; `forbidden` where no other evidence can make them one. Symmetric.

    Args:
        least: of a pair that scores less no reasons are put into words.
    """
    barrier = forbids(left, right)
    if barrier is not None:
        return Comparison(NEVER, barrier, forbidden=True)
    return weigh(evidence(left, right), weights or event_weights(), least)


def weigh(found: list[Evidence], weights: Weights, least: float = -math.inf) -> Comparison:
    """Evidence added up, with every weight named."""
    worths = [weights.of[piece.name].weight * piece.amount for piece in found]
    score = weights.start
    for worth in worths:  # sum() rounds otherwise in later versions of Python
        score += worth
    if score < least:
        return Comparison(score, "")
    said = [_said(weights.of[piece.name].says, piece.about, worth) for piece, worth in zip(found, worths, strict=True)]
    return Comparison(score, "; ".join(said))


@lru_cache(maxsize=2**14)
def _said(says: str, about: str, worth: float) -> str:
    return f"{says.format(about)} ({worth:+.1f})"
