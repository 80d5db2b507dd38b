"""Reports that tell of the same thing put together. In: claims, texts, origins, event clusters; out: story clusters with reasons.

A report that tells another story's event only as background does not join it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import numpy as np

from dragoman.model import Event, Interval, Story, derived_id
from dragoman.resolve.aspects import Words, aspects_of
from dragoman.resolve.blockwise import by_blocks
from dragoman.resolve.candidates import COMMON_AFTER
from dragoman.resolve.claims import Claim
from dragoman.resolve.likeness import WIDE_WINDOW, Aspect, Likeness, can_meet, likeness
from dragoman.resolve.linkage import Edge, Pair, Rulings, pair
from dragoman.resolve.memory import Memory, pair_codes
from dragoman.resolve.quoted import shared_sources
from dragoman.resolve.signatures import Contrast, contrast
from dragoman.resolve.tellings import Telling
from dragoman.resolve.traits import Traits, body

# Log-odds from which two reports are put together, and what two groups must reach on average.
SAME_STORY = 0.0
GROUPS_FIT = -0.6
# The same where particulars link a report of one group with one of the other: parts of one story may share little else.
LINKED_FIT = -1.0
# Log-odds from which an open pair is handed back for a person to look at.
NEARLY_SAME = -0.5
# Log-odds by which a report of uncertain time must be more like one occasion than like another.
CLEARLY_BETTER = 0.6
# Tellings of a group that are compared when groups are joined, and copies of each.
SAMPLE, COPIES = 12, 3
LONGEST_TITLE = 140


@dataclass(slots=True)
class Stories:
    """Stories with the edges that made them and the pairs left open."""

    stories: list[Story]
    used: list[Edge]
    unsure: list[Edge] = field(default_factory=list)
    refused: list[Pair] = field(default_factory=list)


def find_stories(
    claims: Sequence[Claim],
    texts: Mapping[str, Traits],
    words: Words,
    candidates: Sequence[Pair],
    origins: Mapping[str, str],
    written: Mapping[str, Interval],
    tellings: Sequence[Telling],
    events: Sequence[Event],
    rulings: Rulings,
    memory: Memory,
) -> Stories:
    """Groups reports into stories; every report is in one, if alone in it."""
    aspects = aspects_of(claims, texts, words, origins, written, tellings, events)
    pairs = sorted(set(candidates) | _sharing_news(aspects) | _copies(origins))
    compared = _compared(pairs, aspects, memory)
    torn = _torn(aspects, compared)
    edges, unsure = [], []
    for (left, right), found in compared.items():
        edge = Edge(left, right, found.score, found.why)
        if found.score >= SAME_STORY and (left, right) not in torn:
            edges.append(edge)
        elif found.score >= NEARLY_SAME:
            unsure.append(edge)
    known: dict[Pair, Likeness] = {}

    def alike(left: str, right: str) -> Likeness:
        key = pair(left, right)
        if key not in known:
            known[key] = likeness(aspects[key[0]], aspects[key[1]], math.inf)
        return known[key]

    def allowed(one: list[str], two: list[str]) -> bool:
        spans = [aspects[member] for member in one + two]
        if any(not can_meet(left.placed, right.placed) for left, right in combinations(_extremes(spans), 2)):
            return False
        ours, theirs = _origins(aspects, one), _origins(aspects, two)
        likest = [max((alike(left, right) for left in here for right in there), key=lambda found: found.content) for here in ours for there in theirs]
        fit, least = sum(found.content for found in likest) / len(likest), LINKED_FIT if any(found.sure for found in likest) else GROUPS_FIT
        return fit >= least and fit + _contrast(aspects, one, two).against >= least

    linked = by_blocks("story", {one: aspect.mark for one, aspect in aspects.items()}, edges, allowed, rulings, memory)
    story_of = {member: number for number, cluster in enumerate(linked.clusters) for member in cluster}
    by_id = {claim.id: claim for claim in claims}
    reasons: dict[int, list[str]] = defaultdict(list)
    for edge in linked.used:
        reasons[story_of[edge.left]].append(f"{edge.left} and {edge.right}: {edge.why}")
    for left, right in rulings.same:
        if left in story_of and story_of.get(left) == story_of.get(right):
            reasons[story_of[left]].append(f"{left} and {right}: judged the same by a person")
    by_event = {event.id: event for event in events}
    made = [_story(cluster, by_id, aspects, by_event, tuple(reasons[number]), torn) for number, cluster in enumerate(linked.clusters)]
    still_open = [edge for edge in unsure if story_of[edge.left] != story_of[edge.right]]
    return Stories(made, linked.used, still_open + _apart(edges, story_of, linked.clusters, aspects), linked.refused)


def _origins(aspects: Mapping[str, Aspect], group: Sequence[str]) -> list[list[str]]:
    """A group's tellings, each with a few of its copies: rewrites lose names, and ten copies are no ten voices."""
    by_origin: dict[str, list[str]] = defaultdict(list)
    for member in sorted(group):
        by_origin[aspects[member].origin].append(member)
    return [copies[:COPIES] for copies in by_origin.values()][:SAMPLE]


def _contrast(aspects: Mapping[str, Aspect], one: Sequence[str], two: Sequence[str]) -> Contrast:
    """What speaks against two groups being one story by the names in their leads; a telling and its copies count once."""
    sides = [{aspects[member].origin: aspects[member].lead for member in sorted(group, reverse=True)} for group in (one, two)]
    return contrast(*([side[origin] for origin in sorted(side)] for side in sides))


def _apart(edges: Sequence[Edge], story_of: Mapping[str, int], clusters: Sequence[tuple[str, ...]], aspects: Mapping[str, Aspect]) -> list[Edge]:
    """The likest pair of each two stories that were kept apart although the pair is alike, with the reason, for a person to look at."""
    best: dict[tuple[int, int], Edge] = {}
    for edge in sorted(edges, key=lambda edge: (-edge.score, edge.left, edge.right)):
        one, two = sorted((story_of[edge.left], story_of[edge.right]))
        if one != two:
            best.setdefault((one, two), edge)
    out = []
    for (one, two), edge in best.items():
        names = _contrast(aspects, clusters[one], clusters[two]).why
        out.append(Edge(edge.left, edge.right, 0.0, f"{edge.why}; kept apart: {names or 'their stories as a whole do not tell the same'}"))
    return out


def _compared(pairs: Sequence[Pair], aspects: Mapping[str, Aspect], memory: Memory) -> dict[Pair, Likeness]:
    """Likeness of the pairs that are alike enough to join anything or to stand in a better one's way."""
    left, right = (np.array([aspects[key[side]].mark for key in pairs], dtype=np.uint64) for side in (0, 1))

    def score(place: int) -> tuple[float, float, str] | None:
        one, two = pairs[place]
        found = likeness(aspects[one], aspects[two], SAME_STORY - CLEARLY_BETTER)
        return None if found.forbidden or found.score <= SAME_STORY - CLEARLY_BETTER else (found.score, found.content, found.why)

    return {pairs[place]: Likeness(*found) for place, found in memory.pairs("story", pair_codes(left, right), score)}


def _sharing_news(aspects: Mapping[str, Aspect]) -> set[Pair]:
    """Pairs that tell one event or journey as news; one told by very many joins neighbours only."""
    tellers: dict[str, list[str]] = defaultdict(list)
    for one in sorted(aspects):
        for told in [*aspects[one].news, *(" to ".join(journey) for journey in aspects[one].journeys)]:
            tellers[told].append(one)
    pairs: set[Pair] = set()
    for reports in tellers.values():
        pairs |= set(combinations(reports, 2)) if len(reports) <= COMMON_AFTER else set(pairwise(reports))
    return pairs


def _copies(origins: Mapping[str, str]) -> set[Pair]:
    return {pair(one, first) for one, first in origins.items() if one != first}


def _extremes(spans: list[Aspect]) -> list[Aspect]:
    """The members written first and last: if these can meet, all can."""
    ends = [one for one in spans if one.placed.to is not None]
    starts = [one for one in spans if one.placed.from_ is not None]
    first = min(ends, key=lambda one: (str(one.placed.to), one.id), default=None)
    last = max(starts, key=lambda one: (str(one.placed.from_), one.id), default=None)
    return [one for one in (first, last) if one is not None]


def _story(
    cluster: tuple[str, ...], claims: Mapping[str, Claim], aspects: Mapping[str, Aspect], events: Mapping[str, Event], why: tuple[str, ...], torn: set[Pair]
) -> Story:
    own = [events[event] for event in sorted({event for member in cluster for event in aspects[member].news})]
    days = [day for event in own if event.precision in ("day", "range", "week") for day in (event.from_, event.to) if day is not None]
    lead = min(cluster, key=lambda member: (aspects[member].placed.from_ is None, str(aspects[member].placed.from_), member))
    return Story(
        id=derived_id("story", cluster),
        title=title_of(claims[lead]),
        from_=min(days, default=None),
        to=max(days, default=None),
        reports=cluster,
        events=tuple(event.id for event in own),
        why=(
            *(why or (_alone(aspects[cluster[0]], any(cluster[0] in key for key in torn)),)),
            *shared_sources([claims[member] for member in cluster], {member: aspects[member].origin for member in cluster}),
        ),
    )


def _torn(aspects: Mapping[str, Aspect], compared: Mapping[Pair, Likeness]) -> set[Pair]:
    """Pairs of a report of uncertain time with one of two occasions, where it is nearly as like the other.

    "The minister in Seoul" fits each of her visits; only what fits one of them clearly better is joined.
    """
    partners: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (left, right), found in compared.items():
        if not found.forbidden:
            partners[left].append((found.score, right))
            partners[right].append((found.score, left))
    torn: set[Pair] = set()
    for one, others in partners.items():
        if (aspects[one].width or WIDE_WINDOW + 1) <= WIDE_WINDOW:
            continue
        for score, other in others:
            if score >= SAME_STORY and any(
                rival > score - CLEARLY_BETTER and not can_meet(aspects[other].placed, aspects[third].placed) for rival, third in others if third != other
            ):
                torn.add(pair(one, other))
    return {key for key in torn if aspects[key[0]].origin != aspects[key[1]].origin}


def _alone(aspect: Aspect, torn: bool) -> str:
    if torn:
        return "stands alone: it fits two occasions about equally well, and when it was written is too uncertain to tell which"
    if aspect.width is None:
        return "stands alone: nothing in the record is near enough, and when it was written is not known"
    if aspect.width > WIDE_WINDOW:
        return f"stands alone: nothing in the record is near enough; it can have been written at any time in {aspect.width} days"
    return "stands alone: no other report of the time tells the same"


def title_of(claim: Claim) -> str:
    """A report's title: as given, else its title block, else its first line, cut at a word."""
    titles = [claim.report.text[block.start : block.end] for block in claim.reading.blocks if block.kind == "title"]
    lines = [line for part in body(claim) for line in part.splitlines() if line.strip()]
    title = " ".join(next((one for one in [claim.report.title or "", *titles, *lines] if one.strip()), claim.id).split())
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
