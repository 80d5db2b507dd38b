"""Loads the head and lets it speak on the candidates of a sentence: doubt, another type, missing parties, further acts.

In: a view, the candidates that the rules propose, the lexicon. Out: the same candidates, changed or dropped, each change in `paths`; further ones.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import yaml

from dragoman.code.candidates import Candidate, plainly
from dragoman.code.head.features import Instance, frame_features, head_tokens, type_features
from dragoman.code.head.linear import Linear, unpacked
from dragoman.code.head.proposing import actors_at, possible, recipients_at
from dragoman.code.head.roles import ACTOR, RECIPIENT, role_features, seats
from dragoman.code.head.rows import NO_MODE, NONE
from dragoman.code.head.sheet import Sheet
from dragoman.code.nothing import no_act
from dragoman.code.status import read_status
from dragoman.code.surroundings import surroundings
from dragoman.code.syntax import is_verb
from dragoman.knowledge.triggers import TriggerFrame
from dragoman.model import KnowledgeError
from dragoman.model.reading import Actor
from dragoman.model.working import ActorMention

Token = Any

SHOWN = 3  # features named in an explanation
PARTIES = 2  # mentions that a sentence needs before the head adds an act to it
MODES = "modes_"  # the arrays of the model of each type's modes
STOPPED = frozenset({"suspended", "cancelled"})
WITHOUT_MODES = frozenset({"CONSULT"})  # most meetings have none, and a guessed one changes who visits whom
HALF = 0.5  # the head's doubt takes at most this share of a rule's confidence


@dataclass(frozen=True, slots=True)
class Thresholds:
    """See data/thresholds.yaml for what each is and how it was chosen."""

    settled: float
    veto_none: float
    veto_own: float
    retype_other: float
    retype_own: float
    retype_sure: float
    fill_recipient: float
    fill_actor: float
    propose: float
    propose_one_party: float
    mode: float
    least: float


@dataclass(frozen=True, slots=True)
class Head:
    """Linear models and the thresholds they are used with: types of acts, parts in them, modes by type, how often a draft is right (None: the rules say)."""

    types: Linear
    roles: Linear
    thresholds: Thresholds
    modes: Mapping[str, Linear] = field(default_factory=dict)
    trust: Linear | None = None

    def judge(self, sheet: Sheet, candidates: Sequence[Candidate]) -> None:
        """Doubt, retype and complete the candidates that stand; what is dropped says why."""
        for candidate in candidates:
            if candidate.dropped is None and not self._settled(candidate):
                # What becomes of an act inside another one hangs on the outer word's own type ("vowed to expel").
                governing = any(candidate.token.i in other.status.governors for other in candidates)
                self._judge_one(sheet, candidate, governing)
        for candidate in candidates:
            if candidate.dropped is None and not candidate.anaphoric:
                self._complete(sheet, candidate, candidates)
                self._guess_mode(sheet, candidate)

    def _settled(self, candidate: Candidate) -> bool:
        """An entry that is sure of its word, and all parties where it looks for them: the head could only agree, at a cost."""
        return candidate.frame.weight >= self.thresholds.settled and len(candidate.actors) + len(candidate.recipients) > 1

    def _judge_one(self, sheet: Sheet, candidate: Candidate, governing: bool) -> None:
        instance = Instance(candidate.token, head_tokens(sheet.view, candidate.actors), head_tokens(sheet.view, candidate.recipients), candidate.frame)
        features = [*type_features(sheet, instance), *frame_features(candidate.frame)]
        chance = self.types.probabilities(features)
        limits, own, none = self.thresholds, chance.get(candidate.frame.type, 0.0), chance.get(NONE, 0.0)
        best = max((kind for kind in self.types.labels if kind != NONE), key=chance.__getitem__)
        ruled = candidate.confidence
        candidate.head, candidate.none, candidate.judged = own, none, "asked"
        candidate.confidence = ruled * (HALF + (1 - HALF) * own)
        candidate.paths.append(f"head: {candidate.frame.type} {own:.2f}, none {none:.2f}, best {best} {chance[best]:.2f}")
        if none >= limits.veto_none and own <= limits.veto_own:
            candidate.dropped = "the head sees no act in it"
        elif (
            not governing
            and candidate.status.status not in STOPPED  # "stopped buying": so too
            and not candidate.status.negated  # "will not accept": the rules turn the act about, the head has seen the "not" already
            and best != candidate.frame.type
            and chance[best] >= limits.retype_other
            and own <= limits.retype_own
            and candidate.frame.weight <= limits.retype_sure
        ):
            reasons = ", ".join(self.types.reasons(features, best, SHOWN))
            candidate.paths.append(f"{best}: the head is surer than the lexicon ({reasons})")
            candidate.frame = replace(candidate.frame, type=best, mode=None)
            candidate.head, candidate.confidence, candidate.judged = chance[best], ruled * (HALF + (1 - HALF) * chance[best]), "retyped"

    def _complete(self, sheet: Sheet, candidate: Candidate, others: Sequence[Candidate]) -> None:
        """Give the act the parties that no slot of its entry found; who does another act to this one ("condemned the coup") has no part in it."""
        symmetric = not candidate.recipients and len(candidate.actors) > 1 and bool(candidate.frame.party)
        lacks_recipient = not candidate.recipients and not symmetric
        if not lacks_recipient and candidate.actors:
            return
        parts = self._parts(sheet, candidate)
        known = {(actor.id, actor.name) for actor in (*candidate.parties, *_doers_above(sheet, candidate, others))}
        if lacks_recipient:
            candidate.recipients = self._filled(candidate, parts, RECIPIENT, self.thresholds.fill_recipient, known)
        known |= {(actor.id, actor.name) for actor in candidate.recipients}
        if not candidate.actors:
            candidate.actors = self._filled(candidate, parts, ACTOR, self.thresholds.fill_actor, known)

    def _guess_mode(self, sheet: Sheet, candidate: Candidate) -> None:
        """A mode by the words around, for an act whose entry has none or that no entry read."""
        model = self.modes.get(candidate.frame.type)
        if model is None or candidate.frame.mode is not None or candidate.frame.type in WITHOUT_MODES:
            return
        instance = Instance(candidate.token, head_tokens(sheet.view, candidate.actors), head_tokens(sheet.view, candidate.recipients))
        features = type_features(sheet, instance)
        chance = model.probabilities(features)
        mode = max(model.labels, key=chance.__getitem__)
        if mode != NO_MODE and chance[mode] >= self.thresholds.mode:
            candidate.guessed_mode = candidate.frame.type, mode
            candidate.paths.append(f"mode {mode} by the head, {chance[mode]:.2f} ({', '.join(model.reasons(features, mode, SHOWN))})")

    def _parts(self, sheet: Sheet, candidate: Candidate) -> list[tuple[ActorMention, Mapping[str, float]]]:
        return [
            (mention, self.roles.probabilities(role_features(sheet, candidate.token, candidate.frame.type, mention, seat)))
            for mention, seat in seats(sheet.view)
        ]

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

    def propose(self, sheet: Sheet, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Acts of words that no entry read."""
        read = {candidate.token.i for candidate in candidates}
        found = []
        if len(sheet.view.mentions) < PARTIES:
            return []
        for place, word_class in enumerate(sheet.pos):
            if word_class != "VERB" or place in read or not self._promising(sheet, place) or not possible(sheet.doc[place]):
                continue
            if no_act(sheet.doc[place]):
                continue
            candidate = self._propose_one(sheet, sheet.doc[place], candidates)
            if candidate is not None:
                found.append(candidate)
        return found

    def _promising(self, sheet: Sheet, place: int) -> bool:
        """The verb is listed in some sense, or training knew it for an act; of a verb never met the rest of the sentence proves nothing."""
        if sheet.listed(place):
            return True
        row = self.types.rows.get(f"L={sheet.lemmas[place]}")
        return row is not None and self.types.labels[int(self.types.weights[row].argmax())] != NONE

    def _propose_one(self, sheet: Sheet, token: Token, candidates: Sequence[Candidate]) -> Candidate | None:
        acting = actors_at(sheet.view, token)
        if not acting:
            return None
        receiving = recipients_at(sheet.view, token)
        features = [*type_features(sheet, Instance(token, acting, receiving)), *frame_features(None)]
        chance = self.types.probabilities(features)
        kind = max(self.types.labels, key=chance.__getitem__)
        if kind == NONE or chance[kind] < self.thresholds.propose:
            return None
        frame = TriggerFrame(token.lemma_.lower(), "verb" if is_verb(token) else "noun", kind, weight=chance[kind], entry=f"head, {chance[kind]:.2f}")
        candidate = Candidate(frame, token, (), (), read_status(token, title=sheet.view.sentence.kind == "title", kind=kind), chance[kind], head=chance[kind])
        candidate.none, candidate.judged = chance[NONE], "proposed"
        self._complete(sheet, candidate, candidates)
        self._guess_mode(sheet, candidate)
        both = bool(candidate.actors) and bool(candidate.recipients)
        if not both and (not candidate.actors or chance[kind] < self.thresholds.propose_one_party):
            return None
        candidate.paths.append(f"proposed by the head: {', '.join(self.types.reasons(features, kind, SHOWN))}")
        return plainly(candidate, surroundings(token, True, frozenset(), ()), frozenset(sheet.lemmas))


def _doers_above(sheet: Sheet, candidate: Candidate, others: Sequence[Candidate]) -> list[Actor]:
    """Actors of the acts in whose words this one stands."""
    above = sheet.chain(candidate.token.i)[1:]
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
        types, roles, trust = unpacked(loaded, "types"), unpacked(loaded, "roles"), unpacked(loaded, "trust")
        modes = {name[len(MODES) : -len("_labels")]: name[: -len("_labels")] for name in loaded if name.startswith(MODES) and name.endswith("_labels")}
        by_type = {kind: unpacked(loaded, prefix) for kind, prefix in sorted(modes.items())}
    except (OSError, KeyError, ValueError) as error:
        raise KnowledgeError(f"the weights can't be read ({error}); `make train` writes them", source="code/head/data/head.npz") from error
    return Head(types, roles, load_thresholds(), by_type, trust)


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
