"""The mentions of one French sentence by the words that they cover. In: a parse and its ActorMentions; out: the mentions at a word, or those that own it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.languages.french.syntax import case_of, children, conjuncts, lemma
from dragoman.model.working import ActorMention

Token = Any
_DEPTH = 3


class Cast:
    """The mentions of one sentence by the words that they cover."""

    def __init__(self, doc: Any, offset: int, mentions: Sequence[ActorMention]) -> None:
        self._by_token: dict[int, ActorMention] = {}
        for mention in sorted(mentions, key=lambda one: one.end - one.start):
            for token in doc:
                if mention.start <= offset + token.idx < mention.end:
                    self._by_token.setdefault(token.i, mention)

    def mention(self, token: Token) -> ActorMention | None:
        """The mention that covers a word."""
        return self._by_token.get(token.i)

    def at(self, token: Token, *, deep: bool = True) -> list[ActorMention]:
        """The mentions at a noun and those joined to it; where none stands there, those that own it ("l'acier chinois", "le sud du Liban")."""
        found: list[ActorMention] = []
        for one in conjuncts(token):
            mention = self.mention(one)
            if mention is not None:
                found.append(mention)
            elif deep:
                found += self._owners(one, _DEPTH)
        return once(found)

    def _owners(self, token: Token, depth: int) -> list[ActorMention]:
        found: list[ActorMention] = []
        for child in children(token, "amod", "nmod", "flat:name", "acl", "obj", "obl:arg", "appos", "dep"):
            if child.dep_ == "nmod" and case_of(child) in ("avec", "après", "pour"):
                continue
            if child.dep_ == "acl" and lemma(child) not in ("viser", "frapper", "cibler", "concerner"):
                continue
            mention = self.mention(child)
            if mention is not None:
                found += [mention, *(other for one in conjuncts(child)[1:] if (other := self.mention(one)) is not None)]
            elif depth > 1:
                found += self._owners(child, depth - 1)
        return found


def once(found: Iterable[ActorMention]) -> list[ActorMention]:
    """Each mention once, in order."""
    return list({id(one): one for one in found}.values())
