"""A report's text as the resolver compares it: sentences with their terms, names, numbers and quotes. In: Claim; out: Traits.

No parser is needed here: names are words that stand capitalised inside a sentence, terms are crude stems. That is enough to
compare texts with each other, and costs microseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.model.vocabulary import KEPT_BLOCKS
from dragoman.resolve.claims import Claim
from dragoman.resolve.lexicon import lexicon

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])|\n\s*\n")
_QUOTE = re.compile(r"[“\"]([^“”\"]{15,400})[”\"]")
_ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "edly", "ies", "ied", "ers", "ed", "es", "ly", "er", "s")
# A line in which most words are capitalised is a headline: there capitals do not mark names.
HEADLINE_SHARE = 0.6
# What a name or figure counts against another word.
ANCHOR_WEIGHT = 2.0
# A stem shorter than this confuses unrelated words.
SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: stems of its content words, its anchors (names and numbers), all its words in order; all folded.

    `weight` is what it holds: names and figures survive translation and rewriting, other words do not, so they count double.
    """

    terms: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    words: tuple[str, ...]
    anchors: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Traits:
    """A report's text for comparison.

    Attributes:
        lines: its sentences in order, kept blocks only.
        terms: stem -> times used (names and numbers included).
        names: words used as names; `numbers`: figures of two digits or more, and those written out, as digits.
        quotes: folded wording in quotation marks, of four words or more.
        length: number of words.
    """

    id: str
    lines: tuple[Line, ...]
    terms: dict[str, int]
    names: frozenset[str]
    numbers: frozenset[str]
    quotes: frozenset[str]
    length: int


@lru_cache(maxsize=2**17)
def stem(word: str) -> str:
    """Lower-case word without its commonest English ending; only for comparing words with each other."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST_STEM else word


def body(claim: Claim) -> list[str]:
    """The report's own words: its title, and its title, heading and body blocks; the whole text where no blocks are known."""
    blocks = [claim.report.text[block.start : block.end] for block in claim.reading.blocks if block.kind in KEPT_BLOCKS]
    if not claim.reading.blocks:
        blocks = [claim.report.text]
    title = claim.report.title
    if title and title.strip() and not any(title.strip() in block for block in blocks):
        blocks.insert(0, title)
    return blocks


def words_of(text: str) -> list[str]:
    """Words and figures of a text as written, apostrophes and possessive endings taken off."""
    found = _WORD.findall(text.replace("’", "'"))
    return [word[:-2] if word.endswith("'s") else word for word in found] if "'s" in text or "’s" in text else found


@lru_cache(maxsize=2**13)
def content_terms(text: str) -> frozenset[str]:
    """Stems of the content words of a stretch of text, figures as digits."""
    return frozenset(filter(None, map(_content, words_of(text))))


# Words come again and again: what becomes of each is worked out once.
@lru_cache(maxsize=2**17)
def _content(word: str) -> str:
    folded = word.casefold()
    if folded in lexicon().numbers:
        return str(lexicon().numbers[folded])
    return "" if folded in lexicon().stop or (len(folded) <= 2 and not folded.isdigit()) else stem(folded)


def traits(claim: Claim) -> Traits:
    """Takes a report's text apart for comparison."""
    blocks = body(claim)
    sentences = [words_of(part) for block in blocks for part in _BREAK.split(block)]
    sentences = [words for words in sentences if words]
    proper = _proper(sentences)
    lines = tuple(_line(words, proper) for words in sentences)
    terms: dict[str, int] = {}
    for line in lines:
        for term in line.words:
            terms[term] = terms.get(term, 0) + 1
    quotes = {" ".join(words_of(found.group(1).casefold())) for block in blocks for found in _QUOTE.finditer(block)}
    return Traits(
        id=claim.id,
        lines=lines,
        terms=terms,
        names=frozenset().union(*(line.names for line in lines)),
        numbers=frozenset().union(*(line.numbers for line in lines)),
        quotes=frozenset(quote for quote in quotes if quote.count(" ") >= 3),
        length=sum(map(len, sentences)),
    )


def _capital(word: str) -> bool:
    return word[0].isupper()


def _proper(sentences: list[list[str]]) -> frozenset[str]:
    """Folded words that stand capitalised inside a sentence that is no headline."""
    found = set()
    for words in sentences:
        capitals = sum(map(_capital, words))
        if len(words) > 3 and capitals / len(words) > HEADLINE_SHARE:
            continue
        found |= {word.casefold() for word in words[1:] if _capital(word)}
    return frozenset(found - lexicon().stop)


@lru_cache(maxsize=2**17)
def _sorted_out(word: str) -> tuple[str, str, str]:
    """A word folded; as a figure in digits, "" if it is none; its stem, "" if it is too common or too short."""
    folded, figures = word.casefold(), lexicon().numbers
    figure = str(figures.get(folded, folded.replace(",", ""))) if folded[0].isdigit() or folded in figures else ""
    return folded, figure, "" if folded in lexicon().stop or len(folded) <= 2 else stem(folded)


def _line(words: list[str], proper: frozenset[str]) -> Line:
    terms, names, numbers, order = set(), set(), set(), []
    for word in words:
        folded, figure, stemmed = _sorted_out(word)
        if figure:
            numbers.add(figure)
            order.append(figure)
        elif folded in proper and _capital(word):
            names.add(folded)
            order.append(folded)
        elif stemmed:
            terms.add(stemmed)
            order.append(stemmed)
    named, counted = frozenset(names), frozenset(numbers)
    # One object where it can be: the sets of the sentences are what most of a record's memory goes to.
    anchors = named | counted if named and counted else named or counted
    return Line(frozenset(terms), named, counted, tuple(order), anchors, len(terms) + ANCHOR_WEIGHT * len(anchors))
