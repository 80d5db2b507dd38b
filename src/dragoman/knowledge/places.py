"""Where cities lie.

Goes in: data/places.tsv.gz (GeoNames). Comes out: `Places`, asked by name and, where known, country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.knowledge import tables
from dragoman.knowledge.names import name_key

# Without a country told a name is taken for the city that has so many times the people of the next of that name, and no fewer than these.
_TIMES_THE_NEXT = 5
_KNOWN_WIDELY = 100_000


@dataclass(frozen=True, slots=True)
class Place:
    """A city: GeoNames id, degrees north and east, people as GeoNames counts them."""

    name: str
    country: str
    geonames: int
    lat: float
    lon: float
    people: int


class Places:
    """The gazetteer. Rows are name, country, id, latitude, longitude, people, other name keys joined by `|`."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._rows = list(rows)
        self._named: dict[str, list[int]] = defaultdict(list)
        self._otherwise: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self._rows):
            self._named[name_key(row[0])].append(index)
            for key in row[6].split("|") if row[6] else ():
                self._otherwise[key].append(index)

    @classmethod
    def load(cls) -> Places:
        return cls(tables.rows("places.tsv.gz"))

    def find(self, name: str, country: str | None = None) -> Place | None:
        """The city of this name; None where it is unknown or, without a country, could well be another.

        Args:
            country: ISO alpha-3; a city elsewhere is then none.
        """
        key = name_key(name)
        if country is not None:
            # Usual names go before other spellings; within a country the larger city is meant.
            return next(
                (place for index in [*self._named.get(key, ()), *self._otherwise.get(key, ())] if (place := self._place(index)).country == country), None
            )
        found = [self._place(index) for index in self._named.get(key) or self._otherwise.get(key) or ()]
        found.sort(key=lambda place: (-place.people, place.geonames))
        if not found or found[0].people < _KNOWN_WIDELY or (len(found) > 1 and found[0].people < found[1].people * _TIMES_THE_NEXT):
            return None
        return found[0]

    def _place(self, index: int) -> Place:
        name, country, geonames, lat, lon, people, _ = self._rows[index]
        return Place(name, country, int(geonames), float(lat), float(lon), int(people))
