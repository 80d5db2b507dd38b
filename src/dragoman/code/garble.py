"""Sentences whose parse is to be doubted: words repeated or unknown, a verb without its subject, no verb at all, an end cut off.

In: a parsed sentence. Out: why it looks garbled, or None. What is coded from such a sentence carries low confidence and is noted.
"""

from __future__ import annotations

import itertools
from typing import Any

from dragoman.code.words import load_words
from dragoman.model.working import Sentence

Token = Any

# Events of a garbled sentence are kept for a person to look at, never believed over others.
DOUBTFUL = 0.3
# One strange word is a loan or a name in lower case; two are a slip of the machine.
UNKNOWN_WORDS = 2
MIN_UNKNOWN_LENGTH = 4
# Labels by which the parser says that it could not attach a word.
UNATTACHED = frozenset({"dep", ""})
MAX_UNATTACHED = 2
MIN_WORDS = 7  # shorter ones are headings and exclamations
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECT_LIKE = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass", "attr"})
ENDS = ".!?\"”’'):;…"


def garbled(sentence: Sentence) -> str | None:
    """The first sign that the words are not in order; titles and headings, which have a grammar of their own, are exempt."""
    if sentence.kind != "body":
        return None
    tokens = [token for token in sentence.doc if not token.is_space]
    words = [token for token in tokens if token.is_alpha]
    twice = next((first for first, second in itertools.pairwise(tokens) if _repeated(first, second)), None)
    if twice is not None:
        return f"'{twice.text}' stands twice"
    unknown = [token.text for token in words if token.is_lower and len(token) >= MIN_UNKNOWN_LENGTH and not token.has_vector]
    # A model without vectors knows no word by them.
    if len(unknown) >= UNKNOWN_WORDS and any(token.has_vector for token in words):
        return f"unknown words: {', '.join(unknown[:3])}"
    if sum(token.dep_ in UNATTACHED for token in tokens) > MAX_UNATTACHED:
        return "words that hang on nothing"
    if len(words) >= MIN_WORDS and not any(token.tag_ in FINITE for token in tokens) and tokens[-1].text[-1:] not in ENDS:
        return "no finite verb and no end"
    if any(_lost_subject(token) for token in tokens):
        return "a verb without its subject"
    return None


def _repeated(first: Token, second: Token) -> bool:
    return bool(first.is_alpha and first.lower_ == second.lower_ and first.tag_ not in ("NNP", "NNPS") and first.lower_ not in load_words().doubled)


def _lost_subject(verb: Token) -> bool:
    """The main verb is finite and nothing before or after it could be its subject; "said Blinken" has one behind it."""
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBZ") or any(child.dep_ in SUBJECT_LIKE for child in verb.children):
        return False
    return not any(token.dep_ in SUBJECT_LIKE and token.head.dep_ in ("conj", "ccomp") for token in verb.subtree)
