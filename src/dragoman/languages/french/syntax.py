"""Looks at Universal Dependencies trees as `tree` makes them. In: nodes. Out: the words that stand in a relation to them."""

from __future__ import annotations

from typing import Any

Token = Any
_CONTRACTED = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "d’": "de", "d": "de"}


def children(token: Token, *relations: str) -> list[Token]:
    """The words that hang on it in one of these relations."""
    return [child for child in token.children if child.dep_ in relations]


def token_at(doc: Any, offset: int) -> Token | None:
    """The word that covers a character."""
    for token in doc:
        if token.idx <= offset < token.idx + len(token.text):
            return token
    return None


def case_of(token: Token) -> str | None:
    """The preposition before a noun: `à` for "à", "au", "aux"; `de` for "de", "du", "des", "d'"; else its own form. Names of several words share theirs."""
    head = token
    while head.dep_ in ("flat:name", "flat:foreign") and head.head is not head:
        head = head.head
    # A conjunct has the preposition of the first ("en Chine et au Japon" repeats it, "entre Paris et Berlin" does not).
    while True:
        if head.case is not None:
            return str(head.case)
        for child in head.children:
            if child.dep_ == "case":
                lower = str(child.lower_)
                return _CONTRACTED.get(lower, lower)
        if head.dep_ != "conj":
            return None
        head = head.head


def conjuncts(token: Token) -> list[Token]:
    """It and what is joined to it by "et" or commas, in order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"):
            found += conjuncts(child)
    return found


def lemma(token: Token) -> str:
    """Its lemma in lower case; for what the model gives no lemma of its own, its form."""
    return str(token.lemma_).lower()


def auxiliaries(verb: Token) -> list[Token]:
    """ "A", "avait été", "aurait"; not the copula."""
    return children(verb, "aux:tense", "aux:pass", "aux", "cop")


def is_passive(verb: Token) -> bool:
    """ "A été tué", "est menacé par"."""
    return bool(children(verb, "aux:pass", "nsubj:pass", "obl:agent")) and "Part" in verb.morph.get("VerbForm")


def is_reflexive(verb: Token) -> bool:
    """ "Se rendre", "s'est entretenu"."""
    return any(child.lower_ in ("se", "s'", "s’") for child in verb.children)


def subjects(verb: Token) -> list[Token]:
    """Its own subject; else, by control and coordination, that of the verb above ("doit se rendre", "a rencontré X et signé")."""
    current = verb
    for _ in range(4):
        own = children(current, "nsubj", "nsubj:pass")
        if own:
            return [one for one in own if one.lower_ not in ("qui", "dont", "que")] or _antecedent(current)
        if current.dep_ in ("acl:relcl", "acl"):
            return [current.head]
        if current.dep_ in ("xcomp", "conj", "advcl", "ccomp", "obl:arg", "obl:mod", "parataxis") and current.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            if current.dep_ == "ccomp" and "Fin" in current.morph.get("VerbForm"):
                return []
            current = current.head
            continue
        return []
    return []


def _antecedent(verb: Token) -> list[Token]:
    return [verb.head] if verb.dep_ == "acl:relcl" else []


def agents(verb: Token) -> list[Token]:
    """Who does it in the passive: "par la police"."""
    return [child for child in verb.children if child.dep_ == "obl:agent" or (child.dep_.startswith("obl") and case_of(child) == "par")]
