"""Words that lost the space between them. In: a text and the names known; out: edits that put it back.

A token is split only where both halves are known (an English word, a listed name, a name that stands alone elsewhere in the
text) and the whole is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from dragoman.clean.edits import Edit
from dragoman.clean.words import is_common, is_word
from dragoman.knowledge.tables import parse_yaml

WHAT = "words glued together"
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTERS_AT_END = re.compile(r"[^\W\d_]+$")
LONGEST_WORD = 60
_STOP = re.compile(r"(?<=[a-z]{2})([.!?,;]|[.!?,][\"”’])(?=[A-Z][a-z]+[^\w/@.]|(?<=,)[a-z]{2,}\s)")
_TOKEN = re.compile(r"(?<![\w.@/#'’-])[^\W\d_]{5,}(?=$|[\s,;:!?)\"”]|\.(?!\w)|['’]s\b)")
_CASE_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{2,}$)")
_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][a-z]{2,}(?![\w-])")
# The word before may be the given name of the one that is glued: "Antony Blinkenunderscored".
_GIVEN = re.compile(r"[A-Z][\w'’-]+\s$")
LONGEST_NAME = 20
# Short of this a name before a glued verb can't be told from the beginning of a longer name.
SHORTEST_NAME = 4


class Scanner(Protocol):
    """Finds names of the knowledge in a text (knowledge.names)."""

    def scan(self, text: str) -> Sequence[Any]: ...


class Knows(Protocol):
    """The part of Knowledge that cleaning asks."""

    @property
    def names(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class _Glue:
    little: frozenset[str]
    behind: frozenset[str]
    prefixes: frozenset[str]
    also_prefixes: frozenset[str]


@cache
def _glue() -> _Glue:
    data = parse_yaml(files("dragoman.clean").joinpath("data/glued.yaml").read_text("utf-8"), "clean/data/glued.yaml")
    # YAML 1.1 reads "on" as a truth value.
    words = {key: frozenset("on" if entry is True else str(entry) for entry in entries) for key, entries in data.items()}
    return _Glue(words["little"], words["behind"], words["prefixes"], words["also_prefixes"])


def edits(text: str, names: Scanner | None) -> Iterator[Edit]:
    """Edits that insert a space, or a space behind a full stop or comma, for all of the text."""
    for found in _STOP.finditer(text):
        behind = _LETTERS.match(text, found.end())
        if behind is None or not is_word(behind.group()):
            continue
        # A word longer than this is none of the list.
        before = _LETTERS_AT_END.search(text[max(0, found.start() - LONGEST_WORD) : found.start()])
        begin = found.start() - len(before.group()) if before else 0
        if before and is_word(before.group()) and begin > 0 and text[begin - 1].isspace():
            yield Edit(found.end(), found.end(), " ", WHAT)
    alone: set[str] | None = None
    for found in _TOKEN.finditer(text):
        token = found.group()
        if not _suspicious(token):
            continue
        if alone is None:
            alone = set(_CAPITALISED.findall(text))
        given = _GIVEN.search(text, max(0, found.start() - LONGEST_NAME), found.start())
        at = _split(token, alone, names, given.group() if given else "")
        if at and text.count(token) == 1:
            yield Edit(found.start() + at, found.start() + at, " ", WHAT)


def _suspicious(token: str) -> bool:
    """A cheap first look, for nearly all tokens are words."""
    if token.isupper():
        return False
    return not is_word(token)


def _split(token: str, alone: set[str], names: Scanner | None, given: str = "") -> int:
    """Where the token falls into two, 0 if it doesn't; `given` is the capitalised word before it, with the space."""
    at = _split_unlisted(token, alone, names, given)
    # Asked last, for few tokens come so far.
    return 0 if at and _listed(token, names) else at


def _split_unlisted(token: str, alone: set[str], names: Scanner | None, given: str) -> int:
    if change := _CASE_CHANGE.search(token):
        return change.start() if _two_by_case(token[: change.start()], token[change.start() :], alone, names) else 0
    if token[0].isupper() and token[1:].islower():
        return next((at for at in range(len(token) - 3, SHORTEST_NAME - 1, -1) if _name_and_verb(token[:at], token[at:], alone - {token}, names, given)), 0)
    if token.islower() and token.isascii():
        return next((at for at in range(2, len(token) - 3) if _two_words(token[:at], token[at:])), 0)
    return 0


def _two_by_case(left: str, right: str, alone: set[str], names: Scanner | None) -> bool:
    if left.lower() in _glue().prefixes:
        return False
    if left in _glue().little:
        return right in alone or is_common(right) or _listed(right, names)
    if left.islower():
        return is_common(left) and len(left) > 3 and (right in alone or _listed(right, names))
    return _listed(f"{left} {right}", names) or (left in alone and right in alone)


def _name_and_verb(left: str, right: str, alone: set[str], names: Scanner | None, given: str = "") -> bool:
    if not (right in _glue().behind or (right.endswith("ed") and (is_common(right) if len(right) < 7 else is_word(right)))):
        return False
    return left in alone or _listed(left, names) or (bool(given) and _listed(given + left, names))


def _two_words(left: str, right: str) -> bool:
    if left in _glue().little - _glue().also_prefixes and len(right) > 4:
        return is_common(right)
    return right in {"said", "told"} and len(left) > 4 and is_common(left)


def _listed(words: str, names: Scanner | None) -> bool:
    """True if the knowledge lists just these words as a name."""
    return names is not None and any(hit.start == 0 and hit.end == len(words) for hit in names.scan(words))
