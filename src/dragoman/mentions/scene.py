"""One sentence at work: its parse, its marks, and the candidates found in it so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.mentions.cast import Candidate, Mark, Referent
from dragoman.mentions.references import reference_words
from dragoman.mentions.syntax import View
from dragoman.model.working import Sentence

_QUOTED = re.compile(r"[“\"«](.*?)(?:[”\"»]|\Z)", re.DOTALL)


@dataclass(slots=True)
class Scene:
    """A sentence with what mentions knows of it; offsets are clean ones."""

    sentence: Sentence
    view: View | None
    marks: list[Mark]
    candidates: list[Candidate] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, sentence: Sentence, view: View | None, marks: list[Mark]) -> Scene:
        shift = sentence.start
        quotes = [(shift + found.start(1), shift + found.end(1)) for found in _QUOTED.finditer(sentence.text)]
        return cls(sentence, view, marks, quotes=quotes)

    def text(self, start: int, end: int) -> str:
        """The clean text between two offsets of the sentence."""
        shift = self.sentence.start
        return self.sentence.text[max(0, start - shift) : max(0, end - shift)]

    def in_quotes(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.quotes)

    def claimed(self, start: int, end: int) -> bool:
        """True if a mark or candidate lies on any of the characters."""
        return any(mark.start < end and start < mark.end for mark in self.marks) or any(one.start < end and start < one.end for one in self.candidates)

    def add(
        self, start: int, end: int, referents: list[Referent], how: str, *, head: int | None = None, literal: bool = False, plural: bool = False
    ) -> Candidate:
        """A new candidate, with its head and place in the clause looked up where the sentence is parsed."""
        view = self.view
        if head is None and view is not None:
            head = view.head_of(*view.tokens_of(start, end))
        subject = view is not None and head is not None and view.is_subject(head)
        found = Candidate(start, end, self.sentence.index, referents, how, literal, plural, head, subject, quoted=self.in_quotes(start))
        found.possessor = view is not None and head is not None and view.dep[head] == "poss"
        found.speaks = subject and view is not None and head is not None and view.lemma[view.head[view.governor(head)]] in reference_words().speech
        self.candidates.append(found)
        return found
