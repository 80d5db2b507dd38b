"""ICEWS's columns: one row a pair of source and target, CAMEO codes with their names."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from dragoman.export.beside import into_file
from dragoman.export.delimited import write_rows
from dragoman.export.layouts import layout, table
from dragoman.export.pairs import PlainPair, pairs_of
from dragoman.export.plain import Party, PlainEvents
from dragoman.export.registry import Choices, ExportSummary
from dragoman.knowledge import load
from dragoman.record import Record

TAKES = frozenset({"filters"})


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write the pairs to the file `out`."""
    events = PlainEvents(record, choices.filters, dated=True)
    with into_file(record, "icews", out, choices) as staged:
        staged.rows = write_rows(staged.path, layout("icews"), (_row(pair) for pair in pairs_of(events)), header=True, empty="")
    return ExportSummary(staged.files, {"icews": staged.rows}, events.notes())


def _row(pair: PlainPair) -> dict[str, Any]:
    plain, where = pair.plain, pair.plain.event.where
    return {
        "Event ID": pair.number,
        "Event Date": plain.day,
        **_party("Source", pair.actor),
        "Event Text": _names().get(plain.cameo) or _names().get(plain.cameo[:3]),
        "CAMEO Code": plain.cameo,
        "Intensity": plain.intensity,
        **_party("Target", pair.recipient),
        "Story ID": plain.telling.id,
        "Sentence Number": None,
        "Publisher": plain.telling.outlet,
        "City": where.name if where and where.lat is not None else None,
        "District": None,
        "Province": None,
        "Country": _country(where.country) if where else None,
        "Latitude": where.lat if where else None,
        "Longitude": where.lon if where else None,
    }


def _party(side: str, party: Party | None) -> dict[str, Any]:
    sectors = load().ontology.sectors
    return {
        f"{side} Name": party.name if party else None,
        f"{side} Sectors": sectors.get(party.sector, party.sector).rstrip(".") if party and party.sector else None,
        f"{side} Country": _country(party.country) if party else None,
    }


def _country(code: str | None) -> str | None:
    known = load().countries.get(code)
    return known.name if known else code


@cache
def _names() -> dict[str, str]:
    """CAMEO code to its name in the codebook."""
    return {row["code"]: row["name"] for row in table("cameo_names.csv")}
