"""`window`: what happened between two countries in the weeks before and after each event of one kind, as studies of drills and provocations ask.

In: a record, a kind of event, a pair. Out: one Occurrence for each event of the kind, and what all have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.model import Event
from dragoman.record import Record
from dragoman.views.filters import Filters
from dragoman.views.pair import country_name
from dragoman.views.rows import Describer, EventRow
from dragoman.views.tally import QUADS, Tally, intensity, kind_of_act, mean, tally
from dragoman.views.timeline import DATED_DAYS

# The sharpest events of each window that are shown in full.
MOST_INTENSE = 3
WEEK = 7


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the windows laid over each other; -1 is the last before the event, 0 the event's own days, 1 the first after it.

    Attributes:
        acts: mean number of acts done, over the occurrences; `intensity`: mean score of all of them.
    """

    week: int
    acts: float
    intensity: float | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event of the kind, with what lies around it.

    Attributes:
        from_, to: its days; the windows are the weeks that end the day before and begin the day after.
        overlaps: ids of other occurrences whose windows share days with this one's: they count the same events.
        sharpest: the events of both windows with the highest and lowest scores, in order of time.
    """

    event: EventRow
    from_: date
    to: date
    before: Tally
    after: Tally
    overlaps: tuple[str, ...]
    sharpest: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One measure over all occurrences: its mean before and after, and after less before. `windows`: occurrences that have it on both sides."""

    measure: str
    before: float | None
    after: float | None
    difference: float | None
    windows: int


@dataclass(frozen=True, slots=True)
class WindowView:
    """What happened around the events of one kind.

    Attributes:
        actor: who acts in them; None where anybody of the pair does, towards the other or with them.
        undated: events of the kind that no day is known of (to a week), so that they have no window.
        not_counted: events of the pair whose days are not known to the week; they are in no window.
    """

    type: str
    mode: str | None
    actor: str | None
    left: str
    right: str
    left_name: str
    right_name: str
    weeks: int
    occurrences: tuple[Occurrence, ...]
    summary: tuple[Change, ...]
    profile: tuple[Week, ...]
    undated: int
    not_counted: int


def window(
    record: Record,
    kind: str,
    mode: str | None,
    left: str,
    right: str,
    *,
    weeks: int = 8,
    actor: str | None = None,
    filters: Filters | None = None,
) -> WindowView:
    """Lay the pair's dealings around each event of a kind.

    Args:
        kind, mode: PLOVER type and mode of the events in the middle; only those done count, threats of them do not.
        left, right: codes of the pair whose dealings are counted.
        weeks: how many before and after.
        actor: code of the country that acts in the events in the middle; it need not be one of the pair. Without it both of the pair take part.
        filters: `since` and `until` say when the events in the middle lie.
    """
    asked = filters or Filters()
    middle, undated = _middle(record, kind, mode, left, right, actor, asked)
    dealings = record.events(**Filters(countries=(left, right)).for_record())
    dated = [event for event in dealings if _days(event) is not None]
    describer = Describer(record)
    occurrences = tuple(_occurrence(event, middle, dated, left, right, weeks, describer) for event in middle)
    return WindowView(
        type=kind,
        mode=mode,
        actor=actor,
        left=left,
        right=right,
        left_name=country_name(left),
        right_name=country_name(right),
        weeks=weeks,
        occurrences=occurrences,
        summary=_summary(occurrences),
        profile=_profile(middle, dated, weeks),
        undated=undated,
        not_counted=len(dealings) - len(dated),
    )


def _middle(record: Record, kind: str, mode: str | None, left: str, right: str, actor: str | None, asked: Filters) -> tuple[list[Event], int]:
    """Events of the kind, by day, and how many have none."""
    wanted = replace(asked, types=(kind,), countries=() if actor else (left, right), limit=None).for_record()
    if actor is not None:
        wanted["actor_country"] = actor
    done = [event for event in record.events(**wanted) if (mode is None or event.mode == mode) and _done(event)]
    # The record's filter keeps half-open days; without filters of days it gives the undated, too.
    dated = [event for event in done if _days(event) is not None]
    return sorted(dated, key=lambda event: (_span(event), event.id)), len(done) - len(dated)


def _done(event: Event) -> bool:
    return kind_of_act(event) in ("act", "threat") and event.status != "threatened"


def _days(event: Event) -> tuple[date, date] | None:
    """First and last day, where they are known to a week."""
    if event.from_ is None or event.to is None or (event.to - event.from_).days >= DATED_DAYS:
        return None
    return event.from_, event.to


def _span(event: Event) -> tuple[date, date]:
    days = _days(event)
    assert days is not None
    return days


def _week(event: Event, around: tuple[date, date]) -> int:
    """The week in which an event begins, told from the days in the middle."""
    begins = _span(event)[0]
    first, last = around
    if begins < first:
        return -(((first - begins).days - 1) // WEEK + 1)
    return 0 if begins <= last else ((begins - last).days - 1) // WEEK + 1


def _occurrence(event: Event, middle: Sequence[Event], dated: Sequence[Event], left: str, right: str, weeks: int, describer: Describer) -> Occurrence:
    first, last = _span(event)
    placed = [(other, _week(other, (first, last))) for other in dated if other.id != event.id]
    before = [other for other, week in placed if -weeks <= week < 0]
    after = [other for other, week in placed if 0 < week <= weeks]
    reach = timedelta(days=weeks * WEEK)
    sharing = (other for other in middle if other.id != event.id)
    overlaps = tuple(other.id for other in sharing if _span(other)[0] - reach <= last + reach and _span(other)[1] + reach >= first - reach)
    return Occurrence(
        event=describer.event(event),
        from_=first,
        to=last,
        before=tally(before, left, right),
        after=tally(after, left, right),
        overlaps=overlaps,
        sharpest=describer.events(other.id for other in _sharpest(before + after)),
    )


def _sharpest(events: Sequence[Event]) -> list[Event]:
    """Those whose scores lie farthest from nought, threats and plans among them."""
    scored = [(abs(score), event) for event in events if (score := intensity(event)) is not None]
    return [event for _, event in sorted(scored, key=lambda one: (-one[0], one[1].id))[:MOST_INTENSE]]


Measure = Callable[[Tally], float | None]


def _summary(occurrences: Sequence[Occurrence]) -> tuple[Change, ...]:
    measures: list[tuple[str, Measure]] = [
        ("acts", lambda one: one.acts),
        ("threats", lambda one: one.threats),
        ("planned", lambda one: one.planned),
        *((quad, _of_quad(quad)) for quad in QUADS[1:]),
        ("intensity", lambda one: one.intensity),
        ("acts of the first", lambda one: one.left.acts),
        ("intensity of the first", lambda one: one.left.intensity),
        ("acts of the second", lambda one: one.right.acts),
        ("intensity of the second", lambda one: one.right.intensity),
    ]
    return tuple(_change(name, measure, occurrences) for name, measure in measures)


def _of_quad(quad: str) -> Measure:
    return lambda one: one.quads.get(quad, 0)


def _change(name: str, measure: Measure, occurrences: Sequence[Occurrence]) -> Change:
    """Means over the occurrences that have the measure on both sides, so that the same ones are compared."""
    both = [(before, after) for one in occurrences if (before := measure(one.before)) is not None and (after := measure(one.after)) is not None]
    before, after = mean(one for one, _ in both), mean(one for _, one in both)
    difference = None if before is None or after is None else round(sum(two - one for one, two in both) / len(both), 2)
    return Change(name, before, after, difference, len(both))


def _profile(middle: Sequence[Event], dated: Sequence[Event], weeks: int) -> tuple[Week, ...]:
    by_week: dict[int, list[Event]] = {week: [] for week in range(-weeks, weeks + 1)}
    for event in middle:
        for other in dated:
            week = _week(other, _span(event))
            if other.id != event.id and week in by_week and kind_of_act(other) == "act":
                by_week[week].append(other)
    return tuple(Week(week, round(len(acts) / len(middle), 2) if middle else 0.0, mean(map(intensity, acts))) for week, acts in sorted(by_week.items()))
