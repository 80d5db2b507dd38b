"""What plain PLOVER makes no event of its own: the content of a verbal act, the occasion of a comment. In: a candidate and those beside it. Out: why, or None.

PLOVER codes a verbal act by what it is about (its modes and contexts): who condemns an attack accuses, and nobody attacks in that sentence. Comments
(CAMEO 01: concern, condolences, hope, declining to comment, claiming responsibility) were dropped with all that they are about (manual 2.0, table 7.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.code.candidates import Candidate
from dragoman.code.outcome import UNREALISED as TO_COME
from dragoman.code.slots import carrier_of
from dragoman.code.syntax import children, is_verb
from dragoman.code.words import load_words

Token = Any

VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"})
UNREALISED = TO_COME | {"denied"}
# Verbal acts whose content is told as done, and still is only what they are about: "condemned the raid", "rejected the ban".
JUDGING = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
PUNISHING = frozenset({"COERCE", "SANCTION"})
GROUNDS = frozenset({"for", "over", "on"})
# Through these what stands below is what the word above is about; a clause beside it ("after troops fired") tells an act of its own.
CONTENT = frozenset(
    {
        "dobj",
        "obj",
        "pobj",
        "prep",
        "pcomp",
        "acl",
        "relcl",
        "compound",
        "amod",
        "poss",
        "nmod",
        "conj",
        "appos",
        "ccomp",
        "xcomp",
        "agent",
        "dative",
        "oprd",
        "acomp",
        "attr",
    }
)
BY_OR_WITH = frozenset({"after", "before", "during", "while", "when", "amid", "since", "until", "at", "through"})
DESCRIBING = frozenset({"relcl", "acl"})
OCCASIONS = frozenset({"after", "before", "following", "since", "amid", "despite", "during", "until", "pending"})
MAX_CLIMB = 12


def no_event_of_its_own(candidate: Candidate, standing: Sequence[Candidate]) -> str | None:
    """Why plain PLOVER codes nothing for the act; None where it does."""
    verbal = _verbal_act_around(candidate, standing)
    if verbal is not None:
        return f"content of '{verbal.token.text}', no event of its own"
    if candidate.frame.type == "AGREE" and not is_verb(candidate.token) and carrier_of(candidate.token) is None:
        return "an offer or promise only named, not made here"
    if any(other.token.i != candidate.token.i for other in standing):
        if _occasion(candidate.token):
            return "only when or amid what another act took place"
        if _describes(candidate.token, standing):
            return "only says who or what takes part in another act"
        if any(cue.startswith("in order to") for cue in candidate.status.cues):
            return "only the purpose of another act"
    comment = _comment_above(candidate.token)
    return None if comment is None else f"what the comment '{comment.text}' is about, no event of its own"


def _verbal_act_around(candidate: Candidate, standing: Sequence[Candidate]) -> Candidate | None:
    """The verbal act of the same sentence whose content this act is: "agreed to withdraw", "demanded his release", "condemned the raid"."""
    doc = candidate.token.doc
    # An adjective's act stands at its copula: "is willing to withdraw".
    governors = {at for index in candidate.status.governors for at in (index, doc[index].head.i if doc[index].pos_ == "ADJ" else index)}
    to_come = candidate.status.status is None or candidate.status.status in UNREALISED
    for other in standing:
        if other is candidate:
            continue
        if to_come and other.frame.type in VERBAL and other.token.i in governors:
            return other
        if other.frame.type in JUDGING and _is_content(candidate.token, other.token):
            return other
        if other.frame.type in PUNISHING and _is_ground(candidate.token, other.token):
            return other
    return None


def _is_content(inner: Token, outer: Token) -> bool:
    current = inner
    for _ in range(MAX_CLIMB):
        if current.i == outer.i:
            return bool(current.i != inner.i)
        if current.dep_ not in CONTENT or (current.dep_ == "prep" and current.lower_ in BY_OR_WITH):
            return False
        if current.dep_ == "conj" and current.head.i == outer.i:
            return False  # "condemned and bombed"
        current = current.head
    return False


def _is_ground(inner: Token, outer: Token) -> bool:
    """What somebody is punished for: "jailed for collaborating with Chad", "arrested over the attack"."""
    grounds = [prep for prep in outer.children if prep.dep_ == "prep" and prep.lower_ in GROUNDS]
    return any(word.i == inner.i for prep in grounds for word in prep.subtree)


def _describes(token: Token, standing: Sequence[Candidate]) -> bool:
    """ "Arrested a man who had bombed a church": the clause says which man."""
    others = {other.token.i for other in standing} - {token.i}
    current, describing = token, False
    for _ in range(MAX_CLIMB):
        if describing and current.i in others:
            return True
        if current.head is current or (not describing and current.dep_ in ("ccomp", "advcl")):
            return False
        describing = describing or current.dep_ in DESCRIBING
        current = current.head
    return False


def _occasion(token: Token) -> bool:
    """ "After the raid", "amid talks": an act named by a noun that only dates another one."""
    return not is_verb(token) and token.dep_ == "pobj" and token.head.lower_ in OCCASIONS


def _comment_above(token: Token) -> Token | None:
    """The word of comment that the act is the occasion or content of: "condolences over an attack", "hoped for talks", "claimed responsibility for"."""
    current = token
    if is_verb(token) and is_comment(token):
        return token
    for _ in range(MAX_CLIMB):
        if current.head is current or current.dep_ not in CONTENT:
            return None
        current = current.head
        if is_comment(current):
            return current
    return None


def is_comment(token: Token) -> bool:
    """A word of CAMEO's category 01: hoping, wondering, condoling, declining to comment, claiming responsibility."""
    words, lemma = load_words(), token.lemma_.lower()
    if is_verb(token):
        uttered = [thing for thing in children(token, "dobj", "nsubjpass") if token.lemma_.lower() in words.uttering]
        told = [*uttered, *(word for thing in uttered for word in children(thing, "compound"))]  # "sent a condolence message"
        return lemma in words.commenting or any(thing.lemma_.lower() in words.comments for thing in told)
    return token.pos_ in ("NOUN", "ADJ") and lemma in words.comments
