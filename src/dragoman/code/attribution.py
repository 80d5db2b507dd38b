"""On whose word a sentence tells something: speakers of indirect and direct speech, "according to", and those they quote in turn.

In: a SentenceView. Out: Sayings: who says it, through whom, with which word, over which tokens. Statements and `according_to` both come from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.code.speech import SpeechWords, load_speech
from dragoman.code.syntax import children, conjuncts, is_passive, is_verb, negation, particle, prepositional, subjects
from dragoman.code.view import Filled, SentenceView, actors_of
from dragoman.model.reading import Actor

Token = Any


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something in this sentence.

    Attributes:
        speakers: who says it, empty where nobody can be named.
        via: through whom it reached the report, outermost first.
        cue: the word of saying; `content`: clean offsets of what is said; `tokens`: indices of the tokens in it.
        fact: what is said may be an event on the speaker's word (not a hope, an order or a question).
    """

    speakers: tuple[Actor, ...]
    via: tuple[Actor, ...]
    cue: Token
    content: tuple[int, int]
    tokens: frozenset[int]
    fact: bool


def sayings(view: SentenceView) -> list[Saying]:
    """All sayings of the sentence, outermost first."""
    words = load_speech()
    found: list[Saying] = []
    for token in view.doc:
        lemma = token.lemma_.lower()
        saying = None
        if is_verb(token) and (lemma in words.say or lemma in words.believe) and token.dep_ not in ("aux", "amod"):
            saying = _by_verb(view, token, words)
        elif token.lower_ == "according" and any(child.lower_ == "to" for child in token.children):
            saying = _according(view, token)
        if saying is not None:
            found.append(saying)
    found.sort(key=lambda one: (-len(one.tokens), one.cue.i))
    return [_with_chain(view, one, found, words) for one in found]


def _by_verb(view: SentenceView, verb: Token, words: SpeechWords) -> Saying | None:
    speaking = view.at(subjects(verb))
    clause = next((child for child in children(verb, "ccomp") if child.i != verb.i), None)
    if clause is None and _comes_after(verb, words):
        clause = verb.head  # "..., the ministry said"
        tokens = frozenset(token.i for token in clause.subtree) - frozenset(token.i for token in verb.subtree)
        return _saying(view, verb, speaking, tokens, words)
    if clause is None:
        clause = _open_complement(verb, words)
    if clause is None:
        tokens = _judged(verb, words) or _quoted_beside(view, verb)
        return _saying(view, verb, speaking, tokens, words) if tokens else None
    tokens = frozenset(token.i for token in clause.subtree)
    if verb.i in tokens:
        tokens -= frozenset(token.i for token in verb.subtree if token.i not in {inner.i for inner in clause.subtree if inner.i > verb.i})
    return _saying(view, verb, speaking, tokens, words)


def _comes_after(verb: Token, words: SpeechWords) -> bool:
    """ "..., the ministry said": the verb of saying hangs below the clause that it brings in."""
    head = verb.head
    if verb.dep_ not in ("parataxis", "ccomp", "advcl") or not is_verb(head) or verb.lemma_.lower() not in words.fact or verb.i < head.i:
        return False
    return head.lemma_.lower() not in words.say and not children(verb, "mark", "dobj")


def _open_complement(verb: Token, words: SpeechWords) -> Token | None:
    """ "Threatened to expel", "urged Seoul to withdraw", "accused Moscow of firing": a content without a clause of its own."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if (
            child.dep_ == "xcomp"
            and child.i > verb.i
            and is_verb(child)
            and lemma not in ("go", "want", "wish", "expect", "hope", "continue", "find", "show", "call")
        ):
            return child
    for prep in children(verb, "prep"):
        if prep.lower_ in ("of", "for", "against", "as", "on", "about") and lemma in (
            "accuse",
            "criticize",
            "criticise",
            "condemn",
            "denounce",
            "warn",
            "describe",
            "charge",
            "praise",
            "dismiss",
        ):
            inner = children(prep, "pcomp", "pobj")
            if inner:
                return inner[0]
    return None


def _judged(verb: Token, words: SpeechWords) -> frozenset[int]:
    """What a word of judgement is passed on: "criticized the visits", "framed the drills as a rehearsal". The object and what is said of it."""
    if verb.lemma_.lower() not in words.judge or is_passive(verb):
        return frozenset()
    parts = [
        *children(verb, "dobj"),
        *(prep for prep in children(verb, "prep") if prep.lower_ in ("as", "for", "over")),
        *children(verb, "oprd", "xcomp", "advcl"),
    ]
    return frozenset(token.i for part in parts if part.i > verb.i for token in part.subtree)


def _quoted_beside(view: SentenceView, verb: Token) -> frozenset[int]:
    """Tokens between quotation marks in the same sentence: the content of a direct speech that the parser left unattached.

    Not where the verb is still to come or already has its clause: "warned that it would respond 'overwhelmingly'" quotes a way of responding.
    """
    if any(helper.lower_ in ("will", "would", "could", "may", "might", "to") for helper in children(verb, "aux")):
        return frozenset()
    inside = False
    found = set()
    for token in view.doc:
        if token.text in ('"', "“", "”", "''", "``"):
            inside = not inside
        elif inside:
            found.add(token.i)
    return frozenset(found) if len(found) >= 2 and verb.i not in found else frozenset()


def _saying(view: SentenceView, verb: Token, speaking: list[Filled], tokens: frozenset[int], words: SpeechWords) -> Saying | None:
    tokens = frozenset(i for i in tokens if i != verb.i)
    inside = sorted(i for i in tokens if not view.doc[i].is_punct and not view.doc[i].is_space)
    if not inside or negation(verb) is not None:
        return None
    if not speaking and not is_passive(verb) and not children(verb, "nsubj"):
        return None
    first, last = inside[0], inside[-1]
    if first < verb.i < last:  # keep the longer side, so that the speaker stays out
        before, after = [i for i in inside if i < verb.i], [i for i in inside if i > verb.i]
        first, last = (before[0], before[-1]) if len(before) >= len(after) else (after[0], after[-1])
    if view.doc[first].lower_ == "that" and view.doc[first].dep_ == "mark" and first < last:
        first += 1
    lemma = verb.lemma_.lower()
    start, end = view.span(view.doc[first], view.doc[last])
    fact = lemma in words.fact
    return Saying(actors_of(speaking), (), verb, (start, end), tokens, fact)


def _according(view: SentenceView, token: Token) -> Saying | None:
    heads = [noun for child in token.children if child.lower_ == "to" for noun in children(child, "pobj")]
    speaking = view.at(noun for head in heads for noun in conjuncts(head))
    own = frozenset(one.i for one in token.subtree)
    tokens = frozenset(one.i for one in view.doc if one.i not in own)
    inside = sorted(i for i in tokens if not view.doc[i].is_punct and not view.doc[i].is_space)
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    if first < token.i < last:
        before, after = [i for i in inside if i < token.i], [i for i in inside if i > token.i]
        first, last = (before[0], before[-1]) if len(before) >= len(after) else (after[0], after[-1])
    start, end = view.span(view.doc[first], view.doc[last])
    return Saying(actors_of(speaking), (), token, (start, end), tokens, True)


def _with_chain(view: SentenceView, saying: Saying, others: list[Saying], words: SpeechWords) -> Saying:
    """Add those through whom it came: "an official quoted by KCNA", "said KCNA, citing an official", and sayings around this one."""
    via: list[Actor] = []
    speakers = saying.speakers
    for other in others:
        if other is not saying and saying.cue.i in other.tokens and other.cue.i not in saying.tokens:
            via.extend(other.speakers)
    for token in view.doc:
        if token.lemma_.lower() not in words.quote or not is_verb(token):
            continue
        if is_passive(token):
            carriers = actors_of(view.at(subjects(token)))
            head = token.head
            if carriers and (head.i in {inner.i for inner in saying.cue.subtree} or any(_names(view, head, actor) for actor in speakers)):
                via.extend(carriers)
        elif saying.cue.i == token.head.i or token.i in {inner.i for inner in saying.cue.subtree}:
            quoted = actors_of(view.at(noun for child in children(token, "dobj") for noun in conjuncts(child)))
            if quoted and speakers:
                via.extend(speakers)
                speakers = quoted
    for preposition in ("on", "to"):
        for noun in prepositional(saying.cue, preposition) if particle(saying.cue) is None else ():
            mention = view.named(noun)
            if mention is not None and any(actor.kind == "outlet" for actor in mention.actors):
                via.extend(mention.actors)
    unique = tuple(dict.fromkeys(actor for actor in via if actor not in speakers))
    return Saying(speakers, unique, saying.cue, saying.content, saying.tokens, saying.fact)


def _names(view: SentenceView, token: Token, actor: Actor) -> bool:
    found = view.named(token)
    return found is not None and any(one.name == actor.name for one in found.actors)
