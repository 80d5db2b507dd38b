"""The word lists of data/coreference.yaml, read once a process."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from dragoman.mentions.words import read_yaml
from dragoman.model import KnowledgeError


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """See data/coreference.yaml; `pronouns` maps a word to its class."""

    pronouns: dict[str, str]
    numbers: dict[str, int]
    fits_role: dict[str, frozenset[str]]
    unnamed: dict[str, str]
    only_in: dict[str, frozenset[str]]
    never_in: dict[str, frozenset[str]]
    possessives: frozenset[str]
    reflexives: frozenset[str]
    empty_it: frozenset[str]
    speech: frozenset[str]
    countries_of: frozenset[str]
    leaders_of: frozenset[str]
    persons_of: frozenset[str]
    country_nouns: frozenset[str]
    body_nouns: frozenset[str]
    person_nouns: frozenset[str]
    any_office: frozenset[str]
    domestic: frozenset[str]
    local: frozenset[str]
    relations: frozenset[str]
    no_actors: frozenset[str]
    before_places: frozenset[str]
    empty_unowned: frozenset[str]
    members_of: frozenset[str]
    being: frozenset[str]

    def may_have(self, country: str, noun: str) -> bool:
        """False where the country calls none of its bodies or offices by the noun."""
        if noun in self.only_in:
            return country in self.only_in[noun]
        return country not in self.never_in.get(noun, ())


@lru_cache(maxsize=1)
def reference_words() -> ReferenceWords:
    """The lists.

    Raises:
        KnowledgeError: if the file lacks one.
    """
    data = read_yaml("coreference.yaml")
    try:
        lists = {one.name: frozenset(data[one.name]) for one in fields(ReferenceWords)[6:]}
        return ReferenceWords(
            pronouns={word: kind for kind, words in data["pronouns"].items() for word in words},
            numbers=dict(data["numbers"]),
            fits_role={word: frozenset(roles) for word, roles in data["fits_role"].items()},
            only_in={word: frozenset(codes) for word, codes in data["only_in"].items()},
            never_in={word: frozenset(codes) for word, codes in data["never_in"].items()},
            unnamed={word: kind for kind, words in data["unnamed"].items() for word in words},
            **lists,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"a list is missing or malformed: {error}", source="mentions/data/coreference.yaml") from error
