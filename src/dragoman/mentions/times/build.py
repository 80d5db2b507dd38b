"""From a grammar match to a meaning: the table of builders, and what they share.

In: a Match and the scan so far. Out: a Made (type, meaning, offsets), or None where the words mean no time after all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dragoman.mentions.times.grammar import Match, matches
from dragoman.mentions.times.lexicon import Token, lexicon
from dragoman.mentions.times.meanings import Meaning

# Further than this, "the next day" counts from something else.
REFERENCE_SENTENCES = 4
# A chain of "the next day" longer than this is cut: each link adds to the work of resolving it.
REFERENCE_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Made:
    """A meaning with its TIMEX3 type and the characters that tell it."""

    type: str
    meaning: Meaning
    start: int
    end: int


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
        for match in matches(trimmed, "".join(code), places):
            if len(match.tokens) == len(trimmed):
                return self.builders[match.rule.make](match, self)
        return None


Builder = Callable[[Match, Scan], Made | None]


def made(match: Match, meaning: Meaning | None, type_: str = "DATE", *, skip: tuple[str, ...] = ()) -> Made | None:
    """The match as an expression, without leading tokens of the kinds in `skip`; None without a meaning."""
    if meaning is None:
        return None
    tokens = list(match.tokens)
    while len(tokens) > 1 and tokens[0].kind in skip:
        tokens.pop(0)
    return Made(type_, meaning, tokens[0].start, tokens[-1].end)
