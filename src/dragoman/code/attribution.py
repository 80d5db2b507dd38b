"""On whose word a sentence tells something: speakers of indirect and direct speech, "according to", and those they quote in turn.

In: a SentenceView. Out: Sayings: who says it, through whom, with which word, over which tokens. Statements and `according_to` both come from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.code.clauses import inverted
from dragoman.code.contents import bounds, clause_around, content_of_adjective, content_of_noun, content_of_verb
from dragoman.code.speech import SpeechWords, load_speech
from dragoman.code.syntax import children, conjuncts, is_passive, is_verb, negation, particle, prepositional, subjects
from dragoman.code.view import SentenceView, actors_of
from dragoman.model.reading import Actor

Token = Any

UNREAL = frozenset({"would", "could", "may", "might", "must", "should", "can", "ca", "'d"})
FIRST_PERSON = frozenset({"i", "we"})
THIRD_PERSON = frozenset({"he", "she", "they"})
LONGEST_NAME = 8  # words of an unnamed speaker that are kept as its name


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says, thinks or means something in this sentence.

    Attributes:
        speakers: who says it, empty where nobody can be named.
        via: through whom it reached the report, outermost first.
        cue: the word of saying; `content`: clean offsets of what is said; `tokens`: indices of the tokens in it.
        fact: what is said may be an event on the speaker's word (not a hope, an order or a question).
        direct: the content is direct speech, or may be: it can go on in the sentences around.
    """

    speakers: tuple[Actor, ...]
    via: tuple[Actor, ...]
    cue: Token
    content: tuple[int, int]
    tokens: frozenset[int]
    fact: bool
    direct: bool = False


def sayings(view: SentenceView, quotes: Sequence[tuple[int, int]]) -> list[Saying]:
    """All sayings of the sentence, outermost first.

    Args:
        quotes: where the report's words stand between quotation marks, clean offsets.
    """
    words = load_speech()
    quoted = _quoted(view, quotes)
    found: list[Saying] = []
    for token in view.doc:
        saying = _saying_at(view, token, words, quoted)
        if saying is not None:
            found.append(saying)
    found.sort(key=lambda one: (-len(one.tokens), one.cue.i))
    return [_with_chain(view, one, found, words) for one in found]


def _quoted(view: SentenceView, quotes: Sequence[tuple[int, int]]) -> frozenset[int]:
    start, end = view.sentence.start, view.sentence.end
    near = [(low - start, high - start) for low, high in quotes if low < end and start < high]
    return frozenset(token.i for token in view.doc if any(low <= token.idx < high for low, high in near)) if near else frozenset()


def _saying_at(view: SentenceView, token: Token, words: SpeechWords, quoted: frozenset[int]) -> Saying | None:
    lemma = token.lemma_.lower()
    if token.lower_ == "according":
        return _according(view, token)
    if is_verb(token):
        if (lemma in words.verbs or lemma in words.prepositions) and token.dep_ not in ("aux", "auxpass", "amod"):
            return _by_verb(view, token, words, quoted)
        return None
    if lemma in words.nouns and token.pos_ == "NOUN":
        return _by_noun(view, token)
    if lemma in words.adjectives and token.pos_ == "ADJ" and token.dep_ == "acomp":
        return _saying(view, token, subjects(token.head), content_of_adjective(token)[1], fact=False)
    if lemma in words.words_of and token.dep_ == "pobj" and token.head.lower_ == "in" and children(token, "poss"):
        own = frozenset(one.i for one in token.head.subtree)
        return _saying(view, token, children(token, "poss"), clause_around(token.head, own), fact=True)
    return None


def _by_verb(view: SentenceView, verb: Token, words: SpeechWords, quoted: frozenset[int]) -> Saying | None:
    lemma = verb.lemma_.lower()
    added = particle(verb)
    if (added is not None and f"{lemma} {added}" not in words.particles) or _unsaid(verb):
        return None
    form, tokens = content_of_verb(verb, words, quoted)
    if not tokens or (verb.i in quoted and _own_thought(verb)):
        return None
    speaking = subjects(verb)
    if lemma == "cite" and view.at(children(verb, "dobj"), owner=False):
        return None  # somebody is cited, not something: that goes into the chain
    if lemma in words.weak and form != "quote" and not children(verb, "nsubj"):
        return None
    if not speaking and not is_passive(verb):
        return None
    fact = (lemma in words.fact and form in ("clause", "quote", "of")) or (lemma in words.fact_to and form == "infinitive")
    return _saying(view, verb, speaking, tokens, fact=fact, direct=form in ("clause", "quote"))


def _unsaid(verb: Token) -> bool:
    """Told as wished for, conditional or still to be done: "if we ask", "must say", "had he wished"."""
    helpers = [helper.lower_ for helper in children(verb, "aux")]
    if any(word in UNREAL for word in helpers) and not (verb.lemma_ == "like" and "would" in helpers):
        return True
    if inverted(verb) or (verb.dep_ == "advcl" and any(mark.lower_ in ("if", "unless") for mark in children(verb, "mark"))):
        return True
    return "to" in helpers and not (is_verb(verb.head) and verb.dep_ in ("xcomp", "conj"))


def _own_thought(verb: Token) -> bool:
    """ "I think", "we believe" inside quotation marks: the speaker's own words, no further speaker."""
    return any(noun.lower_ in FIRST_PERSON for noun in children(verb, "nsubj"))


def _by_noun(view: SentenceView, noun: Token) -> Saying | None:
    owners = children(noun, "poss") or [one for prep in children(noun, "prep") if prep.lower_ in ("by", "from") for one in children(prep, "pobj")]
    if not owners:
        return None
    form, tokens = content_of_noun(noun)
    return _saying(view, noun, owners, tokens, fact=False) if form else None


def _saying(view: SentenceView, cue: Token, speaking: Sequence[Token], tokens: frozenset[int], *, fact: bool, direct: bool = False) -> Saying | None:
    if is_verb(cue) and negation(cue) is not None:
        return None
    ends = bounds(view.doc, tokens, cue)
    if ends is None:
        return None
    return Saying(_speakers(view, speaking), (), cue, view.span(view.doc[ends[0]], view.doc[ends[1]]), tokens - {cue.i}, fact, direct)


def _speakers(view: SentenceView, tokens: Sequence[Token]) -> tuple[Actor, ...]:
    """Actors named at the subject; else the words themselves stand for a speaker whom nobody listed: "witnesses", "the text"."""
    found = actors_of(view.at(tokens))
    if found or not tokens:
        return found
    head = tokens[0]
    if head.tag_ == "PRP" and head.lower_ in THIRD_PERSON:  # nobody it could be traced to; that somebody speaks is told all the same
        start, end = view.span(head, head)
        return (Actor(start, end, head.text, kind="group" if head.lower_ == "they" else "person", how="pronoun"),)
    if head.pos_ not in ("NOUN", "PROPN"):
        return ()
    words = [token for token in head.subtree if token.i <= head.i and token.dep_ not in ("cc", "punct")][-LONGEST_NAME:]
    if words and words[0].pos_ == "DET" and len(words) > 1:
        words = words[1:]
    start, end = view.span(words[0], head)
    name = view.working.clean.text[start:end]
    return (Actor(start, end, name, kind="group" if head.tag_ in ("NNS", "NNPS") else "person", how="title"),)


def _according(view: SentenceView, token: Token) -> Saying | None:
    heads = [noun for child in token.children if child.lower_ == "to" for noun in children(child, "pobj")]
    if not heads:
        return None
    own = frozenset(one.i for one in token.subtree)
    return _saying(view, token, [noun for head in heads for noun in conjuncts(head)], clause_around(token, own), fact=True, direct=True)


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
    return replace(saying, speakers=speakers, via=unique)


def not_of_themselves(view: SentenceView, said: Sequence[Saying], last: Actor | None) -> list[Saying]:
    """ "Kim was willing, he said": whoever is named in the words before is not the "he" that says them, but who spoke last.

    Args:
        last: who spoke last before this sentence.
    """
    return [replace(one, speakers=(last,)) if last is not None and _names_speaker(view, one, last) else one for one in said]


def _names_speaker(view: SentenceView, saying: Saying, last: Actor) -> bool:
    if len(saying.speakers) != 1 or saying.speakers[0].how != "pronoun" or last.name == saying.speakers[0].name or last.kind != "person":
        return False
    cue = view.span(saying.cue)[0]
    return any(
        actor.name == saying.speakers[0].name and mention.how == "name"
        for mention in view.mentions
        if saying.content[0] <= mention.start < min(cue, saying.content[1])
        for actor in mention.members
    )


def _names(view: SentenceView, token: Token, actor: Actor) -> bool:
    found = view.named(token)
    return found is not None and any(one.name == actor.name for one in found.actors)
