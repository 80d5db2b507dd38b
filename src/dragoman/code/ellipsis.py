"""Acts told by ellipsis: "as did Japan", "Latvia followed suit", "Mexico expelled six envoys; Chile five".

In: a sentence's view, the drafts made of it and of the sentences before. Out: further drafts, copies of the act that is left out,
with the new actor and figure. Words in words.yaml (`likewise`, `following`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dragoman.code.numbers import parse_number
from dragoman.code.syntax import children, negation
from dragoman.code.view import SentenceView, without
from dragoman.code.words import load_words
from dragoman.model.reading import Actor, Number
from dragoman.model.working import ActorMention, EventDraft

Token = Any

# The act is only understood, not told.
ECHO_PENALTY = 0.2
# Farther back than this a reader would name the act again.
MAX_SENTENCES_BACK = 1
LEADING_IN = frozenset({";", ",", "and", "while", ":", "but"})
AFTER_GAP = frozenset({";", ",", ".", "and", "while", ":", "-", "but", "between", "each", "last", "this", "on", "in", "earlier", "later"})
BEFORE_FIGURE = frozenset({"about", "some", "another", "around", "nearly", "almost", "roughly", "only", "more", "than", "over", "at", "least"})
REAL = frozenset({"happened", "ongoing", "resumed", "planned"})


def echoed(view: SentenceView, drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """Drafts of acts that the sentence tells by ellipsis.

    Args:
        view: the sentence.
        drafts: those of the report so far, in order of telling, this sentence's included.
    """
    near = [draft for draft in drafts if 0 <= view.sentence.index - draft.sentence <= MAX_SENTENCES_BACK and draft.actors and draft.status in REAL]
    if not near:
        return []
    return [*_likewise(view, near), *_gapped(view, near)]


def _likewise(view: SentenceView, near: Sequence[EventDraft]) -> list[EventDraft]:
    """ "As did Japan", "Ghana did the same", "Latvia followed suit", "France followed within hours with 35"."""
    found = []
    for verb in view.doc:
        if not _does_likewise(verb) or negation(verb):
            continue
        start = view.span(verb)[0]
        before = [draft for draft in near if draft.trigger[0] < start]
        actors = tuple(actor for one in view.at(children(verb, "nsubj"), owner=False) for actor in one.actors)
        if before and actors:
            copy = _copy(before[-1], view, actors, view.span(verb), f"'{verb.text}' stands for '{_text(view, before[-1])}'")
            found += [replace(copy, numbers=_figure_with(view, verb, before[-1]))] if copy is not None else []
    return found


def _does_likewise(verb: Token) -> bool:
    words = load_words()
    lemma = verb.lemma_.lower()
    around = {child.lower_ for child in verb.children}
    if lemma == "do":
        own = children(verb, "dobj", "aux", "xcomp")
        return not around.isdisjoint(words.likewise) and (not own or any(child.lower_ in words.likewise for child in own))
    if lemma != "follow":
        return False
    if any(child.lower_ in words.following for child in children(verb, "dobj")):
        return True
    return not children(verb, "dobj", "nsubjpass", "prt") and any(
        child.lower_ == "with" and any(noun.pos_ == "NUM" for noun in children(child, "pobj")) for child in children(verb, "prep")
    )


def _figure_with(view: SentenceView, verb: Token, model: EventDraft) -> tuple[Number, ...]:
    for prep in children(verb, "prep"):
        for noun in children(prep, "pobj"):
            if prep.lower_ == "with" and noun.pos_ == "NUM":
                return _number(view, noun, noun, model)
    return ()


def _gapped(view: SentenceView, near: Sequence[EventDraft]) -> list[EventDraft]:
    """ "Mexico expelled six envoys; Chile five; Ecuador three": actor and figure are all that the later parts repeat."""
    found: list[EventDraft] = []
    for mention in view.mentions:
        gap = _gap(view, mention)
        if gap is None:
            continue
        before = [draft for draft in near if draft.numbers and draft.numbers[-1].end <= mention.start and mention.members[0].id not in _ids(draft.actors)]
        if not before:
            continue
        figures = _number(view, *gap, before[-1])
        members = (*_beside(view, mention), *mention.members)
        copy = _copy(before[-1], view, members, view.span(*gap), f"'{_text(view, before[-1])}' understood from before") if figures else None
        if copy is None:
            continue
        found.append(replace(copy, numbers=figures))
        # Parsers take "France 30" for one more object of the verb.
        before[-1].recipients = without(before[-1].recipients, mention.members)
        found[-1].recipients = without(found[-1].recipients, mention.members)
    return found


def _beside(view: SentenceView, mention: ActorMention) -> tuple[Actor, ...]:
    """ "Uganda and Rwanda more than 20 between them": who is coordinated with the last name, no figure between them."""
    found: list[Actor] = []
    last = mention
    for other in reversed([one for one in view.mentions if one.end <= mention.start]):
        between = view.sentence.text[other.end - view.sentence.start : last.start - view.sentence.start].replace("the", "").strip()
        if between not in (",", "and", ", and") or len(other.members) != 1 or other.members[0].country is None:
            break
        found[:0] = other.members
        last = other
    return tuple(found)


def _gap(view: SentenceView, mention: ActorMention) -> tuple[Token, Token] | None:
    """The figure right after a country's name where nothing but the next part follows; None where it is no gap."""
    if len(mention.members) != 1 or mention.members[0].country is None or mention.how not in ("name", "metonym"):
        return None
    doc = view.doc
    inside = [token for token in doc if mention.start <= view.sentence.start + token.idx < mention.end]
    if not inside:
        return None
    first, last = inside[0].i, inside[-1].i
    if first > 0 and doc[first - 1].lower_ in ("the",):
        first -= 1
    if first == 0 or doc[first - 1].lower_ not in LEADING_IN:
        return None
    at = last + 1
    while at < len(doc) and doc[at].lower_ in BEFORE_FIGURE:
        at += 1
    start = at
    while at < len(doc) and doc[at].pos_ == "NUM" and doc[at].tag_ == "CD":
        at += 1
    if start == at or (at < len(doc) and doc[at].lower_ not in AFTER_GAP):
        return None
    return doc[start], doc[at - 1]


def _number(view: SentenceView, first: Token, last: Token, model: EventDraft) -> tuple[Number, ...]:
    value = parse_number(token.text for token in view.doc[first.i : last.i + 1])
    if value is None:
        return ()
    start, end = view.span(first, last)
    what = model.numbers[-1].what if model.numbers else "people"
    return (Number(what=what, value=value, start=start, end=end),)


def _copy(model: EventDraft, view: SentenceView, actors: tuple[Actor, ...], trigger: tuple[int, int], why: str) -> EventDraft | None:
    """The act done by somebody else; None where it is the same doer again."""
    if _ids(actors) <= _ids(model.actors):
        return None
    return replace(
        model,
        sentence=view.sentence.index,
        trigger=trigger,
        actors=actors,
        recipients=without(model.recipients, actors),
        numbers=(),
        confidence=round(max(0.05, model.confidence - ECHO_PENALTY), 2),
        why=[f"trigger '{view.working.clean.text[trigger[0] : trigger[1]]}' (ellipsis)", why],
    )


def _ids(actors: Sequence[Actor]) -> set[str]:
    return {actor.id or actor.name for actor in actors}


def _text(view: SentenceView, draft: EventDraft) -> str:
    return view.working.clean.text[draft.trigger[0] : draft.trigger[1]]
