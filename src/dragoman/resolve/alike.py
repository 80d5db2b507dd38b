"""How much of one text is told again in another, sentence by sentence and in order. In: two Traits; out: Alignment."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.resolve.traits import ANCHOR_WEIGHT, Line, Traits

# Two sentences tell the same if they share this much of what they hold (weighted Dice): a loose rewrite keeps names and figures.
SAME_LINE = 0.34
# Sentences weighing less ("Read on.") say nothing about where a text is from.
LIGHT_LINE = 4.0
# Sentences of either text that are compared; a rewrite that shares nothing in its first hundred shares nothing.
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Alignment:
    """Share of the shorter text's weight told in the other in the same order, and the sentence pairs that carry it."""

    share: float
    pairs: tuple[tuple[int, int, float], ...]
    quotes: int

    def why(self) -> str:
        said = f"{len(self.pairs)} sentences tell the same in the same order ({self.share:.0%} of the shorter text)"
        return said + (f", {self.quotes} quotes word for word" if self.quotes else "")


def line_similarity(left: Line, right: Line) -> float:
    """Weighted Dice of two sentences, 0 to 1; names and figures count double."""
    shared = len(left.terms & right.terms) + ANCHOR_WEIGHT * len(left.anchors & right.anchors)
    total = left.weight + right.weight
    return 2.0 * shared / total if total else 0.0


def align(left: Traits, right: Traits) -> Alignment:
    """Best order-keeping pairing of the sentences of two texts (dynamic programming)."""
    one = [line for line in left.lines if line.weight >= LIGHT_LINE][:MOST_LINES]
    two = [line for line in right.lines if line.weight >= LIGHT_LINE][:MOST_LINES]
    quotes = len(left.quotes & right.quotes)
    if not one or not two:
        return Alignment(0.0, (), quotes)
    scores = [[_gain(a, b) for b in two] for a in one]
    best = [[0.0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(len(two) - 1, -1, -1):
            row[j] = max(below[j], row[j + 1], below[j + 1] + scores[i][j])
    pairs = _walk(best, scores)
    shorter = min(sum(line.weight for line in one), sum(line.weight for line in two))
    told = sum(min(one[i].weight, two[j].weight) for i, j, _ in pairs)
    return Alignment(min(1.0, told / shorter), pairs, quotes)


def _gain(left: Line, right: Line) -> float:
    if 2.0 * min(left.weight, right.weight) < SAME_LINE * (left.weight + right.weight):
        return 0.0  # one is too long for the other, whatever they share
    similar = line_similarity(left, right)
    return similar * min(left.weight, right.weight) if similar >= SAME_LINE else 0.0


def _walk(best: list[list[float]], scores: list[list[float]]) -> tuple[tuple[int, int, float], ...]:
    pairs = []
    i = j = 0
    while i < len(scores) and j < len(scores[0]):
        if scores[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((i, j, scores[i][j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return tuple(pairs)
