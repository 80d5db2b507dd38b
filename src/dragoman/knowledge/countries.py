"""Countries: codes, names, demonyms, capitals.

Goes in: data/countries.csv. Comes out: `Countries`, a lookup by ISO 3166-1 alpha-3 (and KOS) that can be iterated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.knowledge import tables


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; `forms` and `capital_forms` are the spellings looked for in text."""

    iso3: str
    iso2: str
    name: str
    official_name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    qid: str | None
    forms: tuple[str, ...] = ()
    capital_forms: tuple[str, ...] = ()

    def joined(self, other: Country) -> Country:
        """This country with the other's names, demonyms and capitals added."""
        return replace(
            self, aliases=(*self.aliases, *other.forms), demonyms=(*self.demonyms, *other.demonyms), capitals=(*self.capitals, *other.capitals),
            forms=(*self.forms, *other.forms), capital_forms=(*self.capital_forms, *other.capital_forms),
        )  # fmt: skip


class Countries:
    """All countries, by code."""

    def __init__(self, countries: Iterable[Country]) -> None:
        self._by_code = {country.iso3: country for country in countries}

    @classmethod
    def load(cls, extra: Iterable[Country] = ()) -> Countries:
        """The package's countries with a user's further names; a code that is new makes a country of its own."""
        own = (
            Country(
                row["iso3"], row["iso2"], row["name"], row["official_name"], cells(row["aliases"]), cells(row["demonyms"]), cells(row["capitals"]),
                row["qid"] or None, cells(row["forms"]), cells(row["capital_forms"]),
            )
            for row in tables.records("countries.csv")
        )  # fmt: skip
        found: dict[str, Country] = {}
        for country in (*own, *extra):
            held = found.get(country.iso3)
            found[country.iso3] = country if held is None else held.joined(country)
        return cls(found.values())

    def get(self, code: str | None) -> Country | None:
        """The country with this alpha-3 code, None if there is none."""
        return self._by_code.get(code) if code else None

    def __iter__(self) -> Iterator[Country]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code


def cells(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(value for value in cell.split("|") if value)
