"""A text cut into the words that names are matched by, with the gaps between them.

Goes in: a text. Comes out: its tokens, as written and folded, with offsets.
"""

from __future__ import annotations

from dragoman.knowledge.names import TOKEN, fold

_GAPS = frozenset({" ", "-", "‐", "‑", "–", "'", "’", "ʼ", "`", "\n", "\u00a0", "  ", " \n", "\n ", "/", "+", " - ", " & ", "&", "' ", "’ ", "-\n"})
_ABBREVIATED = frozenset({".", ". ", ".-", ".\n"})
_ABBREVIATION_LENGTH = 3  # "St. Petersburg", "S. Korea", "Gen. Li"; a longer word before a full stop ends its sentence


class Words:
    """A text cut into tokens."""

    __slots__ = ("ends", "folded", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [found.span() for found in TOKEN.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.words = [text[start:end] for start, end in spans]
        self.folded = [word.lower() for word in self.words]
        if not text.isascii():
            self.folded = [word if word.isascii() else fold(word) for word in self.folded]
        if "." in text:
            self.folded = [word.replace(".", "") if "." in word else word for word in self.folded]

    def gap(self, left: int, right: int) -> str:
        return self.text[self.ends[left] : self.starts[right]]

    def joined(self, left: int, right: int) -> bool:
        """True if nothing but a space, hyphen, apostrophe or line end lies between two neighbouring tokens."""
        gap = self.text[self.ends[left] : self.starts[right]]
        return gap in _GAPS or (gap in _ABBREVIATED and len(self.words[left]) <= _ABBREVIATION_LENGTH) or (gap == "" and "." in self.words[left])

    def in_capitals(self, index: int) -> bool:
        word = self.words[index]
        return len(word) > 1 and word.upper() == word

    def shouted(self, index: int) -> bool:
        """True if the words around are in capitals too, so that capitals mark no acronym."""
        around = [near for near in (index - 2, index - 1, index + 1, index + 2) if 0 <= near < len(self.words)]
        longer = [near for near in around if len(self.words[near]) > 3]
        return bool(longer) and all(self.in_capitals(near) for near in longer)
