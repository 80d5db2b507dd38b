"""Names and figures that tell two groups of reports apart: nearly all of one group hold them, hardly any of the other, and the other way round.

In: for each group the names and figures that each report's lead holds; out: log-odds against joining, and the words. It depends on the two
groups alone, not on the rest of the record. One story may be told with other names by one report; two stories of one kind (a fire in one
supermarket, a fire in another) differ so in all of theirs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.resolve.commonness import commonness
from dragoman.resolve.traits import Traits, stem

# A report's first sentences, in which it names what its own news is about; older occasions come up further down.
LEAD_LINES = 8
# A name marks a group if at least so many of its reports hold it and at most so many of the other group.
MOST, FEW = 0.5, 0.2
# The strongest names of a group that are added up: first name and surname come together, further ones prove nothing more.
STRONGEST = 3
# Evidence (G statistic of both sides' counts) that two halves of one story reach by chance, and log-odds for each unit above it.
# On groups of two or three it is hardly ever exceeded; ten reports against ten that share no name reach 70.
BY_CHANCE, WORTH = 12.0, 0.3
# Reports of a group that are looked at: the evidence of forty is beyond doubt.
MOST_MEMBERS = 40


@dataclass(frozen=True, slots=True)
class Contrast:
    """How much speaks against two groups being one story (log-odds, 0 or less), and the names that mark either."""

    against: float
    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        return f"the ones name {', '.join(self.ours)}, the others {', '.join(self.theirs)}" if self.ours else ""


def lead_anchors(text: Traits) -> frozenset[str]:
    """Names, and figures of two digits or more, of a report's first sentences, without words that are common in reports."""
    known = commonness()
    found = {word for line in text.lines[:LEAD_LINES] for word in line.anchors if len(word) > 1}
    return frozenset(word for word in found if stem(word) not in known)


def contrast(ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> Contrast:
    """What the leads of two groups of reports say against their being one story; copies of one report are to be handed in once."""
    ours, theirs = ours[:MOST_MEMBERS], theirs[:MOST_MEMBERS]
    left, right = Counter(word for lead in ours for word in lead), Counter(word for lead in theirs for word in lead)
    one, two = _marks(left, len(ours), right, len(theirs)), _marks(right, len(theirs), left, len(ours))
    weight = min(sum(value for value, _ in one), sum(value for value, _ in two))
    if weight <= BY_CHANCE:
        return Contrast(0.0)
    return Contrast(-WORTH * (weight - BY_CHANCE), tuple(word for _, word in one), tuple(word for _, word in two))


def _marks(held: Counter[str], size: int, elsewhere: Counter[str], others: int) -> list[tuple[float, str]]:
    """The strongest marks of a group: how surely its share differs from the other group's, and the word."""
    found = [
        (_difference(count, size, elsewhere[word], others), word) for word, count in held.items() if count >= MOST * size and elsewhere[word] <= FEW * others
    ]
    return sorted(found, key=lambda mark: (-mark[0], mark[1]))[:STRONGEST]


@lru_cache(maxsize=2**16)
def _difference(ours: int, size: int, theirs: int, others: int) -> float:
    """G statistic of two shares: twice the log of how much likelier the counts are with a share for each group than with one for both."""
    together = (ours + theirs) / (size + others)
    return 2.0 * sum(_gain(held, of, together) for held, of in ((ours, size), (theirs, others)))


def _gain(held: int, of: int, share: float) -> float:
    holding = held * math.log(held / of / share) if held else 0.0
    lacking = (of - held) * math.log((1.0 - held / of) / (1.0 - share)) if held < of else 0.0
    return holding + lacking
