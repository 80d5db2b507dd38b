"""The word lists of data/names.yaml, read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dragoman.knowledge.names import fold
from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError


@dataclass(frozen=True, slots=True)
class NameWords:
    """See data/names.yaml for what each list means."""

    title_modifiers: frozenset[str]
    past_office: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    courtesy: frozenset[str]
    particles: frozenset[str]
    governments: frozenset[str]
    not_bodies: frozenset[str]
    never_names: frozenset[str]
    place_nouns: frozenset[str]
    body_sectors: dict[str, str]
    ships: dict[str, str]
    seats: dict[str, str]
    given: dict[str, str]

    def gender(self, words: list[str]) -> str | None:
        """ "m" or "f" if one of the lower-case words tells it."""
        for word in words:
            bare = word.rstrip(".")
            if bare in self.male:
                return "m"
            if bare in self.female:
                return "f"
        return None

    def gender_of_name(self, name: str) -> str | None:
        """ "m" or "f" by the given name that a name of several words begins with."""
        first, _, rest = name.partition(" ")
        return self.given.get(fold(first)) if rest else None


def read_yaml(name: str) -> Any:
    """A data file of this room.

    Raises:
        KnowledgeError: if it is no valid YAML.
    """
    return parse_yaml((resources.files("dragoman.mentions") / "data" / name).read_text(encoding="utf-8"), f"mentions/data/{name}")


def _given() -> dict[str, str]:
    """The given names of data/given_names.yaml with "m" or "f".

    Raises:
        KnowledgeError: if a list is missing, or a name stands in both or is no word.
    """
    data = read_yaml("given_names.yaml")
    source = "mentions/data/given_names.yaml"
    try:
        male, female = data["male"], data["female"]
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"a list is missing: {error}", source=source) from error
    for name in [*male, *female]:
        if not isinstance(name, str) or fold(name) != name:
            raise KnowledgeError(f"{name!r} is no name in lower case without accents", source=source)
    if both := sorted(set(male) & set(female)):
        raise KnowledgeError(f"{both[0]!r} stands in both lists", source=source)
    return {**dict.fromkeys(male, "m"), **dict.fromkeys(female, "f")}


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The lists.

    Raises:
        KnowledgeError: if the file lacks one.
    """
    data = read_yaml("names.yaml")
    try:
        seats = {entry["city"]: entry["means"] for entry in data.pop("seats")}
        sectors = {word: sector for sector, words in data.pop("body_sectors").items() for word in words}
        ships = {prefix: country for country, prefixes in data.pop("ships").items() for prefix in prefixes}
        return NameWords(seats=seats, body_sectors=sectors, ships=ships, given=_given(), **{name: frozenset(words) for name, words in data.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"a list is missing, unknown or malformed: {error}", source="mentions/data/names.yaml") from error
