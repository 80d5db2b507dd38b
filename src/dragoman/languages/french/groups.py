"""French nouns for bodies and groups that act for a country. In: data/groups.yaml. Out: noun -> sector and kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.languages.french.data_files import yaml_of
from dragoman.model import KnowledgeError


@dataclass(frozen=True, slots=True)
class GroupNoun:
    """`thing`: a weapon or vessel, which acts for its country."""

    sector: str
    kind: str
    thing: bool = False


@cache
def group_nouns() -> Mapping[str, GroupNoun]:
    """Every noun in lower case.

    Raises:
        KnowledgeError: if a line lacks a key.
    """
    found: dict[str, GroupNoun] = {}
    for entry in yaml_of("groups.yaml"):
        if not {"sector", "kind", "words", "example"} <= entry.keys():
            raise KnowledgeError(f"a line needs sector, kind, words and example: {entry}", source="languages/french/data/groups.yaml")
        for word in entry["words"]:
            found[word.lower()] = GroupNoun(entry["sector"], entry["kind"], entry.get("thing", False))
    return MappingProxyType(found)
