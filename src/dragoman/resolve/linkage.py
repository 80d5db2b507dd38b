"""Clusters out of scored edges, best first, never against a constraint. In: ids, edges, constraints; out: clusters as sorted tuples.

People's judgements come first: their "same" binds, their "different" parts, whatever the program thinks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two ids that may be one thing. `score` is log-odds: above 0 speaks for it."""

    left: str
    right: str
    score: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people have decided about pairs: pairs that are one, pairs that are not, pairs on which the program shall not act."""

    same: tuple[Pair, ...] = ()
    different: frozenset[Pair] = frozenset()
    unsure: frozenset[Pair] = frozenset()


@dataclass(slots=True)
class Linked:
    """Clusters (sorted, each sorted), the edges that made them, and pairs of people's "same" that a "different" forbade."""

    clusters: list[tuple[str, ...]]
    used: list[Edge] = field(default_factory=list)
    refused: list[Pair] = field(default_factory=list)


def pair(one: str, two: str) -> Pair:
    return (one, two) if one <= two else (two, one)


class _Forest:
    """Union-find that knows its members and who may not join whom."""

    def __init__(self, ids: Iterable[str], different: Iterable[Pair]) -> None:
        self.parent = {one: one for one in ids}
        # What a person joined is judged part by part: the rules that the person overrode must not keep others away from either part.
        self.parts: dict[str, list[list[str]]] = {one: [[one]] for one in self.parent}
        self.enemies: dict[str, set[str]] = defaultdict(set)
        for left, right in different:
            if left in self.parent and right in self.parent:
                self.enemies[left].add(right)
                self.enemies[right].add(left)

    def root(self, one: str) -> str:
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def hostile(self, left: str, right: str) -> bool:
        if len(self.enemies[left]) > len(self.enemies[right]):
            left, right = right, left
        return any(self.root(enemy) == right for enemy in self.enemies[left])

    def size(self, root: str) -> int:
        return sum(map(len, self.parts[root]))

    def join(self, left: str, right: str, fitting: tuple[int, int] | None = None) -> None:
        """Joins two clusters: two parts of them, by their places, into one where these fit; else the parts stand side by side."""
        if self.size(left) < self.size(right) or (self.size(left) == self.size(right) and right < left):
            left, right, fitting = right, left, fitting and (fitting[1], fitting[0])
        self.parent[right] = left
        others = self.parts.pop(right)
        if fitting is not None:
            self.parts[left][fitting[0]] += others.pop(fitting[1])
        self.parts[left] += others
        self.enemies[left] |= self.enemies.pop(right, set())


def agglomerate(
    ids: Iterable[str],
    edges: Sequence[Edge],
    allowed: Callable[[list[str], list[str]], bool],
    rulings: Rulings | None = None,
) -> Linked:
    """Joins clusters along edges, best first.

    Args:
        ids: all things to be clustered.
        edges: candidate pairs; each is looked at once.
        allowed: called with the members of two clusters; False keeps them apart. Not asked about what a person joined: of such a cluster
            it is asked part by part, and one part that fits is enough.
        rulings: people's judgements.
    """
    rulings = rulings or Rulings()
    forest = _Forest(sorted(ids), sorted(rulings.different))
    linked = Linked([])
    for left, right in rulings.same:
        if left not in forest.parent or right not in forest.parent:
            continue
        one, two = forest.root(left), forest.root(right)
        if one == two:
            continue
        if forest.hostile(one, two):
            linked.refused.append((left, right))
        else:
            forest.join(one, two)
    for edge in sorted(edges, key=lambda edge: (-edge.score, edge.left, edge.right)):
        if pair(edge.left, edge.right) in rulings.unsure:
            continue
        one, two = forest.root(edge.left), forest.root(edge.right)
        if one == two or forest.hostile(one, two):
            continue
        fitting = _fitting(forest.parts[one], forest.parts[two], allowed)
        if fitting is not None:
            forest.join(one, two, fitting)
            linked.used.append(edge)
    linked.clusters = sorted(tuple(sorted(member for part in parts for member in part)) for parts in forest.parts.values())
    return linked


def _fitting(ours: list[list[str]], theirs: list[list[str]], allowed: Callable[[list[str], list[str]], bool]) -> tuple[int, int] | None:
    """The first two parts that may join, as places in the two lists; None if none may."""
    return next(((here, there) for here, one in enumerate(ours) for there, two in enumerate(theirs) if allowed(one, two)), None)
