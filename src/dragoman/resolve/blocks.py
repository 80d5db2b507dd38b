"""Which event reports are compared at all. In: tellings; out: pairs, a bounded number for each telling.

Every telling is filed under several keys (its day, its month, a person, a place, a rare word, each together with type and a party).
In a small block all are compared; in a large one only neighbours by date, as their rarer keys bring the rest together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from dragoman.model import Interval
from dragoman.resolve.barriers import DATE_SLACK
from dragoman.resolve.candidates import months_of
from dragoman.resolve.families import families
from dragoman.resolve.tellings import Telling

# Blocks up to this size are compared pair by pair.
WHOLE_BLOCK = 48
# In larger blocks each telling is compared with so many neighbours in order of date.
NEIGHBOURS = 12
# A word of the sentence is a key if no more tellings of that type hold it.
RARE_WORD = 24
# Sides with more parties than this (a summit of twenty) are filed under the first few only.
PARTIES_FILED = 4
# Pairs gathered before doubles are taken out; bounds memory.
GATHERED = 4_000_000

Places = npt.NDArray[np.int64]


def pairs_to_compare(tellings: Sequence[Telling]) -> tuple[Places, Places]:
    """Each pair worth comparing once, as places in `tellings` (first, second; the first has the smaller id), in a fixed order.

    Pairs whose days can't meet, which `compare` forbids whatever else agrees, are left out here already: they are the most.
    """
    order = sorted(range(len(tellings)), key=lambda place: tellings[place].id)
    told = [tellings[place] for place in order]
    block, member, reach = _filed(told)
    from_ = np.array([one.window.from_.toordinal() if one.window.from_ else 0 for one in told], dtype=np.int64)
    to = np.array([one.window.to.toordinal() if one.window.to else date.max.toordinal() for one in told], dtype=np.int64) + DATE_SLACK
    found, gathered = [np.empty(0, dtype=np.int64)], 0
    for step in range(1, WHOLE_BLOCK):
        near = np.flatnonzero((block[step:] == block[:-step]) & (reach[:-step] >= step))
        if not len(near):
            break
        one, two = member[near], member[near + step]
        meet = (from_[one] <= to[two]) & (from_[two] <= to[one])
        one, two = one[meet], two[meet]
        found.append(np.minimum(one, two) * len(told) + np.maximum(one, two))
        gathered += len(one)
        if gathered > GATHERED:
            found, gathered = [np.unique(np.concatenate(found))], 0
    pairs = np.unique(np.concatenate(found))
    places = np.array(order, dtype=np.int64)
    return places[pairs // max(1, len(told))], places[pairs % max(1, len(told))]


def _filed(told: Sequence[Telling]) -> tuple[Places, Places, Places]:
    """For every telling under every key: number of its block, its place, and how many of the next in its block it is compared with.

    Blocks one after the other, each in order of date and id; `told` is in order of id.
    """
    spread = Counter((telling.type, term) for telling in told for term in telling.terms)
    numbers: dict[tuple[str, ...], int] = {}
    blocks: list[int] = []
    members: list[int] = []
    for place, telling in enumerate(told):
        for key in _keys(telling, spread):
            blocks.append(numbers.setdefault(key, len(numbers)))
            members.append(place)
    block, member = np.array(blocks, dtype=np.int64), np.array(members, dtype=np.int64)
    first = np.array([telling.window.from_.toordinal() if telling.window.from_ else 0 for telling in told], dtype=np.int64)
    order = np.lexsort((member, first[member], block)) if len(block) else np.empty(0, dtype=np.int64)
    block, member = block[order], member[order]
    sizes = np.bincount(block, minlength=1)[block] if len(block) else block
    return block, member, np.where(sizes <= WHOLE_BLOCK, WHOLE_BLOCK, NEIGHBOURS)


def _keys(telling: Telling, spread: Counter[tuple[str, str]]) -> set[tuple[str, ...]]:
    kind = telling.type
    keys: set[tuple[str, ...]] = {("report", telling.report, kind)}
    parties = sorted(telling.parties)[:PARTIES_FILED] or ["-"]
    times = _times(telling)
    for party in parties:
        keys |= {("when", kind, party, when) for when in times}
    for place, one in enumerate(parties):
        keys |= {("dyad", kind, one, other, when) for other in parties[place + 1 :] for when in [*times, _year(telling)]}
    for person in telling.people:
        keys |= {("person", kind, person.id, when) for when in [*times, _year(telling), "any"]}
    if telling.place is not None:
        keys |= {("place", kind, telling.place, when) for when in times or ["any"]}
    for family in families()[kind][1:]:
        # Neighbouring types can be one act only on the same days or in copies, so that they need no other block.
        keys.add(("copies", family, telling.origin))
        keys |= {("dyad", family, one, other, when) for place, one in enumerate(parties) for other in parties[place + 1 :] for when in times if when[0] in "de"}
    for term in telling.terms:
        if 1 < spread[kind, term] <= RARE_WORD:
            keys.add(("word", kind, term))
    return keys


def _times(telling: Telling) -> list[str]:
    """Buckets of time: pairs of days (either way, for the slack) for one told to the day, months, the months of writing for one undated."""
    window = telling.told if telling.told.known else telling.window
    if window.from_ is not None and window.from_ == window.to:
        number = window.from_.toordinal()
        return [f"d{number // 2}", f"e{(number + 1) // 2}", *months_of(window)]
    if telling.told.known:
        return months_of(window)
    return months_of(telling.written)


def _year(telling: Telling) -> str:
    anchor: Interval = telling.told if telling.told.known else telling.written
    first: date | None = anchor.from_
    return str(first.year) if first is not None else "any"
