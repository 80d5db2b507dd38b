"""`pair`: what has been going on between two countries? Counts, the mean intensity by month, what is next, trips, disputes, statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.knowledge import load
from dragoman.model import Divergence, Trip
from dragoman.record import Outline, Record
from dragoman.record.summaries import MOST_AT_ONCE, batched
from dragoman.views.filters import Filters
from dragoman.views.rows import Describer, EventRow, trip_order
from dragoman.views.tally import QUADS, Side, Sort, Tally, ranked, tallied
from dragoman.views.timeline import DATED_DAYS, Timeline, grouped

AHEAD = frozenset({"planned", "possible"})
TWO, NOTHING = 2, Side(0, None)


@dataclass(frozen=True, slots=True)
class Month:
    """One month of dealings, acts done apart from threats and plans.

    Attributes:
        events: all of them; acts: done; threats: threatening words and acts threatened; planned: planned, possible or called for.
        intensity: mean PLOVER score of the acts, -10 to 10, None where none has one; threat_intensity: that of the threats.
        left, right: what each of the two did.
    """

    month: str
    events: int
    intensity: float | None
    acts: int
    threats: int
    threat_intensity: float | None
    planned: int
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Pair:
    """Two countries' dealings.

    Attributes:
        kinds: how many events of each quarter of PLOVER (verbal or material, cooperation or conflict).
        sums: acts done, threats and plans over all the time.
        undated: events whose days are not known to the week; they are in no month.
        latest_report: first day on which the record's latest report can have been written; what is ahead is reckoned from it.
        ahead: planned or possible, and not past by then.
        third: other countries that take part, with counts, most first.
        about: statements of the left country about the right one by stance, then the other way round.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    events: int
    kinds: dict[str, int]
    sums: Tally
    undated: int
    months: tuple[Month, ...]
    latest_report: date | None
    ahead: tuple[EventRow, ...]
    timeline: Timeline
    trips: tuple[Trip, ...]
    divergences: tuple[Divergence, ...]
    third: dict[str, int]
    about: tuple[dict[str, int], dict[str, int]]


def pair(record: Record, left: str, right: str, filters: Filters | None = None) -> Pair:
    """The dealings of two countries.

    Args:
        left, right: codes of countries or organisations.
    """
    wanted = replace(filters or Filters(), countries=(left, right)).for_record()
    found = dealings(record, left, right, record.outlines(wanted))
    return replace(found, timeline=grouped(Describer(record).event_rows(record.events(**wanted))))


def dealings(record: Record, left: str, right: str, found: Sequence[Outline]) -> Pair:
    """The same of events that are known by their outlines, with an empty timeline: what costs little however many they are."""
    latest = latest_report(record)
    ahead = Describer(record).events(one.id for one in found if _is_ahead(one, latest))
    disputed = sorted(one for some in batched((one.id for one in found), MOST_AT_ONCE) for one in record.divergences_of(some))
    sorts = [sort_of(one, left, right) for one in found]
    counts = Counter(sorts)
    return Pair(
        left=left,
        right=right,
        left_name=country_name(left),
        right_name=country_name(right),
        events=len(found),
        kinds=_kinds(counts),
        sums=tallied(counts),
        months=_months(found, sorts),
        undated=sum(not is_dated(one) for one in found),
        latest_report=latest,
        ahead=ahead,
        timeline=Timeline(()),
        trips=tuple(sorted(record.trips_between(left, right), key=trip_order)),
        divergences=tuple(record.divergences_named(disputed)),
        third=ranked(record.third_parties((one.id for one in found if one.countries > TWO), left, right)),
        about=(_stances(record, left, right), _stances(record, right, left)),
    )


def country_name(code: str) -> str:
    """English name of a country or organisation; the code where none is known."""
    knowledge = load()
    known = knowledge.countries.get(code) or knowledge.organisations.get(code)
    return code if known is None else str(known.name)


def latest_report(record: Record) -> date | None:
    """First possible day of writing of the report that was written last."""
    return record.latest_report()


def _is_ahead(event: Outline, latest: date | None) -> bool:
    return event.status in AHEAD and not event.negated and latest is not None and event.to_day is not None and event.to_day >= latest.isoformat()


def sort_of(event: Outline, left: str, right: str) -> Sort:
    """How an event counts between the two."""
    return Sort(event.type, event.mode, event.status, bool(event.negated), event.acted(left, right), event.acted(right, left))


def is_dated(event: Outline) -> bool:
    """True if its days are known to the week."""
    first, last = event.from_day, event.to_day
    if first is None or last is None:
        return False
    return first == last or (date.fromisoformat(last) - date.fromisoformat(first)).days < DATED_DAYS


def _kinds(counts: Mapping[Sort, int]) -> dict[str, int]:
    ontology = load().ontology
    found = Counter[str]()
    for sort, count in counts.items():
        found[QUADS[ontology.quad(sort.type)]] += count
    return ranked(found)


def _months(events: Sequence[Outline], sorts: Sequence[Sort]) -> tuple[Month, ...]:
    """Months from the first event with a day to the last, those without events among them."""
    by_month: dict[str, Counter[Sort]] = defaultdict(Counter)
    for event, sort in zip(events, sorts, strict=True):
        if event.from_day is not None and is_dated(event):
            by_month[event.from_day[:7]][sort] += 1
    months = []
    for month in _run(min(by_month, default=""), max(by_month, default="")):
        own = by_month.get(month)
        if own is None:
            months.append(Month(month, 0, None, 0, 0, None, 0, NOTHING, NOTHING))
            continue
        told = tallied(own)
        months.append(Month(month, own.total(), told.intensity, told.acts, told.threats, told.threat_intensity, told.planned, told.left, told.right))
    return tuple(months)


def _run(first: str, last: str) -> list[str]:
    if not first:
        return []
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


def _stances(record: Record, speaker: str, about: str) -> dict[str, int]:
    found = record.stances(speaker, about)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
