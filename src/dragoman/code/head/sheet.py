"""One sentence laid out in plain lists, made once and read by all features. In: a view and the lexicon. Out: words, labels and heads by place; masks; paths.

spaCy's tokens answer slowly and are asked often: with lists the head costs a third.
"""

from __future__ import annotations

from typing import Any

from dragoman.code.syntax import VERB_TAGS
from dragoman.code.view import SentenceView
from dragoman.knowledge.triggers import TriggerLexicon
from dragoman.model.working import ActorMention

Token = Any

MAX_STEPS = 7  # longer paths are seen once each and teach nothing
FAR = "far"
_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})


class Sheet:
    """Lives as long as the sentence is read."""

    def __init__(self, view: SentenceView, lexicon: TriggerLexicon) -> None:
        self.view, self.lexicon, self.doc = view, lexicon, view.doc
        tokens = list(view.doc)
        self.heads: list[int] = [token.head.i for token in tokens]
        self.deps: list[str] = [token.dep_ for token in tokens]
        self.lowers: list[str] = [token.lower_ for token in tokens]
        self.lemmas: list[str] = [token.lemma_.lower() for token in tokens]
        self.pos: list[str] = [token.pos_ for token in tokens]
        self.tags: list[str] = [token.tag_ for token in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        for place, head in enumerate(self.heads):
            if head != place:
                self.children[head].append(place)
        self._masks: dict[int, str] = {}
        self._chains: dict[int, list[int]] = {}
        self._listed: dict[int, list[str]] = {}

    def below(self, place: int, *labels: str) -> list[int]:
        """Children with one of the labels."""
        deps = self.deps
        return [child for child in self.children[place] if deps[child] in labels]

    def is_verb(self, place: int) -> bool:
        return self.pos[place] in ("VERB", "AUX") or self.tags[place] in VERB_TAGS

    def mask(self, place: int) -> str:
        """The word's lemma, or what kind of actor stands there."""
        found = self._masks.get(place)
        if found is None:
            mention = self.view.mention(self.doc[place])
            if mention is not None and mention.members:
                found = f"<{kind_of(mention)}>"
            elif self.pos[place] == "PROPN":
                found = "<name>"
            else:
                found = "<number>" if self.pos[place] == "NUM" else self.lemmas[place]
            self._masks[place] = found
        return found

    def listed(self, place: int) -> list[str]:
        """Types that the lexicon gives the word in any sense."""
        found = self._listed.get(place)
        if found is None:
            table = self.lexicon.verbs if self.is_verb(place) else self.lexicon.nouns
            found = self._listed[place] = sorted({frame.type for frame in table.get(self.lemmas[place], ())})
        return found

    def chain(self, place: int) -> list[int]:
        """The word and all that stand above it, the root last."""
        found = self._chains.get(place)
        if found is None:
            found = [place]
            while self.heads[found[-1]] != found[-1]:
                found.append(self.heads[found[-1]])
            self._chains[place] = found
        return found

    def path(self, source: int, target: int) -> str:
        """How one walks the tree from `source` to `target`: up by labels, down by labels with the prepositions met; FAR if that is long."""
        if source == target:
            return "self"
        up, down = self.chain(source), self.chain(target)
        for climbed, place in enumerate(up):
            if place in down:
                descent = down[: down.index(place)]
                if climbed + len(descent) > MAX_STEPS:
                    return FAR
                steps = [f"^{self.deps[one]}" for one in up[:climbed]]
                steps += [f"v{self.deps[one]}:{self.lowers[one]}" if self.deps[one] in _PREPOSITIONAL else f"v{self.deps[one]}" for one in reversed(descent)]
                return " ".join(steps)
        return FAR

    def turning_word(self, source: int, target: int) -> str | None:
        """Lemma of the highest word on the way, where that is neither end."""
        down = self.chain(target)
        for place in self.chain(source):
            if place in down:
                return self.lemmas[place] if place not in (source, target) else None
        return None


def kind_of(mention: ActorMention) -> str:
    """Country, office, person, force ...: what the head may know of an actor."""
    member = mention.members[0]
    return f"{member.kind}/{member.sector}" if member.sector not in (None, "GOV") else str(member.kind)
