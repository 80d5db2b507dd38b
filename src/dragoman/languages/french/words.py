"""The words of status, speech and light verbs. In: data/words.yaml. Out: Words, read once a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.languages.french.data_files import FOLDER, yaml_of
from dragoman.model import KnowledgeError
from dragoman.model.vocabulary import STATUSES


@dataclass(frozen=True, slots=True)
class Words:
    """`governors`: lemma -> status of what it governs; the other groups as named in the file."""

    governors: Mapping[str, str]
    blocking: frozenset[str]
    object_control: frozenset[str]
    light: frozenset[str]
    occurring: frozenset[str]
    negation: frozenset[str]
    speech: frozenset[str]
    facts: frozenset[str]
    according: frozenset[str]
    foreign: frozenset[str]


@cache
def words() -> Words:
    """Raises: KnowledgeError, if a group is missing, has no example, or names no status."""
    data = yaml_of("words.yaml")
    try:
        governors: dict[str, str] = {}
        for status, group in data["governors"].items():
            if status not in STATUSES or "example" not in group:
                raise KeyError(f"{status}: no status, or no example")
            governors.update(dict.fromkeys(group["words"], status))
        groups = {name: frozenset(data[name]["words"]) for name in Words.__slots__ if name != "governors" and data[name]["example"]}
        return Words(MappingProxyType(governors), **groups)
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{error} is missing or malformed", source=f"{FOLDER}/words.yaml") from error
