"""What was worked out before and holds as long as its inputs do: pairs compared, blocks put together. In: content keys; out: results, and how many were new.

Every result is a pure function of what its key was made of, so that resolving with a memory gives the same as resolving without one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint64]
V = TypeVar("V")
# Works out the results of places 0 to a count: given what does a stretch of them, from one place to before another, it hands back all in order.
Spread = Callable[[Callable[[int, int], list[Any]], int], list[Any]]
# An odd 64-bit number whose products scatter well (the golden ratio's fraction), so that left and right of a pair count differently.
_MIX = np.uint64(0x9E3779B97F4A7C15)


def mark(*parts: object) -> int:
    """64 bits that stand for some content; the same on every machine."""
    return int.from_bytes(hashlib.blake2b("\0".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def pair_codes(left: Codes, right: Codes) -> Codes:
    """One number for each pair of marks; of ten million pairs some two in a million records share one by chance."""
    mixed = left * _MIX + right
    found: Codes = (mixed ^ (mixed >> np.uint64(29))) * _MIX
    return found


def all_here(work: Callable[[int, int], list[Any]], count: int) -> list[Any]:
    """Does it all in this process."""
    return work(0, count)


class Memory:
    """Results by kind and key.

    Args:
        spread: by whom that is worked out which is not known.

    Attributes:
        nothing: kind -> codes of pairs that were found to be no candidates, sorted.
        kept: kind -> code of a pair -> what was found, as plain values.
        blocks: kind -> key -> result.
        opened, seen: kind -> blocks worked out in this run, and blocks in all.
    """

    def __init__(self, spread: Spread = all_here) -> None:
        self.spread = spread
        self.nothing: dict[str, Codes] = {}
        self.kept: dict[str, dict[int, Any]] = {}
        self.blocks: dict[str, dict[str, Any]] = {}
        self.cards: dict[int, bytes] = {}
        self.opened: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self._used: dict[str, list[Codes]] = {}
        self._used_blocks: dict[str, set[str]] = {}

    def pairs(self, kind: str, codes: Codes, score: Callable[[int], V | None]) -> list[tuple[int, V]]:
        """What is found for each pair, as (place in `codes`, result), without those for which nothing is.

        Args:
            codes: see `pair_codes`; each stands for all that the result depends on.
            score: called with the place of a pair that is not known; it may be called in another process.
        """
        kept = self.kept.setdefault(kind, {})
        nothing = self.nothing.get(kind, np.empty(0, dtype=np.uint64))
        self._used.setdefault(kind, []).append(codes)
        open_ = np.flatnonzero(~_member(codes, nothing))
        waiting = list(zip(open_.tolist(), codes[open_].tolist(), strict=True))
        todo = [(place, code) for place, code in waiting if code not in kept]
        results = self.spread(lambda start, end: [score(place) for place, _ in todo[start:end]], len(todo))
        kept.update((code, result) for (_, code), result in zip(todo, results, strict=True) if result is not None)
        dull = [code for (_, code), result in zip(todo, results, strict=True) if result is None]
        if dull:
            self.nothing[kind] = np.unique(np.concatenate([nothing, np.array(dull, dtype=np.uint64)]))
        return [(place, kept[code]) for place, code in waiting if code in kept]

    def block_results(self, kind: str, keys: Sequence[str], work: Callable[[int], V]) -> list[V]:
        """The results for blocks, by their keys.

        Args:
            work: called with the place of a block for whose key there is none; it may be called in another process.
        """
        blocks = self.blocks.setdefault(kind, {})
        used = self._used_blocks.setdefault(kind, set())
        todo = {key: place for place, key in enumerate(keys) if key not in blocks}
        self.seen[kind] += len({*keys} - used)
        self.opened[kind] += len(todo.keys() - used)
        used.update(keys)
        places = list(todo.values())
        blocks.update(zip(todo, self.spread(lambda start, end: [work(place) for place in places[start:end]], len(places)), strict=True))
        return [blocks[key] for key in keys]

    def forget(self) -> None:
        """Drops what this run did not use, so that the memory holds what the record holds."""
        for kind, used in self._used.items():
            codes = np.unique(np.concatenate(used))
            if kind in self.nothing:
                self.nothing[kind] = self.nothing[kind][_member(self.nothing[kind], codes)]
            known = self.kept[kind]
            keys = np.array(sorted(known), dtype=np.uint64)
            self.kept[kind] = {int(code): known[int(code)] for code in keys[_member(keys, codes)]}
        for kind, blocks in self.blocks.items():
            self.blocks[kind] = {key: blocks[key] for key in sorted(self._used_blocks.get(kind, ()))}
        self._used.clear()
        self._used_blocks.clear()


def _member(codes: Codes, among: Codes) -> npt.NDArray[np.bool_]:
    """Which of the codes stand in a sorted array."""
    if not len(among):
        return np.zeros(len(codes), dtype=bool)
    places = np.minimum(np.searchsorted(among, codes), len(among) - 1)
    found: npt.NDArray[np.bool_] = among[places] == codes
    return found


def components(members: Sequence[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Members that hang together by links, directly or over others: each part sorted, parts by their first."""
    parent = {one: one for one in members}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for left, right in links:
        if left in parent and right in parent:
            one, two = sorted((root(left), root(right)))
            parent[two] = one
    parts: dict[str, list[str]] = {}
    for one in sorted(members):
        parts.setdefault(root(one), []).append(one)
    return [parts[first] for first in sorted(parts)]
