"""Words that the lexicon did not read and that may tell an act all the same. In: a view and a token. Out: whether it may, and who stands around it."""

from __future__ import annotations

from typing import Any

from dragoman.code.slots import at_slot
from dragoman.code.speech import load_speech
from dragoman.code.syntax import is_verb
from dragoman.code.view import SentenceView
from dragoman.code.words import load_words

Token = Any

VERB_SEATS = ("obj", "iobj", "with", "to", "against", "on", "from", "for", "at", "over", "into", "in", "obj-owner")
NOUN_SEATS = ("with", "to", "against", "on", "from", "for", "over", "of", "in")


def possible(token: Token) -> bool:
    """A full verb that is neither a light verb nor a word of reporting: "Yonhap, citing an official, said" acts on nobody."""
    if token.pos_ == "VERB" and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
        lemma, speech = token.lemma_.lower(), load_speech()
        return lemma not in load_words().light_verbs and lemma not in speech.quote and lemma not in speech.fact
    return False


def actors_at(view: SentenceView, token: Token) -> tuple[Token, ...]:
    """Head words of who acts."""
    return tuple(one.token for one in at_slot(view, token, "subj", verb=is_verb(token)))


def recipients_at(view: SentenceView, token: Token) -> tuple[Token, ...]:
    """Head words of who suffers, at the first slot that holds anybody."""
    verb = is_verb(token)
    found = next((filled for slot in (VERB_SEATS if verb else NOUN_SEATS) if (filled := at_slot(view, token, slot, verb=verb))), [])
    return tuple(one.token for one in found)
