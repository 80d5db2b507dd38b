"""FollowTheMoney entities as JSON lines, for Aleph, nomenklatura and their kin. In: a record. Out: actors, reports, places, events and trips, in that order.

Source of the schemas and their properties: followthemoney 4.11. Each entity's values are text, as that library has them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.export.beside import into_file
from dragoman.export.captions import caption
from dragoman.export.registry import Choices, ExportSummary
from dragoman.knowledge import load
from dragoman.model import ActorRow, Event, ReportRow, Stop, Trip, Where
from dragoman.record import Record
from dragoman.record.rows import dumps
from dragoman.views.rows import title

_SCHEMAS = {
    "person": "Person",
    "country": "PublicBody",
    "organisation": "Organization",
    "office": "PublicBody",
    "outlet": "Organization",
    "group": "Organization",
}
_LANGUAGES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "ru": "rus", "zh": "zho", "ar": "ara", "ja": "jpn", "ko": "kor", "pt": "por", "it": "ita"}
_KOSOVO = {"KOS": "xk"}

Entity = dict[str, Any]


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write the entities to the file `out`."""
    rows = dict.fromkeys(("Person", "PublicBody", "Organization", "Article", "Address", "Event", "Trip"), 0)
    with into_file(record, "ftm", out, choices) as staged, staged.path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in _entities(record):
            file.write(dumps(entity) + "\n")
            rows[entity["schema"]] = rows.get(entity["schema"], 0) + 1
            staged.rows += 1
    return ExportSummary(staged.files, rows)


def _entities(record: Record) -> Iterator[Entity]:
    names: dict[str, str] = {}
    for actor in record.each("actors"):
        names[actor.id] = actor.name
        yield _actor(actor)
    for report in record.each("reports"):
        yield _article(report)
    places: set[str] = set()
    for event in record.each("events"):
        yield from _place(event.where, places)
        yield _event(event, names)
    for trip in record.each("trips"):
        yield from _trip(trip, places)


def _actor(row: ActorRow) -> Entity:
    wikidata = row.id if row.id[:1] == "Q" and row.id[1:].isdigit() else None
    properties = {
        "name": [row.name],
        "alias": [name for name in row.names if name != row.name],
        "country": _country(row.country),
        "wikidataId": [wikidata],
        "position" if row.kind == "person" else "notes": list(row.offices),
    }
    return _entity(_SCHEMAS.get(row.kind, "LegalEntity"), "actor", row.id, row.name, properties)


def _article(row: ReportRow) -> Entity:
    source = row.source or ""
    properties = {
        "title": [title(row)],
        "fileName": [source.rsplit("/", 1)[-1] or row.id],
        "author": [row.byline],
        "publisher": [row.outlet],
        "publishedAt": [row.published if row.published and row.published[:4].isdigit() else None],
        "sourceUrl": [source if source.startswith(("http://", "https://")) else None],
        "language": [_LANGUAGES.get(row.language or "")],
        "bodyText": [row.text],
        "processingError": [row.error],
    }
    return _entity("Article", "report", row.id, title(row), properties)


def _place(where: Where | None, seen: set[str]) -> Iterator[Entity]:
    if where is not None:
        yield from _address(where.name, where.country, seen, where.lat, where.lon)


def _address(name: str, country: str | None, seen: set[str], lat: float | None = None, lon: float | None = None) -> Iterator[Entity]:
    key = _place_key(name, country)
    if key in seen:
        return
    seen.add(key)
    properties = {"full": [name], "country": _country(country), "latitude": [_number(lat)], "longitude": [_number(lon)]}
    yield _entity("Address", "place", key, name, properties)


def _place_key(name: str, country: str | None) -> str:
    return f"{country or ''}/{name}"


def _event(event: Event, names: dict[str, str]) -> Entity:
    told = caption(event, names)
    where = event.where
    properties = {
        "name": [told],
        "startDate": _day(event.from_),
        "endDate": _day(event.to),
        "location": [where.name if where else None],
        "country": _country(where.country if where else None),
        "organizer": [_id("actor", actor) for actor in event.actors],
        "involved": [_id("actor", actor) for actor in (*event.actors, *event.recipients)],
        "keywords": [event.type, *([event.mode] if event.mode else []), event.status, *event.contexts],
        "addressEntity": [_id("place", _place_key(where.name, where.country)) if where else None],
        "proof": [_id("report", report) for report in event.reports],
        "recordId": [event.id],
    }
    return _entity("Event", "event", event.id, told, properties)


def _trip(trip: Trip, places: set[str]) -> Iterator[Entity]:
    located = [stop for stop in trip.stops if _stop_name(stop)]
    for stop in located:
        yield from _address(_stop_name(stop), stop.country, places)
    told = f"{', '.join(traveller.name for traveller in trip.travellers)}: {' - '.join(map(_stop_name, located)) or 'unknown'}, {trip.status}"
    ends = [_id("place", _place_key(_stop_name(stop), stop.country)) for stop in located]
    properties: dict[str, list[str | None]] = {
        "name": [told],
        "startDate": _day(trip.from_),
        "endDate": _day(trip.to),
        "organizer": [_id("actor", traveller.id) for traveller in trip.travellers],
        "involved": [_id("actor", one) for one in (*(traveller.id for traveller in trip.travellers), *(met for stop in trip.stops for met in stop.with_))],
        "keywords": [trip.status],
        "proof": [_id("report", report) for report in trip.reports],
        "recordId": [trip.id],
    }
    # Trip asks for a place of departure; a journey of one stop tells none.
    if len(ends) > 1:
        properties |= {"startLocation": [ends[0]], "endLocation": [ends[-1]]}
    else:
        properties |= {"location": [_stop_name(stop) for stop in located], "addressEntity": list(ends)}
    yield _entity("Trip" if len(ends) > 1 else "Event", "trip", trip.id, told, properties)


def _stop_name(stop: Stop) -> str:
    known = load().countries.get(stop.country)
    return stop.place or (known.name if known else "")


def _entity(schema: str, what: str, key: str, told: str, properties: dict[str, Any]) -> Entity:
    kept = {name: sorted({value for value in values if value}) for name, values in properties.items()}
    return {"id": _id(what, key), "schema": schema, "properties": {name: values for name, values in sorted(kept.items()) if values}, "caption": told}


def _id(what: str, key: str) -> str:
    return f"{what}-{hashlib.sha1(key.encode('utf-8', 'backslashreplace'), usedforsecurity=False).hexdigest()}"


def _country(code: str | None) -> list[str | None]:
    known = load().countries.get(code)
    return [_KOSOVO.get(code or "", known.iso2.lower()) if known and known.iso2 else None]


def _day(day: date | None) -> list[str | None]:
    return [day.isoformat() if day else None]


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"
