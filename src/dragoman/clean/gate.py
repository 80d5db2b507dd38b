"""Which phrases can stand in which paragraph. In: the paragraphs of a report; out: for each the few rules worth trying, in the file's order.

Nearly every rule can only hold where some literal word of it stands ("inbox", "newsletter"). All these words are looked for once in the whole
report, which costs far less than trying every rule on every paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from re import _parser  # type: ignore[attr-defined]  # the parse tree of a regular expression, which the standard library keeps to itself
from typing import Any

from dragoman.clean.phrases import Phrase, of_scope

# One letter stands in any paragraph; it would let everything through.
SHORTEST_LITERAL = 2
_BREAK = "\n"


def possible(texts: Sequence[str], *scopes: str) -> list[tuple[Phrase, ...]]:
    """For each paragraph the rules of these scopes that may find something in it, or in a sentence of it.

    Args:
        texts: paragraphs on one line each.
    """
    always, by_literal = _index(*scopes)
    folded = [text.casefold().replace(_BREAK, " ") for text in texts]
    joined = _BREAK.join(folded)
    starts = [0, *accumulate(len(text) + 1 for text in folded)]
    found: list[set[int]] = [set() for _ in texts]
    for literal, numbers in by_literal:
        at = joined.find(literal)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            found[number].update(numbers)
            # One occurrence a paragraph is enough.
            at = joined.find(literal, starts[number + 1])
    rules = of_scope(*scopes)
    return [tuple(rules[number] for number in sorted(numbers.union(always))) for numbers in found]


@cache
def _index(*scopes: str) -> tuple[frozenset[int], tuple[tuple[str, tuple[int, ...]], ...]]:
    """Numbers of the rules that need no literal, and for each literal those of the rules that may hold where it stands."""
    always: set[int] = set()
    by_literal: dict[str, list[int]] = {}
    for number, rule in enumerate(of_scope(*scopes)):
        needed = literals(rule.pattern)
        if needed is None:
            always.add(number)
        for literal in sorted(needed or ()):
            by_literal.setdefault(literal, []).append(number)
    return frozenset(always), tuple((literal, tuple(numbers)) for literal, numbers in by_literal.items())


def literals(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Words, case folded, of which a text must hold at least one for the pattern to be found in it; None where no such words are known."""
    return _of_sequence(_parser.parse(pattern.pattern, pattern.flags))


def _of_sequence(parts: Iterable[Any]) -> frozenset[str] | None:
    """The best choice among the parts, all of which must be found: the one whose shortest literal is longest."""
    choices: list[frozenset[str]] = []
    run = ""
    for operator, argument in parts:
        name = str(operator)
        if name == "LITERAL":
            run += chr(argument)
            continue
        choices += _of_run(run)
        run = ""
        inner = _of_part(name, argument)
        if inner is not None:
            choices.append(inner)
    choices += _of_run(run)
    return max(choices, key=lambda choice: (min(map(len, choice)), -len(choice)), default=None)


def _of_run(run: str) -> list[frozenset[str]]:
    folded = run.casefold()
    return [frozenset({folded})] if len(folded) >= SHORTEST_LITERAL or (folded and not folded.isascii()) else []


def _of_part(name: str, argument: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if name == "BRANCH":
        branches = [_of_sequence(branch) for branch in argument[1]]
        known = [branch for branch in branches if branch is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None
    if name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] >= 1:
        return _of_sequence(argument[2])
    return None
