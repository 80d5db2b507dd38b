"""What makes two tellings alike. In: clean text; out: hashes of its sentences and of its runs of words, for the search of near-duplicates.

The hashes are the same on any machine and in any process.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from dragoman.model.vocabulary import KEPT_BLOCKS
from dragoman.model.working import CleanText

# Five words: shorter runs are shared by reports that have only their subject in common.
SHINGLE_WORDS = 5
# Shorter sentences ("He did not elaborate.") recur in reports that have nothing to do with each other.
SENTENCE_WORDS = 6
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n\s*\n")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`sentences`: one 64-bit hash a sentence, in order; `shingles`: 64-bit hashes of runs of five words."""

    sentences: tuple[int, ...]
    shingles: frozenset[int]


def fingerprint(clean_text: CleanText | str) -> Fingerprint:
    """Fingerprint of the body of a text (titles are rewritten, bodies are copied); of all of it where it has no body.

    Args:
        clean_text: the cleaned report, or plain text.
    """
    if isinstance(clean_text, CleanText):
        kept = [part for part in clean_text.parts if part.kind in KEPT_BLOCKS]
        body = [part for part in kept if part.kind == "body"] or kept
        text = "\n\n".join(clean_text.text[part.start : part.end] for part in body)
    else:
        text = clean_text
    return Fingerprint(_sentence_hashes(text), _shingles(text))


def _hash(words: list[str]) -> int:
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def _sentence_hashes(text: str) -> tuple[int, ...]:
    sentences = (_WORD.findall(sentence.casefold()) for sentence in _SENTENCE_END.split(text))
    return tuple(_hash(words) for words in sentences if len(words) >= SENTENCE_WORDS)


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    if len(words) < SHINGLE_WORDS:
        return frozenset({_hash(words)} if words else ())
    return frozenset(_hash(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1))
