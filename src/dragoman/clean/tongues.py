"""Which paragraphs stand in another language than English. In: the clean text and the report's language. Out: those parts, by language.

A cheap look at small words comes first: an English paragraph never goes to the detector.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dragoman.clean.language import SURE, language_of
from dragoman.model import Block
from dragoman.model.working import CleanText, Part

ENGLISH = "en"
# Shorter paragraphs (headings, "(AFP)", a name) say too little and go with the report.
FEWEST_CHARACTERS = 60
# One such word in fifteen: measured on news, English paragraphs have one in three, French and German ones none to one in fifty.
_WORDS_A_SMALL_ONE = 15
_SMALL = re.compile(r"\b(?:the|of|and|to|in|is|was|that|for|with|has|have|by|from|which|were|are|his|he|it|at|be|been|who|will)\b", re.IGNORECASE)
# What `language_of` is given as the answer where it is not sure is English; an answer in another language is asked to be surer in a single paragraph.
SURER = max(SURE, 0.8)


def aside(clean: CleanText, language: str | None) -> dict[str, tuple[Part, ...]]:
    """Parts that are not in English, by language; nothing for a report that is English throughout.

    Args:
        language: the report's, as given or detected (ISO 639-1); None counts as English, which is what a text of a few words is read as.
    """
    own = language or ENGLISH
    found: dict[str, list[Part]] = defaultdict(list)
    for part in clean.parts:
        told = _language_of_part(clean.text[part.start : part.end], own)
        if told != ENGLISH:
            found[told].append(part)
    return {one: tuple(parts) for one, parts in sorted(found.items())}


def _language_of_part(text: str, own: str) -> str:
    if len(text) < FEWEST_CHARACTERS:
        return own
    if _WORDS_A_SMALL_ONE * len(_SMALL.findall(text)) >= text.count(" ") + 1:
        return ENGLISH
    told, score = language_of(text)
    return told if told is not None and score >= SURER else own


def marked(clean: CleanText, apart: dict[str, tuple[Part, ...]]) -> tuple[Block, ...]:
    """The report's blocks, those in another language with that for their reason."""
    spans = sorted((*clean.original(part.start, part.end), language) for language, parts in apart.items() for part in parts)
    return tuple(_with_language(block, spans) for block in clean.blocks) if spans else clean.blocks


def _with_language(block: Block, spans: Sequence[tuple[int, int, str]]) -> Block:
    if block.why is not None:
        return block
    language = next((language for start, end, language in spans if start < block.end and block.start < end), None)
    return block if language is None else Block(block.kind, block.start, block.end, f"in '{language}'")
