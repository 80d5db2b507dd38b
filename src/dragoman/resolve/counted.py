"""What words count the same thing, so that figures of two reports can be held against each other. In: `data/figures.yaml`; out: the class of a word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError
from dragoman.resolve.traits import stem

FILE: Final = "resolve/data/figures.yaml"
# Group of a bare count of people, and how a class stands to it.
PEOPLE: Final = "people"
PERSONS: Final = frozenset({"all", "toll", "some"})


@dataclass(frozen=True, slots=True)
class Measures:
    """Stems of words that count people at large, stem -> class of words that may count the same, and class -> how it counts people."""

    generic: frozenset[str]
    classes: dict[str, str]
    persons: dict[str, str]

    @property
    def whole(self) -> frozenset[str]:
        """Classes that a bare count of people may mean."""
        return frozenset(name for name, how in self.persons.items() if how != "some")


@cache
def measures() -> Measures:
    """The classes, loaded on first use.

    Raises:
        KnowledgeError: if an entry lacks a field, counts people in no known way, or a word stands in two classes.
    """
    return measures_of(parse_yaml(resources.files("dragoman.resolve").joinpath("data/figures.yaml").read_text(encoding="utf-8"), FILE))


def measures_of(raw: Any) -> Measures:
    """The classes out of the file's content.

    Raises:
        KnowledgeError: as for `measures`.
    """
    if not isinstance(raw, dict) or set(raw) != {"generic", "classes"}:
        raise KnowledgeError("the file holds 'generic' and 'classes'", source=FILE)
    classes: dict[str, str] = {}
    persons: dict[str, str] = {}
    for entry in raw["classes"]:
        missing = {"class", "words", "example"} - set(entry)
        if missing:
            raise KnowledgeError(f"an entry lacks {', '.join(sorted(missing))}", source=FILE)
        if entry.get("persons", "all") not in PERSONS:
            raise KnowledgeError(f"{entry['class']!r}: 'persons' is one of {', '.join(sorted(PERSONS))}", source=FILE)
        if "persons" in entry:
            persons[str(entry["class"])] = str(entry["persons"])
        for word in entry["words"]:
            if classes.setdefault(stem(str(word)), entry["class"]) != entry["class"]:
                raise KnowledgeError(f"{word!r} stands in two classes", source=FILE)
    return Measures(frozenset(stem(str(word)) for word in raw["generic"]), classes, persons)


@lru_cache(maxsize=20_000)
def group_of(what: str) -> str:
    """What a figure counts, as a group whose figures may be held against each other: "captives" for hostages, "people" for a bare count."""
    known = measures()
    word = stem(what.casefold())
    return PEOPLE if word in known.generic else known.classes.get(word, word)


@lru_cache(maxsize=20_000)
def counts_people(what: str) -> bool:
    """Whether people are counted, of whatever kind; the dead and the wounded are measures of their own."""
    known = measures()
    groups = {group_of(word) for word in what.casefold().split()}
    return PEOPLE in groups or any(known.persons.get(group) in ("all", "some") for group in groups)
