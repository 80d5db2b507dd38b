"""What a report is about, as a weighted bag of terms. In: Traits of the whole record; out: unit vectors and their cosine.

Depends on the whole record only through how many reports hold a term, smoothed by what is known of the word beforehand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from dragoman.resolve.commonness import commonness
from dragoman.resolve.traits import Line, Traits, stem

Vector = dict[str, float]
# The expected share of reports that hold a word counts like so many reports of the record.
PRIOR_REPORTS = 200
# Share of reports expected to hold a word that is not listed; and a pair of words that stand side by side.
RARE, RARE_PAIR = 0.002, 0.0005
# The first sentences say what is the news, later ones bring up older things: words there count double.
LEAD_LINES, LEAD_TIMES = 5, 2
# Who, where and how many tell two occasions apart; the words for the act are the same in both.
ANCHOR_TIMES = 2.0


def vectors(texts: Iterable[Traits]) -> Mapping[str, Vector]:
    """Report id -> unit vector over its terms and over pairs of neighbouring words of which one is a name or figure.

    Weights are (1 + log tf) * idf, more in the lead and for names and figures. A pair ("harry winston") counts beside its words if
    another report holds it, too.
    """
    texts = list(texts)
    counts = {text.id: (_terms(text), _neighbours(text)) for text in texts}
    holders: Counter[str] = Counter()
    for terms, neighbours in counts.values():
        holders.update(terms)
        holders.update(neighbours)
    total, known = len(texts) + PRIOR_REPORTS + 1, commonness()
    idf = {}
    for term, count in holders.items():
        if " " not in term:
            idf[term] = max(0.0, math.log(total / (count + PRIOR_REPORTS * known.get(stem(term), RARE) + 0.5)))
        elif count > 1:
            idf[term] = max(0.0, math.log(total / (count + PRIOR_REPORTS * RARE_PAIR + 0.5)))
    out = {}
    for text in texts:
        terms, neighbours = counts[text.id]
        bag = {term: (1.0 + math.log(times)) * idf[term] for term, times in terms.items()}
        for term in text.names | text.numbers:
            bag[term] *= ANCHOR_TIMES
        bag |= {term: (1.0 + math.log(times)) * idf[term] for term, times in neighbours.items() if term in idf}
        out[text.id] = _unit(bag)
    return out


def _terms(text: Traits) -> dict[str, int]:
    """Stem -> times used, once more for each time in the lead."""
    out = dict(text.terms)
    for line in text.lines[:LEAD_LINES]:
        for word in line.words:
            out[word] += LEAD_TIMES - 1
    return out


def _neighbours(text: Traits) -> dict[str, int]:
    """Two words side by side, one of them a name or figure -> times used, those in the lead twice."""
    out: dict[str, int] = {}
    for place, line in enumerate(text.lines):
        times = LEAD_TIMES if place < LEAD_LINES else 1
        for joined in _joined(line):
            out[joined] = out.get(joined, 0) + times
    return out


def _joined(line: Line) -> Iterator[str]:
    anchors = line.anchors
    return (f"{one} {two}" for one, two in pairwise(line.words) if one in anchors or two in anchors)


def names_only(vector: Vector, text: Traits) -> Vector:
    """The same vector kept to single names and figures."""
    return _unit({term: weight for term, weight in vector.items() if term in text.names or term in text.numbers})


def cosine(one: Vector, two: Vector) -> float:
    """Cosine of two unit vectors."""
    # fsum, so that rounding does not depend on the order in which terms were met.
    return math.fsum([one[term] * two[term] for term in one.keys() & two.keys()])


def _unit(vector: Vector) -> Vector:
    norm = math.sqrt(math.fsum([weight * weight for weight in vector.values()]))
    return {term: weight / norm for term, weight in vector.items() if weight > 0} if norm else {}
