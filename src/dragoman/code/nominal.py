"""Words that govern an act told by a noun: "called off the talks", "a plan for a visit", "talks resumed". In: the noun and its head. Out: the next token up."""

from __future__ import annotations

from typing import Any

from dragoman.code.clauses import clause_status, finite_above, govern, inherit, negate
from dragoman.code.governors import Governors
from dragoman.code.naming import names_given, stands_for
from dragoman.code.outcome import UNREALISED, Status
from dragoman.code.slots import LEADING_PREPOSITIONS, SETTING_PREPOSITIONS
from dragoman.code.speech import load_speech
from dragoman.code.syntax import children, is_verb, negation, particle
from dragoman.code.words import load_words

Token = Any


def step_from_noun(state: Status, noun: Token, head: Token, table: Governors, title: bool) -> Token | None:
    meant = stands_for(noun)
    if meant.i != noun.i:  # "rejected what it called sanctions": the sanctions stand where the clause does
        upper = meant.head
        if meant.dep_ == "pcomp":
            return _noun_through_preposition(state, upper, table, title)
        return _object_of(state, noun, upper, table, title) if is_verb(upper) else None
    label = noun.dep_
    if label in ("compound", "nmod", "poss") and head.pos_ in ("NOUN", "PROPN"):
        effects = table.nouns.get(head.lemma_.lower(), ())
        if label == "compound" and effects:
            return govern(state, head, effects, table, title)
        return None
    if label in ("dobj", "obj", "nsubjpass", "attr", "oprd", "dative") and is_verb(head):
        return _object_of(state, noun, head, table, title)
    if label == "nsubj" and is_verb(head):
        for child in children(head, "acomp") if head.lemma_ == "be" else ():
            govern(state, child, table.adjectives.get(child.lower_, ()), table, title)
        return _subject_of(state, head, table, title)
    if label == "pobj" and head.dep_ in ("prep", "agent"):
        return _noun_through_preposition(state, head, table, title)
    return None


def _object_of(state: Status, noun: Token, verb: Token, table: Governors, title: bool) -> Token | None:
    lemma = verb.lemma_.lower()
    effects = table.of_verb(lemma, particle(verb))
    if stands_for(noun).i == noun.i and (names := names_given(verb)):
        state.talked = any(name.i == noun.i for name in names)  # "called the vote an attack": nobody asks for it, and the attack is only a name
        return None
    if noun.dep_ == "attr" or (lemma in load_words().light_verbs and not _decides(effects)):
        if state.status is None:
            inherit(state, verb, table, title)
        elif negation(verb) is not None:
            negate(state, verb)
        if "ongoing" in effects and state.status == "happened":
            state.status = "ongoing"
        state.governors.append(verb.i)
        return verb
    if noun.lemma_.lower() in table.tellings and ("denied" in effects or "undone" in effects):
        return govern(state, verb, ("denied",), table, title)
    if effects:
        return govern(state, verb, effects[:1] if len(effects) == 1 else tuple(e for e in effects if e != "threatened")[:1], table, title)
    if lemma in ("have",):
        inherit(state, verb, table, title)
        return verb
    if state.status is None and noun.dep_ in ("dobj", "obj") and _indefinite(noun) and "object" not in load_speech().verbs.get(lemma, ()):
        if any(prep.lower_ == "by" for prep in children(noun, "prep")):  # "would answer an attack by Turkey": somebody else's, and none so far
            state.conditional = state.conditional or clause_status(verb, table, title=title)[0] in UNREALISED
            return None
        state.borrowed = len(state.governors)
        inherit(state, verb, table, title)
        return verb
    return None  # "condemned the strike", "hailed the visit": the act is taken for granted


def _indefinite(noun: Token) -> bool:
    """Nothing says which: "an attack", "further strikes", "talks"; not "the strike", "Monday's visit"."""
    return not any(child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ not in ("a", "an", "any", "no")) for child in noun.children)


def _any_one(noun: Token) -> bool:
    """ "An attack", "any attack": whichever there may be."""
    return any(child.lower_ in ("a", "an", "any") for child in children(noun, "det"))


def _decides(effects: tuple[str, ...]) -> bool:
    return any(effect not in ("real", "ongoing") for effect in effects)


def _subject_of(state: Status, verb: Token, table: Governors, title: bool) -> Token | None:
    """ "The talks will focus on", "the strikes resumed", "talks were to begin"."""
    lemma = verb.lemma_.lower()
    effects = tuple(effect for effect in table.of_verb(lemma, particle(verb)) if effect in ("resumed", "suspended", "ongoing", "undone"))
    status, tense, cue = clause_status(verb, table, title=title)
    if not state.meeting and (lemma if particle(verb) is None else f"{lemma} {particle(verb)}") in table.endings:
        return govern(state, verb, ("cancelled",), table, title)  # "the truce collapsed"; talks that collapse have been held
    if lemma == "fail" and state.status in UNREALISED:
        return govern(state, verb, ("undone",), table, title)  # "the bid to seize the port failed"
    if effects and lemma not in ("fail", "block", "stop", "prevent", "avert", "deter"):
        return govern(state, verb, effects, table, title)
    if lemma in load_words().occurrence and negation(verb) is not None:
        negate(state, verb)
    if lemma not in load_words().occurrence and cue in ("would", "could", "'d") and children(verb, "nsubj") and _any_one(children(verb, "nsubj")[0]):
        state.conditional = True  # "an attack on the fleet would bring war"
    if state.status is None and status is not None and status in UNREALISED and status != "possible":
        state.status, state.tense = status, tense
        state.cues.append(f"{cue}: {status}")
    elif state.status is None and lemma in load_words().occurrence:
        inherit(state, verb, table, title)
    return verb if verb.dep_ in ("xcomp", "conj") and state.status is None else None


def _noun_through_preposition(state: Status, prep: Token, table: Governors, title: bool) -> Token | None:
    governor, word = prep.head, prep.lower_
    if is_verb(governor):
        effects = table.of_verb(governor.lemma_.lower(), particle(governor))
        if effects and word in ("to", "for", "on", "in", "with", "against", "out", "about") and _decides(effects):
            return govern(state, governor, _prefer_plain(effects), table, title)
        light = governor.lemma_.lower() in load_words().light_verbs
        if word in ("at", "during") and state.status is None:
            # "agreed to lift the ban at a summit in May": the summit is when they agreed, not what they agreed to.
            inherit(state, finite_above(governor), table, title)
            return None
        setting = word in SETTING_PREPOSITIONS or (word in LEADING_PREPOSITIONS and light)
        if setting and state.status is None and word not in ("after", "following", "from"):
            inherit(state, governor, table, title)
            if governor.lemma_ == "be" and state.status == "happened" and state.tense == "present":
                state.status = "ongoing"  # "are in talks", "is on a visit"
            return governor
        if state.status is None:
            effect = table.links.get(word)
            if effect == "real":
                state.status = "happened"
            elif effect is not None:
                state.status = effect
            if effect is not None:
                state.cues.append(f"{word}: {state.status}")
        return None
    if governor.pos_ == "ADJ":
        return govern(state, governor, table.adjectives.get(governor.lower_, ()), table, title)
    if governor.pos_ in ("NOUN", "PROPN"):
        effects = table.nouns.get(governor.lemma_.lower(), ())
        if effects and word in ("of", "for", "to", "on", "about", "in", "with"):
            return govern(state, governor, effects, table, title)
        if word == "of":
            return governor  # "a round of talks"
        if any(child.lower_ == "any" for prep_object in children(prep, "pobj") for child in children(prep_object, "det")):
            state.conditional = True  # "a response to any attack": there is none so far
        elif state.status is None and table.links.get(word) == "real":
            state.status = "happened"
        return None
    if governor.dep_ in ("advmod", "prep") and governor.lower_ == "ahead" and state.status is None:
        state.status = "planned"
        state.cues.append("ahead of: planned")
    return None


def _prefer_plain(effects: tuple[str, ...]) -> tuple[str, ...]:
    """ "warned of strikes" threatens; "called for talks" asks."""
    for effect in ("threatened", "called-for"):
        if effect in effects:
            return (effect,)
    return effects[:1]
