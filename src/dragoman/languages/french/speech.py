"""Who says what in a French sentence: "a déclaré X", "selon X", « ... ». In: a parsed sentence with its cast. Out: Sayings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dragoman.languages.french.cast import Cast
from dragoman.languages.french.syntax import children, lemma, subjects
from dragoman.languages.french.words import words
from dragoman.model.reading import Actor, Source
from dragoman.model.working import Sentence, StatementDraft

Token = Any
QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“([^“”]+)”|\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Saying:
    """`covers`: the words whose content it is; `fact`: told as fact on the speaker's word; `verb` None for "selon"."""

    speakers: tuple[Actor, ...]
    covers: frozenset[int]
    verb: Token | None
    fact: bool


def sayings(doc: Any, cast: Cast) -> list[Saying]:
    """All sayings of a sentence, outermost first."""
    found = []
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and lemma(token) in words().speech and (saying := _verb(doc, token, cast)) is not None:
            found.append(saying)
        elif (token.dep_ == "case" and token.lower_ in words().according) or (token.lower_ == "après" and token.i and doc[token.i - 1].lower_ in ("d'", "d’")):
            saying = _according(doc, token, cast)
            found += [saying] if saying is not None else []
    return found


def _verb(doc: Any, verb: Token, cast: Cast) -> Saying | None:
    speakers = tuple(actor for one in subjects(verb) for mention in cast.at(one) for actor in mention.members)
    if not speakers and QUOTED.search(doc.text):
        # "…, a déclaré lundi le président": what comes after the verb speaks.
        speakers = tuple(actor for one in children(verb, "obj") if one.i > verb.i for mention in cast.at(one, deep=False) for actor in mention.members)
    content: set[int] = set()
    for child in verb.children:
        if (child.dep_ in ("ccomp", "parataxis", "dep") and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PRON", "PROPN")) or (
            child.dep_ in ("xcomp",) and child.pos_ in ("VERB", "AUX")
        ):
            content |= {word.i for word in child.subtree}
    if verb.dep_ in ("parataxis", "dep", "conj") and not content and verb.head.i != verb.i and verb.i > verb.head.i and _inverted(verb):
        own = {word.i for word in verb.subtree}
        content = {word.i for word in verb.head.subtree} - own
    for match in QUOTED.finditer(doc.text):
        content |= {word.i for word in doc if match.start() <= word.idx < match.end()}
    content -= {verb.i}
    return Saying(speakers, frozenset(content), verb, lemma(verb) in words().facts) if content else None


def _inverted(verb: Token) -> bool:
    """ "…, a déclaré le président": the speaker comes after the verb."""
    return any(child.i > verb.i for child in children(verb, "nsubj", "nsubj:pass", "obj")) or not children(verb, "nsubj")


def _according(doc: Any, token: Token, cast: Cast) -> Saying | None:
    head = token.head if token.dep_ == "case" else next((child for child in doc[token.i + 1 :] if cast.mention(child) is not None), None)
    if head is None:
        return None
    speakers = tuple(actor for mention in cast.at(head) for actor in mention.members)
    own = {word.i for word in head.subtree}
    return Saying(speakers, frozenset(word.i for word in doc) - own, None, True) if speakers else None


def sources_of(trigger: Token, said: list[Saying]) -> tuple[Source, ...]:
    """On whose word the act is told."""
    found = [Source(actor.name, actor.country) for one in said if trigger.i in one.covers and one.fact for actor in one.speakers[:2]]
    return tuple(dict.fromkeys(found))


def statement_of(saying: Saying, sentence: Sentence) -> StatementDraft | None:
    """The statement that a verb of saying tells; None for "selon" and for sayings without content."""
    if saying.verb is None or not saying.speakers:
        return None
    doc = sentence.doc
    quoted = QUOTED.search(sentence.text)
    if quoted is not None:
        start, end = next(quoted.span(group) for group in (1, 2, 3) if quoted[group] is not None)
    else:
        inside = sorted(saying.covers)
        start, end = doc[inside[0]].idx, doc[inside[-1]].idx + len(doc[inside[-1]].text)
    verb = saying.verb
    return StatementDraft(
        sentence.start, sentence.end, sentence.index, saying.speakers[0], verb.text, (sentence.start + start, sentence.start + end), quoted is not None
    )
