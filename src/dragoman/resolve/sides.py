"""The sides of an act: countries, organisations and named persons. In: actors of an event report; out: parties and Persons, comparable between reports."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dragoman.model import Actor

# Named one by one; a country or an unnamed "official" is a party but no person.
PERSON_KINDS: Final = frozenset({"person"})


@dataclass(frozen=True, slots=True)
class Person:
    """A named person: id, and the folded words of the name, as one report may have only the surname."""

    id: str
    words: frozenset[str]
    country: str | None
    name: str

    def same_as(self, other: Person) -> bool:
        """The same id, or one name's words are all in the other's and the countries don't clash."""
        if self.id == other.id:
            return True
        if self.country and other.country and self.country != other.country:
            return False
        small, large = (self.words, other.words) if len(self.words) <= len(other.words) else (other.words, self.words)
        return bool(small) and small <= large


def parties(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Countries of a side; organisations and groups without one stand for themselves, nameless persons without one for nothing."""
    out = set()
    for actor in actors:
        if actor.country:
            out.add(actor.country)
        elif actor.kind in ("organisation", "group", "country"):
            out.add(actor.id or actor.name)
    return frozenset(out)


def people(actors: tuple[Actor, ...]) -> tuple[Person, ...]:
    """Persons named on a side, each once, sorted by id."""
    out: dict[str, Person] = {}
    for actor in actors:
        if actor.kind in PERSON_KINDS:
            one = _person(actor.id, actor.country, actor.name)
            out[one.id] = one
    return tuple(out[identity] for identity in sorted(out))


@lru_cache(maxsize=2**16)
def _person(identity: str | None, country: str | None, name: str) -> Person:
    """One object for each person, so that two tellings of the same people are seen to be so at a glance."""
    words = frozenset(fold(name).split())
    return Person(identity or " ".join(sorted(words)), words, country, name)


@lru_cache(maxsize=2**16)
def fold(name: str) -> str:
    """Lower case without accents and marks: `Cho Tae-yeol` and `CHO Tae Yeol` become one."""
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(" " if not char.isalnum() else char for char in plain if not unicodedata.combining(char))
    return " ".join(kept.casefold().split())
