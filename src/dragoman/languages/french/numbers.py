"""Figures in French: "deux missiles", "au moins 20 morts", "quarante-cinq diplomates", "1.200 soldats", "2,5 milliards d'euros".

In: nouns of an act. Out: Numbers. What is counted is given in English where the word list knows it, so that figures of both languages can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.languages.french.data_files import yaml_of
from dragoman.languages.french.syntax import case_of, children, lemma
from dragoman.model.reading import Number

Token = Any
_FIGURE = re.compile(r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+(?:,\d+)?")


@cache
def _words() -> Mapping[str, Any]:
    return MappingProxyType(yaml_of("numbers.yaml"))


def value_of(text: str) -> int | float | None:
    """The value of a numeral as written, None if it is none: `quarante-cinq`, `1.200`, `2,5`."""
    told = text.lower().strip()
    if _FIGURE.fullmatch(told):
        plain = re.sub(r"[. \u00a0\u202f]", "", told)
        return float(plain.replace(",", ".")) if "," in plain else int(plain)
    table = _words()["values"]
    total = 0
    for part in re.split(r"[-\s]+(?:et[-\s]+)?", told):
        if part not in table:
            return None
        value = int(table[part])
        total = max(total, 1) * value if value in (100, 1000) or (value == 20 and total == 4) else total + value
    return total or None


def numbers_of(heads: Iterable[Token], offset: int, taken: Iterable[tuple[int, int]]) -> tuple[Number, ...]:
    """The figures that count these nouns.

    Args:
        offset: of the sentence in the clean text. taken: spans of time expressions, in which no figure is looked for.
    """
    spans = list(taken)
    found: list[Number] = []
    for noun in heads:
        number = _number(noun, offset)
        if number is not None and not any(low < number.end and number.start < high for low, high in spans) and number not in found:
            found.append(number)
    return tuple(found)


def _number(noun: Token, offset: int) -> Number | None:
    scale = _words()["scales"].get(lemma(noun))
    numeral = next(
        (child for child in noun.children if child.dep_ in ("nummod", "det", "amod") and value_of(child.text) is not None and not _article(child)), None
    )
    if numeral is None and scale is None:
        return None
    value = value_of(numeral.text) if numeral is not None else 1
    if value is None:
        return None
    what = noun
    if scale is not None:
        value *= scale
        what = next((child for child in children(noun, "nmod") if case_of(child) == "de"), noun)
    parts = [one for one in (numeral, noun if scale is not None else numeral) if one is not None]
    start, end = parts[0].idx, parts[-1].idx + len(parts[-1].text)
    value = int(value) if value == int(value) else value
    name = _words()["counted"].get(lemma(what), what.lower_)
    return Number(str(name), value, offset + start, offset + end, _bound(noun.doc.text[:start].lower().rstrip()))


def _article(token: Token) -> bool:
    return token.lower_ in ("un", "une") and token.dep_ != "nummod"


def _bound(before: str) -> str | None:
    return next((bound for words, bound in _words()["bounds"].items() if before.endswith(words)), None)
