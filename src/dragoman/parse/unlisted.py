"""Says which sentences hold a name that no list knows, so that spaCy's named-entity recogniser must look at them.

In: the clean text of a report with its name hits. Out: for a sentence its unlisted capitalised words. Words in data/gate.yaml.
The recogniser has a tok2vec layer of its own and costs about as much as tagger and parser together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from dragoman.model.working import Sentence, Working
from dragoman.parse.gate import gate_words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LOWER = re.compile(r"\b[a-zß-öø-ÿ][\w-]*")
_POSSESSIVE = ("'s", "’s")


class Unlisted:
    """The capitalised words of one report that neither the lists nor the report's own use of them explain.

    Args:
        working: with hits.
    """

    def __init__(self, working: Working) -> None:
        self._lower = frozenset(_LOWER.findall(working.clean.text))
        # Parts of the names of listed persons: surnames are found without help.
        self._parts = frozenset(word for hit in working.hits if any(entry.kind == "person" for entry in hit.entries) for word in _WORD.findall(hit.surface))
        self._hits = working.hits
        self._starts = [hit.start for hit in working.hits]

    def words(self, sentence: Sentence) -> list[str]:
        """The sentence's unlisted capitalised words, possessive endings cut off."""
        common = gate_words()
        hits = self._hits_in(sentence)
        running = sentence.kind == "body"
        found = []
        for number, match in enumerate(_WORD.finditer(sentence.text)):
            word = match.group()
            if not word[0].isupper() or any(hit.start < sentence.start + match.end() and sentence.start + match.start() < hit.end for hit in hits):
                continue
            word = word[:-2] if word.endswith(_POSSESSIVE) else word
            lower = word.lower()
            if lower in common.not_names or word in self._parts:
                continue
            # A capital says nothing at the beginning of a sentence, nor anywhere in a headline.
            if (number == 0 or not running) and (lower in self._lower or lower in common.openers):
                continue
            found.append(word)
        return found

    def _hits_in(self, sentence: Sentence) -> Sequence[Any]:
        first = bisect_left(self._starts, sentence.start)
        return self._hits[first : bisect_left(self._starts, sentence.end)]
