"""A pair's months as a drawing: bars of mean intensity above and below nought, dots for threats, strokes for plans. In: months; out: places and sizes.

The template writes them as SVG; a table below says the same in figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.views.pair import Month
from dragoman.web.words import month as month_name
from dragoman.web.words import score

WIDTH, MIDDLE, REACH = 960.0, 70.0, 56.0  # SVG units; REACH is the length of a bar of 10
HEIGHT, THREATS, AXIS = 178.0, 146.0, 172.0  # where the row of threats and the names of years stand
WIDEST = 26.0  # of a bar: few months must not look like blocks
MOST_INTENSE = 10.0  # PLOVER's scores go from -10 to 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: its column, its bar, its marks.

    Attributes:
        x, width: of the bar; column, span: of the whole month. y, height: of the bar; 0 high without acts that have a score.
        tone: cooperation, or conflict (verbal above -5, material below, as PLOVER's scores lie).
        threats, planned: how many; radius: of the mark of threats.
    """

    month: str
    column: float
    span: float
    x: float
    width: float
    y: float
    height: float
    tone: str
    radius: float
    planned: int
    threats: int
    events: int
    says: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole drawing; `years`: where the names of years stand."""

    width: float
    height: float
    middle: float
    reach: float
    threats: float
    axis: float
    bars: tuple[Bar, ...]
    years: tuple[tuple[float, str], ...]


def intensity(months: Sequence[Month]) -> Drawing:
    """The drawing of these months."""
    span = WIDTH / max(len(months), 1)
    bars = tuple(_bar(month, number * span, span) for number, month in enumerate(months))
    starts = [(bar.column, bar.month[:4]) for number, bar in enumerate(bars) if number == 0 or bar.month.endswith("-01")]
    # A first year of a few months leaves no room for its name.
    years = [one for number, one in enumerate(starts) if number + 1 == len(starts) or starts[number + 1][0] - one[0] > 40]
    return Drawing(WIDTH, HEIGHT, MIDDLE, REACH, THREATS, AXIS, bars, tuple(years))


def _bar(month: Month, column: float, span: float) -> Bar:
    width = min(span * 0.7, WIDEST)
    value = month.intensity
    height = 0.0 if value is None else max(abs(value) / MOST_INTENSE * REACH, 1.5)
    return Bar(
        month=month.month,
        column=round(column, 2),
        span=round(span, 2),
        x=round(column + (span - width) / 2, 2),
        width=round(width, 2),
        y=round(MIDDLE - height if (value or 0) >= 0 else MIDDLE, 2),
        height=round(height, 2),
        tone=tone_of(value or 0.0),
        radius=round(min(2.0 + month.threats, 5.0, max(span / 2, 1.5)), 2) if month.threats else 0.0,
        planned=month.planned,
        threats=month.threats,
        events=month.events,
        says=_says(month),
    )


def tone_of(intensity: float) -> str:
    """The colour of a mean intensity: PLOVER's words of conflict lie above -5, its deeds below."""
    return "cooperation" if intensity >= 0 else "verbal-conflict" if intensity > -5 else "material-conflict"


def _says(month: Month) -> str:
    parts = [f"{month.acts} done, mean {score(month.intensity)}"] if month.acts else []
    parts += [f"{month.threats} threats"] if month.threats else []
    parts += [f"{month.planned} planned"] if month.planned else []
    return f"{month_name(month.month)}: {'; '.join(parts) or 'nothing'}"
