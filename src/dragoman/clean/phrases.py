"""The list of phrases that web pages leave in articles. In: data/phrases.yaml; out: compiled rules, in the file's order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

PHRASE_FILE = "data/phrases.yaml"
DEFAULT_WORDS = 30
TOP_PARAGRAPHS = 5
END_PARAGRAPHS = 8
_KINDS = ("boilerplate", "byline", "caption")
_SCOPES = ("paragraph", "sentence", "label")
_WHERES = ("anywhere", "top", "end")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One rule; see the head of data/phrases.yaml for what the fields mean. `fixed`: it can be found at the first character only."""

    pattern: re.Pattern[str]
    kind: str
    scope: str
    where: str
    words: int
    example: str
    fixed: bool

    def finds(self, text: str, words: int, index: int, count: int) -> bool:
        """True if the rule holds for a text of `words` words in paragraph `index` of `count`."""
        if words > self.words:
            return False
        if self.where == "top" and index >= TOP_PARAGRAPHS:
            return False
        if self.where == "end" and index < count - END_PARAGRAPHS:
            return False
        # A pattern that is bound to the beginning would be tried at every character by `search`.
        return (self.pattern.match(text) if self.fixed else self.pattern.search(text)) is not None

    @property
    def why(self) -> str:
        return f"like '{self.example}'"


def parse(entries: list[dict[str, Any]], source: str = PHRASE_FILE) -> tuple[Phrase, ...]:
    """Check and compile phrase entries.

    Raises:
        KnowledgeError: for an entry with an unknown key or value, a broken pattern, or an example that it does not find.
    """
    found = []
    for number, entry in enumerate(entries, 1):
        unknown = set(entry) - {"find", "kind", "scope", "where", "words", "example"}
        if unknown or not {"find", "kind", "example"} <= set(entry):
            raise KnowledgeError(f"entry {number} needs find, kind and example and has unknown keys {sorted(unknown)}", source=source)
        try:
            pattern = re.compile(entry["find"].replace(" ", r"\s"), re.IGNORECASE)
        except re.error as error:
            raise KnowledgeError(f"entry {number} is no regular expression: {error}", source=source) from error
        phrase = Phrase(
            pattern,
            entry["kind"],
            entry.get("scope", "paragraph"),
            entry.get("where", "anywhere"),
            entry.get("words", DEFAULT_WORDS),
            entry["example"],
            _begins_the_text(pattern.pattern),
        )
        if phrase.kind not in _KINDS or phrase.scope not in _SCOPES or phrase.where not in _WHERES:
            raise KnowledgeError(f"entry {number} has a kind, scope or place that is not allowed", source=source)
        if not phrase.finds(phrase.example, len(phrase.example.split()), 0, 1):
            raise KnowledgeError(f"entry {number} does not find its own example {phrase.example!r}", source=source)
        found.append(phrase)
    return tuple(found)


@cache
def phrases() -> tuple[Phrase, ...]:
    """The rules of data/phrases.yaml."""
    text = files("dragoman.clean").joinpath(PHRASE_FILE).read_text("utf-8")
    return parse(parse_yaml(text, PHRASE_FILE)["phrases"])


@cache
def of_scope(*scopes: str) -> tuple[Phrase, ...]:
    """The rules of these scopes, in the file's order."""
    return tuple(phrase for phrase in phrases() if phrase.scope in scopes)


def _begins_the_text(pattern: str) -> bool:
    """True if every way to match begins at the first character: ^ at the head, and no alternative outside of brackets."""
    bare = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "", pattern)
    depth = 0
    for char in bare:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            return False
    return pattern.startswith("^")
