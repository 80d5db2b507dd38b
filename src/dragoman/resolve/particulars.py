"""Particulars of a report's news that hardly two occasions share: what its figures count, who did one thing in a wave. In: text, tellings; out: log-odds.

Undated reports share few events that are sure enough to be merged; these need less than that, and count only together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.resolve.lexicon import lexicon
from dragoman.resolve.tellings import Telling
from dragoman.resolve.traits import Traits, stem

# What a figure counts stands so near behind it: "13 women", "13 Israeli women".
COUNTS_WITHIN = 2
# Several countries doing one thing to one recipient are a wave; with an equal figure told of one of them, the same wave.
FEWEST_DOERS, SAME_WAVE = 2, 2.8
# Figures of one act farther apart than this factor are of two occasions: estimates of one differ by less.
FARTHEST = 1.5
# The countries at odds over a spot come back to it; that a third one has a part in both tells more of the occasion.
FEWEST_COUNTRIES = 3

# Type, mode and the country of who did it.
Deed = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a report tells that marks the occasion.

    Attributes:
        counted: figure with the stem of what it counts.
        deeds: acts told as news by type, mode and doer's country -> values told of them. against: the same -> recipients' countries.
        countries: countries with a part in the news, or where it took place.
    """

    counted: frozenset[str] = frozenset()
    deeds: Mapping[Deed, frozenset[float]] = field(default_factory=dict)
    against: Mapping[Deed, frozenset[str]] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()


def particulars(text: Traits, told: Sequence[Telling]) -> Particulars:
    """Particulars of one report."""
    told_of_anything = {form for word in lexicon().counted_of_anything for form in (word, stem(word))}
    counted = {
        f"{figure} {word}"
        for line in text.lines
        for at, figure in enumerate(line.words)
        if figure in line.numbers
        for word in line.words[at + 1 : at + 1 + COUNTS_WITHIN]
        if word not in line.anchors and word not in told_of_anything
    }
    deeds: dict[Deed, set[float]] = defaultdict(set)
    against: dict[Deed, set[str]] = defaultdict(set)
    countries: set[str] = set()
    for one in told:
        if one.event.historical:
            continue
        countries |= {actor.country for actor in (*one.event.actors, *one.event.recipients) if actor.country}
        countries |= {one.place_country} if one.place_country else set()
        if one.real and one.event.mode and not one.symmetric:
            for doer in sorted({actor.country for actor in one.event.actors if actor.country}):
                deed = (one.type, one.event.mode, doer)
                deeds[deed] |= {float(number.value) for number in one.event.numbers if isinstance(number.value, int | float)}
                against[deed] |= {actor.country for actor in one.event.recipients if actor.country}
    return Particulars(
        frozenset(counted),
        {deed: frozenset(values) for deed, values in deeds.items()},
        {deed: frozenset(parties) for deed, parties in against.items()},
        frozenset(countries),
    )


def wave(one: Particulars, two: Particulars) -> list[tuple[float, str]]:
    """Several countries did the same thing in both, one of them with the same figure and none with another; a weight with its reason, or nothing."""
    kinds: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    for deed in sorted(one.deeds.keys() & two.deeds.keys()):
        kinds[deed[:2]].append(deed)
    for (kind, mode), deeds in sorted(kinds.items()):
        if len(deeds) < FEWEST_DOERS or any(_at_odds(one, two, deed) for deed in deeds):
            continue
        alike = [(deed[2], value) for deed in deeds for value in sorted(one.deeds[deed] & two.deeds[deed])]
        if alike:
            doers = ", ".join(deed[2] for deed in deeds)
            return [(SAME_WAVE, f"both tell as news {kind} {mode} by {doers}, by {alike[0][0]} with the figure {alike[0][1]:g}")]
    return []


def _at_odds(one: Particulars, two: Particulars, deed: Deed) -> bool:
    ours, theirs = one.against[deed], two.against[deed]
    if ours and theirs and not ours & theirs:
        return True
    here, there = one.deeds[deed], two.deeds[deed]
    return bool(here and there) and all(max(left, right) > FARTHEST * min(left, right) for left in here for right in there)


def third_party(one: Particulars, two: Particulars) -> bool:
    """The same three countries or more have a part in both."""
    return len(one.countries & two.countries) >= FEWEST_COUNTRIES
