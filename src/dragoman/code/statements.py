"""Who is said to have said what, about whom, and on which side. In: sayings of all sentences. Out: StatementDrafts.

A quotation that fills a sentence without a word of saying belongs to the speaker of the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.attribution import Saying
from dragoman.code.quotes import holds_quote
from dragoman.code.speech import SpeechWords, load_speech
from dragoman.code.view import SentenceView
from dragoman.model.reading import Actor
from dragoman.model.working import Sentence, StatementDraft, Working

MIN_CONTENT_WORDS = 3  # "he said so" tells nothing


def statement_of(view: SentenceView, saying: Saying, quotes: Sequence[tuple[int, int]]) -> StatementDraft | None:
    """The statement that a saying makes; None where it has no content to speak of."""
    start, end = _trim(view.working.clean.text, *saying.content)
    if len(view.working.clean.text[start:end].split()) < MIN_CONTENT_WORDS:
        return None
    speaker = _together(saying.speakers)
    about = _about(view, start, end, saying.speakers)
    words = load_speech()
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
        stance=_stance(view, saying, words) if about else "neutral",
    )


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


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in ' \t\n,;:—–-"“”':
        start += 1
    while end > start and text[end - 1] in ' \t\n,;:—–-"“”':
        end -= 1
    return start, end


def _about(view: SentenceView, start: int, end: int, speakers: Sequence[Actor]) -> tuple[str, ...]:
    """Countries named in the content or the clause of an accusation, the speaker's own left out unless it is the only one."""
    own = {actor.country for actor in speakers}
    named = [
        actor.country
        for mention in view.mentions
        if mention.start >= start and mention.end <= end
        for actor in mention.members
        if actor.country is not None and actor.kind != "outlet"
    ]
    return tuple(dict.fromkeys(country for country in named if country not in own))


def _stance(view: SentenceView, saying: Saying, words: SpeechWords) -> str:
    lemmas = [view.doc[i].lemma_.lower() for i in sorted(saying.tokens)] + [saying.cue.lemma_.lower()]
    against = sum(1 for lemma in lemmas if lemma in words.against)
    favour = sum(1 for lemma in lemmas if lemma in words.for_)
    if against > favour:
        return "against"
    return "for" if favour > against else "neutral"


def carried_quotes(working: Working, statements: list[StatementDraft], quotes: Sequence[tuple[int, int]]) -> list[StatementDraft]:
    """Statements for sentences that lie wholly in quotation marks and name no speaker: the last speaker's, within three sentences."""
    told = {draft.sentence: draft for draft in statements}
    added = []
    last: StatementDraft | None = None
    for sentence in working.sentences:
        if sentence.index in told:
            last = told[sentence.index]
            continue
        if last is not None and sentence.index - last.sentence <= 3 and _all_quoted(working, sentence, quotes):
            start, end = _trim(working.clean.text, sentence.start, sentence.end)
            added.append(StatementDraft(sentence.start, sentence.end, sentence.index, last.speaker, last.verb, (start, end), True, last.via, last.about))
    return added


def _all_quoted(working: Working, sentence: Sentence, quotes: Sequence[tuple[int, int]]) -> bool:
    start, end = _trim(working.clean.text, sentence.start, sentence.end)
    return any(low <= start + 1 and end - 2 <= high for low, high in quotes) and end - start > 12
