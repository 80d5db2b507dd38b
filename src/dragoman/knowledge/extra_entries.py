"""What may stand in a user's own knowledge file, section by section.

Goes in: one entry (a mapping of a YAML list, or a row of a CSV file) with its file and line. Comes out: the thing that it names, or a
KnowledgeError that says what is wrong and what to write instead.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.knowledge.countries import Country
from dragoman.knowledge.matcher import Form
from dragoman.knowledge.names import NameEntry, folded_tokens, name_key
from dragoman.knowledge.offices import Holding
from dragoman.knowledge.organisations import Membership, Organisation
from dragoman.knowledge.outlets import Outlet
from dragoman.knowledge.titles import Title
from dragoman.model import Interval, KnowledgeError

ROLES = frozenset(
    {
        "head of state", "head of government", "foreign minister", "defence minister", "finance", "interior", "deputy foreign",
        "national security adviser", "ambassador", "UN representative", "armed forces chief", "intelligence chief", "spokesperson", "envoy",
        "central bank", "other minister", "speaker", "other", "head of organisation",
    }
)  # fmt: skip
OWNERSHIPS = ("state", "public", "private", "unknown")
METONYM_KINDS = ("capital", "building", "region", "organisation")
ORGANISATION_KINDS = (
    "igo", "alliance", "grouping", "coalition", "forum", "agency", "organ", "court", "peacekeeping", "armed group", "armed force", "command", "party",
    "government", "government in exile", "de facto state", "region", "criminal group", "hacker group", "company", "ngo",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What entries are checked against: codes of countries and bodies, and PLOVER sectors."""

    codes: frozenset[str]
    sectors: frozenset[str]


class Entry:
    """One entry, read field by field; every fault names its file and line."""

    def __init__(self, fields: Mapping[str, Any], source: str, line: int, known: Known) -> None:
        self._fields, self._source, self._line, self._known = fields, source, line, known

    def error(self, message: str) -> KnowledgeError:
        return KnowledgeError(message, source=self._source, line=self._line)

    def only(self, allowed: Iterable[str]) -> None:
        """Refuses a field that the section does not have."""
        allowed = sorted(allowed)
        for key in self._fields:
            if key not in allowed:
                raise self.error(f"{key!r} is no field of this section; {suggestion(str(key), allowed)}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self._fields.get(name, default)
        if value is None or value == "":
            if default is not None:
                return default
            raise self.error(f"{name!r} is missing; every entry here needs it")
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self.error(f"{name!r} must be text; put it in quotation marks if YAML reads it as something else")
        return str(value)

    def optional(self, name: str) -> str | None:
        return self.text(name, "") or None

    def words(self, name: str) -> tuple[str, ...]:
        value = self._fields.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, (str, int)) and not isinstance(item, bool) for item in value):
            raise self.error(f"{name!r} must be a list of words, as in [one, two]")
        return tuple(str(item) for item in value)

    def days(self, name: str) -> Interval | None:
        value = self._fields.get(name)
        return None if value in (None, "") else self.interval(name, str(value))

    def interval(self, name: str, told: str) -> Interval:
        try:
            return Interval.parse(told)
        except ValueError as error:
            raise self.error(f"{name!r} is {told!r} and must be a date like 2024-01-10, 2024-01 or 2024") from error

    def one_of(self, name: str, choices: Iterable[str], default: str | None = None) -> str:
        value = self.text(name, default)
        choices = sorted(choices)
        if value not in choices:
            raise self.error(f"{name!r} is {value!r}; {suggestion(value, choices)}")
        return value

    def country(self, name: str = "country") -> str:
        """An ISO 3166-1 alpha-3 code, or the id of an organisation, the file's own among them."""
        return self.code(name, self.text(name))

    def code(self, name: str, value: str) -> str:
        if value not in self._known.codes:
            near = difflib.get_close_matches(value.upper(), self._known.codes, 3, 0.6)
            hint = f"did you mean {' or '.join(near)}?" if near else "write its ISO 3166-1 alpha-3 code, such as KOR, or an organisation's id"
            raise self.error(f"{name!r} is {value!r}, which is no code that is known; {hint}")
        return value

    def optional_country(self, name: str = "country") -> str | None:
        value = self.optional(name)
        return None if value is None else self.code(name, value)

    def sector(self, default: str | None = None) -> str | None:
        value = self.optional("sector") or default
        if value is not None and value not in self._known.sectors:
            raise self.error(f"'sector' is {value!r}; {suggestion(value, sorted(self._known.sectors))}")
        return value

    def valid(self) -> Interval | None:
        """The days from `from` to `to`; None where neither is told."""
        first, last = self.first_day(), self.days("to")
        if first is not None and last is not None and last.to is not None and last.to < first:
            raise self.error("'to' lies before 'from'")
        return Interval.between(first, last.to if last else None) if first or last else None

    def first_day(self) -> date | None:
        first = self.days("from")
        return first.from_ if first else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """What may have been meant, or all that there is."""
    known = list(known)
    near = difflib.get_close_matches(word, known, 3, 0.6)
    return f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"


def _office(entry: Entry) -> Holding:
    entry.valid()
    last, seen = entry.days("to"), entry.days("seen")
    if last is not None and seen is not None:
        raise entry.error("'to' and 'seen' can't both be told: 'seen' is the last day of evidence where the end is not known")
    return Holding(
        entry.text("person"), entry.optional("person_qid"), entry.country(), entry.one_of("role", ROLES), entry.optional_country("role_to"),
        entry.text("position", entry.text("role")), entry.first_day(), last.to if last else seen.from_ if seen else None, last is not None, "extra",
        aliases=entry.words("aliases"),
    )  # fmt: skip


def _person(entry: Entry) -> tuple[Form, ...]:
    """A person without an office; one word alone is no safe name to look for."""
    name = entry.text("name")
    described = NameEntry("person", name, entry.text("id", name_key(name)), entry.optional_country(), entry.sector(), entry.optional("position"), entry.valid())
    names = (name, *entry.words("aliases"))
    if not any(len(folded_tokens(one)) > 1 for one in names):
        raise entry.error("a person needs a name of two words at least; a single word would be found in other people's names")
    return tuple(Form(one, described) for one in names if len(folded_tokens(one)) > 1)


def membership(entry: Entry, told: str) -> Membership:
    """`JPN`, `JPN 2020..`, `GBR 1973-01-01..2020-01-31`."""
    code, _, days = told.partition(" ")
    first, dots, last = days.strip().partition("..")
    if days and not dots:
        raise entry.error(f"'members': {told!r} must be a code, or a code and its days as in 'GBR 1973-01-01..2020-01-31'")
    since = entry.interval("members", first).from_ if first else None
    until = entry.interval("members", last).to if last else None
    return Membership(entry.code("members", code), since, until)


def _organisation(entry: Entry) -> Organisation:
    name = entry.text("name")
    short, aliases, valid = entry.text("short_name", name), entry.words("aliases"), entry.valid()
    terms = tuple(membership(entry, told) for told in entry.words("members"))
    return Organisation(
        entry.text("id"), short, name, aliases, entry.one_of("kind", ORGANISATION_KINDS, "igo"), tuple(term.country for term in terms if term.to is None),
        entry.sector(), entry.optional_country(), valid.from_ if valid else None, valid.to if valid else None, (short, name, *aliases), terms,
    )  # fmt: skip


def _outlet(entry: Entry) -> Outlet:
    name, aliases = entry.text("name"), entry.words("aliases")
    ownership = entry.one_of("ownership", OWNERSHIPS, "unknown")
    return Outlet(name, entry.optional_country(), entry.optional("domain"), ownership, entry.optional("kind"), aliases, (name, *aliases))


def _metonym(entry: Entry) -> Form:
    name, country = entry.text("name"), entry.country()
    kind = entry.one_of("kind", METONYM_KINDS, "building")
    return Form(name, NameEntry(kind, name, country, country, entry.sector("GOV"), "metonym", entry.valid()))


def _country(entry: Entry) -> Country:
    """Further names of a country; where its code is new, a country of its own."""
    names, code = entry.words("names"), entry.text("country")
    if len(code) != 3 or not code.isupper():
        raise entry.error(f"'country' is {code!r} and must be an ISO 3166-1 alpha-3 code, or three capitals of your own")
    demonyms, capitals = entry.words("demonyms"), entry.words("capitals")
    if not (names or demonyms or capitals):
        raise entry.error("the entry adds nothing; give names, demonyms or capitals")
    return Country(code, "", names[0] if names else code, "", names[1:], demonyms, capitals, None, names, capitals)


def _title(entry: Entry) -> Title:
    return Title(entry.one_of("role", ROLES), entry.optional_country(), entry.sector("GOV") or "GOV", entry.text("title").lower())


READERS: dict[str, tuple[Callable[[Entry], Any], frozenset[str]]] = {
    "people": (_person, frozenset({"name", "id", "aliases", "country", "sector", "position", "from", "to"})),
    "offices": (_office, frozenset({"person", "person_qid", "aliases", "country", "role", "role_to", "position", "from", "to", "seen"})),
    "countries": (_country, frozenset({"country", "names", "demonyms", "capitals"})),
    "organisations": (_organisation, frozenset({"id", "name", "short_name", "aliases", "kind", "sector", "country", "members", "from", "to"})),
    "outlets": (_outlet, frozenset({"name", "aliases", "country", "domain", "ownership", "kind"})),
    "metonyms": (_metonym, frozenset({"name", "country", "sector", "kind", "from", "to"})),
    "titles": (_title, frozenset({"title", "role", "country", "sector"})),
}
LIST_FIELDS = frozenset({"aliases", "members", "names", "demonyms", "capitals"})
