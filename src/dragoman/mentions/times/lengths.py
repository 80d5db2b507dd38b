"""Builders for lengths of time, sets and bare references; how many units a match tells.

In: a grammar Match and the Scan. Out: Made or None.
"""

from __future__ import annotations

import re

from dragoman.mentions.times.build import Made, Scan, made
from dragoman.mentions.times.grammar import Match
from dragoman.mentions.times.lexicon import lexicon
from dragoman.mentions.times.meanings import Fixed

_NEXT = re.compile(r"\s+([\w-]+)")
_COUNTED = frozenset({"UNIT", "UNITS", "CENTURY", "NUMWORD", "FUZZY", "RECENT", "WEEKEND", "SEASON", "MONTH", "WEEKDAY", "QUARTER", "HALF"})
UNIT_KINDS = ("UNIT", "UNITS", "CENTURY")
_PERIOD = {"S": "PT{}S", "MIN": "PT{}M", "H": "PT{}H", "D": "P{}D", "N": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y", "DE": "P{}Y", "CE": "P{}Y"}
_TIMES = {"DE": 10, "CE": 100, "FN": 2}


def amount(match: Match) -> float | None:
    """How many units are told; None where the words say only "several"."""
    counts = match.all("NUMWORD", "FUZZY", "DAY", "NUM", "YEAR")
    count = counts[-1] if counts else None
    number: float | None = 1
    if count is not None:
        number = None if count.value == "X" else float(count.value)
    elif not match.has("A"):
        return None
    return None if number is None else number + sum(float(token.value) for token in match.all("HALFMORE"))


def period(unit: str, number: float | None) -> str:
    """P2M, PT30M, P2.5Y, PXD."""
    if number is None:
        return _PERIOD["W" if unit == "FN" else "Y" if unit in ("DE", "CE") else unit].format("X")
    total = number * _TIMES.get(unit, 1)
    return _PERIOD["W" if unit == "FN" else unit].format(int(total) if total == int(total) else total)


def unit_of(match: Match) -> str:
    return str(match.all(*UNIT_KINDS)[-1].value)


def duration(match: Match, scan: Scan) -> Made | None:
    count, unit = match.first("NUMWORD", "FUZZY", "DAY", "NUM", "YEAR"), unit_of(match)
    if count is None and match.has("A") and not match.has("APPROX", "LONG", "HALFMORE"):
        return _a_unit(match, scan)
    if count is not None and count.kind == "YEAR" and match.has("UNIT"):
        return None
    skip = ("A",) if match.has("LONG") and match.has("UNIT") else ()
    return made(match, Fixed(None, period(unit, amount(match))), "DURATION", skip=skip)


def duration_range(match: Match, scan: Scan) -> Made | None:
    """ "Two to three weeks": the longer one is its value; TIMEX3 has no other way."""
    count = match.all("NUMWORD", "FUZZY", "DAY", "NUM", "YEAR")[-1]
    number = None if count.value == "X" else float(count.value)
    return made(match, Fixed(None, period(unit_of(match), number)), "DURATION")


def the_past_alone(match: Match, scan: Scan) -> Made | None:
    """ "In the past", with nothing after it that it belongs to."""
    following = _NEXT.match(scan.text, match.tokens[-1].end)
    word = following[1].lower() if following else ""
    if match.tokens[-1].text.lower() != "past" or word[:1].isdigit() or lexicon().words.get(word, ("",))[0] in _COUNTED:
        return None
    return made(match, Fixed(None, "PAST_REF"), skip=("IN", "OF"))


def _a_unit(match: Match, scan: Scan) -> Made | None:
    """ "15 a year" is a rate; "a week of talks" a length."""
    before = scan.text[max(0, match.tokens[0].start - 24) : match.tokens[0].start].rstrip()
    rate = before[-1:].isdigit() or before.lower().endswith(("times", "once", "twice", "percent", "%", "million", "billion", "thousand", "hundred"))
    return made(match, Fixed(None, period(unit_of(match), 1)), "SET" if rate else "DURATION")


def vague_duration(match: Match, scan: Scan) -> Made | None:
    return made(match, Fixed(None, period(unit_of(match), 1 if match.has("UNIT") else None)), "DURATION")


_SETS = {"WE": "XXXX-WXX-WE", "SP": "XXXX-SP", "SU": "XXXX-SU", "FA": "XXXX-FA", "WI": "XXXX-WI"}


def every(match: Match, scan: Scan) -> Made | None:
    word = match.tokens[-1]
    if word.kind == "WEEKDAY":
        return made(match, Fixed(None, f"XXXX-WXX-{word.value + 1}"), "SET")
    if word.kind == "PART":
        return made(match, Fixed(None, f"XXXX-XX-XXT{word.value}"), "SET")
    if word.value in _SETS:
        return made(match, Fixed(None, _SETS[word.value]), "SET")
    count = match.first("NUMWORD", "FUZZY", "DAY", "NUM", "YEAR")
    number: float | None = match.tokens[0].value
    if count is not None:
        number = None if count.value == "X" else float(count.value)
    return made(match, Fixed(None, period(word.value, number)), "SET")


def setword(match: Match, scan: Scan) -> Made | None:
    return made(match, Fixed(None, match.tokens[0].value), "SET")


def reference_word(match: Match, scan: Scan) -> Made | None:
    return made(match, Fixed(None, match.tokens[0].value))


def then(match: Match, scan: Scan) -> Made | None:
    # "This time" and "the same time" point at what is told, and no day can be read off them.
    return made(match, Fixed(None, "PRESENT_REF" if match.tokens[0].text.lower().startswith("this") else "PAST_REF"))
