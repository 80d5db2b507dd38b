"""Clusters block by block: what hangs together by edges is put together by itself, and only if it is not known from before.

In: marks of the things, scored edges, people's judgements; out: the same clusters as of all at once, since a cluster grows along edges only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from dragoman.resolve.linkage import Edge, Linked, Pair, Rulings, agglomerate
from dragoman.resolve.memory import Memory, components, mark

# Clusters, places of the edges that made them, pairs of people's "same" that were refused.
Block = tuple[list[tuple[str, ...]], list[int], list[Pair]]


def by_blocks(
    kind: str, marks: Mapping[str, int], edges: Sequence[Edge], allowed: Callable[[list[str], list[str]], bool], rulings: Rulings, memory: Memory
) -> Linked:
    """As `agglomerate`, with every block that the memory knows taken from it.

    Args:
        kind: what is put together; blocks of several kinds are kept apart.
        marks: id -> what stands for all that the thing was made of.
        edges, allowed, rulings: see `agglomerate`; `allowed` must rest on the two clusters' members alone.
    """
    parts = components(list(marks), [*((edge.left, edge.right) for edge in edges), *rulings.same])
    part_of = {member: part[0] for part in parts for member in part}
    inside: dict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda edge: (edge.left, edge.right)):
        inside[part_of[edge.left]].append(edge)
    ruled = _by_part(rulings, part_of)
    linked = Linked([])
    given = [(part, inside.get(part[0], []), ruled.get(part[0], Rulings())) for part in parts]
    found = memory.block_results(kind, [_key(*one, marks) for one in given], lambda place: _block(*given[place], allowed))
    for (_, own, _), (clusters, used, refused) in zip(given, found, strict=True):
        linked.clusters += map(tuple, clusters)
        linked.used += [own[place] for place in used]
        linked.refused += [(left, right) for left, right in refused]
    linked.clusters.sort()
    return linked


def _block(part: Sequence[str], edges: Sequence[Edge], rulings: Rulings, allowed: Callable[[list[str], list[str]], bool]) -> Block:
    linked = agglomerate(part, edges, allowed, rulings)
    places = {(edge.left, edge.right): place for place, edge in enumerate(edges)}
    return linked.clusters, [places[edge.left, edge.right] for edge in linked.used], linked.refused


def _key(part: Sequence[str], edges: Sequence[Edge], rulings: Rulings, marks: Mapping[str, int]) -> str:
    said = (rulings.same, sorted(rulings.different), sorted(rulings.unsure))
    return f"{mark(*(f'{one} {marks[one]}' for one in part), said, *(f'{edge.left} {edge.right} {edge.score!r}' for edge in edges)):016x}"


def _by_part(rulings: Rulings, part_of: Mapping[str, str]) -> dict[str, Rulings]:
    """What people said, by the block that holds both sides; a pair that they parted and that hangs together by nothing needs no parting."""
    found: dict[str, list[list[Pair]]] = defaultdict(lambda: [[], [], []])
    for place, pairs in enumerate((rulings.same, rulings.different, rulings.unsure)):
        for left, right in sorted(pairs):
            if left in part_of and part_of[left] == part_of.get(right):
                found[part_of[left]][place].append((left, right))
    return {part: Rulings(tuple(same), frozenset(different), frozenset(unsure)) for part, (same, different, unsure) in sorted(found.items())}
