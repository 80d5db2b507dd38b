"""Where words stand in quotation marks. In: the clean text and its parts. Out: spans between the marks, straight or curly, never across parts
unless a paragraph opens again with a mark, as long quotations do.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model.working import Part

OPENING = "“«„"
CLOSING = "”»"
STRAIGHT = '"'


def quoted_spans(text: str, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Spans [start, end) of the words between quotation marks, marks left out."""
    spans = []
    for part in parts:
        opened: int | None = None
        for at in range(part.start, part.end):
            mark = text[at]
            if mark in OPENING:
                opened = at + 1
            elif mark in CLOSING or (mark == STRAIGHT and opened is not None):
                if opened is not None and at > opened:
                    spans.append((opened, at))
                opened = None
            elif mark == STRAIGHT:
                opened = at + 1
        if opened is not None and opened < part.end - 1 and text[opened - 1] != STRAIGHT:
            spans.append((opened, part.end))  # a curly quotation left open at a paragraph's end goes on in the next
    return spans


def holds_quote(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in spans)
