"""One parsed sentence with its actors laid over its tokens. In: Working and Sentence. Out: who stands at this token.

The coder asks only this view; it never searches the text again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from dragoman.code.syntax import children, conjuncts, prepositional
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention, Sentence, Working

Token = Any

# Through these nouns a government acts or is acted upon: "relations with Seoul", "the people of Gaza", "positions of Moscow".
OWNER_LABELS = ("poss", "amod", "compound", "nmod", "nummod")
OWNER_PREPOSITIONS = ("of", "by", "in", "from")


@dataclass(frozen=True, slots=True)
class Filled:
    """Actors found at a slot, how they were reached, and whether they only own what stands there."""

    actors: tuple[Actor, ...]
    token: Token
    path: str
    owner: bool = False
    literal: bool = False


class SentenceView:
    """A sentence's doc with its mentions; offsets given out are clean ones."""

    def __init__(self, working: Working, sentence: Sentence, mentions: Iterable[ActorMention]) -> None:
        self.working = working
        self.sentence = sentence
        self.doc = sentence.doc
        self.mentions = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
        self._at: dict[int, list[ActorMention]] = {}
        self._starts = [token.idx for token in self.doc]
        for mention in self.mentions:
            self._lay(mention)

    def _lay(self, mention: ActorMention) -> None:
        low, high = mention.start - self.sentence.start, mention.end - self.sentence.start
        for at in range(max(0, bisect_right(self._starts, low) - 1), bisect_left(self._starts, high)):
            token = self.doc[at]
            if token.idx + len(token.text) > low:
                # Two names can share one token where the text glues them: "U.S.–South Korea".
                self._at.setdefault(token.i, []).append(mention)

    def span(self, first: Token, last: Token | None = None) -> tuple[int, int]:
        """Clean offsets from the first token's start to the last one's end."""
        last = first if last is None else last
        return self.sentence.start + first.idx, self.sentence.start + last.idx + len(last)

    def mention(self, token: Token) -> ActorMention | None:
        found = self._at.get(token.i)
        return found[0] if found else None

    def named(self, token: Token) -> Filled | None:
        """Actors whose mention covers the token."""
        found = [mention for mention in self._at.get(token.i, ()) if mention.members]
        if not found:
            return None
        widest = [one for one in found if not any(_within(one, other) for other in found)]
        members = tuple(actor for mention in widest for actor in mention.members)
        return Filled(members, token, found[0].how, literal=all(mention.literal for mention in found))

    def owners(self, token: Token, depth: int = 0) -> Filled | None:
        """Actors that the noun belongs to: "Seoul's drills", "Russian drones", "the army of Chad", "actions by North Korea"."""
        for child in token.children:
            if child.dep_ in OWNER_LABELS:
                found = self.named(child)
                if found is not None:
                    more = [self.named(one) for one in conjuncts(child)[1:]]
                    actors = found.actors + tuple(actor for one in more if one for actor in one.actors)
                    return Filled(actors, token, f"owner of {token.lower_}", owner=True, literal=found.literal)
        for preposition in OWNER_PREPOSITIONS:
            near = [one for noun in prepositional(token, preposition) if (one := self.named(noun))]
            if near:
                actors = tuple(actor for one in near for actor in one.actors)
                return Filled(actors, token, f"{token.lower_} {preposition}", owner=True, literal=near[0].literal)
        if depth < 2:
            for noun in prepositional(token, "of"):
                found = self.owners(noun, depth + 1)
                if found is not None:
                    return replace(found, token=token)
        return None

    def at(self, tokens: Iterable[Token], *, owner: bool = True) -> list[Filled]:
        """Actors at these heads: those named there, else (if `owner`) those that own what is named there."""
        filled = []
        for token in tokens:
            found = self.named(token)
            if found is None and token.dep_ == "appos":
                found = self.named(token.head)  # "Luigi Di Maio, the foreign minister, who"
            if owner and (found is None or not any(actor.country or actor.kind == "person" for actor in found.actors)):
                found = self.owners(token) or found  # "40 members of the Russian embassy" are Russian
            if found is None and token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "NUM"):
                found = self._apposed(token)
            if found is not None:
                filled.append(found)
        return filled

    def _apposed(self, token: Token) -> Filled | None:
        """ "Two of its members, Japan and Australia," / "leaders including Xi" / "one of the ministers"."""
        near = [one for child in children(token, "appos") for noun in conjuncts(child) if (one := self.named(noun))]
        if near:
            return Filled(tuple(actor for one in near for actor in one.actors), token, f"{token.lower_}, that is")
        for preposition in ("including", "like", "of"):
            near = [one for noun in prepositional(token, preposition) if (one := self.named(noun))]
            if near:
                return Filled(tuple(actor for one in near for actor in one.actors), token, f"{token.lower_} {preposition}")
        return None


def _within(inner: ActorMention, outer: ActorMention) -> bool:
    """ "US" in "US and South Korean negotiators": the wider words name who is meant."""
    return inner is not outer and outer.start <= inner.start and inner.end <= outer.end and (inner.end - inner.start) < (outer.end - outer.start)


def actors_of(filled: Iterable[Filled]) -> tuple[Actor, ...]:
    """All actors, each once (by id and name), in order."""
    seen: set[tuple[str | None, str]] = set()
    found = []
    for one in filled:
        for actor in one.actors:
            key = (actor.id, actor.name)
            if key not in seen:
                seen.add(key)
                found.append(actor)
    return tuple(found)


def joined(first: Iterable[Actor], second: Iterable[Actor]) -> tuple[Actor, ...]:
    """Both, each actor once: the same person told twice is one party."""
    found = list(first)
    seen = {(actor.id, actor.name) for actor in found}
    for actor in second:
        if (actor.id, actor.name) not in seen:
            seen.add((actor.id, actor.name))
            found.append(actor)
    return tuple(found)


def without(actors: Iterable[Actor], others: Iterable[Actor]) -> tuple[Actor, ...]:
    """The actors that are none of the others."""
    known = {(actor.id, actor.name) for actor in others}
    return tuple(actor for actor in actors if (actor.id, actor.name) not in known)


def countries_of(actors: Iterable[Actor]) -> frozenset[str]:
    """Country codes of the actors; a name stands in where there is no country."""
    return frozenset(actor.country or actor.name for actor in actors)
