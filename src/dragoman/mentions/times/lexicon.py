"""The words of time expressions: reads data/lexicon.yaml and cuts a text into its time words.

In: a text. Out: its time words as Tokens, and one character a word (its kind) for the grammar to match on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError

SOURCE = "mentions/times/data/lexicon.yaml"
BREAK = "|"
FIRST_YEAR, LAST_YEAR = 1000, 2099
# Kinds made by form, not by word list.
NUMBER_KINDS = ("DAY", "ORD", "NUM", "YEAR", "ISO", "ISOMONTH", "SLASH", "CLOCK", "TENS", "SPAN", "APOS")
_FORMS = r"""
    (?P<ISO>\b\d{4}(?:-\d{2}-\d{2}|/\d{2}/\d{2})\b)
  | (?P<SPAN>\b(?:1\d|20)\d\d[-–/]\d{2}\b(?![-–/]?\d))
  | (?P<SLASH>\b\d{1,2}(?P<stroke>[/.])\d{1,2}(?P=stroke)(?:\d{4}|\d{2})\b(?![./]\d))
  | (?P<CLOCK>\b\d{1,2}(?:[:.]\d{2})?(?::\d{2})?\s?(?:[ap]\.\s?m\.|[ap]m\b)|\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?(?:hrs|hours|h)\b)?(?![:\d]))
  | (?P<TENS>(?<![\w$€£])(?:1\d|20)\d0['’]?s\b|(?<!\w)['’]\d0s\b|(?<=\bthe\ )[3-9]0s\b|(?<=0s\ and\ )[3-9]0s\b)
  | (?P<APOS>(?<![\w])['’]\d{2}\b(?![\w'’]))
  | (?P<ORD>\b\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<NUM>(?<![\w$€£.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w%]))
"""
_TOUCHING = re.compile(r"\s*")
_GAPS = {"comma": re.compile(r"\s*,\s*"), "hyphen": re.compile(r"\s*[-–—]\s*")}
_PHRASE_END = re.compile(r"\s*(?:[.,;:)\"”'’]|$|\n|and\b|but\b)")


@dataclass(frozen=True, slots=True)
class Token:
    """One time word: its kind and value, and where it stands."""

    kind: str
    value: Any
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word -> (kind, value); the letter that stands for each kind; the scan that finds all of them."""

    words: dict[str, tuple[str, Any]]
    capital: frozenset[str]
    letters: dict[str, str]
    scan: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once a process.

    Raises:
        KnowledgeError: if an entry is malformed or a word has two kinds.
    """
    source = resources.files("dragoman.mentions.times") / "data" / "lexicon.yaml"
    data = parse_yaml(source.read_text(encoding="utf-8"), SOURCE)
    words: dict[str, tuple[str, Any]] = {}
    capital = set()
    for kind, entry in data.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("words"), dict) or "example" not in entry:
            raise KnowledgeError(f"{kind} needs words and an example", source=SOURCE)
        if entry.get("capital"):
            capital.add(kind)
        for word, value in entry["words"].items():
            if str(word) in words and words[str(word)][0] != kind:
                raise KnowledgeError(f"'{word}' stands under {kind} and under {words[str(word)][0]}", source=SOURCE)
            words[str(word)] = (kind, value)
    # Private-use characters: no clash with the signs of the pattern language.
    letters = {kind: chr(0xE000 + number) for number, kind in enumerate([*NUMBER_KINDS, *data])}
    # Every form begins with a digit or an apostrophe: asked first, that spares most words the whole list of forms.
    scan = rf"(?<!\w)(?:(?=[\d'’])(?:{_FORMS})|(?P<word>{_alternation(words)}))"
    return Lexicon(words, frozenset(capital), letters, re.compile(scan, re.VERBOSE | re.IGNORECASE))


def _alternation(words: Iterable[str]) -> str:
    """All words as one pattern, branching letter by letter: a flat list of 500 words is tried one by one at every word of the text."""
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return rf"(?<!\w[’']){_branches(trie)}(?!\w)"


def _branches(node: dict[str, Any]) -> str:
    """Longer words first, so that "early in" never stops at "early"."""
    options = [_letter(letter) + _branches(node[letter]) for letter in sorted(node) if letter]
    if "" in node:
        options.append("")
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


def tokens(text: str, boundaries: Iterable[int]) -> tuple[list[Token], str, list[int]]:
    """The time words of a text.

    Args:
        text: any text.
        boundaries: offsets that no expression may cross (ends of sentences), ascending.

    Returns:
        The tokens; the string of their kinds, with `,` and `-` for what joins them and `|` for what parts them; and for
        each character of that string the index of the token it stands for (of the next one for joints).
    """
    lex = lexicon()
    found: list[Token] = []
    code: list[str] = []
    places: list[int] = []
    ends = [*boundaries, len(text)]
    boundary = 0
    for match in lex.scan.finditer(text):
        token = _token(match, lex, text)
        if token is None:
            continue
        if found:
            joint = _joint(text, found[-1].end, token.start)
            while ends[boundary] <= found[-1].end - 1:
                boundary += 1
            if ends[boundary] <= token.start:
                joint = BREAK
            if joint:
                code.append(joint)
                places.append(len(found))
        code.append(lex.letters[token.kind])
        places.append(len(found))
        found.append(token)
    return found, "".join(code), places


def _joint(text: str, end: int, start: int) -> str:
    if end == start:
        return ""
    if _TOUCHING.fullmatch(text, end, start):
        return BREAK if text.count("\n", end, start) > 1 else ""
    if _GAPS["comma"].fullmatch(text, end, start):
        return ","
    return "-" if _GAPS["hyphen"].fullmatch(text, end, start) else BREAK


def _token(match: re.Match[str], lex: Lexicon, text: str) -> Token | None:
    kind = match.lastgroup or ""
    surface = match.group()
    start, end = match.span()
    if kind == "word":
        key = " ".join(surface.lower().split())
        kind, value = lex.words[key]
        if kind in lex.capital and not surface[0].isupper() and surface[0] != "(":
            return None
        if kind == "BEFOREWARDS" and not _PHRASE_END.match(text, end):
            return None
        return Token(kind, value, start, end, surface)
    if kind == "stroke":
        kind = "SLASH"
    if kind in ("NUM", "ORD"):
        return _number(kind, surface, start, end)
    if kind == "SPAN":
        kind, value = _span(surface)
        return Token(kind, value, start, end, surface)
    return Token(kind, surface, start, end, surface)


def _number(kind: str, surface: str, start: int, end: int) -> Token | None:
    if kind == "ORD":
        number = int(surface[:-2])
        return Token("ORD", number, start, end, surface)
    plain = surface.replace(",", "")
    if "." in plain:
        return Token("NUM", float(plain), start, end, surface)
    if len(plain) > 6:
        return None
    number = int(plain)
    if len(surface) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        return Token("YEAR", number, start, end, surface)
    return Token("DAY" if 1 <= number <= 31 and len(surface) <= 2 else "NUM", number, start, end, surface)


def _span(surface: str) -> tuple[str, Any]:
    """2014-15 is two years if the second follows the first closely, else 2019-02 is a month."""
    first, second = int(surface[:4]), int(surface[5:])
    later = first // 100 * 100 + second
    if 0 < later - first <= 9 and not (surface[4] == "-" and second <= 12 and later - first > 1):
        return "SPAN", (first, later)
    if surface[4] == "-" and 1 <= second <= 12:
        return "ISOMONTH", (first, second)
    return "NUM", float(first)
