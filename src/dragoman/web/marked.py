"""Text with stretches marked that may overlap: cut where any begins or ends.

In: a text and stretches. Out: segments, which a template shows one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters start to end of a text; `kind` becomes a class of the style sheet, `says` a note; `chain`: several stretches that mean one."""

    start: int
    end: int
    kind: str
    says: str
    chain: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Text with what lies over it: classes, and their notes."""

    text: str
    kinds: tuple[str, ...]
    says: str


def segments(text: str, stretches: Iterable[Stretch], start: int = 0, end: int | None = None) -> tuple[Segment, ...]:
    """The text from start to end, cut at the bounds of the stretches; stretches outside are cut to it or left out."""
    last = len(text) if end is None else min(end, len(text))
    inside = [one for one in stretches if one.start < last and one.end > start and one.start < one.end]
    cuts = sorted({start, last, *(max(one.start, start) for one in inside), *(min(one.end, last) for one in inside)})
    opening: dict[int, list[Stretch]] = {}
    for one in inside:
        opening.setdefault(max(one.start, start), []).append(one)
    found, over = [], list[Stretch]()
    for here, there in pairwise(cuts):
        over = [one for one in over if one.end > here] + opening.get(here, [])
        kinds = tuple(dict.fromkeys(kind for one in over for kind in _classes(one)))
        found.append(Segment(text[here:there], kinds, "; ".join(dict.fromkeys(f"{one.kind}: {one.says}" for one in over if one.says))))
    return tuple(found)


def _classes(one: Stretch) -> tuple[str, ...]:
    return (one.kind,) if one.chain is None else (one.kind, f"chain-{one.chain % CHAINS}")


CHAINS = 6  # underlines that the eye tells apart; the seventh chain looks like the first
