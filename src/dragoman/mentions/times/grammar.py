"""The rules of data/grammar.yaml, compiled: one pattern over the kinds of time words.

In: the string of kinds that lexicon.tokens makes. Out: matches, each with its rule and tokens.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.mentions.times.lexicon import Token, lexicon
from dragoman.model import KnowledgeError

SOURCE = "mentions/times/data/grammar.yaml"
_SIGNS = frozenset("()|")
_JOINTS = frozenset(",-")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the grammar."""

    name: str
    make: str
    example: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules in one pattern; its groups are named after the rules."""

    rules: dict[str, Rule]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens that a rule joins."""

    rule: Rule
    tokens: tuple[Token, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(token.kind for token in self.tokens)

    def first(self, *kinds: str) -> Token | None:
        """The first token of any of these kinds."""
        return next((token for token in self.tokens if token.kind in kinds), None)

    def all(self, *kinds: str) -> list[Token]:
        return [token for token in self.tokens if token.kind in kinds]

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)


@cache
def grammar() -> Grammar:
    """The grammar, read once a process.

    Raises:
        KnowledgeError: if a rule lacks a key, repeats a name or uses a kind that the lexicon doesn't have.
    """
    source = resources.files("dragoman.mentions.times") / "data" / "grammar.yaml"
    data = parse_yaml(source.read_text(encoding="utf-8"), SOURCE)
    macros: dict[str, str] = {}
    for name, body in data["macros"].items():
        macros[name] = _expression(body, macros)
    rules: dict[str, Rule] = {}
    parts = []
    for entry in data["rules"]:
        try:
            rule = Rule(entry["rule"], entry["make"], entry["example"])
            parts.append(f"(?P<{rule.name}>{_expression(entry['pattern'], macros)})")
        except KeyError as error:
            raise KnowledgeError(f"rule {entry.get('rule')!r}: {error} is missing or no kind of word", source=SOURCE) from error
        if rule.name in rules:
            raise KnowledgeError(f"two rules are named {rule.name!r}", source=SOURCE)
        rules[rule.name] = rule
    return Grammar(rules, re.compile("|".join(parts)))


def _expression(pattern: str, macros: dict[str, str]) -> str:
    letters = lexicon().letters
    out = []
    for item in pattern.split():
        bare = item.rstrip("?")
        mark = item[len(bare) :]
        if bare == "(":
            out.append("(?:")
        elif bare in _SIGNS:
            out.append(bare + mark)
        elif bare in _JOINTS:
            out.append(re.escape(bare) + mark)
        else:
            out.append((macros[bare] if bare in macros else letters[bare]) + mark)
    return f"(?:{''.join(out)})"


def matches(found: list[Token], code: str, places: list[int]) -> Generator[Match, bool | None, None]:
    """The matches in order. Send False for one that means no time after all, and the search goes on inside it."""
    compiled = grammar()
    position = 0
    while match := compiled.pattern.search(code, position):
        first, last = places[match.start()], places[match.end() - 1]
        taken = yield Match(compiled.rules[match.lastgroup or ""], tuple(found[first : last + 1]))
        position = match.start() + 1 if taken is False else match.end()
