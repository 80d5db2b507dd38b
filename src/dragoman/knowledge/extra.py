"""A user's own knowledge: YAML files with sections, or CSV files of one section each, added to what the package knows.

Goes in: the files. Comes out: `Extra`. Every mistake is told with file and line; docs/own-knowledge.md has an example of each section.

    offices:
      - {person: Ana Example, aliases: [A. Example], country: KOR, role: foreign minister, position: Minister, from: 2025-01-02, to: 2026-03-04}
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.knowledge import tables
from dragoman.knowledge.countries import Countries, Country
from dragoman.knowledge.extra_entries import LIST_FIELDS, READERS, Entry, Known, suggestion
from dragoman.knowledge.matcher import Form
from dragoman.knowledge.offices import Holding
from dragoman.knowledge.ontology import Ontology
from dragoman.knowledge.organisations import Organisation, Organisations
from dragoman.knowledge.outlets import Outlet
from dragoman.knowledge.titles import Title
from dragoman.knowledge.trigger_files import Entry as TriggerEntry
from dragoman.knowledge.trigger_files import read_section
from dragoman.model import KnowledgeError

_LINES = ("__line__", "__lines__")  # where the loader puts line numbers
TRIGGERS = "triggers"


@dataclass(frozen=True, slots=True)
class Extra:
    """What users' files add."""

    people: tuple[tuple[Form, ...], ...] = ()
    offices: tuple[Holding, ...] = ()
    countries: tuple[Country, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    metonyms: tuple[Form, ...] = ()
    titles: tuple[Title, ...] = ()
    triggers: tuple[TriggerEntry, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


@dataclass(slots=True)
class _Reading:
    """What was read so far, and what was wrong."""

    found: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[KnowledgeError] = field(default_factory=list)


def read_extra(paths: Sequence[Path]) -> Extra:
    """The additions of users' files, together.

    Raises:
        KnowledgeError: the first thing that is wrong, naming file and line, and how many more there are.
    """
    extra, problems = examine(paths)
    if problems:
        first = problems[0]
        more = f" ({len(problems) - 1} more; dragoman check-knowledge tells them all)" if len(problems) > 1 else ""
        raise KnowledgeError(first.message + more, source=first.source, line=first.line)
    return extra


def examine(paths: Sequence[Path]) -> tuple[Extra, list[KnowledgeError]]:
    """What the files add, and everything that is wrong with them."""
    reading = _Reading()
    raw: list[tuple[str, Any, str, int]] = []
    for path in paths:
        try:
            raw += _csv_entries(path) if path.suffix.lower() == ".csv" else _yaml_entries(path, reading)
        except KnowledgeError as error:
            reading.problems.append(error)
    named = {"organisations": "id", "countries": "country"}
    own = {str(told[named[section]]) for section, told, _, _ in raw if section in named and isinstance(told, dict) and named[section] in told}
    known = package_codes()
    known = Known(known.codes | own, known.sectors)
    for section, told, source, line in raw:
        try:
            reading.found.setdefault(section, []).append(_read(section, told, source, line, known))
        except KnowledgeError as error:
            reading.problems.append(error)
    reading.problems.sort(key=lambda error: (error.source or "", error.line or 0))
    return Extra(**{section: tuple(found) for section, found in reading.found.items()}), reading.problems


@lru_cache(maxsize=1)
def package_codes() -> Known:
    """Codes and sectors of the package's own tables."""
    ontology = Ontology.load()
    codes = {country.iso3 for country in Countries.load()} | {organisation.id for organisation in Organisations.load()}
    return Known(frozenset(codes), frozenset({*ontology.sectors, *ontology.bodies}))


def _read(section: str, fields: Any, source: str, line: int, known: Known) -> Any:
    if not isinstance(fields, dict):
        raise KnowledgeError("an entry with names and values was expected, as in - {name: ..., country: ...}", source=source, line=line)
    reader, allowed = READERS[section]
    entry = Entry(fields, source, line, known)
    entry.only(allowed)
    return reader(entry)


def _csv_entries(path: Path) -> list[tuple[str, Any, str, int]]:
    """Rows of a CSV file; its name says which section it is (`offices.csv`, `my-offices.csv`), `|` parts the values of a list."""
    section = next((name for name in READERS if path.stem.lower() == name or path.stem.lower().endswith((f"-{name}", f"_{name}"))), None)
    if section is None:
        raise KnowledgeError(f"the name of a CSV file must end in its section, as in my-offices.csv; sections are {', '.join(READERS)}", source=str(path))
    try:
        reader = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
        entries = []
        for row in reader:
            if None in row:
                raise KnowledgeError("the row has more cells than the header; put cells with commas in quotation marks", source=str(path), line=reader.line_num)
            told = {name.strip(): value.strip() for name, value in row.items() if value and value.strip()}
            fields = {name: [one.strip() for one in value.split("|")] if name in LIST_FIELDS else value for name, value in told.items()}
            entries.append((section, fields, str(path), reader.line_num))
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"can't be read: {error}", source=str(path)) from error
    except csv.Error as error:
        raise KnowledgeError(f"is no CSV that can be read: {error}", source=str(path)) from error
    return entries


def _yaml_entries(path: Path, reading: _Reading) -> list[tuple[str, Any, str, int]]:
    data = tables.yaml_with_lines(path)
    if data is None:
        return []
    if not isinstance(data, dict):
        raise KnowledgeError(f"the file must hold sections, each a list of entries; sections are {', '.join((*READERS, TRIGGERS))}", source=str(path), line=1)
    entries: list[tuple[str, Any, str, int]] = []
    for section, listed in data.items():
        if section in _LINES:
            continue
        line = data["__lines__"].get(section, 1)
        if section not in READERS and section != TRIGGERS:
            message = f"{section!r} is no section of such a file; {suggestion(str(section), (*READERS, TRIGGERS))}"
            reading.problems.append(KnowledgeError(message, source=str(path), line=line))
        elif not isinstance(listed, list):
            message = f"{section!r} must be a list of entries, each a line that begins with '-'"
            reading.problems.append(KnowledgeError(message, source=str(path), line=line))
        elif section == TRIGGERS:
            _triggers(path, reading)
        else:
            entries += [(section, _without_lines(fields), str(path), fields.get("__line__", line) if isinstance(fields, dict) else line) for fields in listed]
    return entries


def _without_lines(fields: Any) -> Any:
    return {key: value for key, value in fields.items() if key not in _LINES} if isinstance(fields, dict) else fields


def _triggers(path: Path, reading: _Reading) -> None:
    """The section of trigger words, whose entries have the form of the package's own files."""
    node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    section = next(child for key, child in node.value if key.value == TRIGGERS) if isinstance(node, yaml.MappingNode) else None
    for entry, error in read_section(section.value if section is not None else (), path):
        if error is not None:
            reading.problems.append(KnowledgeError(error.message, source=str(path), line=error.line))
        elif entry is not None:
            reading.found.setdefault(TRIGGERS, []).append(entry)


def forms_of(people: Iterable[tuple[Form, ...]]) -> list[Form]:
    """Every spelling of the persons added."""
    return [form for forms in people for form in forms]
