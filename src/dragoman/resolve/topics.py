"""What a report is about, as a weighted bag of terms. In: Traits of the whole record; out: unit vectors and their cosine."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from dragoman.resolve.commonness import commonness
from dragoman.resolve.traits import Traits, stem

Vector = dict[str, float]
# The expected share of reports that hold a word counts like so many reports of the record.
PRIOR_REPORTS = 200
# Share of reports expected to hold a word that is not listed.
RARE = 0.002


def vectors(texts: Iterable[Traits]) -> Mapping[str, Vector]:
    """Report id -> unit vector over its terms: (1 + log tf) * idf, the idf smoothed by what is known of the word beforehand."""
    texts = list(texts)
    holders = Counter(term for text in texts for term in text.terms)
    total = len(texts)
    known = commonness()
    idf = {}
    for term, count in holders.items():
        expected = known.get(stem(term), RARE)
        idf[term] = math.log((total + PRIOR_REPORTS + 1) / (count + PRIOR_REPORTS * expected + 0.5))
    return {text.id: _unit({term: (1.0 + math.log(times)) * max(0.0, idf[term]) for term, times in text.terms.items()}) for text in texts}


def names_only(vector: Vector, text: Traits) -> Vector:
    """The same vector kept to names and figures."""
    return _unit({term: weight for term, weight in vector.items() if term in text.names or term in text.numbers})


def cosine(one: Vector, two: Vector) -> float:
    """Cosine of two unit vectors."""
    if len(two) < len(one):
        one, two = two, one
    # fsum, so that rounding does not depend on the order in which terms were met.
    return math.fsum(weight * two[term] for term, weight in one.items() if term in two)


def _unit(vector: Vector) -> Vector:
    norm = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {term: weight / norm for term, weight in vector.items() if weight > 0} if norm else {}
