"""Where words stand in quotation marks. In: the clean text and its parts. Out: spans between the marks, straight or curly, never across parts
unless a paragraph opens again with a mark, as long quotations do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.model.working import Part

OPENING = "“«„"
CLOSING = "”»"
STRAIGHT = '"'
_MARK = re.compile("[“«„”»\"]|''|``")


def quoted_spans(text: str, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Spans [start, end) of the words between quotation marks, marks left out; two apostrophes count as one mark."""
    spans = []
    for part in parts:
        opened: int | None = None
        for found in _MARK.finditer(text, part.start, part.end):
            mark = found[0]
            if mark in OPENING:
                opened = found.end()
            elif opened is not None:
                if found.start() > opened:
                    spans.append((opened, found.start()))
                opened = None
            elif mark not in CLOSING:
                opened = found.end()
        if opened is not None and opened < part.end - 1 and (text[opened - 1] in OPENING or _opens(text, part.end)):
            spans.append((opened, part.end))  # left open at a paragraph's end it goes on in the next
    return spans


def _opens(text: str, end: int) -> bool:
    """The next paragraph begins with a quotation mark."""
    return text[end : end + 8].lstrip()[:1] in (*OPENING, STRAIGHT)


def left_open(text: str, span: tuple[int, int]) -> bool:
    """The quotation was not closed at its paragraph's end."""
    return _MARK.match(text, span[1]) is None


def holds_quote(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in spans)
