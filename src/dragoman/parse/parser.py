"""The parse room's door: sentences, name hits, and parses of the sentences that the gate lets through.

In: a Working with its clean text. Out: the same with `sentences` and `hits` filled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.model.working import Sentence, Working
from dragoman.parse.gate import tells_of_person, worth_parsing
from dragoman.parse.language import forget, full, language
from dragoman.parse.sentences import split
from dragoman.parse.tree import Trees
from dragoman.parse.unlisted import Unlisted
from dragoman.parse.words import Words

# Longer ones are tables, lists or garble; the parser's accuracy and speed both fall off.
MAX_TOKENS = 120
# At some six characters a token this is twice MAX_TOKENS: such text is not even tokenised.
MAX_CHARACTERS = 1500
# Fixed, so that the same report is read in the same batches anywhere; larger ones gained under 2 % on a CPU.
BATCH_SIZE = 64
# How often the recogniser is shown a name: what it missed once it may find beside other words.
_LOOKS = 2
# Components whose answers `Words` remembers.
_BY_WORDS = ("attribute_ruler", "lemmatizer")


class Parser:
    """Callable component over one report at a time, so that a report's reading does not depend on its neighbours.

    Args:
        knowledge: what `dragoman.knowledge.load` gives; `names.scan` and `triggers.forms` are used.
    """

    def __init__(self, knowledge: Any) -> None:
        self._knowledge = knowledge
        self._nlp: Any = None
        self._words: Words | None = None
        self._trees: Trees | None = None

    def parse(self, working: Working) -> Working:
        """Fills `sentences` (with trees where the gate opens) and `hits`; notes what was too long to parse."""
        working.hits = list(self._knowledge.names.scan(working.clean.text))
        working.sentences = split(working.clean)
        chosen, named = self._chosen(working)
        too_long = self._parse_sentences(chosen)
        self._name(named)
        self._plant(chosen)
        if too_long:
            working.notes.append(f"{too_long} sentence(s) of more than {MAX_TOKENS} words were not parsed")
        return working

    def parse_batch(self, workings: Iterable[Working]) -> list[Working]:
        """`parse` for each, in order. Between two batches, when no tree holds it any more, a pipeline that has met too many words is let go."""
        if self._nlp is not None and full():
            self._nlp = self._words = self._trees = None
            forget()
        return [self.parse(working) for working in workings]

    def _chosen(self, working: Working) -> tuple[list[Sentence], list[Sentence]]:
        """The sentences to be parsed, and those of them in which the recogniser looks for names: it need not see a name more than twice."""
        triggers = self._knowledge.triggers.forms
        starts = [hit.start for hit in working.hits]
        unlisted = Unlisted(working)
        seen: Counter[str] = Counter()
        chosen, named = [], []
        for sentence in working.sentences:
            words = unlisted.words(sentence)
            if not words and not worth_parsing(sentence.text, _any_between(starts, sentence), triggers) and not tells_of_person(sentence.text):
                continue
            chosen.append(sentence)
            if any(seen[word] < _LOOKS for word in words):
                named.append(sentence)
                seen.update(words)
        return chosen, named

    def _parse_sentences(self, sentences: Sequence[Sentence]) -> int:
        """Sets the docs; returns how many sentences were too long."""
        if not sentences:
            return 0
        nlp = self._language()
        chosen, docs, too_long = [], [], 0
        for sentence in sentences:
            doc = nlp.make_doc(sentence.text) if len(sentence.text) <= MAX_CHARACTERS else None
            if doc is None or len(doc) > MAX_TOKENS:
                too_long += 1
                continue
            # One sentence, one tree: the parser must not cut where our rules did not.
            for token in doc[1:]:
                token.is_sent_start = False
            chosen.append(sentence)
            docs.append(doc)
        assert self._words is not None
        parsed = list(nlp.pipe(docs, batch_size=BATCH_SIZE, disable=["ner", *_BY_WORDS]))
        self._words.fill(parsed)
        for sentence, doc in zip(chosen, parsed, strict=True):
            sentence.doc = doc
        return too_long

    def _language(self) -> Any:
        """The pipeline for the next report; what is remembered about words belongs to one pipeline and goes with it."""
        nlp = language()
        if self._nlp is not nlp:
            self._nlp, self._words, self._trees = nlp, Words(nlp), Trees(nlp.vocab)
        return nlp

    def _name(self, sentences: Sequence[Sentence]) -> None:
        """Has the recogniser mark the names in docs that are parsed."""
        parsed = [sentence for sentence in sentences if sentence.doc is not None]
        if not parsed:
            return
        nlp = self._nlp
        others = [name for name in nlp.pipe_names if name != "ner"]
        for sentence, doc in zip(parsed, nlp.pipe([one.doc for one in parsed], batch_size=BATCH_SIZE, disable=others), strict=True):
            sentence.doc = doc

    def _plant(self, sentences: Sequence[Sentence]) -> None:
        """Puts trees in the place of spaCy's docs."""
        parsed = [sentence for sentence in sentences if sentence.doc is not None]
        for sentence in parsed:
            assert self._trees is not None
            sentence.doc = self._trees.of(sentence.doc)


def _any_between(starts: list[int], sentence: Sentence) -> bool:
    at = bisect_left(starts, sentence.start)
    return at < len(starts) and starts[at] < sentence.end
