"""Words that the lexicon did not read and that may tell an act all the same. In: a view and a token. Out: whether it may, and who stands around it."""

from __future__ import annotations

from typing import Any

from dragoman.code.slots import at_slot
from dragoman.code.syntax import is_verb
from dragoman.code.view import SentenceView
from dragoman.code.words import load_words
from dragoman.knowledge.triggers import TriggerLexicon

Token = Any

VERB_SEATS = ("obj", "iobj", "with", "to", "against", "on", "from", "for", "at", "over", "into", "in", "obj-owner")
NOUN_SEATS = ("with", "to", "against", "on", "from", "for", "over", "of", "in")


def possible(view: SentenceView, token: Token, lexicon: TriggerLexicon) -> bool:
    """A full verb that is no light verb, or a noun with a party of its own."""
    if token.pos_ == "VERB" and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
        return token.lemma_.lower() not in load_words().light_verbs
    return False


def slots_of(view: SentenceView, token: Token) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Head words of who acts and of who suffers, at the first slot that holds anybody."""
    verb = is_verb(token)
    acting = at_slot(view, token, "subj", verb=verb)
    receiving = next((found for slot in (VERB_SEATS if verb else NOUN_SEATS) if (found := at_slot(view, token, slot, verb=verb))), [])
    return tuple(one.token for one in acting), tuple(one.token for one in receiving)
