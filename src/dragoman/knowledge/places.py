"""Which places bear a name, and in which larger ones they lie.

Goes in: data/places.bin (GeoNames), data/features.csv (seas, straits, sites, regions and front-line towns, ours) and data/abbreviations.yaml.
Comes out: `Places`, asked by name; which of the namesakes a text means is `mentions.placing`'s to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dragoman.knowledge import tables
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.names import name_key
from dragoman.model import KnowledgeError

# Of the hundreds of Santa Rosas no text means the smallest without saying in which country it lies.
_MOST = 40
KINDS = frozenset({"country", "division", "district", "city", "town", "region", "water", "strait", "island", "facility", "base", "border", "mountain", "area"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place: GeoNames id, degrees north and east, people as GeoNames counts them.

    Attributes:
        kind: country, division (first level), district (second level), city, or a kind of features.csv.
        code: of a division its usual short code ("IL"), of a country ISO alpha-2.
        within: numbers of the places it lies in, smallest first (district, division, country).
        number: its own, unique in the gazetteer; below zero for those of features.csv.
        otherwise: it was asked for by another name than its usual one. word: that name is an English word too.
    """

    name: str
    kind: str
    country: str | None
    geonames: int | None
    lat: float
    lon: float
    people: int
    code: str = ""
    within: tuple[int, ...] = ()
    number: int = 0
    otherwise: bool = False
    word: bool = False


class Places:
    """The gazetteer with our own features.

    Args:
        gazetteer: the packed table. features: further places by name key. abbreviations: short name -> name and country of a division.
    """

    def __init__(self, gazetteer: Gazetteer, features: Mapping[str, list[Place]], abbreviations: Mapping[str, tuple[str, str]]) -> None:
        self._gazetteer = gazetteer
        self._features = features
        self._abbreviations = abbreviations
        self._own = {place.number: place for held in features.values() for place in held}
        self.named = lru_cache(maxsize=4096)(self._named)
        self.told = lru_cache(maxsize=1024)(self._told)
        self._place = lru_cache(maxsize=16384)(self._made)

    @classmethod
    def load(cls) -> Places:
        return cls(Gazetteer(tables.raw("places.bin")), _features(tables.records("features.csv")), _abbreviations())

    def knows(self, name: str) -> bool:
        """True if some place bears the name; touches no row."""
        key = name_key(name)
        return key in self._features or bool(self._gazetteer.postings(key))

    def _named(self, name: str, country: str | None = None) -> tuple[Place, ...]:
        """All places of that name, ours first, then those with most people.

        Args:
            country: ISO alpha-3; only places there. Without it the forty largest.
        """
        key = name_key(name)
        if not key:
            return ()
        own = [place for place in self._features.get(key, ()) if country in (None, place.country)]
        held = {place.geonames for place in own if place.geonames}
        postings = self._gazetteer.postings(key)
        found = []
        for posting in postings if country is not None else postings[:_MOST]:
            place = self._place(posting.row, posting.otherwise, posting.word)
            if country in (None, place.country) and place.geonames not in held:
                found.append(place)
        return (*own, *found)

    def _told(self, name: str) -> tuple[Place, ...]:
        """Countries and divisions that a name after a comma may mean: "Ill.", "Ont.", "Texas", "France"."""
        whole = self._abbreviations.get(name.replace(" ", ""))
        if whole is not None:
            return tuple(place for place in self.named(whole[0], whole[1]) if place.kind == "division" and not place.otherwise)[:1]
        return tuple(place for place in self.named(name) if place.kind in {"country", "division"} or (place.kind == "district" and place.people > 0))

    @cached_property
    def shortened(self) -> re.Pattern[str]:
        """Finds the short names of divisions that are written with dots: `many` where there are several ("N.Y."), else `one` after a comma ("Ill.")."""
        forms = sorted((form for form in self._abbreviations if "." in form), key=lambda form: (-len(form), form))
        many, one = ("|".join(re.escape(form).replace(r"\.", r"\. ?")[:-2] for form in forms if (form.count(".") > 1) == several) for several in (True, False))
        return re.compile(rf"\b(?P<many>{many})|(?<=, )(?P<one>{one})")

    def at(self, number: int) -> Place:
        """The place of that number."""
        return self._own[number] if number < 0 else self._place(number, False, False)

    def country(self, code: str) -> Place | None:
        """The country with that ISO alpha-3 code."""
        number = self._countries.get(code)
        return None if number is None else self.at(number)

    @cached_property
    def _countries(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number in range(len(self._gazetteer)):
            cells = self._gazetteer.row(number)
            if cells[2] != "country":
                break
            found.setdefault(cells[3], number)
        return found

    def _made(self, number: int, otherwise: bool, word: bool) -> Place:
        geonames, name, kind, country, parent, lat, lon, people, code = self._gazetteer.row(number)
        within: list[int] = []
        while parent and int(parent) not in within:
            within.append(int(parent))
            parent = self._gazetteer.row(int(parent))[4]
        return Place(
            name, kind, country or None, int(geonames) if geonames else None, float(lat), float(lon), int(people), code, tuple(within), number, otherwise, word
        )


def _features(records: Iterable[dict[str, str]]) -> dict[str, list[Place]]:
    """Our own places by name key.

    Raises:
        KnowledgeError: if a row has no coordinates or an unknown kind, naming its line.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for line, record in enumerate(records, 2):
        try:
            lat, lon = float(record["lat"]), float(record["lon"])
            geonames = int(record["geonames"]) if record["geonames"] else None
        except (TypeError, ValueError) as error:
            raise KnowledgeError(f"latitude, longitude or id is no number: {error}", source="features.csv", line=line) from error
        if record["kind"] not in KINDS or not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise KnowledgeError(f"unknown kind or coordinates beyond the globe: {record['kind']} {lat} {lon}", source="features.csv", line=line)
        for at, name in enumerate([record["name"], *filter(None, (record["aliases"] or "").split("|"))]):
            place = Place(record["name"], record["kind"], record["country"] or None, geonames, lat, lon, 0, number=-line, otherwise=at > 0)
            if all(other.number != place.number for other in found[name_key(name)]):
                found[name_key(name)].append(place)
    return dict(found)


def _abbreviations() -> dict[str, tuple[str, str]]:
    """Short names of divisions without spaces, dots kept: "Ill." and "IL", but "Ore." and not "ore"."""
    found: dict[str, tuple[str, str]] = {}
    for row in tables.yaml_data("abbreviations.yaml"):
        for short in row["forms"]:
            found[short.replace(" ", "")] = (row["name"], row["country"])
    return found
