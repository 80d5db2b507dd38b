"""Events as pages list them: some at a time, with the origins that vouch for each. In: filters and a place to go on from; out: rows and their sources."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.model import Event
from dragoman.record import EventFilters, Record
from dragoman.views.rows import Describer, EventRow, Party
from dragoman.views.sources import Vouching, ownership, vouching
from dragoman.web.cursor import Key, decoded, encoded, no_place

# Counting a million events that pass a filter would take longer than showing a hundred of them.
MOST_COUNTED = 10_000
LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one page, and by event id who vouches for each; `count` of all, or of those counted before it was enough; `next` place to go on from."""

    rows: tuple[EventRow, ...]
    sources: Mapping[str, tuple[Vouching, ...]]
    next: str | None
    count: int
    more: bool = False


def listing(record: Record, filters: EventFilters, after: str | None, limit: int, *, newest: bool = True) -> Listing:
    """Some of the events that pass, newest (or oldest) first, those without a day last. They are counted up to MOST_COUNTED."""
    found = record.some_events(filters, _place(after), limit + 1, newest=newest)
    count = record.count_events(filters, MOST_COUNTED)
    return _listed(record, found[:limit], _key(found[limit - 1]) if len(found) > limit else None, count)


def listing_of(record: Record, events: Iterable[Event], after: str | None, limit: int) -> Listing:
    """Some of these events, newest first."""
    places = sorted((_key(one) for one in events), key=lambda place: place[1])
    return listing_along(record, sorted(places, key=lambda place: place[0], reverse=True), after, limit)


def listing_along(record: Record, places: Sequence[Key], after: str | None, limit: int) -> Listing:
    """Some of the events at these places (day, '' for none, and id), which are in order: newest first, those without a day last."""
    place, start = _place(after), 0
    if place is not None:
        start = bisect_right(places, _rank(place), key=_rank)
    some = places[start : start + limit]
    held = record.events_named(event for _, event in some)
    further = (some[-1][0], some[-1][1]) if start + limit < len(places) else None
    return _listed(record, [held[event] for _, event in some], further, len(places))


def _rank(place: Sequence[str]) -> tuple[bool, int, str]:
    """Orders places as lists have them."""
    return not place[0], _back(place[0]), place[1]


def _listed(record: Record, events: Sequence[Event], last: Key | None, count: int) -> Listing:
    describer = Describer(record)
    rows = tuple(describer.event_rows(events))
    further = None if last is None else encoded(last)
    return Listing(rows, {event.id: vouching(describer, event.reports) for event in events}, further, min(count, MOST_COUNTED), count > MOST_COUNTED)


def _day(event: Event) -> str:
    at = event.from_ or event.to
    return "" if at is None else at.isoformat()


def _back(day: str) -> int:
    return -date.fromisoformat(day).toordinal() if day else 0


def _key(event: Event) -> Key:
    return _day(event), event.id


def _place(after: str | None) -> tuple[str, str] | None:
    """The place behind which to go on.

    Raises:
        UsageError: if it is none.
    """
    if after is None:
        return None
    key = decoded(after, 2)
    try:
        _back(key[0])
    except ValueError:
        raise no_place(after) from None
    return key[0], key[1]


def sources(record: Record, rows: Iterable[EventRow]) -> dict[str, tuple[Vouching, ...]]:
    """By event id who vouches for each."""
    describer = Describer(record)
    events = record.events_named(row.id for row in rows)
    describer.look_up(events.values())
    return {identifier: vouching(describer, event.reports) for identifier, event in events.items()}


def told_by(record: Record, filters: EventFilters) -> dict[str, frozenset[str]]:
    """Country of outlets -> ids of the events that one of them tells; most events first."""
    found: dict[str, set[str]] = {}
    for outlet, events in record.outlets(filters).items():
        country = ownership(outlet)[0]
        if country is not None:
            found.setdefault(country, set()).update(events)
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
