"""Dependency paths between words, as strings that a linear model can weigh. In: two tokens of one sentence. Out: "^xcomp:agree vprep:with vpobj"."""

from __future__ import annotations

from typing import Any

Token = Any

MAX_STEPS = 7  # longer paths are seen once each and teach nothing
FAR = "far"


def chain(token: Token) -> list[Token]:
    """The token and all that stand above it, the root last."""
    found = [token]
    while found[-1].head is not found[-1] and found[-1].head.i != found[-1].i:
        found.append(found[-1].head)
    return found


def path(source: Token, target: Token) -> str:
    """How one walks the tree from `source` to `target`: up by labels (with the verbs met), down by labels (with the prepositions met)."""
    if source.i == target.i:
        return "self"
    up, down = chain(source), chain(target)
    below = {token.i: steps for steps, token in enumerate(down)}
    for climbed, token in enumerate(up):
        if token.i in below:
            return _words(up[:climbed], token, down[: below[token.i]])
    return FAR


def _words(climb: list[Token], top: Token, descent: list[Token]) -> str:
    if len(climb) + len(descent) > MAX_STEPS:
        return FAR
    steps = [f"^{token.dep_}" for token in climb]
    steps += [f"v{token.dep_}:{token.lower_}" if token.dep_ in ("prep", "agent", "dative") else f"v{token.dep_}" for token in reversed(descent)]
    return " ".join(steps)


def turning_word(source: Token, target: Token) -> str | None:
    """Lemma of the highest word on the way, where that is neither end."""
    up = chain(source)
    below = {token.i for token in chain(target)}
    for token in up:
        if token.i in below:
            return token.lemma_.lower() if token.i not in (source.i, target.i) else None
    return None
