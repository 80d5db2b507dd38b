"""What a figure counts, and how two figures for one thing stand to each other. In: Numbers with the tellings that bear them; out: the relation in one word.

A figure that rounds another, a partial count and an earlier state of a moving number are no contradictions; each is named as what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dragoman.model import Number
from dragoman.resolve.counted import group_of, measures
from dragoman.resolve.measures import ROUNDING, figures_agree
from dragoman.resolve.tellings import Telling

SAME, ROUNDED, PARTIAL, EARLIER, DIFFERS = "same", "rounding", "partial count", "earlier state of a moving number", "differs"
# From here on a figure of zeros is read as round: "300" for 297; below it, "30" for 31 is a mistake.
LEAST_ROUND = 100
# A length is over when it is told: it does not grow with the reports.
LENGTHS: Final = frozenset({"hours", "minutes", "days", "weeks"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the telling that bears it and the group of what it counts."""

    number: Number
    telling: Telling
    group: str

    @property
    def value(self) -> str | int | float:
        value = self.number.value
        return value if not isinstance(value, tuple) else " to ".join(map(str, value))

    @property
    def words(self) -> str:
        """The figure as a report tells it: "at least 20"."""
        return f"{self.number.bound} {self.value}" if self.number.bound else str(self.value)


def grouped(tellings: list[Telling]) -> dict[str, list[Figure]]:
    """The figures of all tellings by what they count.

    A bare count of people belongs to the one class of people that the tellings count; where they count several ("24 captives, 13 of them women"),
    it stands alone. Of a telling with two figures of a group both are left out: which of them meets the other report's nobody can say.
    """
    known = measures()
    counted = [(number, one, group_of(number.what)) for one in tellings for number in (*one.event.numbers, *([one.lasted] if one.lasted is not None else []))]
    people = {group for _, _, group in counted if group in known.whole}
    out: dict[str, list[Figure]] = {}
    for number, one, group in counted:
        settled = next(iter(people)) if group == "people" and len(people) == 1 else group
        out.setdefault(settled, []).append(Figure(number, one, settled))
    return {group: _unmixed(out[group]) for group in sorted(out)}


def _unmixed(figures: list[Figure]) -> list[Figure]:
    per_telling: dict[str, set[object]] = {}
    for one in figures:
        per_telling.setdefault(one.telling.id, set()).add(one.number.value)
    return [one for one in figures if len(per_telling[one.telling.id]) == 1]


def relation(one: Figure, other: Figure) -> str:
    """SAME, ROUNDED, PARTIAL, EARLIER or DIFFERS; symmetric."""
    left, right = one.number, other.number
    if left.value == right.value:
        return SAME
    if figures_agree(left, right):
        bounds = {left.bound, right.bound}
        return PARTIAL if bounds & {"at least", "at most"} else ROUNDED if "about" in bounds else SAME
    if left.what in LENGTHS and "about" in (left.bound, right.bound):
        return ROUNDED  # nobody stands beside the door with a watch
    if _rounds(left, right) or _rounds(right, left):
        return ROUNDED
    return EARLIER if _moved(one, other) or _moved(other, one) else DIFFERS


def _rounds(coarse: Number, fine: Number) -> bool:
    """The coarse figure is what the fine one gives at as many digits: 1,200 for 1,234."""
    values = (coarse.value, fine.value)
    if any(isinstance(value, tuple) for value in values):
        return False
    round_, exact = float(coarse.value), float(fine.value)  # type: ignore[arg-type]
    if round_ < LEAST_ROUND or round_ != int(round_):
        return False
    unit = 1
    while round_ % (unit * 10) == 0:
        unit *= 10
    return unit > 1 and abs(round_ - exact) <= min(unit / 2, ROUNDING * round_)


def _moved(early: Figure, late: Figure) -> bool:
    """Told later and higher, by a report that was surely written after the other: counts grow as the news comes in."""
    if early.number.what in LENGTHS or isinstance(early.number.value, tuple) or isinstance(late.number.value, tuple):
        return False
    before, after = early.telling.written.to, late.telling.written.from_
    return before is not None and after is not None and before < after and early.number.value < late.number.value
