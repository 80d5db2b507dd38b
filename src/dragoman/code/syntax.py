"""Dependency syntax as the coder needs it: who is the subject of this verb, what is its object, what hangs on which preposition.

In: tokens of a parsed sentence (ClearNLP labels, as spaCy's English models give them). Out: tokens; no actors, no meaning.
Control, raising, passives, coordination, participles and relative clauses are undone here, once, for all rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.code.naming import free_relative
from dragoman.code.words import load_words

Token = Any

VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "obj", "oprd"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
MAX_CLIMB = 8  # no sentence that a person can follow nests deeper


# Prepositions through which the object of control can be told: "called on Seoul to act", "appealed to Seoul to act".
CONTROL_PREPOSITIONS = frozenset({"on", "upon", "to", "for", "with", "by"})


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.tag_ in VERB_TAGS


def children(token: Token, *labels: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def is_passive(verb: Token) -> bool:
    """A passive clause or a bare passive participle ("missiles fired by the North")."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ == "aux" and child.lemma_ in ("have", "'ve") for child in verb.children):
        return False
    if verb.dep_ in ("acl", "relcl", "amod", "advcl") and not any(child.dep_ in SUBJECTS for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return is_passive(verb.head)
    return any(child.dep_ == "agent" for child in verb.children)


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated below it: "Japan, South Korea and the United States"."""
    found = [token]
    seen = {token.i}
    for one in found:
        for child in one.children:
            if child.dep_ == "conj" and child.i not in seen:
                seen.add(child.i)
                found.append(child)
    return found


def _all_conjuncts(tokens: Iterable[Token]) -> list[Token]:
    """The tokens with what is coordinated below each, every one once."""
    return list({noun.i: noun for one in tokens for noun in conjuncts(one)}.values())


def objects(verb: Token) -> list[Token]:
    """Heads of what the verb acts upon, passives and relative clauses undone."""
    if is_passive(verb):
        found = children(verb, "nsubjpass")
        found = [noun for one in found for noun in _relative(one)]
        if not found and verb.dep_ in ("acl", "relcl", "amod"):
            found = [verb.head]
        if not found and verb.dep_ == "conj" and is_verb(verb.head):
            found = objects(verb.head)
        if not found and verb.dep_ in ("xcomp", "advcl"):
            found = surface_subjects(verb.head) if is_verb(verb.head) else []  # "detained at sea, the officers were freed"
        return _all_conjuncts(found)
    found = [noun for one in children(verb, *OBJECTS) for noun in _relative(one)]
    found = found or [noun for clause in children(verb, "ccomp") for noun in free_relative(clause)]
    if not found and verb.dep_ == "relcl" and not _has_own_object_gap_filled(verb):
        found = [verb.head]
    if not found and verb.dep_ == "conj" and is_verb(verb.head):
        later = [child for child in verb.head.children if child.dep_ in OBJECTS and child.i > verb.i]
        found = later  # "condemned and sanctioned the North"
    if not found and verb.dep_ not in ("conj",):
        shared = [child for child in verb.children if child.dep_ == "conj" and is_verb(child) and not children(child, *SUBJECTS)]
        if shared and not any(child.dep_ in ("prep", "xcomp", "ccomp") and child.i < shared[0].i for child in verb.children):
            found = children(shared[0], *OBJECTS)
    return _all_conjuncts(found)


def _has_own_object_gap_filled(verb: Token) -> bool:
    """True unless the relative clause has another subject than the relative pronoun: "the man whom Seoul expelled"."""
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    return not own or any(child.lower_ in RELATIVES for child in own)


def _relative(token: Token) -> list[Token]:
    """The noun that a relative pronoun stands for; the token itself otherwise."""
    if token.lower_ in RELATIVES and token.tag_ in ("WDT", "WP", "WP$", "IN"):
        verb = token.head
        for _ in range(MAX_CLIMB):
            if verb.dep_ == "relcl":
                return [verb.head]
            if verb.dep_ in ("ROOT", "ccomp"):
                break
            verb = verb.head
        return []
    return [token]


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Heads of who does it, with control, raising, coordination, participles and passives undone.

    For a passive these are the by-agents: an empty list where none is told.
    """
    if depth > MAX_CLIMB:
        return []
    if is_passive(verb):
        agents = [noun for agent in children(verb, "agent") for noun in children(agent, "pobj")]
        if not agents:
            agents = [noun for prep in children(verb, "prep") if prep.lower_ == "by" for noun in children(prep, "pobj")]
        return _all_conjuncts(agents)
    own = [noun for one in children(verb, "nsubj") for noun in _relative(one)]
    if own:
        return _all_conjuncts(own)
    return _all_conjuncts(_inherited(verb, depth))


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, whether it does it or suffers it: what a following infinitive or participle has for its own."""
    own = [noun for one in children(verb, "nsubj", "nsubjpass") for noun in _relative(one)]
    if own:
        return _all_conjuncts(own)
    if verb.dep_ in ("acl",) and verb.tag_ in ("VBN", "VBG"):
        return [verb.head]
    return _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ == "conj" and is_verb(head):
        head = _finite_fellow(verb, head)
        return surface_subjects(head, depth + 1) if not is_passive(verb) else subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "pcomp", "dep") and is_verb(head):
        return _controller(verb, head, depth)
    if verb.dep_ == "pcomp" and head.dep_ in ("prep", "agent"):
        governor = head.head
        if is_verb(governor):
            return _controller(verb, governor, depth)
        return noun_owner(governor, depth + 1)
    if verb.dep_ == "relcl":
        return [head]
    if verb.dep_ == "acl":
        return [head] if verb.tag_ == "VBG" and not _is_abstract(head) else noun_owner(head, depth + 1) or ([head] if verb.tag_ == "VBG" else [])
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ":
        return surface_subjects(head, depth + 1) or (surface_subjects(head.head, depth + 1) if is_verb(head.head) else [])
    if verb.dep_ in ("xcomp", "acomp") and head.pos_ in ("NOUN", "PROPN"):
        return noun_owner(head, depth + 1)
    return []


def _finite_fellow(verb: Token, head: Token) -> Token:
    """What a finite verb is really coordinated with: not the gerund that parsers hang it on ("criticized him for trying to ... and warned")."""
    participle = verb.tag_ == "VBN" and head.tag_ in ("VB", "VBG") and not auxiliaries(verb)  # "to disarm and warned": a past tense misread
    if verb.tag_ not in FINITE_TAGS and not participle:
        return head
    current = head
    for _ in range(MAX_CLIMB):
        if current.tag_ in FINITE_TAGS or any(helper.lower_ != "to" for helper in auxiliaries(current)) or current.head is current:
            return current if is_verb(current) else head
        current = current.head
    return head


def _is_abstract(noun: Token) -> bool:
    """Written or spoken things act through their maker: "a statement condemning the launch"."""
    return noun.lemma_ in load_words().written


def _controller(verb: Token, governor: Token, depth: int) -> list[Token]:
    """Who does `verb`, the complement of `governor`."""
    if governor.lemma_.lower() in load_words().object_control and not (verb.dep_ == "advcl" and governor.lemma_ not in ("accuse", "urge", "call", "appeal")):
        if is_passive(governor):
            suffering = [noun for one in children(governor, "nsubjpass") for noun in _relative(one)]
            if suffering:
                return suffering
        found = [noun for noun in governor.children if noun.dep_ in ("dobj", "dative", "obj") and noun.i < verb.i]
        if not found:
            found = [
                noun
                for prep in children(governor, "prep", "dative")
                if prep.lower_ in CONTROL_PREPOSITIONS and prep.i < verb.i
                for noun in children(prep, "pobj")
            ]
        # "called for Seoul to act": the subject may stand inside the complement.
        if found:
            return found
    pressing = [noun for noun in children(governor, "dobj") if noun.lemma_.lower() in load_words().pressing and noun.i < verb.i]
    pressed = [thing for noun in pressing for prep in children(noun, "prep") if prep.lower_ in CONTROL_PREPOSITIONS for thing in children(prep, "pobj")]
    if pressed:
        return pressed
    return surface_subjects(governor, depth + 1)


def noun_owner(noun: Token, depth: int = 0) -> list[Token]:
    """Whose plan, decision or statement it is: its possessor, its maker ("by", "from"), or the subject of the verb that it is the object of."""
    if depth > MAX_CLIMB:
        return []
    own = children(noun, "poss")
    if own:
        return own
    if noun.lemma_.lower() in load_words().pressing:
        # "pressure on Pyongyang to disarm", "a call on Seoul to withdraw": it is they who are to do it
        pressed = [thing for prep in children(noun, "prep") if prep.lower_ in CONTROL_PREPOSITIONS for thing in children(prep, "pobj")]
        if pressed:
            return pressed
    for prep in children(noun, "prep"):
        if prep.lower_ in ("by", "from", "between", "among"):
            found = children(prep, "pobj")
            if found:
                return found
    if noun.dep_ in ("dobj", "attr", "oprd", "nsubjpass") and is_verb(noun.head):
        return subjects(noun.head, depth + 1) if noun.dep_ == "nsubjpass" else surface_subjects(noun.head, depth + 1)
    if noun.dep_ == "pobj" and is_verb(noun.head.head):
        return surface_subjects(noun.head.head, depth + 1)
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        return noun_owner(noun.head, depth + 1)
    modifiers = children(noun, "amod", "compound", "nmod")
    return [noun] if modifiers else []


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Objects of `preposition` hanging on the token ("with" also finds "along with", "together with")."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ == preposition:
            found.extend(noun for one in children(child, "pobj", "pcomp") for noun in (free_relative(one) or conjuncts(one)))
            found.extend(noun for inner in children(child, "prep") for one in children(inner, "pobj") for noun in conjuncts(one))
        elif child.dep_ in ("prep", "advmod") and child.lower_ in ("along", "together", "as", "up", "out", "back"):
            found.extend(noun for inner in children(child, "prep") if inner.lower_ == preposition for one in children(inner, "pobj") for noun in conjuncts(one))
    return found


def prepositions(token: Token) -> Iterator[Token]:
    """The prepositions on a token, and those on its particle or object, where parsers often hang them."""
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent"):
            yield child


def particle(verb: Token) -> str | None:
    """ "off" in "called off"."""
    for child in verb.children:
        if child.dep_ == "prt" or (child.dep_ == "advmod" and child.tag_ == "RP"):
            return str(child.lower_)
    return None


def negation(token: Token) -> Token | None:
    """The word that negates the token's own clause or noun phrase, if one does."""
    for child in token.children:
        if is_verb(token) and child.i > token.i and child.lower_ == "not" and token.pos_ == "VERB":
            continue  # "asked for some of it and not for all": what follows a full verb denies something else
        if child.dep_ == "neg" or child.lower_ in ("not", "n't", "never", "neither", "nor"):
            following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
            if following != "only":
                return child
        if child.dep_ in ("det", "advmod", "preconj", "cc") and child.lower_ in ("no", "neither", "nor", "hardly"):
            return child
    return None


def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliaries of the verb, or of the verb that it is coordinated with and shares them with."""
    own = children(verb, "aux", "auxpass")
    if not own and verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, *SUBJECTS) and verb.tag_ in ("VB", "VBN", "VBG"):
        return auxiliaries(verb.head)
    return own


def clause_of(token: Token) -> Token:
    """The verb of the clause that the token stands in (or the sentence's root)."""
    current = token
    for _ in range(len(token.doc)):
        if is_verb(current) and current.dep_ not in ("aux", "auxpass", "amod"):
            return current
        if current.head is current:
            return current
        current = current.head
    return current
