"""Which event reports are compared at all. In: tellings; out: pairs, a bounded number for each telling.

Every telling is filed under several keys (its day, its month, a person, a place, a rare word, each together with type and a party).
In a small block all are compared; in a large one only neighbours by date, as their rarer keys bring the rest together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.model import Interval
from dragoman.resolve.candidates import months_of
from dragoman.resolve.families import families
from dragoman.resolve.tellings import Telling, sort_day

# Blocks up to this size are compared pair by pair.
WHOLE_BLOCK = 48
# In larger blocks each telling is compared with so many neighbours in order of date.
NEIGHBOURS = 12
# A word of the sentence is a key if no more tellings of that type hold it.
RARE_WORD = 24
# Sides with more parties than this (a summit of twenty) are filed under the first few only.
PARTIES_FILED = 4


def pairs_to_compare(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Each pair worth comparing once, in a fixed order."""
    blocks: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    spread = Counter((telling.type, term) for telling in tellings for term in telling.terms)
    for telling in tellings:
        for key in _keys(telling, spread):
            blocks[key].append(telling)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda telling: (sort_day(telling), telling.id))
        reach = len(block) if len(block) <= WHOLE_BLOCK else NEIGHBOURS
        for place, left in enumerate(block):
            for right in block[place + 1 : place + 1 + reach]:
                one, two = (left, right) if left.id < right.id else (right, left)
                if (one.id, two.id) not in seen:
                    seen.add((one.id, two.id))
                    yield one, two


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
