"""The 61 columns of GDELT 2.0's event table: one row a pair of parties, no header. Source: the GDELT event database data format codebook 2.0."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dragoman.export.beside import into_file
from dragoman.export.delimited import write_rows
from dragoman.export.layouts import layout
from dragoman.export.pairs import PlainPair, pairs_of
from dragoman.export.plain import Party, PlainEvents, country_codes
from dragoman.export.registry import Choices, ExportSummary
from dragoman.model import Where
from dragoman.record import Record

TAKES = frozenset({"filters"})

# CAMEO roots by quarter (GDELT codebook, QuadClass).
_QUADS = {1: range(1, 6), 2: range(6, 10), 3: range(10, 15), 4: range(15, 21)}

_UNCODED = ("EthnicCode", "Religion1Code", "Religion2Code", "Type2Code", "Type3Code")
_GEO = ("Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def write(record: Record, out: Path, choices: Choices) -> ExportSummary:
    """Write the pairs to the file `out`."""
    events = PlainEvents(record, choices.filters, dated=True)
    with into_file(record, "gdelt2", out, choices) as staged:
        staged.rows = write_rows(staged.path, layout("gdelt2"), (_row(pair) for pair in pairs_of(events)), header=False, empty="")
    return ExportSummary(staged.files, {"gdelt2": staged.rows}, events.notes())


def _row(pair: PlainPair) -> dict[str, Any]:
    plain, event = pair.plain, pair.plain.event
    day, code = plain.day, plain.cameo
    assert day is not None
    return {
        "GLOBALEVENTID": pair.number,
        "SQLDATE": _digits(day),
        "MonthYear": _digits(day)[:6],
        "Year": _digits(day)[:4],
        "FractionDate": f"{day.year + (day.month * 30 + day.day) / 365:.4f}",
        **_party(1, pair.actor),
        **_party(2, pair.recipient),
        "IsRootEvent": 0 if event.historical else 1,
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": next(quad for quad, roots in _QUADS.items() if int(code[:2]) in roots),
        "GoldsteinScale": plain.intensity,
        "NumMentions": len(event.event_reports),
        "NumSources": event.origins,
        "NumArticles": len(event.reports),
        "AvgTone": None,
        **_nowhere("Actor1Geo"),
        **_nowhere("Actor2Geo"),
        **_place(event.where),
        "DATEADDED": _digits(plain.telling.written) + "000000" if plain.telling.written else None,
        "SOURCEURL": plain.telling.source,
    }


def _party(number: int, party: Party | None) -> dict[str, Any]:
    side = f"Actor{number}"
    row: dict[str, Any] = {f"{side}{name}": None for name in ("Code", "Name", "CountryCode", "KnownGroupCode", "Type1Code", *_UNCODED)}
    if party is not None:
        body = party.country is not None and party.country not in country_codes("fips")
        row[f"{side}Code"] = f"{party.country or ''}{party.sector or ''}" or None
        row[f"{side}Name"] = party.name.upper()
        row[f"{side}KnownGroupCode" if body else f"{side}CountryCode"] = party.country
        row[f"{side}Type1Code"] = party.sector
    return row


def _nowhere(field: str) -> dict[str, Any]:
    return {f"{field}_Type": 0, **{f"{field}_{name}": None for name in _GEO}}


def _place(where: Where | None) -> dict[str, Any]:
    row = _nowhere("ActionGeo")
    if where is not None:
        exact = where.lat is not None
        row["ActionGeo_Type"] = (3 if where.country == "USA" else 4) if exact else 1 if where.country else 0
        row["ActionGeo_Fullname"] = where.name
        row["ActionGeo_CountryCode"] = country_codes("fips").get(where.country or "")
        row["ActionGeo_Lat"], row["ActionGeo_Long"], row["ActionGeo_FeatureID"] = where.lat, where.lon, where.geonames
    return row


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")
