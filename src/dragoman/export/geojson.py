"""GeoJSON (RFC 7946): the events whose place has coordinates, one Point each, in the events' order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.export.beside import into_file
from dragoman.export.captions import caption
from dragoman.export.layouts import layout
from dragoman.export.plain import chosen
from dragoman.export.registry import Choices, ExportSummary
from dragoman.knowledge import load
from dragoman.model import Event, Where
from dragoman.record import Record
from dragoman.record.rows import dumps
from dragoman.views.tally import QUADS, intensity

TAKES = frozenset({"filters"})


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write the FeatureCollection to the file `out`."""
    names = {row.id: row.name for row in record.actors()}
    placeless = 0
    with into_file(record, "geojson", out, choices) as staged, staged.path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for event in chosen(record, choices.filters):
            where = event.where
            if where is None or where.lat is None or where.lon is None:
                placeless += 1
                continue
            file.write(("," if staged.rows else "") + "\n" + dumps(_feature(event, where, names)))
            staged.rows += 1
        file.write("\n]}\n")
    notes = (f"left out: {placeless} events without a place that has coordinates",) if placeless else ()
    return ExportSummary(staged.files, {"geojson": staged.rows}, notes)


def _feature(event: Event, where: Where, names: dict[str, str]) -> dict[str, Any]:
    properties = {
        "id": event.id,
        "title": caption(event, names),
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "quad": QUADS[load().ontology.quad(event.type)],
        "intensity": intensity(event),
        "actors": " ".join(event.actor_countries),
        "recipients": " ".join(event.recipient_countries),
        "from": event.from_.isoformat() if event.from_ else None,
        "to": event.to.isoformat() if event.to else None,
        "precision": event.precision,
        "place": where.name,
        "country": where.country,
        "geonames": where.geonames,
        "reports": len(event.reports),
        "origins": event.origins,
        "confidence": event.confidence,
    }
    layout("geojson").cells(properties)  # a property that the codebook lacks is an error
    return {"type": "Feature", "id": event.id, "geometry": {"type": "Point", "coordinates": [where.lon, where.lat]}, "properties": properties}
