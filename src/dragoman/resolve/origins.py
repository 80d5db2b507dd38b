"""Copies and rewrites: which reports repeat one telling, so that support counts origins and not articles.

In: claims with their Traits. Out: report id -> origin report id, near-duplicates, and the edges with reasons. A rewrite or machine
translation shares few words with its source but keeps names, figures and their order; independent reports of one event don't.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import rensa

from dragoman.model import Interval
from dragoman.resolve.alike import LIGHT_LINE, Alignment, align
from dragoman.resolve.claims import Claim
from dragoman.resolve.linkage import Edge, Linked, Pair, Rulings, agglomerate, pair
from dragoman.resolve.memory import Memory, mark, pair_codes
from dragoman.resolve.topics import Vector, cosine
from dragoman.resolve.traits import Traits

SHINGLE = 3  # words; shorter ones are shared by chance
PERMUTATIONS, BANDS = 128, 32  # bands of four rows: pairs of Jaccard .5 are found with p = .87, of .7 with p > .999
SEED = 20_240_101
# Jaccard of word shingles from which two reports have "nearly the same words".
NEARLY_THE_SAME = 0.5
# Share of the shorter text told again in order. On short wire stories rewrites lie above .48 and independent reports of one event below .38;
# long texts on one matter align more by chance, so the bar rises with the number of sentences.
SAME_TELLING, RISE_BY_SENTENCE, MOST_RISE = 0.42, 0.006, 0.20
# Cosine below which no two texts need aligning: rewrites in poor English lay above .33 in a small record.
WORTH_ALIGNING = 0.25
# One shared sentence may be an agency line that both quote.
FEWEST_SENTENCES = 3
# Names, figures and quotes that a rewrite keeps; without any, likeness is one of subject.
FEWEST_ANCHORS = 2
# Reports in one MinHash bucket that are compared each with each.
MOST_IN_BUCKET = 50
# A text printed again so much later is a template (a daily bulletin), not the same telling.
REPRINT_DAYS = 60
# A report whose window is wider than this is held to be the first telling only if no better dated one is there.
MOST_UNSURE = 31


@dataclass(slots=True)
class Origins:
    """Result of looking for copies."""

    origin: dict[str, str]
    near_duplicates: dict[str, tuple[str, ...]]
    edges: list[Edge]
    refused: list[tuple[str, str]]


def find_origins(
    claims: Sequence[Claim], texts: Mapping[str, Traits], bags: Mapping[str, Vector], candidates: Sequence[Pair], rulings: Rulings, memory: Memory
) -> Origins:
    """Groups reports by the telling they repeat.

    Args:
        claims: in order of id.
        texts: report id -> Traits; `bags`: report id -> its vector.
        candidates: pairs worth comparing beside those that MinHash finds.
        rulings: people's judgements of kind "origin".
    """
    written = {claim.id: claim.written for claim in claims}
    jaccard = near_duplicates([texts[claim.id] for claim in claims])
    timely = (key for key in sorted({*candidates, *jaccard}) if written[key[0]].overlaps(written[key[1]], slack=REPRINT_DAYS))
    # What the whole record makes of the words decides only which pairs are aligned, not what comes of it.
    pairs = [key for key in timely if key in jaccard or cosine(bags[key[0]], bags[key[1]]) >= WORTH_ALIGNING]
    marks = {claim.id: mark(claim.content) for claim in claims}

    def score(place: int) -> tuple[float, str] | None:
        left, right = pairs[place]
        edge = _edge(texts[left], texts[right], jaccard.get(pairs[place], 0.0))
        return None if edge is None else (edge.score, edge.why)

    codes = pair_codes(*(np.array([marks[key[side]] for key in pairs], dtype=np.uint64) for side in (0, 1)))
    edges = [Edge(*pairs[place], *found) for place, found in memory.pairs("origin", codes, score)]
    scores = {(edge.left, edge.right) for edge in edges}

    def allowed(one: list[str], two: list[str]) -> bool:
        # Half of the pairs must stand for themselves: a padded page that holds two wire stories must not chain them.
        # Not every pair of a great many copies is looked at, so there the best edge decides.
        if len(one) * len(two) > MOST_IN_BUCKET**2:
            return True
        held = sum(pair(left, right) in scores for left in one for right in two)
        return 2 * held >= len(one) * len(two)

    linked: Linked = agglomerate((claim.id for claim in claims), edges, allowed, rulings)
    origin: dict[str, str] = {}
    for cluster in linked.clusters:
        first = min(cluster, key=lambda one: _first(written[one], texts[one]))
        origin |= dict.fromkeys(cluster, first)
    near: dict[str, list[str]] = defaultdict(list)
    for left, right in jaccard:
        near[left].append(right)
        near[right].append(left)
    return Origins(origin, {claim.id: tuple(sorted(near[claim.id])) for claim in claims}, linked.used, linked.refused)


def _first(written: Interval, text: Traits) -> tuple[bool, date, date, int, str]:
    """Written first, of those whose time is known; the first possible day of a wide window says nothing."""
    return ((written.days or MOST_UNSURE + 1) > MOST_UNSURE, written.from_ or date.max, written.to or date.max, -text.length, text.id)


def _edge(left: Traits, right: Traits, jaccard: float) -> Edge | None:
    alignment: Alignment = align(left, right)
    bar = same_telling_bar(left, right)
    anchors = len(left.names & right.names) + len(left.numbers & right.numbers) + alignment.quotes
    enough = len(alignment.pairs) >= min(FEWEST_SENTENCES, _weighty(left), _weighty(right)) and anchors >= FEWEST_ANCHORS
    if jaccard < NEARLY_THE_SAME and not (enough and alignment.share >= bar):
        return None
    why = alignment.why() if jaccard < NEARLY_THE_SAME else f"nearly the same words (shingle Jaccard {jaccard:.2f}); {alignment.why()}"
    # Scaled so that the bar is even odds and a full copy about 50 to 1.
    score = max(8.0 * (alignment.share - bar), 8.0 * (jaccard - NEARLY_THE_SAME))
    return Edge(left.id, right.id, score, why)


def same_telling_bar(left: Traits, right: Traits) -> float:
    """Share of the shorter text from which two texts count as one telling."""
    return SAME_TELLING + min(MOST_RISE, RISE_BY_SENTENCE * min(_weighty(left), _weighty(right)))


def _weighty(text: Traits) -> int:
    return sum(line.weight >= LIGHT_LINE for line in text.lines)


def shingles(text: Traits) -> frozenset[str]:
    """Runs of content words over the whole text."""
    words = [word for line in text.lines for word in line.words]
    return frozenset(" ".join(words[place : place + SHINGLE]) for place in range(max(0, len(words) - SHINGLE + 1)))


def near_duplicates(texts: Sequence[Traits]) -> dict[tuple[str, str], float]:
    """Pairs with nearly the same words and their exact shingle Jaccard; candidates by MinHash bands."""
    sets = {text.id: shingles(text) for text in texts}
    ids = sorted(one for one in sets if sets[one])
    digests = rensa.RMinHash.digests_from_token_sets([sorted(sets[one]) for one in ids], PERMUTATIONS, SEED) if ids else []
    rows = PERMUTATIONS // BANDS
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for one, signature in zip(ids, digests, strict=True):
        for band in range(BANDS):
            buckets[band, tuple(signature[band * rows : (band + 1) * rows])].append(one)
    found: dict[tuple[str, str], float] = {}
    looked: set[tuple[str, str]] = set()
    for holders in buckets.values():
        # In a bucket of hundreds of copies each is held against the first and its neighbour: grouping does the rest.
        for key in _spanning(holders):
            if key in looked:
                continue
            looked.add(key)
            ours, theirs = sets[key[0]], sets[key[1]]
            jaccard = len(ours & theirs) / len(ours | theirs)
            if jaccard >= NEARLY_THE_SAME:
                found[key] = jaccard
    return dict(sorted(found.items()))


def _spanning(holders: list[str]) -> list[tuple[str, str]]:
    if len(holders) <= MOST_IN_BUCKET:
        return [(left, right) for place, left in enumerate(holders) for right in holders[place + 1 :]]
    return [(holders[0], right) for right in holders[1:]] + list(pairwise(holders[1:]))
