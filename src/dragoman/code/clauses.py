"""What a clause's own form says of its act: tense, auxiliaries, conditions, negation. In: a verb or noun token. Out: status and tense, with the cue."""

from __future__ import annotations

from typing import Any

from dragoman.code.governors import Governors
from dragoman.code.outcome import Status
from dragoman.code.syntax import auxiliaries, children, is_verb, negation

Token = Any

MAX_CLIMB = 10  # words that govern one another in one sentence


def clause_status(verb: Token, table: Governors, *, title: bool = False) -> tuple[str | None, str | None, str | None]:
    """Status and tense that the verb's own form gives, with the word that shows it; (None, None, None) for infinitives and bare participles."""
    helpers = auxiliaries(verb)
    words = [helper.lower_ for helper in helpers]
    for word in words:
        effect = table.modals.get(word)
        if effect == "conditional" and _perfect(helpers):
            return "denied", "past", f"{word} have"  # "would have struck back": it did not
        if effect == "conditional":
            return ("possible" if has_condition(verb) else "planned"), "future", word
        if effect is not None:
            if effect == "possible" and word in ("can", "could", "ca") and _perfect(helpers):
                return "possible", "past", word
            return effect, "future", word
    if "to" in words:
        return None, None, None  # "to visit", "to be lifted"
    past = any(helper.tag_ == "VBD" for helper in helpers) or verb.tag_ == "VBD"
    if any(helper.lemma_ in ("have", "'ve") for helper in helpers):
        if verb.tag_ == "VBG":
            return "ongoing", "present", "have been"
        return "happened", "past", verb.lower_
    if verb.tag_ == "VBG":
        if any(helper.lemma_ == "be" for helper in helpers):
            return "ongoing", "past" if past else "present", "be ...ing"
        return None, None, None
    if verb.tag_ == "VBN" and helpers:
        return "happened", "past" if past else "present", verb.lower_
    if past:
        return "happened", "past", verb.lower_
    if verb.tag_ in ("VBZ", "VBP"):
        return "happened", "past" if title else "present", verb.lower_
    if verb.tag_ == "VBN":
        return "happened", "past", verb.lower_
    return None, None, None


def _perfect(helpers: list[Token]) -> bool:
    return any(helper.lemma_ == "have" for helper in helpers)


def inverted(verb: Token) -> bool:
    """ "Had Peru attacked, ...", "should they refuse, ...": a condition without an if."""
    first = next(iter(children(verb, "aux")), None)
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    return first is not None and subject is not None and first.i < subject.i and first.lower_ in ("had", "should", "were") and verb.dep_ == "advcl"


def has_condition(verb: Token) -> bool:
    return any(inverted(child) for child in children(verb, "advcl")) or any(
        child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless") for mark in children(child, "mark")) for child in verb.children
    )


def conditional(verb: Token) -> bool:
    """ "Will respond if": the clause promises under a condition."""
    return has_condition(verb) and any(helper.lower_ in ("will", "would", "shall", "'ll", "'d") for helper in auxiliaries(verb))


def negate(state: Status, token: Token) -> None:
    word = negation(token)
    if word is None and is_verb(token):
        subject = children(token, "nsubj", "nsubjpass")
        word = next((child for noun in subject for child in noun.children if child.dep_ == "det" and child.lower_ in ("no", "neither")), None)
        if word is None:  # "neither Ghana nor Togo agreed"
            word = next((child for noun in subject for child in noun.children if child.dep_ == "preconj" and child.lower_ == "neither"), None)
        if word is None and subject and subject[0].lower_ in ("none", "nobody", "neither", "nothing"):
            word = subject[0]
        if word is None and children(token, "aux") == [] and token.dep_ == "conj" and is_verb(token.head) and token.tag_ == token.head.tag_ == "VB":
            word = negation(token.head)
    if word is None and is_verb(token):  # "no longer shells", "no more sends"
        word = next(
            (child for child in children(token, "advmod") if child.lower_ in ("longer", "more") and any(one.lower_ == "no" for one in child.children)), None
        )
    if word is not None:
        state.status, state.negated = "denied", True
        state.cues.append(f"{word.lower_}: negated")


def inherit(state: Status, verb: Token, table: Governors, title: bool) -> None:
    """Take the status and tense of the verb that carries the act; its negation too."""
    status, tense, cue = clause_status(verb, table, title=title)
    if state.status is None:
        state.status = status
        if cue:
            state.cues.append(f"{cue}: {status}")
    state.tense = state.tense or tense
    if negation(verb) is not None:
        negate(state, verb)


def govern(state: Status, head: Token, effects: tuple[str, ...], table: Governors, title: bool) -> Token | None:
    state.governors.append(head.i)
    realised, tense, _ = clause_status(head, table, title=title) if is_verb(head) else (None, None, None)
    denied = negation(head) is not None
    for effect in effects[:1]:
        state.apply(effect, head.lower_, realised=realised, negated=denied)
    if not effects and denied:
        state.status, state.negated = "denied", True
    state.tense = state.tense or tense
    return head


def finite_above(verb: Token) -> Token:
    """The nearest verb at or above this one that carries a tense."""
    current = verb
    for _ in range(MAX_CLIMB):
        if (current.tag_ in ("VBD", "VBZ", "VBP") or auxiliaries(current)) and not any(one.lower_ == "to" for one in auxiliaries(current)):
            return current
        if current.head is current or not is_verb(current.head):
            return current
        current = current.head
    return current
