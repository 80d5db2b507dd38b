"""Checks knowledge by line: a user's own files, and the tables and word lists of the package.

Goes in: files, or nothing. Comes out: faults, each with file, line, and what to do.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.knowledge import tables
from dragoman.knowledge.extra import Extra, examine, package_codes
from dragoman.knowledge.extra_entries import METONYM_KINDS, ORGANISATION_KINDS, OWNERSHIPS, ROLES, suggestion
from dragoman.knowledge.names import folded_tokens
from dragoman.knowledge.offices import SINGLE_ROLES, Offices
from dragoman.knowledge.romanise import Romanisation
from dragoman.model import Interval, KnowledgeError

# Former states and bodies that stand in the tables without a row of their own.
FORMER = frozenset({"CSK", "YUG", "SCG"})
_LINES = frozenset({"__line__", "__lines__"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with knowledge, or (`doubt`) something that may be meant but is seldom right."""

    source: str
    line: int | None
    message: str
    doubt: bool = False


def check_files(paths: Sequence[Path]) -> list[Fault]:
    """Everything that is wrong or doubtful with a user's own files."""
    extra, problems = examine(paths)
    return [*(_fault(error) for error in problems), *_doubts(extra, paths)]


def _fault(error: KnowledgeError) -> Fault:
    return Fault(error.source or "", error.line, error.message)


def _doubts(extra: Extra, paths: Sequence[Path]) -> Iterator[Fault]:
    """A second holder of an office that one person holds at a time; a name that is a plain word."""
    source = ", ".join(map(str, paths))
    offices = Offices.load()
    for holding in extra.offices:
        if holding.role not in SINGLE_ROLES or holding.from_ is None:
            continue
        days = Interval.between(holding.from_, holding.to if holding.to_known else holding.from_)
        for other in offices.holders(holding.role, holding.country, days, holding.role_to):
            if other.covers(days) and not other.acting and name_words(other.person) != name_words(holding.person):
                until = other.to or "an unknown day"
                message = f"{holding.person}: the package has {other.person} as {holding.role} of {holding.country} until {until}; both are kept"
                yield Fault(source, None, message, doubt=True)
                break
    for form in extra.metonyms:
        if len(folded_tokens(form.text)) == 1 and form.text.islower():
            yield Fault(source, None, f"{form.text!r} is written small and will be found wherever the word stands; write it with a capital", doubt=True)


def name_words(name: str) -> frozenset[str]:
    """The words of a name without their order."""
    return frozenset(folded_tokens(name))


def check_package() -> list[Fault]:
    """Everything that is wrong with the package's own tables and word lists."""
    found: list[Fault] = []
    for name, check in _TABLES.items():
        for line, row in _rows(name):
            found += [Fault(name, line, message) for message in check(row)]
    for name, check in _LISTS.items():
        found += [Fault(name, entry.get("__line__"), message) for entry in _entries(name) for message in check(entry)]
    found += [*_romanisation(), *_naming(), *_agents(), *_office_rows(), *_triggers()]
    return found


def _rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(tables.text(name)))
    for row in reader:
        yield reader.line_num, row


def _entries(name: str) -> list[dict[str, Any]]:
    data = tables.lines_of_yaml(tables.text(name), name)
    return [entry for entry in (data["guards"] if isinstance(data, dict) else data) if isinstance(entry, dict)]


def _code(value: str, what: str = "country") -> Iterator[str]:
    codes = package_codes().codes
    if value and value not in codes and value not in FORMER:
        yield f"{what} {value!r} is no code that is known; {suggestion(value, sorted(codes)) if len(value) > 1 else 'write an ISO 3166-1 alpha-3 code'}"


def _sector(value: str | None) -> Iterator[str]:
    if value and value not in package_codes().sectors:
        yield f"sector {value!r}: {suggestion(value, sorted(package_codes().sectors))}"


def _choice(value: str, choices: Sequence[str] | frozenset[str], what: str) -> Iterator[str]:
    if value and value not in choices:
        yield f"{what} {value!r}: {suggestion(value, sorted(choices))}"


def _span(first: str, last: str) -> Iterator[str]:
    try:
        days = [Interval.parse(day) if day else None for day in (first, last)]
    except ValueError:
        yield f"{first or last!r} is no date; write 2024-01-10, 2024-01 or 2024"
        return
    if days[0] and days[1] and days[0].from_ and days[1].to and days[1].to < days[0].from_:
        yield f"ends on {last}, before it begins on {first}"


def _country(row: dict[str, str]) -> Iterator[str]:
    if not re.fullmatch(r"[A-Z]{3}", row["iso3"]):
        yield f"{row['iso3']!r} is no alpha-3 code"
    if not row["forms"]:
        yield f"{row['iso3']} has no name to look for"


def _organisation(row: dict[str, str]) -> Iterator[str]:
    yield from _choice(row["kind"], ORGANISATION_KINDS, "kind")
    yield from _sector(row["sector"])
    for member in [*row["members"].split("|"), *(term.split(" ")[0] for term in row["terms"].split("|"))]:
        yield from _code(member, "member")
    yield from _code(row["country"])
    yield from _span(row["valid_from"], row["valid_to"])


def _metonym(row: dict[str, str]) -> Iterator[str]:
    yield from _code(row["stands_for"], "stands_for")
    yield from _sector(row["sector"])
    yield from _choice(row["kind"], METONYM_KINDS, "kind")
    yield from _span(row["valid_from"], row["valid_to"])


def _outlet(row: dict[str, str]) -> Iterator[str]:
    yield from _code(row["country"])
    yield from _choice(row["ownership"], OWNERSHIPS, "ownership")


def _title(row: dict[str, str]) -> Iterator[str]:
    yield from _choice(row["role"], ROLES, "role")
    yield from _code(row["only_country"], "only_country")
    yield from _sector(row["sector"])


def _keys(entry: dict[str, Any], allowed: frozenset[str]) -> Iterator[str]:
    for key in entry:
        if key not in allowed and key not in _LINES:
            yield f"{key!r} is no field here; {suggestion(str(key), sorted(allowed))}"


def _region(entry: dict[str, Any]) -> Iterator[str]:
    yield from _keys(entry, frozenset({"name", "forms", "country", "actor", "to", "reason", "people", "adjectives"}))
    yield from _code(entry.get("country", ""))


def _agency(entry: dict[str, Any]) -> Iterator[str]:
    yield from _keys(entry, frozenset({"name", "role", "sector", "forms", "only_country", "exact"}))
    yield from _choice(entry.get("role", ""), ROLES, "role")
    yield from _sector(entry.get("sector"))
    yield from _code(entry.get("only_country", ""), "only_country")
    if not entry.get("forms"):
        yield f"{entry.get('name')!r} has no forms to look for"


def _guard(entry: dict[str, Any]) -> Iterator[str]:
    yield from _keys(entry, frozenset({"words", "before", "after", "given_name", "accent", "hyphen", "figure", "reason"}))
    if not entry.get("reason"):
        yield "a guard needs its reason"


_TABLES: dict[str, Callable[[dict[str, str]], Iterator[str]]] = {
    "countries.csv": _country, "organisations.csv": _organisation, "metonyms.csv": _metonym, "outlets.csv": _outlet, "titles.csv": _title,
}  # fmt: skip
_LISTS: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {"regions.yaml": _region, "agencies.yaml": _agency, "guards.yaml": _guard}


def _romanisation() -> Iterator[Fault]:
    """Every rule's pattern can be used, and every pair of spellings that is its example becomes one."""
    name = "romanisation.yaml"
    data = tables.lines_of_yaml(tables.text(name), name)
    spelling = Romanisation()
    for rule in data["rules"]:
        try:
            re.compile(rule["from"])
        except re.error as error:
            yield Fault(name, rule["__line__"], f"'from' is no regular expression: {error}")
            continue
        for pair in rule["example"].split(":")[0].split(", "):
            words = [spelling.key(word) for word in pair.split(" / ")]
            if len(set(words)) > 1:
                yield Fault(name, rule["__line__"], f"the example {pair!r} does not hold: its spellings stay {' and '.join(sorted(set(words)))}")


def _naming() -> Iterator[Fault]:
    for key, listed in tables.yaml_data("naming.yaml").items():
        for code in listed if isinstance(listed, list) else ():
            if isinstance(code, str) and code.isupper() and len(code) == 3:
                yield from (Fault("naming.yaml", None, f"{key}: {message}") for message in _code(code))


def _agents() -> Iterator[Fault]:
    name = "agents.yaml"
    for sector in tables.yaml_data(name):
        if sector != "none":
            yield from (Fault(name, None, message) for message in _sector(sector))


def _office_rows() -> Iterator[Fault]:
    name = "offices.tsv.gz"
    for number, row in enumerate(tables.rows(name), 2):
        country, role, role_to, _, person, _, first, last = row[:8]
        messages = [*_choice(role, ROLES, "role"), *_code(country), *_code(role_to, "role_to")]
        if last and last < first:
            messages.append(f"ends on {last}, before it begins on {first}")
        yield from (Fault(name, number, f"{person}: {message}") for message in messages)


def _triggers() -> Iterator[Fault]:
    from dragoman.knowledge.trigger_files import DEFAULT_FOLDER, read_folder

    try:
        read_folder(DEFAULT_FOLDER)
    except KnowledgeError as error:
        yield _fault(error)
