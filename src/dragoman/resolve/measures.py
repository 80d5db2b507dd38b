"""Figures and distances held against each other. In: numbers or places of two event reports; out: whether they agree, how far they lie apart."""

from __future__ import annotations

import math

from dragoman.model import Number, Where
from dragoman.resolve.counted import counts_people
from dragoman.resolve.traits import stem

# "About 50" covers 45 to 55: journalists round to the nearest ten.
ROUNDING = 0.1
# Mean radius of the Earth in kilometres.
EARTH = 6371.0


def same_measure(one: Number, two: Number) -> bool:
    """Both figures count the same thing; people are people, whether told as diplomats, employees or members of an embassy."""
    ours, theirs = stem(one.what.casefold()), stem(two.what.casefold())
    return ours == theirs or (counts_people(one.what) and counts_people(two.what))


def figures_agree(one: Number, two: Number) -> bool:
    """Equal, inside the other's range, or allowed by its bound ("at least 20" and 23)."""
    low, high = _span(one), _span(two)
    return low[0] <= high[1] and high[0] <= low[1]


# Sources on one act seldom differ by more than this factor.
WIDE_APART = 2.0


def figures_near(one: Number, two: Number) -> bool:
    """Not the same, but such as sources on one act may give."""
    low, high = _span(one), _span(two)
    return low[0] <= WIDE_APART * max(high[1], 1.0) and high[0] <= WIDE_APART * max(low[1], 1.0)


def _span(number: Number) -> tuple[float, float]:
    values = number.value if isinstance(number.value, tuple) else (number.value,)
    low, high = float(min(values)), float(max(values))
    if number.bound == "at least":
        return low, math.inf
    if number.bound == "at most":
        return -math.inf, high
    if number.bound == "about":
        return low * (1 - ROUNDING), high * (1 + ROUNDING)
    return low, high


def kilometres(one: Where | None, two: Where | None) -> float | None:
    """Great-circle distance of two places, None where either has no coordinates."""
    if one is None or two is None or one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    north, south = math.radians(one.lat), math.radians(two.lat)
    arc = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(math.radians(one.lon - two.lon) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(arc))
