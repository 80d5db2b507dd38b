"""Which words are ordinary English. In: a word; out: whether it is one, and whether it is a common one.

The list stands in data/words.txt.gz (source and licence in its head), most frequent word first.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

# Past this rank come words like "toman" or "ingle", which a split of glued words must not end in.
COMMON_WORDS = 20_000


@cache
def _ranked() -> tuple[str, ...]:
    packed = files("dragoman.clean").joinpath("data/words.txt.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _all() -> frozenset[str]:
    return frozenset(_ranked())


@cache
def _common() -> frozenset[str]:
    return frozenset(_ranked()[:COMMON_WORDS])


def is_word(word: str) -> bool:
    """True if `word`, in any case, is an English word form."""
    return word.lower() in _all()


def is_common(word: str) -> bool:
    """True if `word`, in any case, is among the most frequent English word forms."""
    return word.lower() in _common()
