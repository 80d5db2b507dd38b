"""The French trigger lexicon. In: data/triggers.yaml. Out: entries by lemma, most restricted first; checked, with the line of what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.knowledge.tables import lines_of_yaml
from dragoman.languages.french.data_files import FOLDER, text_of
from dragoman.model import KnowledgeError
from dragoman.model.vocabulary import EVENT_TYPES, STATUSES

SOURCE = f"{FOLDER}/triggers.yaml"
_KEYS = frozenset(
    {
        *("verb", "noun", "type", "mode", "contexts", "actor", "recipient", "party", "object", "not_object", "prep", "needs", "status", "example"),
        *("type_with_recipient", "__line__", "__lines__"),
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon; fields as its keys. `order` keeps entries of one lemma apart."""

    lemma: str
    verb: bool
    reflexive: bool
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    party: tuple[str, ...]
    object: frozenset[str]
    not_object: frozenset[str]
    prep: frozenset[str]
    needs: frozenset[str]
    status: str | None
    type_with_recipient: str | None
    line: int

    @property
    def restrictions(self) -> int:
        return bool(self.object) + bool(self.prep) + self.reflexive

    @property
    def told(self) -> str:
        """For `why`."""
        return f"fr {'verb' if self.verb else 'noun'} {self.lemma}, {SOURCE.rsplit('/', 1)[-1]}:{self.line}"


@dataclass(frozen=True, slots=True)
class Triggers:
    """Entries by lemma."""

    verbs: Mapping[str, Sequence[Entry]]
    nouns: Mapping[str, Sequence[Entry]]

    def __len__(self) -> int:
        return sum(map(len, self.verbs.values())) + sum(map(len, self.nouns.values()))


@cache
def triggers() -> Triggers:
    """The lexicon, read once a process.

    Raises:
        KnowledgeError: naming the line of an entry that is wrong.
    """
    data = lines_of_yaml(text_of("triggers.yaml"), SOURCE)
    classes = {f"@{name}": frozenset(str(word).lower() for word in words) for name, words in data["classes"].items() if not name.startswith("__")}
    verbs: dict[str, list[Entry]] = defaultdict(list)
    nouns: dict[str, list[Entry]] = defaultdict(list)
    for type_, entries in data.items():
        if type_ == "classes" or type_.startswith("__"):
            continue
        for raw in entries:
            entry = _entry(type_, raw, classes)
            (verbs if entry.verb else nouns)[entry.lemma].append(entry)
    ordered = [{lemma: tuple(sorted(found, key=lambda one: -one.restrictions)) for lemma, found in kind.items()} for kind in (verbs, nouns)]
    return Triggers(MappingProxyType(ordered[0]), MappingProxyType(ordered[1]))


def _entry(type_: str, raw: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Entry:
    line = int(raw.get("__line__", 0))
    unknown = set(raw) - _KEYS
    if unknown or "example" not in raw or ("verb" in raw) == ("noun" in raw):
        raise KnowledgeError(f"an entry needs verb or noun, and an example; unknown keys: {sorted(unknown)}", source=SOURCE, line=line)
    type_ = raw.get("type", type_)
    status = raw.get("status")
    if type_ not in EVENT_TYPES or (status is not None and status not in STATUSES):
        raise KnowledgeError(f"there is no type {type_!r}, or no status {status!r}", source=SOURCE, line=line)
    verb = "verb" in raw
    lemma = str(raw["verb" if verb else "noun"])
    reflexive = verb and lemma.startswith(("se ", "s'"))
    bare = lemma.removeprefix("se ").removeprefix("s'")
    return Entry(
        bare, verb, reflexive, type_, raw.get("mode"), tuple(raw.get("contexts", ())),
        tuple(raw.get("actor", ("subj",) if verb else ("poss", "adj", "de", "par"))), tuple(raw.get("recipient", ())), tuple(raw.get("party", ())),
        _words(raw.get("object", ()), classes, line), _words(raw.get("not_object", ()), classes, line), frozenset(raw.get("prep", ())),
        frozenset(raw.get("needs", ())), status, raw.get("type_with_recipient"), line,
    )  # fmt: skip


def _words(told: Sequence[str], classes: Mapping[str, frozenset[str]], line: int) -> frozenset[str]:
    found: set[str] = set()
    for word in told:
        if str(word).startswith("@"):
            if word not in classes:
                raise KnowledgeError(f"there is no class {word!r}", source=SOURCE, line=line)
            found |= classes[word]
        else:
            found.add(str(word).lower())
    return frozenset(found)
