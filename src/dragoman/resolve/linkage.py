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
        self.members = {one: [one] for one in self.parent}
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

    def join(self, left: str, right: str) -> None:
        if len(self.members[left]) < len(self.members[right]) or (len(self.members[left]) == len(self.members[right]) and right < left):
            left, right = right, left
        self.parent[right] = left
        self.members[left] += self.members.pop(right)
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
        allowed: called with the members of two clusters; False keeps them apart. Not asked about pairs that a person joined.
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
        if allowed(forest.members[one], forest.members[two]):
            forest.join(one, two)
            linked.used.append(edge)
    linked.clusters = sorted(tuple(sorted(members)) for members in forest.members.values())
    return linked
