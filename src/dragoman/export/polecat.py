"""POLECAT's columns: one row an event, plain PLOVER types and modes. Source of the columns: the headers of its releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import dragoman
from dragoman.export.beside import into_file
from dragoman.export.delimited import write_rows
from dragoman.export.layouts import layout
from dragoman.export.plain import Party, PlainEvent, PlainEvents, country_codes, parties
from dragoman.export.registry import Choices, ExportSummary
from dragoman.knowledge import load
from dragoman.model import Actor, ActorRow
from dragoman.record import Record
from dragoman.views.tally import QUADS

TAKES = frozenset({"filters"})


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write the events to the file `out`."""
    events = PlainEvents(record, choices.filters)
    only_cameo: list[str] = []
    with into_file(record, "polecat", out, choices) as staged:
        count = write_rows(staged.path, layout("polecat"), _rows(events, only_cameo), header=True, empty="None")
        staged.rows = count
    notes = events.notes()
    if only_cameo:
        notes += (f"left out: {len(only_cameo)} comments and appeals, which PLOVER has no type for (the icews and gdelt2 kinds hold them)",)
    return ExportSummary(staged.files, {"polecat": count}, notes)


def _rows(events: PlainEvents, only_cameo: list[str]) -> Iterator[dict[str, Any]]:
    actors = events.actors()
    for plain in events:
        if plain.type is None:
            only_cameo.append(plain.event.id)
            continue
        yield _row(plain, actors)


def _row(plain: PlainEvent, actors: dict[str, ActorRow]) -> dict[str, Any]:
    event, where, told = plain.event, plain.event.where, plain.surest.where
    doers = parties(event.actors, plain.surest.actors, actors)
    receivers = parties(event.recipients, plain.surest.recipients, actors)
    assert plain.type is not None
    return {
        "Event ID": event.id,
        "Event Date": plain.day,
        "Event Type": plain.type,
        "Event Mode": plain.mode,
        "Intensity": plain.intensity,
        "Quad Code": QUADS[load().ontology.quad(plain.type)].upper(),
        "Contexts": _joined(event.contexts),
        **_side("Actor", doers, plain.surest.actors),
        **_side("Recipient", receivers, plain.surest.recipients),
        "Placename": where.name if where else None,
        "City": where.name if where and where.lat is not None else None,
        "District": None,
        "Province": None,
        "Country": where.country if where else None,
        "Latitude": where.lat if where else None,
        "Longitude": where.lon if where else None,
        "GeoNames ID": where.geonames if where else None,
        "Raw Placename": told.name if told else None,
        "Feature Type": None,
        "Source": plain.telling.outlet or plain.telling.source,
        "Publication Date": plain.telling.written,
        "Story People": _joined(party.name for party in (*doers, *receivers) if party.kind == "person"),
        "Story Organizations": _joined(party.name for party in (*doers, *receivers) if party.kind in ("organisation", "group")),
        "Story Locations": where.name if where else None,
        "Language": plain.telling.language,
        "Version": f"dragoman {dragoman.__version__}",
    }


def _side(side: str, found: Sequence[Party], told: Sequence[Actor]) -> dict[str, Any]:
    """The eight columns of one side; their order is the layout's."""
    cow = country_codes("cow")
    countries = list(dict.fromkeys(party.country for party in found if party.country))
    sectors = list(dict.fromkeys(party.sector for party in found if party.sector))
    return {
        f"{side} Name": _joined(party.name for party in found),
        f"{side} Country": _joined(countries),
        f"{side} COW": _joined(cow[country] for country in countries if country in cow),
        f"Primary {side} Sector": next((party.sector for party in found if party.sector), None),
        f"{side} Sectors": _joined(sectors),
        f"{side} Title": _joined(party.office for party in found if party.office),
        f"{side} Name Raw": _joined(dict.fromkeys(actor.name for actor in told)),
        f"Wikipedia {side} ID": _joined(party.id for party in found if party.id[:1] == "Q" and party.id[1:].isdigit()),
    }


def _joined(values: Iterable[str]) -> str | None:
    return "; ".join(values) or None
