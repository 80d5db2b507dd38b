"""How much two windows of days speak for one occasion. In: two intervals; out: log-odds against any two reports of the record."""

from __future__ import annotations

import math

from dragoman.model import Interval

# Reports of one story are written about so many days apart; reports at large are spread over so many days.
STORY_DAYS, RECORD_DAYS = 6.0, 3650.0
# Beyond this the difference of large numbers is mostly rounding.
LEAST_ODDS = 1e-4


def time_odds(one: Interval, two: Interval) -> float:
    """Log-odds of one story against two by the windows of writing alone; 0 where one is open.

    Days between reports of one story fall off exponentially; those between any two reports are spread evenly over the record, or over
    both windows if they reach farther: that a report can be of any of sixty years says nothing.
    """
    if one.from_ is None or one.to is None or two.from_ is None or two.to is None:
        return 0.0
    first, last = (0.0, float((one.to - one.from_).days + 1))
    start = float((two.from_ - one.from_).days)
    end = start + (two.to - two.from_).days + 1
    mass = _mass(last - start) - _mass(first - start) - _mass(last - end) + _mass(first - end)
    share = mass / ((last - first) * (end - start))
    reach = float((max(one.to, two.to) - min(one.from_, two.from_)).days + 1)
    return math.log(max(share * max(RECORD_DAYS, reach), LEAST_ODDS))


def _mass(gap: float) -> float:
    """Second integral of the double exponential density with scale STORY_DAYS."""
    return abs(gap) / 2 + gap / 2 + STORY_DAYS / 2 * math.exp(-abs(gap) / STORY_DAYS)
