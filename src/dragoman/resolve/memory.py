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


class Memory:
    """Results by kind and key.

    Attributes:
        nothing: kind -> codes of pairs that were found to be no candidates, sorted.
        kept: kind -> code of a pair -> what was found, as plain values.
        blocks: kind -> key -> result.
        opened, seen: kind -> blocks worked out in this run, and blocks in all.
    """

    def __init__(self) -> None:
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
            score: called with the place of a pair that is not known.
        """
        kept = self.kept.setdefault(kind, {})
        nothing = self.nothing.get(kind, np.empty(0, dtype=np.uint64))
        self._used.setdefault(kind, []).append(codes)
        found: list[tuple[int, V]] = []
        dull: list[int] = []
        open_ = np.flatnonzero(~_member(codes, nothing))
        for place, code in zip(open_.tolist(), codes[open_].tolist(), strict=True):
            if code not in kept:
                result = score(place)
                if result is None:
                    dull.append(code)
                    continue
                kept[code] = result
            found.append((place, kept[code]))
        if dull:
            self.nothing[kind] = np.unique(np.concatenate([nothing, np.array(dull, dtype=np.uint64)]))
        return found

    def block(self, kind: str, key: str, work: Callable[[], V]) -> V:
        """The result for a block; worked out if there is none for this key."""
        blocks = self.blocks.setdefault(kind, {})
        used = self._used_blocks.setdefault(kind, set())
        if key not in used:
            used.add(key)
            self.seen[kind] += 1
            self.opened[kind] += key not in blocks
        if key not in blocks:
            blocks[key] = work()
        result: V = blocks[key]
        return result

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
