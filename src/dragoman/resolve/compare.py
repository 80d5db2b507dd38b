"""Do two event reports tell of one event? In: two Tellings; out: a score in log-odds with its reasons in words, or why they never can.

What is forbidden (`barriers`) is forbidden whatever the score; all else is weighed: evidence times weight, added up from a start
that says how seldom two event reports are one.
"""

from __future__ import annotations

from dataclasses import dataclass

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


def compare(left: Telling, right: Telling, weights: Weights | None = None) -> Comparison:
    """Score and reasons; `forbidden` where no other evidence can make them one."""
    barrier = forbids(left, right)
    if barrier is not None:
        return Comparison(NEVER, barrier, forbidden=True)
    return weigh(evidence(left, right), weights or event_weights())


def weigh(found: list[Evidence], weights: Weights) -> Comparison:
    """Evidence added up, with every weight named."""
    score, said = weights.start, []
    for piece in found:
        weight = weights.of[piece.name]
        worth = weight.weight * piece.amount
        score += worth
        said.append(f"{weight.says.format(piece.about)} ({worth:+.1f})")
    return Comparison(score, "; ".join(said))
