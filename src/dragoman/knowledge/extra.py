"""A user's own knowledge: a YAML file with offices, organisations, metonyms and outlets to add.

Goes in: the file. Comes out: `Extra`. Every mistake is told with file and line.

    offices:
      - {person: Ana Example, aliases: [A. Example], country: KOR, role: foreign minister, position: Minister, from: 2025-01-02, to: 2026-03-04}
    organisations:
      - {id: XYZ, name: Example Organisation, short_name: XYZ, aliases: [X.Y.Z.], kind: igo, sector: IGO, members: [KOR, JPN]}
    metonyms:
      - {name: Example Palace, country: KOR, sector: GOV, kind: building, from: 2020}
    outlets:
      - {name: Example Daily, country: KOR, domain: example.kr, ownership: private, kind: newspaper, aliases: [The Example]}
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.knowledge import tables
from dragoman.knowledge.matcher import Form
from dragoman.knowledge.names import NameEntry
from dragoman.knowledge.offices import Holding
from dragoman.knowledge.organisations import Organisation
from dragoman.knowledge.outlets import Outlet
from dragoman.model import Interval, KnowledgeError

ROLES = frozenset(
    {
        "head of state", "head of government", "foreign minister", "defence minister", "finance", "interior", "deputy foreign",
        "national security adviser", "ambassador", "UN representative", "armed forces chief", "intelligence chief", "spokesperson", "envoy",
        "central bank", "other minister", "speaker", "other", "head of organisation",
    }
)  # fmt: skip
_LINES = ("__line__", "__lines__")  # where the loader puts line numbers
_METONYM_KINDS = ("capital", "building", "region", "organisation")


@dataclass(frozen=True, slots=True)
class Extra:
    """What a user's file adds."""

    offices: tuple[Holding, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    metonyms: tuple[Form, ...] = ()


class _Entry:
    """One mapping of the file, read field by field."""

    def __init__(self, fields: Any, path: Path, line: int, allowed: frozenset[str]) -> None:
        self._path, self._line = path, line
        if not isinstance(fields, dict):
            raise self.error("an entry with names and values was expected")
        self._fields = {key: value for key, value in fields.items() if key not in _LINES}
        self._line = fields["__line__"]
        unknown = sorted(str(key) for key in self._fields if key not in allowed)
        if unknown:
            raise self.error(f"{unknown[0]!r} is not known here; known are {', '.join(sorted(allowed))}")

    def error(self, message: str) -> KnowledgeError:
        return KnowledgeError(message, source=str(self._path), line=self._line)

    def text(self, name: str, default: str | None = None) -> str:
        value = self._fields.get(name, default)
        if value is None:
            raise self.error(f"{name!r} is missing")
        if not isinstance(value, (str, int)):
            raise self.error(f"{name!r} must be text")
        return str(value)

    def optional(self, name: str) -> str | None:
        return self.text(name, "") or None

    def words(self, name: str) -> tuple[str, ...]:
        value = self._fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, (str, int)) for item in value):
            raise self.error(f"{name!r} must be a list of words")
        return tuple(str(item) for item in value)

    def days(self, name: str) -> Interval | None:
        value = self._fields.get(name)
        if value is None:
            return None
        try:
            return Interval.parse(str(value))
        except ValueError as error:
            raise self.error(f"{name!r} must be a date like 2024-01-10, 2024-01 or 2024") from error

    def one_of(self, name: str, choices: frozenset[str] | tuple[str, ...], default: str | None = None) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise self.error(f"{name!r} must be one of {', '.join(sorted(choices))}")
        return value

    def valid(self) -> Interval | None:
        """The days from `from` to `to`."""
        first, last = self.first_day(), self.days("to")
        if first is not None and last is not None and last.to is not None and last.to < first:
            raise self.error("'to' lies before 'from'")
        return Interval.between(first, last.to if last else None) if first or last else None

    def first_day(self) -> date | None:
        first = self.days("from")
        return first.from_ if first else None


def _office(entry: _Entry) -> Holding:
    entry.valid()
    last, seen = entry.days("to"), entry.days("seen")
    return Holding(
        entry.text("person"), entry.optional("person_qid"), entry.text("country"), entry.one_of("role", ROLES), entry.optional("role_to"),
        entry.text("position", entry.text("role")), entry.first_day(), last.to if last else seen.from_ if seen else None, last is not None, "extra",
        aliases=entry.words("aliases"),
    )  # fmt: skip


def _organisation(entry: _Entry) -> Organisation:
    name = entry.text("name")
    short, aliases, valid = entry.text("short_name", name), entry.words("aliases"), entry.valid()
    return Organisation(
        entry.text("id"), short, name, aliases, entry.text("kind", "igo"), entry.words("members"), entry.optional("sector"), entry.optional("country"),
        valid.from_ if valid else None, valid.to if valid else None, (short, name, *aliases),
    )  # fmt: skip


def _outlet(entry: _Entry) -> Outlet:
    name, aliases = entry.text("name"), entry.words("aliases")
    ownership = entry.one_of("ownership", ("state", "public", "private", "unknown"), "unknown")
    return Outlet(name, entry.optional("country"), entry.optional("domain"), ownership, entry.optional("kind"), aliases, (name, *aliases))


def _metonym(entry: _Entry) -> Form:
    name, country = entry.text("name"), entry.text("country")
    kind = entry.one_of("kind", _METONYM_KINDS, "building")
    return Form(name, NameEntry(kind, name, country, country, entry.text("sector", "GOV"), "metonym", entry.valid()))


_READERS: dict[str, tuple[Callable[[_Entry], Any], frozenset[str]]] = {
    "offices": (_office, frozenset({"person", "person_qid", "aliases", "country", "role", "role_to", "position", "from", "to", "seen"})),
    "organisations": (_organisation, frozenset({"id", "name", "short_name", "aliases", "kind", "sector", "country", "members", "from", "to"})),
    "outlets": (_outlet, frozenset({"name", "aliases", "country", "domain", "ownership", "kind"})),
    "metonyms": (_metonym, frozenset({"name", "country", "sector", "kind", "from", "to"})),
}


def read_extra(path: Path) -> Extra:
    """The additions of a user's YAML file.

    Raises:
        KnowledgeError: if it can't be read, naming file and line.
    """
    data = tables.yaml_with_lines(path)
    if data is None:
        return Extra()
    if not isinstance(data, dict):
        raise KnowledgeError(f"the file must hold {', '.join(_READERS)}", source=str(path), line=1)
    found: dict[str, tuple[Any, ...]] = {}
    for section, entries in data.items():
        if section in _LINES:
            continue
        line = data["__lines__"].get(section, 1)
        if section not in _READERS:
            raise KnowledgeError(f"{section!r} is no part of such a file; parts are {', '.join(_READERS)}", source=str(path), line=line)
        if not isinstance(entries, list):
            raise KnowledgeError(f"{section!r} must be a list", source=str(path), line=line)
        reader, allowed = _READERS[section]
        found[section] = tuple(reader(_Entry(fields, path, line, allowed)) for fields in entries)
    return Extra(**found)
