"""From a grammar match to a meaning: the table of builders, and what they share.

In: a Match and the scan so far. Out: a Made (type, meaning, offsets), or None where the words mean no time after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dragoman.mentions.times.counted import Between, EndOf
from dragoman.mentions.times.grammar import Match, matches
from dragoman.mentions.times.lexicon import Token, lexicon
from dragoman.mentions.times.meanings import Meaning

# Further than this, "the next day" counts from something else.
REFERENCE_SENTENCES = 4
# A chain of "the next day" longer than this is cut: each link adds to the work of resolving it.
REFERENCE_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Made:
    """A meaning with its TIMEX3 type and the characters that tell it; `halves` are the two ends of a range, told apart.

    `apart`: the halves are two times of their own, not a range.
    """

    type: str
    meaning: Meaning
    start: int
    end: int
    halves: tuple[Made, ...] = ()
    apart: bool = False


@dataclass(slots=True)
class Scan:
    """What stands before the match: the last dated expression in reach, and the latest that holds a full day.

    Attributes:
        text: the text.
        sentence: index of the sentence the match stands in.
        dated: (sentence, meaning, depth) of the last DATE or TIME found.
    """

    text: str
    sentence: int = 0
    dated: tuple[int, Meaning, int] | None = None
    depth: int = 0
    builders: dict[str, Builder] = field(default_factory=dict)

    def reference(self) -> Meaning | None:
        """The expression before, if it is near enough to count from; notes how deep the chain then is."""
        if self.dated is None or self.sentence - self.dated[0] > REFERENCE_SENTENCES or self.dated[2] >= REFERENCE_DEPTH:
            return None
        self.depth = self.dated[2] + 1
        return self.dated[1]

    def inner(self, tokens: Sequence[Token]) -> Made | None:
        """The meaning of a part of a match, read by the same grammar."""
        trimmed = list(tokens)
        while trimmed and trimmed[0].kind in ("OF", "IN", "ON", "AT"):
            trimmed.pop(0)
        letters = lexicon().letters
        code: list[str] = []
        places: list[int] = []
        for number, token in enumerate(trimmed):
            if number and "," in self.text[trimmed[number - 1].end : token.start]:
                code.append(",")
                places.append(number)
            code.append(letters[token.kind])
            places.append(number)
        match = next(matches(trimmed, "".join(code), places), None)
        if match is None or len(match.tokens) != len(trimmed):
            return None
        return self.builders[match.rule.make](match, self)


Builder = Callable[[Match, Scan], Made | None]


def made_range(match: Match, scan: Scan, first: Meaning | None, last: Meaning | None, *, days: bool = False) -> Made | None:
    """A range; TIMEX3 marks its two ends, so both are kept apart beside the whole. `days`: its ends are days that depend on each other."""
    if first is None or last is None:
        return None
    tokens = [token for token in match.tokens if token.kind not in ("FROM", "BETWEEN")]
    if len(tokens) == 1:
        start, end = tokens[0].start, tokens[0].end
        cut = re.compile(r"[-–/]").search(scan.text, start, end)
        left, right = (end, start) if cut is None else (cut.start(), cut.end())
    else:
        place = next((number for number, token in enumerate(tokens) if token.kind in ("TO", "AND")), None)
        if place is None:
            place = next(number for number in range(len(tokens) - 1) if _DASH.search(scan.text, tokens[number].end, tokens[number + 1].start))
            left, right = tokens[place].end, tokens[place + 1].start
        else:
            left, right = tokens[place - 1].end, tokens[place + 1].start
    start, end = tokens[0].start, tokens[-1].end
    whole = Between(first, last)
    ends = (EndOf(whole, False), EndOf(whole, True)) if days else (first, last)
    halves = (Made("DATE", ends[0], start, left), Made("DATE", ends[1], right, end))
    return Made("DATE", whole, start, end, halves)


_DASH = re.compile(r"[-–—]")


def made(match: Match, meaning: Meaning | None, type_: str = "DATE", *, skip: tuple[str, ...] = ()) -> Made | None:
    """The match as an expression, without leading tokens of the kinds in `skip`; None without a meaning."""
    if meaning is None:
        return None
    tokens = list(match.tokens)
    while len(tokens) > 1 and tokens[0].kind in skip:
        tokens.pop(0)
    last = tokens[-1]
    end = last.end - (len(last.text) - len(_POSSESSIVE.sub("", last.text)))
    return Made(type_, meaning, tokens[0].start, end)


_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s?\Z", re.IGNORECASE)
