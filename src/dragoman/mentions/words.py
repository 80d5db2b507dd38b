"""The word lists of data/names.yaml, read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

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
    seats: dict[str, str]

    def gender(self, words: list[str]) -> str | None:
        """ "m" or "f" if one of the lower-case words tells it."""
        for word in words:
            bare = word.rstrip(".")
            if bare in self.male:
                return "m"
            if bare in self.female:
                return "f"
        return None


def read_yaml(name: str) -> Any:
    """A data file of this room.

    Raises:
        KnowledgeError: if it is no valid YAML.
    """
    return parse_yaml((resources.files("dragoman.mentions") / "data" / name).read_text(encoding="utf-8"), f"mentions/data/{name}")


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The lists.

    Raises:
        KnowledgeError: if the file lacks one.
    """
    data = read_yaml("names.yaml")
    try:
        seats = {entry["city"]: entry["means"] for entry in data.pop("seats")}
        return NameWords(seats=seats, **{name: frozenset(words) for name, words in data.items()})
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"a list is missing, unknown or malformed: {error}", source="mentions/data/names.yaml") from error
