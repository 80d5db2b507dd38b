"""News outlets, by name or by domain.

Goes in: data/outlets.csv. Comes out: `Outlets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.knowledge import tables
from dragoman.knowledge.countries import cells
from dragoman.knowledge.names import name_key


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet; `ownership` is state, public, private or unknown; `forms` are the spellings looked for in text."""

    name: str
    country: str | None
    domain: str | None
    ownership: str
    kind: str | None
    aliases: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


class Outlets:
    """All outlets. Of two with one name the better described (curated) one is found."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self.all: tuple[Outlet, ...] = tuple(sorted(outlets, key=lambda outlet: outlet.kind is None))
        self._by_name: dict[str, Outlet] = {}
        self._by_domain: dict[str, Outlet] = {}
        for outlet in self.all:
            for name in (outlet.name, *outlet.aliases):
                for key in {name_key(name), name_key(name).removeprefix("the")} - {""}:
                    self._by_name.setdefault(key, outlet)
            if outlet.domain:
                self._by_domain.setdefault(outlet.domain, outlet)

    @classmethod
    def load(cls, extra: Iterable[Outlet] = ()) -> Outlets:
        own = (
            Outlet(
                row["name"], row["country"] or None, row["domain"] or None, row["ownership"], row["kind"] or None, cells(row["aliases"]), cells(row["forms"])
            )
            for row in tables.records("outlets.csv")
        )
        return cls([*extra, *own])

    def find(self, name: str) -> Outlet | None:
        """The outlet with this name, alias, domain or address (`https://www.nhk.or.jp/...`), None if it is not known."""
        name = name.strip()
        host = (urlsplit(name).hostname or "") if "://" in name else name.split("/", 1)[0].lower()
        labels = host.split(".")
        for start in range(len(labels) - 1):
            found = self._by_domain.get(".".join(labels[start:]))
            if found is not None:
                return found
        key = name_key(name)
        return self._by_name.get(key) or self._by_name.get(key.removeprefix("the"))

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self.all)
