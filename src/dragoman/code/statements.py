"""Who is said to have said what, about whom, and on which side. In: sayings of all sentences. Out: StatementDrafts.

A quotation that fills a sentence without a word of saying belongs to the speaker of the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dragoman.code.attribution import Saying
from dragoman.code.quotes import holds_quote
from dragoman.code.speech import SpeechWords, load_speech
from dragoman.code.turns import labelled, trim, whole_quotations
from dragoman.code.view import SentenceView
from dragoman.model.reading import Actor
from dragoman.model.working import StatementDraft, Working

MIN_CONTENT_WORDS = 3  # "he said so" tells nothing
MIN_SIDED_WORDS = 1  # of a word that takes a side: "backed Kenya"


def statement_of(view: SentenceView, saying: Saying, quotes: Sequence[tuple[int, int]]) -> StatementDraft | None:
    """The statement that a saying makes; None where it has no content to speak of."""
    start, end = trim(view.working.clean.text, *saying.content)
    words = load_speech()
    lemma = saying.cue.lemma_.lower()
    # "Backed Kenya" tells a side in two words.
    least = MIN_SIDED_WORDS if not saying.direct and lemma in (words.accusing | words.favouring) else MIN_CONTENT_WORDS
    if len(view.working.clean.text[start:end].split()) < least or _points_back(view, saying):
        return None
    speaker = _together(saying.speakers)
    about = _about(view, start, end, saying.speakers)
    return StatementDraft(
        start=view.sentence.start,
        end=view.sentence.end,
        sentence=view.sentence.index,
        speaker=speaker,
        verb=saying.cue.text if saying.cue.lower_ != "according" else "according to",
        content=(start, end),
        quoted=holds_quote(quotes, start, end),
        via=saying.via,
        about=about,
        stance=_stance(view, saying, words),
    )


def _points_back(view: SentenceView, saying: Saying) -> bool:
    """Content that is nothing but a pronoun: "denied it"."""
    return all(view.doc[i].pos_ in ("PRON", "PUNCT", "ADV", "ADP") for i in saying.tokens)


def _together(speakers: Sequence[Actor]) -> Actor | None:
    """One speaker; of several the words that name them all, with their country where they share it: "Washington and Seoul stated"."""
    if len(speakers) < 2:
        return speakers[0] if speakers else None
    countries = {actor.country for actor in speakers}
    return replace(
        speakers[0],
        start=min(actor.start for actor in speakers),
        end=max(actor.end for actor in speakers),
        name=", ".join(actor.name for actor in speakers[:-1]) + f" and {speakers[-1].name}",
        id=None,
        country=countries.pop() if len(countries) == 1 else None,
        office=None,
    )


def _about(view: SentenceView, start: int, end: int, speakers: Sequence[Actor]) -> tuple[str, ...]:
    """Countries named in the content; where there are none, those that the rest of the sentence names. The speaker's own is left out."""
    own = {actor.country for actor in speakers}
    inside: list[str] = []
    outside: list[str] = []
    for mention in view.mentions:
        near = inside if mention.start >= start and mention.end <= end else outside
        near.extend(actor.country for actor in mention.members if actor.country is not None and actor.country not in own and actor.kind != "outlet")
    return tuple(dict.fromkeys(inside or outside))


def _stance(view: SentenceView, saying: Saying, words: SpeechWords) -> str:
    """The side that the word of saying takes; where it takes none, that of most words of the content."""
    cue = saying.cue.lemma_.lower()
    against, favour = 2 * (cue in words.accusing), 2 * (cue in words.favouring)
    for i in saying.tokens:
        token = view.doc[i]
        lemma = token.lemma_.lower()
        side = (lemma in words.for_) - (lemma in words.against)
        if side == 0:
            continue
        if _turned(token, words):
            side = -side
        against, favour = against + (side < 0), favour + (side > 0)
    if against > favour:
        return "against"
    return "for" if favour > against else "neutral"


def _turned(token: Any, words: SpeechWords) -> bool:
    """ "Do not trust", "no threat", "an end to the war"."""
    if any(child.lower_ in words.turning for child in token.children if child.dep_ in ("neg", "det", "advmod")):
        return True
    head = token.head
    if token.dep_ in ("amod", "pobj"):
        head = head.head if token.dep_ == "pobj" else head
    return bool(head.i != token.i and (head.lemma_.lower() in words.turning or any(child.dep_ == "neg" for child in head.children)))


def gathered(working: Working, drafts: Sequence[StatementDraft], cues: Sequence[int | None], quotes: Sequence[tuple[int, int]]) -> list[StatementDraft]:
    """The report's statements: of its sentences, of quotations longer than one, and of paragraphs with the speaker's name before a colon.

    Args:
        cues: for each draft the clean offset of its word of saying; None where it is no direct speech.
    """
    told = whole_quotations(working, drafts, cues, quotes)
    for sentence, speaker, mark, content in labelled(working):
        start, end = min(speaker.start, content[0]), max(speaker.end, content[1])
        told.append(StatementDraft(start, end, sentence, speaker, mark, content, holds_quote(quotes, *content)))
    return sorted(told, key=lambda draft: (draft.start, draft.content))
