"""The weeks around the events of a kind, laid over each other, as a drawing: length of a bar is the mean number of acts, its colour their mean intensity.

In: a window's weeks. Out: places and sizes; the template writes them as SVG, and a table below says the same in figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.views.window import Week
from dragoman.web.drawing import tone_of
from dragoman.web.words import score

WIDTH, HEIGHT, FLOOR = 480.0, 150.0, 122.0  # SVG units; bars stand on FLOOR, the weeks' numbers below it
TOP, WIDEST, GAP = 10.0, 26.0, 0.28  # GAP: the part of a week's column that stays empty
EVERY = 13  # up to so many columns each is numbered; of more only every fourth


@dataclass(frozen=True, slots=True)
class WeekBar:
    """One week: its column, its bar, its number if it is shown."""

    week: int
    column: float
    span: float
    x: float
    width: float
    y: float
    height: float
    tone: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class WeekDrawing:
    """The whole drawing; `most`: acts a week that the highest bar stands for."""

    width: float
    height: float
    floor: float
    top: float
    most: float
    bars: tuple[WeekBar, ...]


def profile(weeks: Sequence[Week], most: float) -> WeekDrawing:
    """The drawing of these weeks.

    Args:
        most: acts a week that the highest bar may have; windows that stand beside each other have the same.
    """
    span = WIDTH / max(len(weeks), 1)
    every = 1 if len(weeks) <= EVERY else 2 if len(weeks) <= 2 * EVERY else 4
    return WeekDrawing(WIDTH, HEIGHT, FLOOR, TOP, most, tuple(_bar(week, number * span, span, most, every) for number, week in enumerate(weeks)))


def _bar(week: Week, column: float, span: float, most: float, every: int) -> WeekBar:
    width = min(span * (1 - GAP), WIDEST)
    height = (FLOOR - TOP) * week.acts / most if most else 0.0
    return WeekBar(
        week=week.week,
        column=round(column, 2),
        span=round(span, 2),
        x=round(column + (span - width) / 2, 2),
        width=round(width, 2),
        y=round(FLOOR - height, 2),
        height=round(height, 2),
        tone="neutral" if week.intensity is None else tone_of(week.intensity),
        label=_number(week.week) if week.week % every == 0 else "",
        says=f"{_name(week.week)}: {week.acts:g} acts on average, mean intensity {score(week.intensity)}",
    )


def _number(week: int) -> str:
    return f"{week:+d}".replace("-", "−") if week else "0"


def _name(week: int) -> str:
    return "The event's own days" if not week else f"Week {abs(week)} {'before' if week < 0 else 'after'}"
