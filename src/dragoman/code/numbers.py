"""Figures that belong to an event: "two missiles", "at least 20 people", "between 2 and 3 million dollars".

In: the tokens that a trigger governs. Out: Number objects with clean offsets. Dates, durations and ordinals are no figures of an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from dragoman.code.view import SentenceView
from dragoman.code.words import load_words
from dragoman.model.reading import Number

Token = Any

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {word: (index + 2) * 10 for index, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000, "dozen": 12}
_BOUNDS: Final = {
    "at least": "at least", "more than": "at least", "over": "at least", "no fewer than": "at least", "not less than": "at least", "no less than": "at least",
    "at most": "at most", "up to": "at most", "less than": "at most", "fewer than": "at most", "under": "at most", "no more than": "at most",
    "about": "about", "around": "about", "some": "about", "roughly": "about", "nearly": "about", "almost": "about", "approximately": "about",
}  # fmt: skip
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def parse_number(words: Iterable[str]) -> int | float | None:
    """The value of a numeral as written: ["1.5", "million"], ["twenty", "-", "three"], ["1,200"].

    Returns:
        None if the words are no plain cardinal.
    """
    total: float = 0
    current: float | None = None
    for word in words:
        lower = word.lower().strip("$€£")
        if lower in ("-", "and", "a", "an", "") and (current is not None or lower != "and"):
            continue
        if _FIGURE.fullmatch(lower):
            current = (current or 0) + float(lower.replace(",", ""))
        elif lower in _UNITS:
            current = (current or 0) + _UNITS[lower]
        elif lower in _TENS:
            current = (current or 0) + _TENS[lower]
        elif "-" in lower and all(part in _UNITS or part in _TENS for part in lower.split("-")):
            current = (current or 0) + sum(_UNITS.get(part, 0) + _TENS.get(part, 0) for part in lower.split("-"))
        elif lower in _SCALES:
            scaled = (1 if current is None else current) * _SCALES[lower]
            if _SCALES[lower] >= 1000:
                total, current = total + scaled, None
            else:
                current = scaled
        else:
            return None
    if current is None and total == 0:
        return None
    value = total + (current or 0)
    return int(value) if value == int(value) else value


def numbers_under(view: SentenceView, heads: Iterable[Token], taken: Iterable[tuple[int, int]]) -> tuple[Number, ...]:
    """Figures that count the given nouns.

    Args:
        heads: nouns that belong to the event: its objects, its subject, what its nominal governs.
        taken: clean offsets of time expressions, in which no figure is looked for.
    """
    spans = list(taken)
    found = []
    for noun in heads:
        mention = view.mention(noun)
        if mention is not None and mention.how == "pronoun":
            continue  # "the two sides"
        number = _number_of(view, noun, spans)
        if number is not None and number not in found:
            found.append(number)
    return tuple(found)


def _number_of(view: SentenceView, noun: Token, taken: list[tuple[int, int]]) -> Number | None:
    numeral = next((child for child in noun.children if child.dep_ == "nummod"), None)
    what = noun.lemma_.lower() if noun.tag_ not in ("NNS",) else noun.lower_
    if numeral is not None and what == "cent" and any(child.lower_ == "per" for child in noun.children):
        what = "percent"
    if numeral is None:
        if noun.pos_ != "NUM" or noun.dep_ not in ("dobj", "nsubj", "nsubjpass", "pobj", "dative"):
            return None
        numeral, what = noun, _counted(noun)
    if noun.lemma_.lower() in load_words().not_counted or numeral.tag_ != "CD":
        return None
    tokens = sorted([child for child in numeral.subtree if child.dep_ in ("compound", "nummod", "punct") or child.i == numeral.i], key=lambda token: token.i)
    value = parse_number(token.text for token in tokens)
    start, end = view.span(tokens[0], tokens[-1])
    if value is None or any(low < end and start < high for low, high in taken):
        return None
    if isinstance(value, int) and 1900 <= value <= 2100 and numeral.text.isdigit() and noun.tag_ != "NNS":
        return None  # "2018 summit"
    return Number(what=what, value=value, start=start, end=end, bound=_bound(view, tokens[0]))


# Signs before a figure that make it money.
_CURRENCIES: Final = {"$": "dollars", "US$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}


def _counted(numeral: Token) -> str:
    """What a bare figure counts: money, what it is "of" ("hundreds of men"), else people."""
    for child in numeral.children:
        if child.text in _CURRENCIES:
            return _CURRENCIES[child.text]
    for child in numeral.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return str(noun.lower_)
    return "people"


def _bound(view: SentenceView, first: Token) -> str | None:
    before = [token.lower_ for token in view.doc[max(0, first.i - 3) : first.i]]
    for length in (3, 2, 1):
        words = " ".join(before[-length:]) if len(before) >= length else ""
        if words in _BOUNDS:
            return _BOUNDS[words]
    return None
