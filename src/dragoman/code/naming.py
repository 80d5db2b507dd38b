"""Verbs that only give a name: "called the raid an outrage", "what it calls illegal sanctions". In: tokens. Out: the names given, or the thing meant.

Word list in words.yaml (`naming`). Such a verb is no act, unless the name is a reproach or a praise (entries with `prep: [as]`).
"""

from __future__ import annotations

from typing import Any

from dragoman.code.words import load_words

Token = Any

WHAT = frozenset({"what", "whatever"})
DESCRIBING = frozenset({"amod", "advmod", "compound", "neg"})


def names_given(verb: Token) -> list[Token]:
    """Heads of the names that the verb gives ("an outrage"), empty where it gives none: predicates, a second object, what stands after "as"."""
    if verb.lemma_.lower() not in load_words().naming:
        return []
    found = [child for child in verb.children if child.dep_ == "oprd"]
    things = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    found += [child for child in verb.children if child.dep_ in ("dobj", "attr", "acomp") and len(things) > 1 and child.i == things[-1].i]
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ == "as":
            found += [child for child in prep.children if child.dep_ in ("pobj", "amod", "pcomp", "acomp")]
    return found if things or any(child.dep_ in ("nsubj", "ccomp") for child in verb.children) else []


def words_of(names: list[Token]) -> list[Token]:
    """The names with what describes them: "a short-sighted step" is short-sighted; nothing where it is denied ("no farce")."""
    if any(child.dep_ == "neg" or child.lower_ == "no" for name in names for child in name.children):
        return []
    return [*names, *(child for name in names for child in name.children if child.dep_ in DESCRIBING)]


def free_relative(clause: Token) -> list[Token]:
    """The thing itself in "what Oslo called illegal sanctions"; empty for any other clause."""
    if not any(child.lower_ in WHAT and child.dep_ in ("dobj", "nsubjpass") for child in clause.children):
        return []
    return [name for name in names_given(clause) if name.pos_ in ("NOUN", "PROPN")]


def stands_for(noun: Token) -> Token:
    """The clause in whose place the noun stands ("what Oslo called illegal *sanctions*"), else the noun itself."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "as":
        head = head.head
    return head if head is not noun and any(name.i == noun.i for name in free_relative(head)) else noun
