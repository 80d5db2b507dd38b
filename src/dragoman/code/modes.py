"""Modes that a verbal act takes from what it asks for, threatens or refuses.

In: outer and inner type, or the outer act's trigger and the words of asked.yaml. Out: PLOVER mode or None.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dragoman.knowledge.ontology import Ontology
from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

Token = Any

# PLOVER 2.0, sections on REQUEST, REJECT and THREATEN: what is asked for, refused or threatened makes the mode.
ASKED = {
    "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist",
    "RETREAT": "yield", "CONCEDE": "yield", "AGREE": "change", "SANCTION": "change", "COERCE": "change",
}  # fmt: skip
THREATENED = {
    "ASSAULT": "violence", "MOBILIZE": "violence", "COERCE": "restrict", "SANCTION": "restrict",
}  # fmt: skip
THREATENED_MODE = {
    ("SANCTION", "expel"): "expel",
    ("SANCTION", "withdraw"): "relations",
    ("COERCE", "arrest"): "arrest",
    ("COERCE", "deport"): "expel",
    ("COERCE", "seize"): "territory",
}


def mode_from_inner(outer: str, inner: str, inner_mode: str | None, contexts: Sequence[str] = ()) -> str | None:
    """The outer act's mode, None where the inner act gives none; ties that are to be cut ("diplomatic") threaten relations."""
    if outer in ("REQUEST", "REJECT"):
        return ASKED.get(inner)
    if outer == "THREATEN" and inner == "SANCTION" and inner_mode == "discontinue" and "diplomatic" in contexts:
        return "relations"
    if outer == "THREATEN":
        return THREATENED_MODE.get((inner, inner_mode or ""), THREATENED.get(inner))
    return None


# Not part of what is asked: who asks, when and why, and what else is told of a thing named there.
BESIDE = frozenset({"nsubj", "nsubjpass", "csubj", "advmod", "npadvmod", "relcl", "mark", "punct", "appos"})
CLAUSES = frozenset({"xcomp", "ccomp"})
REACH = 30  # words looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of asked.yaml: see there."""

    types: frozenset[str]
    mode: str
    below: frozenset[str]


@cache
def load_asked() -> Mapping[str, tuple[Asked, ...]]:
    """The lines of asked.yaml by their words."""
    name = "code/asked.yaml"
    return read_asked(parse_yaml((resources.files("dragoman.code") / "asked.yaml").read_text(encoding="utf-8"), name), name)


def read_asked(rows: Iterable[Mapping[str, Any]], name: str) -> Mapping[str, tuple[Asked, ...]]:
    """The lines of a file in the form of asked.yaml by their words.

    Raises:
        KnowledgeError: a line lacks a field or names a mode that a type of it doesn't have.
    """
    lines: dict[str, list[Asked]] = {}
    known = Ontology.load().modes
    for number, row in enumerate(rows, 1):
        if not {"types", "mode", "words", "example"} <= row.keys():
            raise KnowledgeError("a line needs types, mode, words and example", source=f"{name}, entry {number}")
        for kind in row["types"]:
            if row["mode"] not in known.get(kind, {}):
                raise KnowledgeError(f"{kind} has no mode {row['mode']!r}", source=f"{name}, entry {number}")
        asked = Asked(frozenset(row["types"]), row["mode"], frozenset(row.get("with", ())))
        for word in row["words"]:
            lines.setdefault(word, []).append(asked)
    return {word: tuple(found) for word, found in lines.items()}


def asked_mode(kind: str, trigger: Token) -> str | None:
    """The mode told by the words of what is asked for, refused or threatened; the nearest to the trigger decides."""
    lines = load_asked()
    top = trigger.head if kind == "THREATEN" and trigger.dep_ == "parataxis" else trigger  # "the army, he warned, would go on"
    waiting = deque(child for child in top.children if child.dep_ not in BESIDE and child.dep_ != "conj")
    for _ in range(REACH):
        if not waiting:
            return None
        token = waiting.popleft()
        for line in lines.get(token.lemma_.lower(), ()):
            if kind in line.types and (not line.below or any(inner.lemma_.lower() in line.below for inner in _about(token))):
                return line.mode
        waiting.extend(child for child in token.children if child.dep_ not in BESIDE or _infinitive(child))
    return None


def _infinitive(token: Token) -> bool:
    """ "Part of the sanctions to be eased": no aside, but what is to become of them."""
    return bool(token.dep_ == "relcl" and token.tag_ in ("VB", "VBN") and any(child.tag_ == "TO" for child in token.children))


def _about(token: Token) -> Iterator[Token]:
    """The words below one, and the noun that an infinitive hangs on."""
    yield from token.subtree
    if _infinitive(token):
        yield token.head


def another_course(trigger: Token) -> bool:
    """Somebody is asked to do something: "urged those who remain to come home"."""
    return any(child.dep_ in CLAUSES for child in trigger.children)
