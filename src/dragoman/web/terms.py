"""Offices in time as bars, one under the other, over a common row of years. In: holdings; out: places and sizes for a drawing of 600 units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge.offices import Holding

WIDTH, ROW = 600.0, 24.0
MOST_YEARS = 8  # names of years that fit under the bars


@dataclass(frozen=True, slots=True)
class Term:
    """One office: its name and its bar; `open`: its end is not known."""

    name: str
    from_: date | None
    to: date | None
    x: float
    y: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """The drawing; `years`: where their names stand."""

    bars: tuple[Term, ...]
    years: tuple[tuple[float, int], ...]
    width: float
    height: float


def terms(holdings: Sequence[Holding], until: date | None) -> Terms:
    """The drawing of these offices, first begun first; those without any day are left out.

    Args:
        until: where an office whose end is not known is drawn to, if that lies behind what is known of it.
    """
    dated = sorted((one for one in holdings if one.from_ is not None), key=lambda one: (one.from_ or date.min, one.role))
    if not dated:
        return Terms((), (), WIDTH, 0.0)
    ends = [_end(one, until) for one in dated]
    first, last = (dated[0].from_ or date.min).year, max(ends).year + 1
    days = (date(last, 1, 1) - date(first, 1, 1)).days

    def at(day: date) -> float:
        return round(WIDTH * (day - date(first, 1, 1)).days / days, 1)

    bars = []
    for number, (one, end) in enumerate(zip(dated, ends, strict=True)):
        begin = one.from_ or date.min
        name = f"{one.position or one.role}, {one.country}" if one.country else one.position or one.role
        bars.append(Term(name, one.from_, one.to if one.to_known else None, at(begin), number * ROW, max(at(end) - at(begin), 2.0), not one.to_known))
    step = max(1, -(-(last - first) // MOST_YEARS))
    return Terms(tuple(bars), tuple((at(date(year, 1, 1)), year) for year in range(first, last, step)), WIDTH, len(bars) * ROW + 18)


def _end(one: Holding, until: date | None) -> date:
    """Last day of the bar."""
    told = one.to or one.from_ or date.min
    return told if one.to_known or until is None else max(told, until)
