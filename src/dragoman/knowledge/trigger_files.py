"""Reads and checks the YAML files of the trigger lexicon: folders go in, checked entries with their file and line come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.knowledge.ontology import DROPPED_CAMEO, Ontology
from dragoman.knowledge.trigger_forms import Irregulars
from dragoman.model.errors import KnowledgeError
from dragoman.model.vocabulary import EVENT_TYPES, STATUSES

DEFAULT_FOLDER = Path(__file__).parent / "data" / "triggers"
CLASSES, IRREGULARS = "classes.yaml", "irregulars.yaml"
_TEXT = frozenset({"verb", "noun", "type", "mode", "clause", "cameo", "example"})
_LISTS = frozenset(
    {
        "contexts", "actor", "recipient", "party", "with", "object", "not_object", "subject", "not_subject", "prep", "needs", "not_near",
    }
)  # fmt: skip
_FLAGS = frozenset({"plural", "joint"})
_KEYS = _TEXT | _LISTS | _FLAGS | {"sure"}
_SLOT_LISTS = ("actor", "recipient", "party", "with")
_VERB_ONLY = frozenset({"subject", "not_subject"})
_NOUN_ONLY = frozenset({"plural"})
NEEDS = frozenset({"recipient", "actor", "party", "state", "condition", "foreign", "ahead"})
PREPOSITIONS = frozenset(
    {
        "to", "with", "against", "on", "upon", "from", "in", "into", "over", "at", "for", "of", "towards", "toward", "about", "between", "among",
        "by", "off", "out", "around", "inside", "near", "across", "through", "under", "behind", "before", "after", "as", "away", "back", "down",
        "aside", "without", "alongside", "onto", "outside", "round", "despite", "amid", "within", "along", "past", "via",
    }
)  # fmt: skip
PLAIN_SLOTS = frozenset({"subj", "subj-owner", "obj", "iobj", "obj-owner", "poss", "amod", "teller"})


class WordClasses:
    """The named lists of classes.yaml; equal lists are expanded once and shared, for thousands of entries name the same few classes."""

    def __init__(self, classes: Mapping[str, frozenset[str]]) -> None:
        self._classes = classes
        self._expanded: dict[tuple[str, ...], frozenset[str]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._classes

    def expand(self, words: Sequence[str]) -> frozenset[str]:
        """The words with every `@class` replaced by its members."""
        key = tuple(words)
        if key not in self._expanded:
            found = [self._classes[word[1:]] if word.startswith("@") else frozenset({word}) for word in key]
            self._expanded[key] = frozenset().union(*found)
        return self._expanded[key]


@dataclass(frozen=True, slots=True)
class Entry:
    """One checked line of a trigger file; `fields` holds its keys as written, classes not yet expanded."""

    lemma: str
    particle: str | None
    pos: str
    type: str
    where: str
    fields: Mapping[str, Any]
    classes: WordClasses

    def text(self, key: str) -> str | None:
        value = self.fields.get(key)
        return None if value is None else str(value)

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        return tuple(self.fields[key]) if key in self.fields else default

    def lemmas(self, key: str) -> frozenset[str]:
        return self.classes.expand(self.fields.get(key, ()))

    def flag(self, key: str) -> bool:
        return bool(self.fields.get(key, False))

    @property
    def weight(self) -> float:
        return float(self.fields.get("sure", 1.0))


@lru_cache(maxsize=1)
def _ontology() -> Ontology:
    return Ontology.load()


def _compose(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise KnowledgeError(f"not valid YAML: {error.problem}", source=path.name, line=mark.line + 1 if mark else None) from error
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"can't be read: {error}", source=path.name) from error


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_value(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {_value(key): _value(child) for key, child in node.value}
    # Words only: YAML's "on", "no", "yes" are prepositions and answers here, never truth values.
    return node.value


def _mapping(path: Path) -> Iterator[tuple[str, Any, int]]:
    node = _compose(path)
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        raise KnowledgeError("must be a mapping of names to lists", source=path.name, line=1)
    for key, child in node.value:
        yield str(key.value), _value(child), key.start_mark.line + 1


def _word_list(value: Any, name: str, path: Path, line: int) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise KnowledgeError(f"'{name}' must be a list of words, as in [one, two]", source=path.name, line=line)
    return value


def read_classes(folders: Sequence[Path]) -> dict[str, frozenset[str]]:
    """Classes of all folders, with classes inside classes expanded; a class named twice is the union.

    Raises:
        KnowledgeError: a class is no list of words, or names a class that does not stand above it.
    """
    classes: dict[str, frozenset[str]] = {}
    for folder in folders:
        path = folder / CLASSES
        for name, value, line in _mapping(path) if path.exists() else ():
            members: set[str] = set(classes.get(name, ()))
            for word in _word_list(value, name, path, line):
                if word.startswith("@") and word[1:] not in classes:
                    raise KnowledgeError(f"class '{word}' must stand above '{name}', which uses it", source=path.name, line=line)
                members |= classes[word[1:]] if word.startswith("@") else {word}
            classes[name] = frozenset(members)
    return classes


def read_irregulars(folders: Sequence[Path]) -> Irregulars:
    """Irregular forms of all folders together.

    Raises:
        KnowledgeError: a section is unknown or an entry is no list of forms.
    """
    tables: dict[str, dict[str, tuple[str, ...]]] = {"verbs": {}, "nouns": {}, "misread": {}}
    doubling: set[str] = set()
    for folder in folders:
        path = folder / IRREGULARS
        for name, value, line in _mapping(path) if path.exists() else ():
            if name == "doubling":
                doubling.update(_word_list(value, name, path, line))
            elif name in tables and isinstance(value, dict):
                tables[name].update({lemma: tuple(_word_list(forms, lemma, path, line)) for lemma, forms in value.items()})
            else:
                raise KnowledgeError(f"'{name}' is no section: use verbs, nouns, misread (lemma: [forms]) or doubling ([lemmas])", source=path.name, line=line)
    misread = {wrong: lemma for lemma, readings in tables["misread"].items() for wrong in readings}
    return Irregulars(verbs=tables["verbs"], nouns=tables["nouns"], misread=misread, doubling=frozenset(doubling))


def _known_slot(slot: str) -> bool:
    return slot in PLAIN_SLOTS or slot.removesuffix("-owner") in PREPOSITIONS


def _problem(fields: Mapping[str, Any], type_: str, classes: WordClasses) -> str | None:
    """What is wrong with an entry's values, in words; None if nothing is."""
    pos = "verb" if "verb" in fields else "noun"
    misplaced = sorted(set(fields) & (_NOUN_ONLY if pos == "verb" else _VERB_ONLY))
    if misplaced:
        return f"'{misplaced[0]}' has no meaning for a {pos}"
    if type_ not in EVENT_TYPES:
        return f"type '{type_}' is not a PLOVER 2.0 type"
    if "mode" in fields and fields["mode"] not in _ontology().modes[type_]:
        return f"{type_} has no mode '{fields['mode']}'"
    strange = [context for context in fields.get("contexts", ()) if context not in _ontology().contexts]
    if strange:
        return f"'{strange[0]}' is not a PLOVER 2.0 context"
    if "clause" in fields and fields["clause"] not in STATUSES:
        return f"clause '{fields['clause']}' is not a status"
    if "cameo" in fields and not str(fields["cameo"]).startswith(DROPPED_CAMEO):
        return f"cameo '{fields['cameo']}' is no comment (01) or appeal (02); other codes follow from type and mode"
    if not str(fields.get("example", "")).strip():
        return "an entry needs an 'example'"
    for key in _SLOT_LISTS:
        for slot in fields.get(key, ()):
            if not _known_slot(slot):
                return f"'{slot}' in '{key}' is not a slot"
    if pos == "noun" and "-" in fields["noun"] and "object" in fields:
        return "a noun with a hyphen is read as a compound and can't have 'object' too"
    unknown = [need for need in fields.get("needs", ()) if need not in NEEDS] + [prep for prep in fields.get("prep", ()) if prep not in PREPOSITIONS]
    if unknown:
        return f"'{unknown[0]}' is not known"
    for key in ("object", "not_object", "subject", "not_subject", "not_near"):
        for word in fields.get(key, ()):
            if word.startswith("@") and word[1:] not in classes:
                return f"class '{word}' does not stand in {CLASSES}"
    return None


def _fields(node: yaml.Node, path: Path) -> dict[str, Any]:
    """The entry's keys with their values, flags and `sure` as their own types."""
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise KnowledgeError("an entry must be a mapping, as in - {verb: condemn, ...}", source=path.name, line=line)
    fields: dict[str, Any] = {}
    for key_node, child in node.value:
        key, value = str(key_node.value), _value(child)
        if key not in _KEYS or key in fields:
            raise KnowledgeError(f"key '{key}' is {'given twice' if key in fields else 'not known'}", source=path.name, line=line)
        if key in _LISTS:
            fields[key] = _word_list(value, key, path, line)
        elif key in _FLAGS:
            if value not in ("true", "false"):
                raise KnowledgeError(f"'{key}' must be true or false", source=path.name, line=line)
            fields[key] = value == "true"
        elif not isinstance(value, str):
            raise KnowledgeError(f"'{key}' must be one text", source=path.name, line=line)
        else:
            fields[key] = _share(value, path, line) if key == "sure" else value
    return fields


def _share(value: str, path: Path, line: int) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 < number <= 1:
        raise KnowledgeError(f"'sure' must be a number above 0 and up to 1, not '{value}'", source=path.name, line=line)
    return number


def _entry(node: yaml.Node, path: Path, classes: WordClasses) -> Entry:
    fields, line = _fields(node, path), node.start_mark.line + 1
    if ("verb" in fields) == ("noun" in fields):
        raise KnowledgeError("an entry needs either 'verb' or 'noun'", source=path.name, line=line)
    pos = "verb" if "verb" in fields else "noun"
    lemma, _, particle = fields[pos].partition(" ")
    if not lemma or " " in particle or (particle and pos == "noun") or fields[pos] != fields[pos].lower():
        raise KnowledgeError(f"{pos} '{fields[pos]}' must be one lower-case lemma, a verb with one particle at most", source=path.name, line=line)
    type_ = fields.get("type", path.stem.upper())
    problem = _problem(fields, type_, classes)
    if problem:
        raise KnowledgeError(f"{pos} '{fields[pos]}': {problem}", source=path.name, line=line)
    return Entry(lemma, particle or None, pos, type_, f"{path.name}:{line}", fields, classes)


def read_folder(*folders: Path) -> tuple[list[Entry], Irregulars]:
    """All entries of the folders, files in order of their names, and the irregular forms.

    Raises:
        KnowledgeError: with file and line, on the first thing that is wrong.
    """
    classes = WordClasses(read_classes(folders))
    entries: list[Entry] = []
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if path.name in (CLASSES, IRREGULARS):
                continue
            node = _compose(path)
            if node is None:
                continue
            if not isinstance(node, yaml.SequenceNode):
                raise KnowledgeError("must be a list of entries, each a line beginning with '-'", source=path.name, line=1)
            entries.extend(_entry(child, path, classes) for child in node.value)
    return entries, read_irregulars(folders)


def read_section(nodes: Sequence[yaml.Node], path: Path) -> Iterator[tuple[Entry | None, KnowledgeError | None]]:
    """Each entry of a list that stands in a user's own file, or what is wrong with it; the package's classes may be named."""
    classes = WordClasses(read_classes([DEFAULT_FOLDER]))
    for node in nodes:
        try:
            yield _entry(node, path, classes), None
        except KnowledgeError as error:
            yield None, error
