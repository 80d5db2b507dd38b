"""Organisations: bodies of states, alliances, agencies, courts, armed groups, services, with members and days.

Goes in: data/organisations.csv, data/companies.csv. Comes out: `Organisations`, a lookup by id that can be iterated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge import tables
from dragoman.knowledge.countries import cells
from dragoman.model import Interval


@dataclass(frozen=True, slots=True)
class Membership:
    """One member's time in an organisation; no `from_`: since its beginning, or not known."""

    country: str
    from_: date | None = None
    to: date | None = None

    def covers(self, day: date) -> bool:
        """True unless it is known to have begun after `day` or ended before it."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation.

    Attributes:
        country: the state or greater body that it belongs to (its own id for a body of states).
        members: those of 2025. terms: days of membership, for members that joined or left within memory; `members_on` joins both.
    """

    id: str
    short_name: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    members: tuple[str, ...]
    sector: str | None
    country: str | None
    from_: date | None = None
    to: date | None = None
    forms: tuple[str, ...] = ()
    terms: tuple[Membership, ...] = ()

    def members_on(self, day: date) -> tuple[str, ...]:
        """Codes of the members on a day, as far as joining and leaving are known."""
        dated = {term.country for term in self.terms}
        held = {term.country for term in self.terms if term.covers(day)}
        return tuple(sorted(held | (set(self.members) - dated)))

    @property
    def valid(self) -> Interval | None:
        """The days of its existence, None where no limit is known."""
        return Interval.between(self.from_, self.to) if self.from_ or self.to else None


class Organisations:
    """All organisations, by id."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._by_id = {organisation.id: organisation for organisation in organisations}

    @classmethod
    def load(cls, extra: Iterable[Organisation] = ()) -> Organisations:
        own = (
            Organisation(
                row["id"], row["short_name"], row["name"], cells(row["aliases"]), row["kind"], cells(row["members"]), row["sector"] or None,
                row["country"] or None, first_day(row["valid_from"]), last_day(row["valid_to"]), cells(row["forms"]),
                tuple(map(_membership, cells(row["terms"]))),
            )
            for row in tables.records("organisations.csv")
        )  # fmt: skip
        return cls([*own, *_companies(), *extra])

    def get(self, id: str | None) -> Organisation | None:
        """The organisation with this id, None if there is none."""
        return self._by_id.get(id) if id else None

    def __iter__(self) -> Iterator[Organisation]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)


def _companies() -> Iterator[Organisation]:
    """Large firms that act abroad or are acted on, with the country of their seat; names that are common words are left out."""
    for row in tables.records("companies.csv"):
        forms = (row["name"], *cells(row["aliases"]))
        yield Organisation(row["name"], row["name"], row["name"], forms[1:], "company", (), "BUS", row["country"], forms=forms)


def _membership(cell: str) -> Membership:
    code, _, days = cell.partition(" ")
    first, _, last = days.partition("..")
    return Membership(code, first_day(first), last_day(last))


def first_day(cell: str) -> date | None:
    """First day of an ISO 8601 day, month or year; None for an empty cell."""
    return Interval.parse(cell).from_ if cell else None


def last_day(cell: str) -> date | None:
    """Last day of an ISO 8601 day, month or year; None for an empty cell."""
    return Interval.parse(cell).to if cell else None
