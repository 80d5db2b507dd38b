"""Who held which office when.

Goes in: data/offices.tsv.gz with its index, and data/naming.yaml. Comes out: `Offices`, asked by role and country, by person or by surname. An end that no
source tells is never taken for "still in office": such a holding may reach past its last evidence, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dragoman.knowledge import tables
from dragoman.knowledge.countries import cells
from dragoman.knowledge.names import folded_tokens, name_key
from dragoman.knowledge.packed import PackedOffices
from dragoman.knowledge.romanise import Romanisation
from dragoman.model import Interval

# Held by one person at a time, so that a later holder's start ends an earlier one whose end nobody told.
SINGLE_ROLES = frozenset(
    {
        "head of state", "head of government", "foreign minister", "defence minister", "finance", "interior", "ambassador", "UN representative",
        "armed forces chief", "intelligence chief", "central bank", "speaker", "national security adviser", "head of organisation",
    }
)  # fmt: skip
_SOURCES = ("extra", "curated", "added", "uk", "us", "wikidata", "factbook")


@dataclass(frozen=True, slots=True)
class Holding:
    """One person's time in one office.

    Attributes:
        role_to: for ambassadors and envoys the country or body that they are sent to.
        to: last day if `to_known`; else the last day for which there is evidence, or None, and never a limit.
        source: the files that tell of it, best first, joined by `|`.
        acting, certain: stands in for a holder; holder and order are sure.
    """

    person: str
    person_qid: str | None
    country: str
    role: str
    role_to: str | None
    position: str
    from_: date | None
    to: date | None
    to_known: bool
    source: str
    acting: bool = False
    certain: bool = True
    aliases: tuple[str, ...] = ()

    @property
    def interval(self) -> Interval:
        """The days that it may have lasted; open where the end is unknown."""
        return Interval.between(self.from_, self.to if self.to_known else None)

    def covers(self, when: Interval) -> bool | None:
        """True if there is evidence that it lasted on some day of `when`, None if it may have, False if it did not."""
        if not self.interval.overlaps(when):
            return False
        evidence = Interval.between(self.from_, self.to if self.to is not None else self.from_)
        return True if evidence.overlaps(when) else None


class Offices:
    """The register of offices.

    Args:
        holdings: a user's own, best evidence of all.
        naming: data/naming.yaml.
        packed: the package's rows; holdings are made of them when they are asked for, since making all forty thousand takes longer than most texts.
    """

    def __init__(self, holdings: Iterable[Holding], naming: dict[str, Any], packed: PackedOffices | None = None) -> None:
        self._own: tuple[Holding, ...] = tuple(holdings)
        self._naming = {key: frozenset(value) for key, value in naming.items() if isinstance(value, list)}
        self._presidents_govern: dict[str, date] = naming.get("presidents_govern_since", {})
        self._spelling = Romanisation()
        self._packed = packed
        self._made: dict[int, Holding] = {}

    @classmethod
    def load(cls, extra: Iterable[Holding] = ()) -> Offices:
        return cls(extra, tables.yaml_data("naming.yaml"), PackedOffices())

    @cached_property
    def all(self) -> tuple[Holding, ...]:
        """Every holding. Slow: asks for all that is packed."""
        packed = () if self._packed is None else map(self._at, range(len(self._packed)))
        return (*self._own, *packed)

    @cached_property
    def horizon(self) -> date:
        """The last day of which the register tells anything."""
        days = [day for holding in self._own for day in (holding.from_, holding.to) if day is not None]
        return max(days + ([] if self._packed is None else [self._packed.horizon]))

    def _at(self, index: int) -> Holding:
        holding = self._made.get(index)
        if holding is None:
            assert self._packed is not None
            holding = self._made[index] = holding_of(self._packed.row(index))
        return holding

    def _find(self, kind: str, key: str) -> list[Holding]:
        """The holdings under a key of one kind: `role`, `name`, `spelling` or `surname`."""
        own = self._own_keys.get((kind, key), [])
        return own if self._packed is None else [*own, *map(self._at, self._packed.find(kind, key))]

    @cached_property
    def _own_keys(self) -> dict[tuple[str, str], list[Holding]]:
        found: dict[tuple[str, str], list[Holding]] = defaultdict(list)
        for holding in self._own:
            for kind, key in self.keys(holding):
                found[kind, key].append(holding)
        return found

    def keys(self, holding: Holding) -> list[tuple[str, str]]:
        """All keys, with their kinds, under which a holding is found; the build makes the packed register's index of them."""
        names = (holding.person, *holding.aliases)
        found = [("role", role_key(holding.role, holding.country))]
        found += [("name", key) for key in sorted({name_key(name) for name in names} - {""})]
        found += [("spelling", key) for key in sorted({self._spelling.key(name) for name in names} - {""})]
        plain = set(self.surnames(holding.person, holding.country))
        found += [("surname", key) for key in sorted(plain | {_LOOSE + self._spelling.word(key) for key in plain})]
        return found

    def holders(self, role: str, country: str, when: Interval | None = None, role_to: str | None = None) -> list[Holding]:
        """Who held an office, best evidence first.

        Args:
            role: a role of data/titles.csv ("foreign minister"). country: ISO alpha-3 or organisation id.
            when: only holders on some day of it. First those for whom there is evidence on such a day; then those whose end is unknown and
                who may have held on so long, unless a later holder had begun before.
            role_to: only those sent to this country or body.
        """
        held = [holding for holding in self._held(role, country) if role_to is None or holding.role_to == role_to]
        if when is None or (when.from_ is None and when.to is None):
            return sorted(held, key=lambda holding: (-_ordinal(holding.from_), _rank(holding), holding.person))
        covers = [(holding, holding.covers(when)) for holding in held]
        sure = [holding for holding, covered in covers if covered]
        maybe = [holding for holding, covered in covers if covered is None and not _succeeded(holding, held, when)]
        sure.sort(key=lambda holding: (_rank(holding), holding.acting, not holding.certain, -_ordinal(holding.from_), holding.person))
        maybe.sort(key=lambda holding: (-_ordinal(holding.to or holding.from_), _rank(holding), holding.person))
        return [*sure, *maybe]

    def _held(self, role: str, country: str) -> list[Holding]:
        found = self._find("role", role_key(role, country))
        since = self._presidents_govern.get(country)
        if role == "head of government" and since is not None:
            # The sources file such a president once, as head of state; some file him twice.
            heads = [one for one in self._find("role", role_key("head of state", country)) if one.from_ is None or one.from_ >= since]
            both, found = sorted([*found, *heads], key=_rank), []
            for one in both:
                if not any(other.person == one.person and other.interval.overlaps(one.interval) for other in found):
                    found.append(one)
        return found

    def of_person(self, name: str) -> list[Holding]:
        """Every holding of people with this name, earliest first; by the romanised spelling where the name key finds nobody."""
        found = self._find("name", name_key(name)) or self._find("spelling", self._spelling.key(name))
        return sorted(found, key=lambda holding: (_ordinal(holding.from_), _rank(holding), holding.position))

    def surname(self, name: str) -> list[Holding]:
        """Every holding of people who may be called by this one word or particle-and-word ("Xi", "Kim", "von der Leyen"), latest first."""
        found = self._find("surname", name_key(name)) or self._find("surname", _LOOSE + self._spelling.word(name_key(name)))
        return sorted(found, key=lambda holding: (-_ordinal(holding.to or holding.from_), _rank(holding), holding.person, holding.position))

    def surnames(self, person: str, country: str) -> list[str]:
        """Name keys of the words by which a person of this country is called without the rest of the name ("Lord Frost of Allenton": Frost)."""
        words = [word for word in folded_tokens(person.split(" of ", 1)[0]) if word not in _NO_SURNAME]
        if len(words) < 2:
            return words
        naming = self._naming
        if country in naming["family_first_as_listed"]:
            return [words[0]] if country not in naming["called_by_last_word"] else [words[-1], words[0]]
        found = [words[-1]]
        start = len(words) - 1
        while start > 1 and words[start - 1] in naming["particles"]:
            start -= 1
        if start < len(words) - 1:
            found.append("".join(words[start:]))
        if country in naming["two_family_names"] and len(words) > 2:
            found.extend([words[-2], words[-2] + words[-1]])
        if country in naming["called_by_first_word"]:
            found.append(words[0])
        return found


_LOOSE = "~"
_NO_SURNAME = frozenset({"jr", "sr", "ii", "iii", "iv", "lord", "lady", "baroness", "viscount", "earl"})


# Sectors of roles that are none of the executive's; every other role is GOV, and heads of organisations take the organisation's.
ROLE_SECTORS = {"armed forces chief": "MIL", "intelligence chief": "SPY", "speaker": "LEG"}


def role_key(role: str, country: str) -> str:
    """Key of an office in the index."""
    return f"{country} {role}"


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _rank(holding: Holding) -> int:
    return _SOURCES.index(holding.source.split("|", 1)[0])


def _succeeded(holding: Holding, held: list[Holding], when: Interval) -> bool:
    """True if another began in the same single office after `holding` did and before `when`."""
    if holding.role not in SINGLE_ROLES or when.from_ is None:
        return False
    return any(
        other.role_to == holding.role_to and other.person != holding.person and _ordinal(holding.from_) < _ordinal(other.from_) <= when.from_.toordinal()
        for other in held
    )


def holding_of(row: Sequence[str]) -> Holding:
    """A row of data/offices.tsv.gz as a holding."""
    country, role, role_to, position, person, qid, from_, to, to_known, acting, certainty, source, aliases = row
    return Holding(
        person, qid or None, country, role, role_to or None, position, date.fromisoformat(from_), date.fromisoformat(to) if to else None,
        bool(to_known), source, bool(acting), certainty == "sure", cells(aliases),
    )  # fmt: skip
