"""Sentences inside a body paragraph that belong to the page. In: the paragraph as it stands; out: where such sentences are, and why.

"Stay tuned for more" at the end of a paragraph must not take the paragraph with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.clean.characters import plain
from dragoman.clean.phrases import Phrase

# A mark that ends a sentence, perhaps a closing quotation mark, white space, and what may begin one.
_BREAK = re.compile(r"(?<=[.!?…])(?P<close>[\"”’)\]]*)\s+(?=[\"“‘(\[]?[A-Z0-9©])")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|Jr|Sr|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """[start, end) of each sentence of a paragraph, without white space between; rough, good enough to look for phrases."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _BREAK.finditer(text):
        if _ABBREVIATION.search(text[: found.start()]):
            continue
        end = found.end("close")
        spans.append((start, end))
        start = found.end()
    spans.append((start, len(text)))
    return [(begin, end) for begin, end in spans if text[begin:end].strip()]


def page_sentences(text: str, index: int, count: int, rules: Sequence[Phrase]) -> list[tuple[int, int, str, str]]:
    """(start, end, kind, why) of the sentences that belong to the page, in order.

    Args:
        text: one paragraph as it stands in the report.
        index, count: which paragraph of how many it is.
        rules: those that may hold in it (see `gate.possible`).
    """
    found: list[tuple[int, int, str, str]] = []
    if not rules:
        return found
    for start, end in sentence_spans(text):
        said = " ".join(plain(text[start:end]).split())
        words = len(said.split())
        # Quoted words are somebody's own.
        if said.startswith(("“", '"')):
            continue
        rule = next((rule for rule in rules if rule.finds(said, words, index, count)), None)
        if rule is not None:
            found.append((start, end, rule.kind, rule.why))
    return found
