"""`periods`: how do two countries' dealings in one time compare with those in another? Counts, rates and intensity, type by type, side by side.

In: a record, a pair, two spans of days. Out: a Period for each, and one Line for each measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.model import Interval, UsageError
from dragoman.record import Outline, Record
from dragoman.record.summaries import MOST_AT_ONCE, batched
from dragoman.views.filters import Filters
from dragoman.views.pair import country_name, is_dated, sort_of
from dragoman.views.rows import Describer, EventRow
from dragoman.views.tally import QUADS, Tally, intensity, tallied

# The sharpest events of each period that are shown in full.
MOST_INTENSE = 5
MONTH = 365.2425 / 12  # days; rates are given for so many, so that periods of other lengths compare


@dataclass(frozen=True, slots=True)
class Period:
    """What lies in one span of days.

    Attributes:
        from_, to: first and last day, both counted in; months: its length.
        events: of all kinds, also planned, denied and called off; tally: their counts.
        trips: that touch the span; disputed: events of it about which sources differ.
        sharpest: the events with the highest and lowest scores, in order of time.
    """

    from_: date
    to: date
    months: float
    events: int
    tally: Tally
    trips: int
    disputed: int
    sharpest: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One measure in both periods.

    Attributes:
        kind: "count", "intensity", "quad" (counts by quarter of PLOVER) or "type".
        change: second less first; of counts, of their rates. first_rate, second_rate: counts for each month; None of intensities.
    """

    kind: str
    measure: str
    first: float | None
    second: float | None
    first_rate: float | None
    second_rate: float | None
    change: float | None


@dataclass(frozen=True, slots=True)
class PeriodsView:
    """Two periods of one pair.

    Attributes:
        shared: days that lie in both; their events are counted twice. not_counted: events of the pair whose days are not known to the week.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    first: Period
    second: Period
    lines: tuple[Line, ...]
    shared: int
    not_counted: int


def periods(record: Record, left: str, right: str, first: Interval, second: Interval) -> PeriodsView:
    """Lay two spans of days beside each other.

    Args:
        left, right: codes of the two countries.
        first, second: spans with both ends; an event lies in the one in which it begins.

    Raises:
        UsageError: for a span without an end.
    """
    ends = [_ends(span) for span in (first, second)]
    found = record.outlines(Filters(countries=(left, right)).for_record())
    dated = [event for event in found if is_dated(event)]
    one, two = (_period(record, left, right, days, dated) for days in ends)
    shared = (min(ends[0][1], ends[1][1]) - max(ends[0][0], ends[1][0])).days + 1
    names = country_name(left), country_name(right)
    return PeriodsView(left, right, *names, one, two, tuple(_lines(one, two)), max(shared, 0), len(found) - len(dated))


def _ends(span: Interval) -> tuple[date, date]:
    if span.from_ is None or span.to is None:
        raise UsageError("a period needs its first and its last day")
    return span.from_, span.to


def _period(record: Record, left: str, right: str, days: tuple[date, date], dated: Sequence[Outline]) -> Period:
    first, last = days
    own = [event for event in dated if event.from_day is not None and first.isoformat() <= event.from_day <= last.isoformat()]
    span = Interval(first, last)
    trips = [trip for trip in record.trips_between(left, right) if (trip.from_ or trip.to) and span.overlaps(Interval(trip.from_, trip.to))]
    return Period(
        from_=first,
        to=last,
        months=_months(first, last),
        events=len(own),
        tally=tallied(Counter(sort_of(event, left, right) for event in own)),
        trips=len(trips),
        disputed=_disputed(record, own),
        sharpest=Describer(record).events(event.id for event in _sharpest(own)),
    )


def _months(first: date, last: date) -> float:
    """Length in mean months; to a tenth where it is longer than one, so that common years and leap years have the same rates."""
    exact = ((last - first).days + 1) / MONTH
    return round(exact, 1 if exact >= 1 else 3)


def _disputed(record: Record, events: Sequence[Outline]) -> int:
    found = [one for some in batched((event.id for event in events), MOST_AT_ONCE) for one in record.divergences_of(some)]
    return len({one.event for one in record.divergences_named(found)})


def _sharpest(events: Sequence[Outline]) -> list[Outline]:
    scored = [(abs(score), event) for event in events if (score := intensity(event)) is not None]
    chosen = [event for _, event in sorted(scored, key=lambda one: (-one[0], one[1].id))[:MOST_INTENSE]]
    return sorted(chosen, key=lambda event: (event.from_day or "9999", event.id))


def _lines(one: Period, two: Period) -> Iterator[Line]:
    a, b = one.tally, two.tally
    yield _intensity("intensity", a.intensity, b.intensity)
    yield _intensity("intensity of the first", a.left.intensity, b.left.intensity)
    yield _intensity("intensity of the second", a.right.intensity, b.right.intensity)
    counts = (
        ("acts", a.acts, b.acts), ("acts of the first", a.left.acts, b.left.acts), ("acts of the second", a.right.acts, b.right.acts),
        ("threats", a.threats, b.threats), ("planned", a.planned, b.planned), ("denied or called off", a.other, b.other),
        ("trips", one.trips, two.trips), ("disputed events", one.disputed, two.disputed),
    )  # fmt: skip
    for measure, first, second in counts:
        yield _count("count", measure, first, second, one, two)
    for quad in QUADS[1:]:
        yield _count("quad", quad, a.quads.get(quad, 0), b.quads.get(quad, 0), one, two)
    for kind in sorted({*a.types, *b.types}, key=lambda kind: (-a.types.get(kind, 0) - b.types.get(kind, 0), kind)):
        yield _count("type", kind, a.types.get(kind, 0), b.types.get(kind, 0), one, two)


def _intensity(measure: str, first: float | None, second: float | None) -> Line:
    change = None if first is None or second is None else round(second - first, 2)
    return Line("intensity", measure, first, second, None, None, change)


def _count(kind: str, measure: str, first: int, second: int, one: Period, two: Period) -> Line:
    rates = first / one.months, second / two.months
    return Line(kind, measure, first, second, round(rates[0], 2), round(rates[1], 2), round(rates[1] - rates[0], 2) or 0.0)
