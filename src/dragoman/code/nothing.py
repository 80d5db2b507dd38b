"""Words that name no act at all, whatever they name elsewhere: "declined to comment", "claimed responsibility", "agrees with him that".

In: a verb. Out: yes or no. Neither the lexicon nor the head codes such a word. Lists in words.yaml (`refusing`, `silent`, `claimed`).
"""

from __future__ import annotations

from typing import Any

from dragoman.code.naming import names_given
from dragoman.code.syntax import children, is_verb
from dragoman.code.words import load_words

Token = Any


def no_act(verb: Token) -> bool:
    """Declining to speak, owning up to what is told anyway, sharing an opinion: CAMEO's comments (01), which PLOVER dropped."""
    if not is_verb(verb):
        return False
    words, lemma = load_words(), verb.lemma_.lower()
    if lemma in words.refusing:
        return any(child.lemma_.lower() in words.silent for child in children(verb, "xcomp", "dobj"))
    if lemma == "claim":
        return any(child.lemma_.lower() in words.claimed for child in children(verb, "dobj", "nsubjpass"))
    if lemma == "see":
        # "Japan sees China as a rival": an opinion, and so is nearly every "sees" in the present.
        return verb.tag_ in ("VBZ", "VBP", "VBG") or any(child.lower_ == "as" for child in children(verb, "prep"))
    if lemma in words.wishing:  # "wants good relations" asks nobody, "wants Oslo to apologise" does
        return not any(children(inner, "nsubj", "nsubjpass") for inner in children(verb, "ccomp", "xcomp"))
    if lemma in words.naming and names_given(verb):
        return True  # "described the talks as routine"
    if lemma in words.weighing:
        return not _with_somebody(verb)
    if lemma == "agree":
        return _shares_opinion(verb)
    return False


def _with_somebody(verb: Token) -> bool:
    """ "Discussed with Laos", "Laos and Thailand discussed"; what officials discuss among themselves is about others, not with them."""
    if any(child.lower_ == "with" for near in (verb, *children(verb, "dobj")) for child in children(near, "prep")):
        return True
    return any(
        (noun.tag_ in ("NNS", "NNPS", "PRP") and not children(noun, "amod", "compound")) or children(noun, "conj")
        for noun in children(verb, "nsubj", "nsubjpass")
    )


def _shares_opinion(verb: Token) -> bool:
    """ "Agrees with the senator that rents are too high": the clause is somebody's view, not what they will do."""
    with_whom = any(child.lower_ == "with" for child in children(verb, "prep"))
    finite = any(child.tag_ in ("VBZ", "VBP", "VBD") for child in children(verb, "ccomp", "acl", "relcl"))
    # Parsers hang the clause on whoever shares the view.
    below = [inner for prep in children(verb, "prep") for inner in prep.subtree if inner.tag_ in ("VBZ", "VBP", "VBD")]
    clause_below = any(inner.dep_ in ("ccomp", "acl") or any(child.dep_ == "mark" for child in inner.children) for inner in below)
    return with_whom and (finite or clause_below or any(prep.lower_ == "with" and children(prep, "pcomp") for prep in children(verb, "prep")))
