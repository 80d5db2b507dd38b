"""Where a quoted string stands in the text. In: clean text, a string from the model; out: the span of the text's own characters, or None.

Case, kinds of quotation marks and dashes, and white space may differ; a letter may not, and words are matched whole.
"""

from __future__ import annotations

import re
from collections.abc import Container

LONGEST = 4000  # characters of a quote; no sentence that is read is longer
_ALIKE = ("'’‘`´", '"“”„«»', "-–—‐‑−")
_TRIMMED = ' \t\r\n"“”„«»'  # marks around a quote are the model's own more often than not


def find(text: str, quote: object, start: int, end: int, taken: Container[tuple[int, int]] = ()) -> tuple[int, int] | None:
    """The first place in text[start:end] where the quote stands and that is not taken.

    Args:
        quote: what the model gave; anything but a string with a letter or figure is found nowhere.
    """
    if not isinstance(quote, str) or len(quote) > LONGEST or not any(mark.isalnum() for mark in quote):
        return None
    pattern = _pattern(quote.strip(_TRIMMED))
    for found in pattern.finditer(text, start, end):
        if found.span() not in taken:
            return found.span()
    return None


def _pattern(quote: str) -> re.Pattern[str]:
    body = r"\s+".join("".join(map(_mark, word)) for word in quote.split())
    before = r"(?<!\w)" if _is_word(quote[0]) else ""
    after = r"(?!\w)" if _is_word(quote[-1]) else ""
    return re.compile(before + body + after, re.IGNORECASE)


def _mark(mark: str) -> str:
    group = next((alike for alike in _ALIKE if mark in alike), None)
    return re.escape(mark) if group is None else f"[{re.escape(group)}]"


def _is_word(mark: str) -> bool:
    return mark.isalnum() or mark == "_"
