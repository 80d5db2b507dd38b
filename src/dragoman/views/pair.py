"""`pair`: what has been going on between two countries? Counts, the mean intensity by month, what is next, trips, disputes, statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dragoman.knowledge import load
from dragoman.model import Divergence, Trip
from dragoman.record import Record
from dragoman.views.filters import Filters
from dragoman.views.rows import Describer, EventRow, trip_order
from dragoman.views.timeline import Timeline, grouped, kind_of

AHEAD = frozenset({"planned", "possible"})
QUADS = ("", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class Month:
    """One month of dealings. `intensity`: mean PLOVER score of its events, -10 to 10; None where none has one."""

    month: str
    events: int
    intensity: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two countries' dealings.

    Attributes:
        kinds: how many events of each quarter of PLOVER (verbal or material, cooperation or conflict).
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
    found = record.events(**replace(filters or Filters(), countries=(left, right)).for_record())
    describer = Describer(record)
    rows = [describer.event(event) for event in found]
    latest = latest_report(record)
    disputed = {row.id for row in rows if row.disputed}
    return Pair(
        left=left,
        right=right,
        left_name=country_name(left),
        right_name=country_name(right),
        events=len(rows),
        kinds=_kinds(rows),
        months=_months(rows),
        latest_report=latest,
        ahead=tuple(row for row in rows if _is_ahead(row, latest)),
        timeline=grouped(rows),
        trips=tuple(sorted(_trips(record.trips(), left, right), key=trip_order)),
        divergences=tuple(divergence for divergence in record.divergences() if divergence.event in disputed),
        third=_counted(country for event in found for country in {*event.actor_countries, *event.recipient_countries} - {left, right}),
        about=(_stances(record, left, right), _stances(record, right, left)),
    )


def country_name(code: str) -> str:
    """English name of a country or organisation; the code where none is known."""
    knowledge = load()
    known = knowledge.countries.get(code) or knowledge.organisations.get(code)
    return code if known is None else str(known.name)


def latest_report(record: Record) -> date | None:
    """First possible day of writing of the report that was written last."""
    days = [row.written.from_ for row in record.each("reports") if row.written is not None and row.written.from_ is not None]
    return max(days, default=None)


def _is_ahead(row: EventRow, latest: date | None) -> bool:
    return row.status in AHEAD and not row.negated and latest is not None and row.to is not None and row.to >= latest


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _kinds(rows: Iterable[EventRow]) -> dict[str, int]:
    ontology = load().ontology
    return _counted(QUADS[ontology.quad(row.type)] for row in rows)


def intensity(row: EventRow) -> float | None:
    """PLOVER's score for what plain PLOVER makes of the event; None where it is denied or negated."""
    ontology = load().ontology
    plain = ontology.plain(row.type, row.mode, row.status, row.negated)
    return None if plain is None else ontology.score(*plain)


def _months(rows: Iterable[EventRow]) -> tuple[Month, ...]:
    """Months from the first event with a day to the last, those without events among them."""
    scores: dict[str, list[float | None]] = defaultdict(list)
    for row in rows:
        if kind_of(row) == "day" and row.from_ is not None:
            scores[row.from_.isoformat()[:7]].append(intensity(row))
    months = []
    for month in _run(min(scores, default=""), max(scores, default="")):
        known = [score for score in scores.get(month, ()) if score is not None]
        months.append(Month(month, len(scores.get(month, ())), round(sum(known) / len(known), 2) if known else None))
    return tuple(months)


def _run(first: str, last: str) -> list[str]:
    if not first:
        return []
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


def _trips(trips: Iterable[Trip], left: str, right: str) -> list[Trip]:
    return [trip for trip in trips if _goes(trip, left, right) or _goes(trip, right, left)]


def _goes(trip: Trip, home: str, host: str) -> bool:
    return any(traveller.country == home for traveller in trip.travellers) and any(stop.country == host for stop in trip.stops)


def _stances(record: Record, speaker: str, about: str) -> dict[str, int]:
    return _counted(row.statement.stance for row in record.statements(speaker_country=speaker, about=about))
