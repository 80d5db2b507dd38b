"""A parsed sentence as plain lists, so that rules read words, tags and heads without a call into spaCy for each.

In: a Sentence with its doc. Out: a View; token numbers are those of the doc, character offsets those of the clean text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.model.working import Sentence

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "iobj", "dative", "obj"})
# The dependents that stand inside a noun phrase left of its head.
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "det", "nummod", "case", "punct", "cc", "conj", "advmod", "quantmod", "predet", "npadvmod"})


@dataclass(slots=True)
class View:
    """The columns of a parse; every list has one entry a token."""

    sentence: Sentence
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    children: list[list[int]] = field(default_factory=list)

    @classmethod
    def of(cls, sentence: Sentence) -> View | None:
        """The view of a parsed sentence; None where the gate did not let it through."""
        doc = sentence.doc
        if doc is None:
            return None
        tokens = list(doc)
        text = [token.text for token in tokens]
        heads = [token.head.i for token in tokens]
        starts = [sentence.start + token.idx for token in tokens]
        children: list[list[int]] = [[] for _ in tokens]
        for index, head in enumerate(heads):
            if head != index:
                children[head].append(index)
        return cls(
            sentence=sentence,
            text=text,
            lower=[word.lower() for word in text],
            lemma=[token.lemma_.lower() for token in tokens],
            pos=[token.pos_ for token in tokens],
            tag=[token.tag_ for token in tokens],
            dep=[token.dep_ for token in tokens],
            head=heads,
            start=starts,
            end=[start + len(word) for start, word in zip(starts, text, strict=True)],
            children=children,
        )

    def __len__(self) -> int:
        return len(self.text)

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Token numbers [first, last + 1) that the clean characters [start, end) touch; empty where there are none."""
        first = bisect_right(self.start, start) - 1
        if first < 0 or self.end[first] <= start:
            first += 1
        last = bisect_right(self.start, end - 1) - 1
        return first, max(first, last + 1)

    def head_of(self, first: int, stop: int) -> int | None:
        """The token of [first, stop) that hangs on a word outside; the last one where there are several (names are head-final)."""
        found = None
        for index in range(first, min(stop, len(self.text))):
            head = self.head[index]
            if (head < first or head >= stop or head == index) and self.dep[index] not in {"punct", "case", "det"}:
                found = index
        return found if found is not None else (stop - 1 if first < stop <= len(self.text) else None)

    def governor(self, index: int) -> int:
        """`index`, or the first conjunct (or the name it stands in apposition to), whose place in the clause it shares."""
        seen = 0
        while self.dep[index] in {"conj", "appos"} and seen < len(self.text):
            index, seen = self.head[index], seen + 1
        return index

    def conjuncts(self, index: int) -> list[int]:
        """`index` and the tokens coordinated with it below it, in order."""
        found, waiting = [index], [index]
        while waiting:
            for child in self.children[waiting.pop()]:
                if self.dep[child] == "conj":
                    found.append(child)
                    waiting.append(child)
        return sorted(found)

    def phrase_start(self, index: int) -> int:
        """First token of the noun phrase headed by `index`, relative clauses and prepositions left out."""
        first = index
        waiting = [index]
        while waiting:
            for child in self.children[waiting.pop()]:
                if child < index and self.dep[child] in _MODIFIERS:
                    first = min(first, child)
                    waiting.append(child)
        return first

    def ancestors(self, index: int) -> Iterator[int]:
        """The heads above `index`, nearest first."""
        seen = 0
        while self.head[index] != index and seen < len(self.text):
            index, seen = self.head[index], seen + 1
            yield index

    def clause_verb(self, index: int) -> int | None:
        """The nearest verb or auxiliary above `index`."""
        return next((above for above in self.ancestors(index) if self.pos[above] in {"VERB", "AUX"}), None)

    def is_subject(self, index: int) -> bool:
        return self.dep[self.governor(index)] in SUBJECTS
