"""Acts told without their doer, completed by the same act elsewhere in the report. In: all drafts of a report. Out: the same drafts, some with actors.

"The hostages were freed": by whoever took or holds them. "The sanctions remain": those of whoever imposed them on the same country, as the report tells it.
A guess from the nearest telling, so that confidence is low; `why` says where it comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model.reading import Actor
from dragoman.model.working import EventDraft

GUESSED = 0.3


@dataclass(frozen=True, slots=True)
class Kin:
    """Acts whose doers are one: who frees is who took, who lifts is who imposed.

    Attributes:
        kinds: (type, mode) of the acts that lend each other their actors; mode None stands for any.
        aimed: the two must be aimed at the same country.
    """

    kinds: frozenset[tuple[str, str | None]]
    aimed: bool


KIN = (
    Kin(frozenset({("RETREAT", "release"), ("ASSAULT", "abduct"), ("COERCE", "seize"), ("COERCE", "arrest")}), aimed=False),
    Kin(frozenset({("SANCTION", "discontinue"), ("CONCEDE", None)}), aimed=True),
    Kin(frozenset({("ASSAULT", None)}), aimed=True),
    Kin(frozenset({("MOBILIZE", "weapons")}), aimed=True),
)


def complete(drafts: Sequence[EventDraft], unowned: Sequence[EventDraft] = ()) -> None:
    """Give acts without a doer that of their nearest kin in the report, in place.

    Args:
        unowned: acts with nobody named in them, which lend nothing.
    """
    for draft in (*drafts, *unowned):
        if _countries(draft.actors) or any(actor.how == "name" for actor in draft.actors):
            continue
        for kin in KIN:
            if _is(draft, kin):
                _complete(draft, [other for other in drafts if other is not draft and _is(other, kin)], kin.aimed)


def _is(draft: EventDraft, kin: Kin) -> bool:
    return (draft.type, draft.mode) in kin.kinds or (draft.type, None) in kin.kinds


def _complete(draft: EventDraft, others: Sequence[EventDraft], aimed: bool) -> None:
    suffering = _countries(draft.recipients)
    fitting = []
    for other in others:
        doers, theirs = _countries(other.actors), _countries(other.recipients)
        if not doers or doers & suffering:
            continue
        if (aimed and not suffering & theirs) or (suffering and theirs and suffering.isdisjoint(theirs)):
            continue
        fitting.append(other)
    if not fitting or (not aimed and len({_countries(other.actors) for other in fitting}) > 1):
        return  # in a swap both sides let go, and nothing says whose these are
    near = min(fitting, key=lambda other: (other.type != draft.type, abs(other.sentence - draft.sentence), other.sentence > draft.sentence, other.trigger))
    draft.actors = near.actors
    draft.recipients = draft.recipients or near.recipients
    draft.confidence = min(draft.confidence, GUESSED)
    draft.why.append(f"actor as of the {near.type} in sentence {near.sentence}")


def _countries(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country is not None)
