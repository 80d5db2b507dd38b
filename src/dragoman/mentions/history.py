"""What was named lately: the candidates of the sentences before, weighed as antecedents.

In: candidates in text order. Out: the best antecedent for a pronoun or description, or None where two are as good.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dragoman.mentions.cast import Candidate, Cast, Referent
from dragoman.mentions.scene import Scene

# A pronoun seldom reaches further back (in the people set nine antecedents of ten stand within three sentences).
REACH = 3
# Weights: a sentence's distance costs about as much as being no subject.
_DISTANCE = 2.0
_SUBJECT = 2.0
_LITERAL = -1.5
_ADJECTIVE = -2.0
_OWNED_PRONOUN = 0.5
_FREQUENT = 0.3
_MARGIN = 0.25
# Weights of a mention for "the two sides".
_PAIR = 2.0
_ACTS = 2.0
_OWNS = 0.5
_FADES = 0.6


@dataclass(slots=True)
class History:
    """The last sentences' candidates and those of the present one so far."""

    cast: Cast
    before: deque[list[Candidate]] = field(default_factory=lambda: deque(maxlen=REACH))
    present: list[Candidate] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)

    def next_sentence(self) -> None:
        self.before.append(self.present)
        self.present = []

    def saw(self, candidate: Candidate) -> None:
        self.present.append(candidate)
        for referent in candidate.referents:
            key = self.cast.key(referent)
            self.counts[key] = self.counts.get(key, 0) + 1

    def recent(self) -> Iterable[tuple[int, Candidate]]:
        """(sentences back, candidate), the nearest first."""
        for candidate in reversed(self.present):
            yield 0, candidate
        for distance, candidates in enumerate(reversed(self.before), start=1):
            for candidate in reversed(candidates):
                yield distance, candidate

    def best(self, fits: Callable[[int, Candidate], float | None], ahead: Iterable[Candidate] = ()) -> Candidate | None:
        """The antecedent of the highest weight.

        Args:
            fits: a bonus for a candidate, None where it can't be meant; it is given the sentences back.
            ahead: later candidates of the sentence that may be meant too ("When he arrived, Osman ...").
        """
        weighed: dict[int, tuple[float, Candidate]] = {}
        order = [*((0, one) for one in ahead), *self.recent()]
        for distance, candidate in order:
            bonus = fits(distance, candidate)
            if bonus is None:
                continue
            weight = bonus + self._weight(distance, candidate)
            key = id(candidate.referents[0]) if len(candidate.referents) == 1 else id(candidate)
            if key not in weighed or weight > weighed[key][0]:
                weighed[key] = (weight, candidate)
        ranked = sorted(weighed.values(), key=lambda pair: (-pair[0], -pair[1].start))
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        return ranked[0][1]

    def _weight(self, distance: int, candidate: Candidate) -> float:
        weight = -_DISTANCE * distance
        if candidate.subject:
            weight += _SUBJECT
        if candidate.literal:
            weight += _LITERAL
        if candidate.adjective:
            weight += _ADJECTIVE
        if candidate.how == "pronoun":
            weight += _OWNED_PRONOUN
        often = max((self.counts.get(id(one), 0) for one in candidate.referents), default=0)
        return weight + _FREQUENT * min(often, 4)

    def countries(self, wanted: int, known: Callable[[str], bool]) -> list[str]:
        """The `wanted` countries that the last sentences are most about; a bare possessor ("Iran's oil") counts little."""
        weights: dict[str, float] = {}
        for distance, candidate in self.recent():
            worth = _PAIR if len(candidate.referents) > 1 else _ACTS if candidate.subject else _OWNS if candidate.adjective or candidate.possessor else 1.0
            for code in dict.fromkeys(referent.country for referent in candidate.referents):
                if code is not None and known(code):
                    weights[code] = weights.get(code, 0.0) + worth * _FADES**distance
        top = max((self.cast.tally[code] for code in weights), default=0) or 1
        ranked = sorted(weights, key=lambda code: (-weights[code] - self.cast.tally[code] / top, code))
        return ranked[:wanted] if len(ranked) >= wanted else []

    def persons(self, wanted: int, fits: Callable[[Referent], bool]) -> list[Referent]:
        """The last `wanted` persons of different countries."""
        found: list[Referent] = []
        for _, candidate in self.recent():
            for referent in candidate.referents:
                other = all(referent is not one and (referent.country is None or referent.country != one.country) for one in found)
                if referent.kind in {"person", "office"} and fits(referent) and other:
                    found.append(referent)
            if len(found) >= wanted:
                return found[:wanted][::-1]
        return []


def same_clause(scene: Scene, candidate: Candidate, token: int) -> bool:
    """The candidate and the pronoun are arguments of one verb, so that they are two ("Osman met him")."""
    view = scene.view
    if view is None or candidate.head is None:
        return False
    verb = view.clause_verb(token)
    return verb is not None and view.clause_verb(candidate.head) == verb
