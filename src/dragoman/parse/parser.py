"""The parse room's door: sentences, name hits, and spaCy docs for the sentences that the gate lets through.

In: a Working with its clean text. Out: the same with `sentences` and `hits` filled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.model.working import Sentence, Working
from dragoman.parse.gate import worth_parsing
from dragoman.parse.language import language
from dragoman.parse.sentences import split

# Longer ones are tables, lists or garble; the parser's accuracy and speed both fall off.
MAX_TOKENS = 120
# At some six characters a token this is twice MAX_TOKENS: such text is not even tokenised.
MAX_CHARACTERS = 1500
# Fixed, so that the same report is read in the same batches anywhere; larger ones gained under 2 % on a CPU.
BATCH_SIZE = 64


class Parser:
    """Callable component over one report at a time, so that a report's reading does not depend on its neighbours.

    Args:
        knowledge: what `dragoman.knowledge.load` gives; `names.scan` and `triggers.forms` are used.
    """

    def __init__(self, knowledge: Any) -> None:
        self._knowledge = knowledge

    def parse(self, working: Working) -> Working:
        """Fills `sentences` (with docs where the gate opens) and `hits`; notes what was too long to parse."""
        working.hits = list(self._knowledge.names.scan(working.clean.text))
        working.sentences = split(working.clean)
        chosen = self._gated(working)
        too_long = self._parse_sentences(chosen)
        if too_long:
            working.notes.append(f"{too_long} sentence(s) of more than {MAX_TOKENS} words were not parsed")
        return working

    def parse_batch(self, workings: Iterable[Working]) -> list[Working]:
        """`parse` for each, in order."""
        return [self.parse(working) for working in workings]

    def _gated(self, working: Working) -> list[Sentence]:
        triggers = self._knowledge.triggers.forms
        starts = [hit.start for hit in working.hits]
        return [sentence for sentence in working.sentences if worth_parsing(sentence.text, _any_between(starts, sentence), triggers)]

    def _parse_sentences(self, sentences: Sequence[Sentence]) -> int:
        """Sets the docs; returns how many sentences were too long."""
        if not sentences:
            return 0
        nlp = language()
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
        for sentence, doc in zip(chosen, nlp.pipe(docs, batch_size=BATCH_SIZE), strict=True):
            sentence.doc = doc
        return too_long


def _any_between(starts: list[int], sentence: Sentence) -> bool:
    at = bisect_left(starts, sentence.start)
    return at < len(starts) and starts[at] < sentence.end
