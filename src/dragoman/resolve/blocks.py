"""Which event reports are compared at all. In: tellings; out: pairs, a bounded number for each telling.

Every telling is filed under several keys (its day, its month, a person, a place, a rare word, each together with type and a party).
In a small block all are compared; in a large one only neighbours by date, as their rarer keys bring the rest together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dragoman.model import Interval
from dragoman.resolve.barriers import DATE_SLACK
from dragoman.resolve.candidates import months_of
from dragoman.resolve.families import families
from dragoman.resolve.memory import Codes, Spread, all_here, mark
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


def pairs_to_compare(tellings: Sequence[Telling], cards: dict[int, bytes] | None = None, spread: Spread = all_here) -> tuple[Places, Places]:
    """Each pair worth comparing once, as places in `tellings` (first, second; the first has the smaller id), in a fixed order.

    Pairs whose days can't meet, which `compare` forbids whatever else agrees, are left out here already: they are the most.

    Args:
        cards: what is known from before of where tellings are filed, by their marks; gains those that were not known. spread: by whom these are made.
    """
    order = sorted(range(len(tellings)), key=lambda place: tellings[place].id)
    told = [tellings[place] for place in order]
    from_, to, block, member, reach = _filed(_cards(told, {} if cards is None else cards, spread))
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


def _cards(told: Sequence[Telling], cards: dict[int, bytes], spread: Spread) -> list[bytes]:
    """The card of each telling. Without a mark nothing stands for the content, so that the id must: such tellings are compared once."""
    todo = [place for place, telling in enumerate(told) if telling.mark not in cards or not telling.mark]
    made = dict(zip(todo, spread(lambda start, end: [_card(told[place]) for place in todo[start:end]], len(todo)), strict=True))
    cards.update((told[place].mark, card) for place, card in made.items() if told[place].mark)
    return [made[place] if place in made else cards[telling.mark] for place, telling in enumerate(told)]


def _filed(own: Sequence[bytes]) -> tuple[Places, Places, Codes, Places, Places]:
    """First and last days; and for every telling under every key that it shares: the key, its place, how many of the next in its block it is compared with.

    Blocks one after the other, each in order of date and id.

    Args:
        own: the card of each telling, in order of id.
    """
    whole = np.frombuffer(b"".join(own), dtype=np.uint64)
    sizes = np.array([len(card) // whole.itemsize for card in own], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(own), dtype=np.int64), sizes)
    offset = np.arange(len(whole), dtype=np.int64) - starts[owner]
    words_from = HEAD + whole[starts + HEAD - 1].astype(np.int64)[owner] if own else owner
    is_key, is_word = (offset >= HEAD) & (offset < words_from), offset >= words_from
    block, member = np.concatenate([whole[is_key], whole[is_word]]), np.concatenate([owner[is_key], owner[is_word]])
    rare = np.concatenate([np.zeros(np.count_nonzero(is_key), dtype=bool), np.ones(np.count_nonzero(is_word), dtype=bool)])
    from_, to = whole[starts].astype(np.int64), whole[starts + 1].astype(np.int64) + DATE_SLACK
    _, place, count = np.unique(block, return_inverse=True, return_counts=True)
    kept = (count[place] > 1) & (~rare | (count[place] <= RARE_WORD)) if len(block) else np.empty(0, dtype=bool)
    block, member, size = block[kept], member[kept], count[place][kept] if len(block) else np.empty(0, dtype=np.int64)
    order = np.lexsort((member, from_[member], block))
    return from_, to, block[order], member[order], np.where(size[order] <= WHOLE_BLOCK, WHOLE_BLOCK, NEIGHBOURS)


# A card begins with first day, last day and number of keys.
HEAD = 3


def _card(telling: Telling) -> bytes:
    """Where a telling is filed, whatever else the record holds: its days, its keys, and its words, which count only where few others hold them."""
    first, last = telling.window.from_, telling.window.to
    days = (first.toordinal() if first else 0, last.toordinal() if last else date.max.toordinal())
    keys = sorted(_keys(telling))
    of_type = _code(f"word {telling.type}")
    words = sorted((of_type + _code(term) * FIRST) & MASK for term in telling.terms)
    return np.array([*days, len(keys), *keys, *words], dtype=np.uint64).tobytes()


# A key is 64 bits made of those of its parts, each times an odd number of its own (fractions of square roots), so that it is the same on every machine.
FIRST, SECOND, THIRD, MASK = 0x9E3779B97F4A7C15, 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B, 2**64 - 1


@lru_cache(maxsize=2**17)
def _code(part: str) -> int:
    return mark(part)


def _keys(telling: Telling) -> set[int]:
    """Report; party and time; two parties and time; person and time; place and time: each with the type. And what neighbouring types need."""
    kind = telling.type
    keys = {(_code(f"report {kind}") + _code(telling.report) * FIRST) & MASK}
    parties = [_code(party) for party in sorted(telling.parties)[:PARTIES_FILED] or ["-"]]
    times, near = _times(telling), _code(_year(telling)) * THIRD
    moments = [_code(when) * THIRD for when in times]
    alone, both = _code(f"when {kind}"), _code(f"dyad {kind}")
    keys |= {(alone + party * FIRST + when) & MASK for party in parties for when in moments}
    dyads = [one * FIRST + other * SECOND for place, one in enumerate(parties) for other in parties[place + 1 :]]
    keys |= {(both + dyad + when) & MASK for dyad in dyads for when in (*moments, near)}
    always = _code("any") * THIRD
    someone = _code(f"person {kind}")
    keys |= {(someone + _code(person.id) * FIRST + when) & MASK for person in telling.people for when in (*moments, near, always)}
    if telling.place is not None:
        scene = _code(f"place {kind}") + _code(telling.place) * FIRST
        keys |= {(scene + when) & MASK for when in moments or [always]}
    for family in families()[kind][1:]:
        # Neighbouring types can be one act only on the same days or in copies, so that they need no other block.
        keys.add((_code(f"copies {family}") + _code(telling.origin) * FIRST) & MASK)
        days = [moment for moment, when in zip(moments, times, strict=True) if when[0] in "de"]
        keys |= {(_code(f"dyad {family}") + dyad + when) & MASK for dyad in dyads for when in days}
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
