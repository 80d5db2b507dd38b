"""The second look: when a report of uncertain time was written, by the dated reports that tell the same. In: windows, groups; out: windows.

Only narrows what the reading left open; a window that the reading gave is never contradicted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from dragoman.model import Interval
from dragoman.resolve.likeness import WIDE_WINDOW

# A report of a story is written at most so long before or after the dated ones.
AROUND = 31


def narrowed(written: Mapping[str, Interval], groups: Iterable[Sequence[str]]) -> dict[str, Interval]:
    """Report id -> window of writing, narrowed by the reports of its group where its own is wide or open.

    Args:
        written: windows so far; `groups`: ids of reports that are copies of each other or tell one story, no report in two groups.
    """
    out = dict(written)
    for group in groups:
        if len(group) > 1:
            hull = _hull([out[one] for one in group])
            if hull is not None:
                out |= {one: _narrowed(out, one, hull) for one in group}
    return out


def by_origin(origins: Mapping[str, str]) -> list[list[str]]:
    """Groups of reports that repeat one telling."""
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(origins):
        groups[origins[one]].append(one)
    return [groups[origin] for origin in sorted(groups)]


def _hull(written: Sequence[Interval]) -> Interval | None:
    """The time around a story's dated reports; where none is dated, the days that all its windows share."""
    dated = [one for one in written if one.known and (one.days or 0) <= WIDE_WINDOW]
    if dated:
        hull = dated[0]
        for one in dated[1:]:
            hull = hull.hull(one)
        assert hull.from_ is not None
        assert hull.to is not None
        return Interval.between(hull.from_ - timedelta(days=AROUND), hull.to + timedelta(days=AROUND))
    shared: Interval | None = written[0]
    for one in written[1:]:
        shared = shared.intersect(one) if shared is not None else None
    return shared


def _narrowed(windows: Mapping[str, Interval], report: str, hull: Interval) -> Interval:
    own = windows[report]
    if own.known and (own.days or 0) <= WIDE_WINDOW:
        return own
    return own.intersect(hull) or own
