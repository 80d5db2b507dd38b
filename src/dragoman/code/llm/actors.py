"""Words that the model quotes as a party -> an Actor. In: a span of the clean text; out: the actor that the mentions room found there, else an unlisted name.

The country, sector and id are never the model's: they come from our own mention, or there are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dragoman.code.setting import token_at
from dragoman.code.view import SentenceView
from dragoman.knowledge.names import name_key
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention, Sentence, Working

# Where the sentence was not parsed: the mention must be at least this share of the words that the two cover together.
LIKE_ENOUGH = 0.5


class Parties:
    """The mentions of one report, laid out by sentence."""

    def __init__(self, working: Working) -> None:
        self._working = working
        self._mentions: dict[int, list[ActorMention]] = defaultdict(list)
        for mention in working.actors:
            if mention.members:
                self._mentions[mention.sentence].append(mention)

    def of(self, sentence: Sentence) -> Sequence[ActorMention]:
        return self._mentions[sentence.index]

    def view(self, sentence: Sentence) -> SentenceView | None:
        """The parsed sentence with its mentions; None where it was not parsed."""
        return SentenceView(self._working, sentence, self.of(sentence)) if sentence.doc is not None else None

    def at(self, sentence: Sentence, span: tuple[int, int]) -> tuple[Actor, ...]:
        """Who is named there: the members of the best mention, else a name of the text's own words."""
        start, end = span
        near = [mention for mention in self.of(sentence) if mention.start < end and start < mention.end]
        best = max(near, key=lambda mention: (_likeness(mention, start, end), -mention.start), default=None)
        if best is not None and self._same_head(sentence, best, start, end):
            return best.members
        return (_unlisted(self._working.clean.text, start, end),)

    def _same_head(self, sentence: Sentence, mention: ActorMention, start: int, end: int) -> bool:
        """ "The son of the president" is not the president: what the quoted words are about must lie in the mention."""
        view = self.view(sentence)
        head = None if view is None else token_at(view, start, end)
        if head is None:
            return _likeness(mention, start, end) >= LIKE_ENOUGH
        at: int = sentence.start + head.idx
        return mention.start <= at < mention.end


def _likeness(mention: ActorMention, start: int, end: int) -> float:
    """Shared characters over those of both."""
    shared = min(end, mention.end) - max(start, mention.start)
    return shared / (max(end, mention.end) - min(start, mention.start))


def _unlisted(text: str, start: int, end: int) -> Actor:
    name = " ".join(text[start:end].split())
    named = any(word[0].isupper() for word in name.split()[1:]) or name[0].isupper()
    # A name is the same wherever it stands; "the rebels" are others in every report.
    return Actor(start, end, name, name_key(name) if named else None, kind="person" if named else "group", how="name" if named else "title")
