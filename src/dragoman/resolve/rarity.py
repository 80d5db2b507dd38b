"""Names and figures that mark a story: few reports hold them, and they belong to nobody in office. In: claims, texts; out: report id -> words.

A reef, site or base counts under its usual name, whatever the report calls it.
People in office come back in story after story, as do countries and round numbers; a mediator without office, a shoal, or 39 freed do not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dragoman.resolve.claims import Claim
from dragoman.resolve.commonness import commonness
from dragoman.resolve.sides import fold
from dragoman.resolve.spots import spots
from dragoman.resolve.topics import PRIOR_REPORTS, RARE
from dragoman.resolve.traits import Traits, stem, words_of

# A word is rare from this idf on (smoothed as in `topics`): six of forty reports hold it, or 300 of ten thousand.
LEAST_IDF = 3.5
# Before the usual name of a spot, which is no word of the text.
SPOT = "@"
# Figures below this are told of anything; from here on those that are not round.
FIRST_FIGURE = 11


def rare_words(claims: Sequence[Claim], texts: Mapping[str, Traits]) -> Mapping[str, frozenset[str]]:
    """For each report its rare names and figures, folded as in its Traits."""
    known = commonness()
    holders = Counter(word for text in texts.values() for word in text.names | text.numbers)
    named = {claim.id: spots(claim, texts[claim.id]) for claim in claims}
    holders.update(SPOT + spot for found, _ in named.values() for spot in found)
    most = math.exp(-LEAST_IDF) * (len(texts) + PRIOR_REPORTS + 1) - PRIOR_REPORTS * RARE - 0.5
    recurring = frozenset(word for claim in claims for word in _officials(claim))
    out = {}
    for claim in claims:
        text = texts[claim.id]
        names = {word for word in text.names if word not in known and stem(word) not in known and len(word) > 2}
        figures = {word for word in text.numbers if _telling(word)}
        ground, used = named[claim.id]
        told = (names - recurring - used) | figures | {SPOT + spot for spot in ground}
        out[claim.id] = frozenset(word for word in told if holders[word] <= most)
    return out


def _officials(claim: Claim) -> set[str]:
    """Words of the names of countries and capitals that act, of their people, and of persons in office."""
    found: set[str] = set()
    for actor in claim.reading.actors:
        in_office = actor.kind == "person" and actor.office is not None and not actor.office.startswith("former ")
        if in_office or actor.kind in ("country", "outlet", "organisation"):
            found |= _words(actor.name) | _words(claim.report.text[actor.start : actor.end])
            found.update(fold(actor.name).split())
    return found


@lru_cache(maxsize=2**16)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words_of(name))


def _telling(figure: str) -> bool:
    """A figure that is neither small nor round nor a year or decimal."""
    if not figure.isdigit() or int(figure) < FIRST_FIGURE or (len(figure) == 4 and figure[:2] in ("19", "20")):
        return False
    return bool(int(figure) % int("1".ljust(len(figure), "0")))
