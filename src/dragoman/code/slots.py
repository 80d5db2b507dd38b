"""Fills the slots of a trigger's frame: actor, recipient, parties. In: view, trigger token, frame. Out: Filled actors with their paths.

Slot names are those of the trigger lexicon: subj, obj, iobj, poss, amod, any preposition, and `-owner` of obj or of a preposition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dragoman.code.asking import addressed
from dragoman.code.governors import load_governors
from dragoman.code.syntax import (
    children,
    conjuncts,
    is_passive,
    is_verb,
    objects,
    particle,
    prepositional,
    subjects,
)
from dragoman.code.view import Filled, SentenceView
from dragoman.code.words import load_words

Token = Any

# Governing verbs whose subject is a party to the act that is their object.
SUBJECT_TAKES_PART = frozenset({"planned", "possible", "threatened", "cancelled", "suspended", "resumed", "ongoing"})


# Prepositions by which an act is where, when or what for its participants met: "on a visit", "for talks", "at a summit", "in a call".
SETTING_PREPOSITIONS = frozenset({"on", "at", "in", "during"})
# By these only a verb of going or doing leads to the act: "arrived for talks", but "criticised for talks".
LEADING_PREPOSITIONS = frozenset({"for", "to", "into", "after", "following", "through", "via", "with", "from"})


def fill(view: SentenceView, token: Token, slots: Iterable[str], *, verb: bool) -> list[Filled]:
    """Actors at the first of the slots that holds any."""
    for slot in slots:
        found = at_slot(view, token, slot, verb=verb)
        if found:
            return [replace(one, path=f"{slot}: {one.path}") for one in found]
    return []


def fill_all(view: SentenceView, token: Token, slots: Iterable[str], *, verb: bool) -> list[Filled]:
    """Actors at all of the slots: for parties on one footing."""
    return [replace(one, path=f"{slot}: {one.path}") for slot in slots for one in at_slot(view, token, slot, verb=verb)]


def at_slot(view: SentenceView, token: Token, slot: str, *, verb: bool) -> list[Filled]:
    """Actors at one slot of a verb or noun."""
    if slot == "subj":
        return view.at(subjects(token) or addressed(token)) if verb else _light_subjects(view, token)
    if slot == "subj-owner":
        return [one for noun in subjects(token) if (one := view.owners(noun))] if verb else []
    if slot == "teller":
        return _teller(view, token)
    if slot == "obj":
        return _plain(view.at(_objects(token, verb)))
    if slot == "iobj":
        return view.at(noun for child in children(token, "dative") for noun in ([child] if child.pos_ != "ADP" else prepositional(token, child.lower_)))
    if slot == "obj-owner":
        return [one for noun in _objects(token, verb) if (one := view.owners(noun) or view.named(noun))]
    if slot in ("poss", "amod"):
        return _modifier(view, token, slot)
    if slot.endswith("-owner"):
        return [one for noun in _reach(token, slot[: -len("-owner")], verb) if (one := view.owners(noun) or view.named(noun))]
    return view.at(_reach(token, slot, verb))


def _teller(view: SentenceView, token: Token) -> list[Filled]:
    """Whose words the act stands in: "Lima said that it would lead to reprisals": Lima threatens them."""
    for child in token.children:  # "each case, Oslo has promised, will be answered"
        if child.dep_ in ("ccomp", "parataxis") and is_verb(child) and (found := view.at(subjects(child), owner=False)):
            return found
    current = token
    while current.head is not current:
        below, current = current, current.head
        if is_verb(current) and below.dep_ not in ("nsubj", "nsubjpass", "advcl"):
            found = [one for one in view.at(subjects(current), owner=False) if any(actor.country or actor.kind == "person" for actor in one.actors)]
            if found:
                return found
    return []


def heads_at(token: Token, slot: str, *, verb: bool) -> list[Token]:
    """The nouns at an object or preposition slot, whether or not an actor is named there; none for the other slots."""
    if slot == "obj":
        return _objects(token, verb)
    if slot in ("subj", "iobj", "poss", "amod") or slot.endswith("-owner"):
        return []
    return _reach(token, slot, verb)


def _plain(filled: Sequence[Filled]) -> list[Filled]:
    """Named objects first: "struck Russian ships" only owns, "struck Russia" names."""
    named = [one for one in filled if not one.owner]
    return named or list(filled)


def _objects(token: Token, verb: bool) -> list[Token]:
    return objects(token) if verb else []


def _modifier(view: SentenceView, token: Token, slot: str) -> list[Filled]:
    labels = ("poss",) if slot == "poss" else ("amod", "compound", "nmod")
    found = [one for child in children(token, *labels) for noun in conjuncts(child) if (one := view.named(noun))]
    if not found and slot == "poss":
        found = [one for child in children(token, "poss") if (one := view.owners(child))]
    return found


def _reach(token: Token, preposition: str, verb: bool) -> list[Token]:
    """Objects of a preposition on the trigger, on its object or particle, or on the light verb that carries it."""
    found = prepositional(token, preposition)
    if found:
        return found
    if verb:
        for noun in children(token, "dobj", "obj", "attr", "oprd", "prt", "advmod", "acomp", "nsubjpass"):
            # "the talks of Seoul with Tokyo": `of` belongs to the object alone.
            if preposition != "of":
                found = prepositional(noun, preposition)
                if found:
                    return found
        for prep in children(token, "prep"):
            for noun in children(prep, "pobj"):
                if preposition not in ("of", "in"):
                    found = prepositional(noun, preposition)
                    if found:
                        return found
        return []
    if preposition == "between":  # "a halt to the fighting between Oslo and Lima": theirs is the halt as well
        inner = [noun for prep in children(token, "prep") if prep.lower_ in ("in", "to", "of") for noun in children(prep, "pobj")]
        found = [party for noun in inner for party in prepositional(noun, preposition)]
        if found:
            return found
    carrier = carrier_of(token)
    if carrier is not None and preposition != "of":
        return [noun for noun in prepositional(carrier, preposition) if noun.i != token.i and token not in noun.subtree]
    return []


def carrier_of(noun: Token) -> Token | None:
    """The verb that carries an act told by a noun: "held talks", "is on a visit", "talks were held", "arrived for talks"."""
    current = noun
    for _ in range(4):  # "held a second round of talks", "a series of meetings"
        head = current.head
        if current.dep_ == "conj":
            current = head
            continue
        if current.dep_ in ("dobj", "obj", "attr", "nsubjpass", "oprd") and is_verb(head):
            return head if current.dep_ == "attr" or _carries(head) else None
        if current.dep_ == "pobj" and head.dep_ in ("prep", "agent"):
            if head.lower_ == "of" and head.head.pos_ == "NOUN":
                current = head.head
                continue
            if head.lower_ in SETTING_PREPOSITIONS and is_verb(head.head):
                return head.head
            if head.lower_ in LEADING_PREPOSITIONS and is_verb(head.head) and _carries(head.head):
                return head.head
            if head.lower_ in SETTING_PREPOSITIONS and head.lower_ != "on" and head.head.pos_ == "NOUN":
                current = head.head
                continue
        return None
    return None


def _carries(verb: Token) -> bool:
    """The verb's subject takes part in the act: "held talks", "plans a visit", "agreed to a truce"; not "condemned the strike", "urged talks"."""
    lemma = verb.lemma_.lower()
    if lemma in load_words().receiving:
        return False
    if lemma in load_words().light_verbs:
        return True
    return any(effect in SUBJECT_TAKES_PART for effect in load_governors().of_verb(lemma, particle(verb)))


def _light_subjects(view: SentenceView, noun: Token) -> list[Filled]:
    carrier = carrier_of(noun)
    if carrier is None:
        return []
    # Who owns the subject takes no part: in "Biden's meeting comes after a deal" the deal is not his.
    found = view.at(subjects(carrier), owner=False)
    if not found and not is_passive(carrier):
        return []
    return found
