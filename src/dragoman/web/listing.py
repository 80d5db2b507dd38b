"""Events as pages list them: some at a time, with the origins that vouch for each. In: filters and a place to go on from; out: rows and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.model import Event
from dragoman.record import Record
from dragoman.views.rows import Describer, EventRow, Party
from dragoman.views.sources import Vouching, ownership, vouching
from dragoman.web.cursor import Key, paged

LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one page, and by event id who vouches for each; `count` of all, `next` place to go on from."""

    rows: tuple[EventRow, ...]
    sources: Mapping[str, tuple[Vouching, ...]]
    next: str | None
    count: int


def listing(record: Record, events: Sequence[Event], after: str | None, limit: int, *, newest: bool = True) -> Listing:
    """Some of the events, newest (or oldest) first, those without a day last."""

    def key(event: Event) -> Key:
        at = event.from_ or event.to
        place = LAST + 1 if at is None else LAST - at.toordinal() if newest else at.toordinal()
        return f"{place:08d}", event.id

    some, further = paged(sorted(events, key=key), key, after, limit)
    describer = Describer(record)
    return Listing(tuple(describer.event_rows(some)), {event.id: vouching(describer, event.reports) for event in some}, further, len(events))


def sources(record: Record, rows: Iterable[EventRow]) -> dict[str, tuple[Vouching, ...]]:
    """By event id who vouches for each."""
    describer = Describer(record)
    return {row.id: vouching(describer, record.event(row.id).reports) for row in rows}


def told_by(record: Record, events: Sequence[Event]) -> dict[str, frozenset[str]]:
    """Country of outlets -> ids of the events that one of them tells; most events first."""
    reports = record.reports_named(sorted({report for event in events for report in event.reports}))
    countries = {report: ownership(row.outlet)[0] for report, row in reports.items()}
    found: dict[str, set[str]] = {}
    for event in events:
        for country in {countries.get(report) for report in event.reports}:
            if country is not None:
                found.setdefault(country, set()).add(event.id)
    return {country: frozenset(held) for country, held in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))}


def flat(rows: Iterable[EventRow]) -> list[dict[str, Any]]:
    """Rows as a table: one line an event."""
    return [
        {
            "id": row.id, "type": row.type, "mode": row.mode, "status": row.status, "from": row.from_ and row.from_.isoformat(),
            "to": row.to and row.to.isoformat(), "actors": _names(row.actors), "recipients": _names(row.recipients), "place": row.place,
            "origins": row.origins, "reports": row.reports, "disputed": "; ".join(row.disputed), "confidence": row.confidence,
            "source": row.telling.source if row.telling else None, "sentence": row.telling.sentence if row.telling else None,
        }
        for row in rows
    ]  # fmt: skip


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(party.name for party in parties)
