"""Acts asked for in the passive: "asked Lima for the curbs to be eased". In: the passive verb. Out: the verb of asking above it, and who is to do it."""

from __future__ import annotations

from typing import Any, Final

from dragoman.code.syntax import auxiliaries, children, is_passive, is_verb, prepositional
from dragoman.code.words import load_words

Token = Any

# "Demanded of Lima that", "appealed to Lima for".
ADDRESSING: Final = frozenset({"of", "on", "upon", "to", "from", "with"})


def asked_by(verb: Token) -> Token | None:
    """The verb of asking whose wish a passive is: "asked [Lima] for the curbs to be eased", "demanded that the curbs be eased"; None where it is none's.

    Parsers hang the infinitive on the noun before it.
    """
    governor = verb.head
    if verb.dep_ in ("relcl", "acl"):
        if verb.i == governor.i or not any(helper.lower_ == "to" for helper in auxiliaries(verb)):
            return None
        while governor.dep_ == "pobj" and governor.head.lower_ == "of":
            governor = governor.head.head  # "for part of the curbs to be eased"
        if governor.dep_ != "pobj" or governor.head.lower_ != "for":
            return None
        governor = governor.head.head
    elif verb.dep_ == "pcomp" and governor.lower_ == "for":
        governor = governor.head
    elif verb.dep_ not in ("ccomp", "xcomp") and not (verb.dep_ == "advcl" and any(mark.lower_ == "for" for mark in children(verb, "mark"))):
        return None
    return governor if is_verb(governor) and governor.lemma_.lower() in load_words().asking else None


def asked_in_passive(token: Token) -> bool:
    """Whether the act is what a verb of asking asks for in the passive."""
    return is_verb(token) and is_passive(token) and asked_by(token) is not None


def addressed(verb: Token) -> list[Token]:
    """Who is to do what is asked for in the passive: whoever is asked, or with whom the talks are in which it is asked."""
    governor = asked_by(verb) if is_passive(verb) else None
    if governor is None or is_passive(governor):
        return []
    found = [noun for noun in governor.children if noun.dep_ in ("dobj", "dative", "obj") and noun.i < verb.i]
    found = found or [noun for prep in children(governor, "prep") if prep.lower_ in ADDRESSING and prep.i < verb.i for noun in children(prep, "pobj")]
    occasions = [
        noun for where in (governor, verb) for prep in children(where, "prep") if prep.lower_ in ("in", "at", "during") for noun in children(prep, "pobj")
    ]
    return found or [partner for noun in occasions for partner in prepositional(noun, "with")]
