"""Foreign words that somebody dropped into sentences to sell something. In: a paragraph; out: where they stand.

A span is taken only on evidence: it holds a word or phrase of data/injected.yaml, is wholly in lower case, and stands amid a
sentence. Words beside a seed go with it while they are companions of such words or no English words at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.clean.gate import literals
from dragoman.clean.words import is_word
from dragoman.knowledge.tables import parse_yaml

# An injected span longer than this has not been met; beyond it the evidence would be about a passage, not a slip.
MOST_WORDS = 8
_TOKEN = re.compile(r"[^\s,.;:!?()\[\]\"“”‘’…]+")
_PLAIN = re.compile(r"[a-zа-яçğışöüéèà]+[a-z0-9-]*$")
# "qq1221", "slot88", "joker123": brand names of betting sites; four letters, so that h5n1, g20 and mp3 are none.
_LIKE_A_BRAND = re.compile(r"[a-z]{4}\d\d")
_NUMBERED = re.compile(r"([a-z]{4,})\d{2,4}$")


@dataclass(frozen=True, slots=True)
class _Injected:
    seeds: re.Pattern[str]
    companions: frozenset[str]
    phrases: re.Pattern[str]
    topic: re.Pattern[str]
    literals: frozenset[str]


@cache
def _injected() -> _Injected:
    data = parse_yaml(files("dragoman.clean").joinpath("data/injected.yaml").read_text("utf-8"), "clean/data/injected.yaml")
    seeds = "|".join(str(entry["word"]).replace("*", r"\w*") for entry in data["seeds"])
    phrases = "|".join(str(entry["find"]).replace(" ", r"\s") for entry in data["phrases"])
    return _Injected(
        re.compile(rf"(?:{seeds})$"),
        frozenset(map(str, data["companions"])),
        re.compile(rf"(?<![^\s])(?:{phrases})(?=\s+[^\W\d_])"),
        re.compile(data["topic"], re.IGNORECASE),
        literals(re.compile(rf"(?:{seeds})|(?:{phrases})")) or frozenset({""}),
    )


def may_be_injected(text: str) -> bool:
    """False if nothing of the kind can stand in a text: a cheap first look, for nearly all texts hold nothing."""
    return any(literal in text for literal in _injected().literals) or _LIKE_A_BRAND.search(text) is not None


def about_such_things(text: str) -> bool:
    """True if the report itself is about gambling, medicines or fraud, so that such words are its own."""
    found = _injected().topic.findall(text)
    return len(found) >= 2


def injected_spans(text: str) -> list[tuple[int, int]]:
    """[start, end) of the injected words in a paragraph, in order, not overlapping.

    Args:
        text: the paragraph as it stands in the report, line ends included.
    """
    if not may_be_injected(text):
        return []
    spans = [
        (found.start(), found.end())
        for found in _injected().phrases.finditer(text)
        if found.start() > 0 and found.group().islower() and _amid(text, *found.span())
    ]
    tokens = [(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        if not _is_seed(tokens[at][0]):
            at += 1
            continue
        first, last = _spread(tokens, at)
        start, end = tokens[first][1], tokens[last][2]
        if first > 0 and last - first < MOST_WORDS and _amid(text, start, end):
            spans.append((start, end))
        at = last + 1
    return _merged(spans)


def _is_seed(token: str) -> bool:
    if _injected().seeds.match(token):
        return True
    numbered = _NUMBERED.match(token)
    return (
        numbered is not None and (numbered.group(1) in _injected().companions or not is_word(numbered.group(1))) and not numbered.group(1).startswith("covid")
    )


def _joins(token: str) -> bool:
    return _PLAIN.match(token) is not None and (token in _injected().companions or not is_word(token))


def _spread(tokens: list[tuple[str, int, int]], at: int) -> tuple[int, int]:
    """First and last token of the span around the seed at `at`."""
    first = last = at
    while first > 1 and _joins(tokens[first - 1][0]):
        first -= 1
    while last + 1 < len(tokens) and (_joins(tokens[last + 1][0]) or _is_seed(tokens[last + 1][0])):
        last += 1
    return first, last


def _amid(text: str, start: int, end: int) -> bool:
    """True if the words before and behind belong to one sentence that reads on: no quotation mark or bracket holds the span alone."""
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    return bool(before) and before[-1] not in ".!?\"“‘('[:" and bool(behind) and behind[0] not in '"”’)]'


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
