"""A clue to the writing date before it is weighed: the words, the windows they leave open, and how much they count.

In: what the clue finders read. Out: Evidence, and Clues for the reader. Offsets are those of the report's text as given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.model import Clue, Interval
from dragoman.model.working import Working


@dataclass(frozen=True, slots=True)
class Evidence:
    """One clue.

    Attributes:
        kind: office, era, former, year, day, weekday, dateline, thing, person, printed ...; what a reader sees.
        start, end: the words in the report's text as given.
        windows: days on which the report can have been written, ascending, not overlapping; an open end is None.
        shape: how days outside the windows are judged: a name among the `shapes` of dating.yaml.
        weight: multiplies what the shape says; more for words told often. For printed days their rank.
        core: likelier days within the windows, where they have a margin; events are reckoned from these.
    """

    kind: str
    start: int
    end: int
    says: str
    windows: tuple[Interval, ...]
    shape: str
    weight: float = 1.0
    core: tuple[Interval, ...] = ()

    @property
    def clue(self) -> Clue:
        return Clue(self.kind, self.start, self.end, self.says, self.windows[0].from_, self.windows[-1].to)


def quoted(working: Working, start: int, end: int) -> tuple[int, int]:
    """Clean offsets as offsets of the text as given."""
    return working.clean.original(start, end)


def merged(intervals: Iterable[Interval], gap: int = 45) -> tuple[Interval, ...]:
    """Intervals in order, those that overlap or lie at most `gap` days apart made one.

    The gap bridges a caretaker's weeks and the days by which sources differ.
    """
    ordered = sorted(intervals, key=lambda one: (one.from_ or date.min, one.to or date.max))
    out: list[Interval] = []
    for one in ordered:
        if out and out[-1].overlaps(one, slack=gap):
            out[-1] = out[-1].hull(one)
        else:
            out.append(one)
    return tuple(out)
