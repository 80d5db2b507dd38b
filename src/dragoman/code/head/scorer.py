"""Loads the head and lets it speak on the candidates of a sentence: doubt, another type, missing parties, further acts.

In: a view, the candidates that the rules propose, the lexicon. Out: the same candidates, changed or dropped, each change in `paths`; further ones.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import yaml

from dragoman.code.candidates import Candidate
from dragoman.code.head.features import Instance, frame_features, head_tokens, type_features
from dragoman.code.head.linear import Linear, unpacked
from dragoman.code.head.paths import chain
from dragoman.code.head.proposing import possible, slots_of
from dragoman.code.head.roles import ACTOR, RECIPIENT, role_features, seats
from dragoman.code.head.rows import NONE
from dragoman.code.nothing import no_act
from dragoman.code.status import read_status
from dragoman.code.syntax import is_verb
from dragoman.code.view import SentenceView
from dragoman.knowledge.triggers import TriggerFrame, TriggerLexicon
from dragoman.model import KnowledgeError
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention

Token = Any

ACTORLESS = frozenset({"PROTEST", "MOBILIZE"})  # acts that need nobody to suffer them
SHOWN = 3  # features named in an explanation


@dataclass(frozen=True, slots=True)
class Thresholds:
    """See data/thresholds.yaml for what each is and how it was chosen."""

    veto_none: float
    veto_own: float
    retype_other: float
    retype_own: float
    retype_sure: float
    fill_recipient: float
    fill_actor: float
    propose: float
    propose_one_party: float


@dataclass(frozen=True, slots=True)
class Head:
    """Two linear models and the thresholds they are used with."""

    types: Linear
    roles: Linear
    thresholds: Thresholds

    def judge(self, view: SentenceView, candidates: Sequence[Candidate], lexicon: TriggerLexicon) -> None:
        """Doubt, retype and complete the candidates that stand; what is dropped says why."""
        for candidate in candidates:
            if candidate.dropped is None:
                self._judge_one(view, candidate, lexicon)
        for candidate in candidates:
            if candidate.dropped is None and not candidate.anaphoric:
                self._complete(view, candidate, candidates)

    def _judge_one(self, view: SentenceView, candidate: Candidate, lexicon: TriggerLexicon) -> None:
        instance = Instance(candidate.token, head_tokens(view, candidate.actors), head_tokens(view, candidate.recipients), candidate.frame)
        features = [*type_features(view, instance, lexicon), *frame_features(candidate.frame)]
        chance = self.types.probabilities(features)
        limits, own, none = self.thresholds, chance.get(candidate.frame.type, 0.0), chance.get(NONE, 0.0)
        best = max((kind for kind in self.types.labels if kind != NONE), key=chance.__getitem__)
        candidate.head = own
        candidate.paths.append(f"head: {candidate.frame.type} {own:.2f}, none {none:.2f}, best {best} {chance[best]:.2f}")
        if none >= limits.veto_none and own <= limits.veto_own:
            candidate.dropped = "the head sees no act in it"
        elif best != candidate.frame.type and chance[best] >= limits.retype_other and own <= limits.retype_own and candidate.frame.weight <= limits.retype_sure:
            reasons = ", ".join(self.types.reasons(features, best, SHOWN))
            candidate.paths.append(f"{best}: the head is surer than the lexicon ({reasons})")
            candidate.frame = replace(candidate.frame, type=best, mode=None)

    def _complete(self, view: SentenceView, candidate: Candidate, others: Sequence[Candidate]) -> None:
        """Give the act the parties that no slot of its entry found; who does another act to this one ("condemned the coup") has no part in it."""
        symmetric = not candidate.recipients and len(candidate.actors) > 1 and bool(candidate.frame.party)
        lacks_recipient = not candidate.recipients and not symmetric
        if not lacks_recipient and candidate.actors:
            return
        parts = self._parts(view, candidate)
        known = {(actor.id, actor.name) for actor in (*candidate.parties, *_doers_above(candidate, others))}
        if lacks_recipient:
            candidate.recipients = self._filled(candidate, parts, RECIPIENT, self.thresholds.fill_recipient, known)
        known |= {(actor.id, actor.name) for actor in candidate.recipients}
        if not candidate.actors:
            candidate.actors = self._filled(candidate, parts, ACTOR, self.thresholds.fill_actor, known)

    def _parts(self, view: SentenceView, candidate: Candidate) -> list[tuple[ActorMention, Mapping[str, float]]]:
        return [(mention, self.roles.probabilities(role_features(view, candidate.token, candidate.frame.type, mention, seat))) for mention, seat in seats(view)]

    @staticmethod
    def _filled(
        candidate: Candidate, parts: Sequence[tuple[ActorMention, Mapping[str, float]]], part: str, least: float, known: set[tuple[str | None, str]]
    ) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for mention, chance in parts:
            if chance[part] >= least:
                new = [actor for actor in mention.members if (actor.id, actor.name) not in known]
                found += new
                known |= {(actor.id, actor.name) for actor in new}
                if new:
                    candidate.paths.append(f"{part} by the head: {new[0].name} {chance[part]:.2f}")
        return tuple(found)

    def propose(self, view: SentenceView, candidates: Sequence[Candidate], lexicon: TriggerLexicon) -> list[Candidate]:
        """Acts of words that no entry read."""
        read = {candidate.token.i for candidate in candidates}
        found = []
        if not view.mentions:
            return []
        for token in view.doc:
            if token.i not in read and possible(view, token, lexicon) and not no_act(token):
                candidate = self._propose_one(view, token, candidates, lexicon)
                if candidate is not None:
                    found.append(candidate)
        return found

    def _propose_one(self, view: SentenceView, token: Token, candidates: Sequence[Candidate], lexicon: TriggerLexicon) -> Candidate | None:
        acting, receiving = slots_of(view, token)
        if not acting and not receiving:
            return None
        features = [*type_features(view, Instance(token, acting, receiving), lexicon), *frame_features(None)]
        chance = self.types.probabilities(features)
        kind = max(self.types.labels, key=chance.__getitem__)
        if kind == NONE or chance[kind] < self.thresholds.propose:
            return None
        frame = TriggerFrame(token.lemma_.lower(), "verb" if is_verb(token) else "noun", kind, weight=chance[kind], entry=f"head, {chance[kind]:.2f}")
        candidate = Candidate(frame, token, (), (), read_status(token, title=view.sentence.kind == "title", kind=kind), chance[kind], head=chance[kind])
        self._complete(view, candidate, candidates)
        both = bool(candidate.actors) and bool(candidate.recipients)
        if not both and (not candidate.actors or chance[kind] < self.thresholds.propose_one_party):
            return None
        candidate.paths.append(f"proposed by the head: {', '.join(self.types.reasons(features, kind, SHOWN))}")
        return candidate


def _doers_above(candidate: Candidate, others: Sequence[Candidate]) -> list[Actor]:
    """Actors of the acts in whose words this one stands."""
    above = {token.i for token in chain(candidate.token)[1:]}
    return [actor for other in others if other.token.i in above and other.dropped is None for actor in other.actors]


@cache
def load_head() -> Head:
    """The head that comes with the package, read once.

    Raises:
        KnowledgeError: if the weights or thresholds are missing or not of this form.
    """
    folder = resources.files("dragoman.code.head") / "data"
    try:
        with np.load(io.BytesIO((folder / "head.npz").read_bytes())) as arrays:
            loaded = dict(arrays)
        types, roles = unpacked(loaded, "types"), unpacked(loaded, "roles")
    except (OSError, KeyError, ValueError) as error:
        raise KnowledgeError(f"the weights can't be read ({error}); `make train` writes them", source="code/head/data/head.npz") from error
    return Head(types, roles, load_thresholds())


def load_thresholds() -> Thresholds:
    """The thresholds of data/thresholds.yaml.

    Raises:
        KnowledgeError: if one is missing, unknown, or no number from 0 to 1.01 (above 1: never).
    """
    source = resources.files("dragoman.code.head") / "data" / "thresholds.yaml"
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    names = {field.name for field in fields(Thresholds)}
    if not isinstance(data, dict) or set(data) != names:
        raise KnowledgeError(f"the thresholds must be exactly {', '.join(sorted(names))}", source="code/head/data/thresholds.yaml")
    for name, value in data.items():
        if not isinstance(value, (int, float)) or not 0 <= value <= 1.01:
            raise KnowledgeError(f"{name} must be a number from 0 to 1.01", source="code/head/data/thresholds.yaml")
    return Thresholds(**data)
