"""What the conditions of an entry look at: the lemmas around a trigger. In: a trigger, the spans of dates. Out: objects, subjects, prepositions, particle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.code.hosts import here_of
from dragoman.code.naming import names_given, words_of
from dragoman.code.slots import carrier_of
from dragoman.code.syntax import children, conjuncts, objects, particle, prepositional, subjects
from dragoman.knowledge.triggers import heads

Token = Any
Spans = Sequence[tuple[int, int]]  # characters of the sentence


def surroundings(token: Token, verb: bool, particles: frozenset[str], dated: Spans) -> dict[str, Any]:
    """What the entry's conditions look at: lemmas of objects, subjects and of what stands after prepositions, "on Tuesday" left out."""
    preps: dict[str, frozenset[str]] = {}
    carriers = [token]
    if verb:
        carriers += children(token, "dobj", "prt", "advmod", "acomp", "attr", "nsubjpass")
        things = _counted_too(objects(token))
    else:
        things = [*children(token, "compound", "amod", "nmod")]
        carrier = carrier_of(token)
        if carrier is not None:
            carriers.append(carrier)
    for one in carriers:
        for child in one.children:
            if child.dep_ in ("prep", "dative", "agent"):
                nouns = children(child, "pobj", "pcomp")
                if nouns and all(dates(noun, dated) for noun in nouns):
                    continue
                after = heads(noun for pobj in nouns for noun in conjuncts(pobj))
                preps[child.lower_] = preps.get(child.lower_, frozenset()) | after
    if verb and here_of(token) is not None:  # "landed here", "flew here": in, at or to the place that the report is filed from
        preps = {"in": frozenset(), "at": frozenset(), "to": frozenset()} | preps
    lemmas = heads(things)
    if verb and (names := names_given(token)):
        preps["as"] = heads(words_of(names))
    if not verb:
        lemmas |= preps.get("of", frozenset())
    return {
        "particle": _particle(token, particles) if verb else None,
        "objects": lemmas,
        "preps": preps,
        "subjects": heads(subjects(token)) if verb else (),
    }


def dates(token: Token, dated: Spans) -> bool:
    return any(start <= token.idx < end for start, end in dated)


def _counted_too(nouns: list[Token]) -> list[Token]:
    """ "50 of the hostages", "dozens of hostages": what is counted stands for the count."""
    return [*nouns, *(inner for noun in nouns for inner in prepositional(noun, "of"))]


def _particle(verb: Token, listed: frozenset[str]) -> str | None:
    """The verb's particle; also words that parsers take for adverbs or predicates ("sent home", "set free"), where the lexicon lists them."""
    own = particle(verb)
    if own is not None or not listed:
        return own
    near = [child for child in verb.children if child.lower_ in listed and child.dep_ in ("advmod", "acomp", "oprd", "prep", "ccomp", "npadvmod", "dobj")]
    return str(near[0].lower_) if near and not children(near[0], "pobj") else None
