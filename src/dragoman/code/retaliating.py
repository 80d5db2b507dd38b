"""Answers in kind: who promises to answer an act threatens the same act. In: threats whose words speak of an answer, all drafts. Out: the acts threatened.

"Belgrade will respond in kind" to the expulsion of its envoys threatens to expel. Words in words.yaml (`answers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.modes import mode_from_inner
from dragoman.code.view import countries_of
from dragoman.model.working import EventDraft

HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
DONE = frozenset({"happened", "ongoing", "resumed"})
# What is threatened is only understood.
UNDERSTOOD = 0.3


def answered_in_kind(threats: Sequence[EventDraft], drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """The acts that the threats promise: each that of the nearest act suffered before, turned round; the threat's mode is set in place."""
    found = []
    for threat in threats:
        mine = countries_of(threat.actors)
        suffered = [
            draft
            for draft in drafts
            if draft.type in HOSTILE
            and draft.status in DONE
            and not draft.negated
            and mine & countries_of(draft.recipients)
            and not mine & countries_of(draft.actors)
        ]
        if not suffered or not mine:
            continue
        model = min(suffered, key=lambda draft: (draft.trigger > threat.trigger, abs(draft.sentence - threat.sentence), draft.trigger))
        threat.mode = threat.mode or mode_from_inner("THREATEN", model.type, model.mode, model.contexts)
        threat.recipients = threat.recipients or model.actors
        found.append(
            replace(
                model,
                sentence=threat.sentence,
                trigger=threat.trigger,
                actors=threat.actors,
                recipients=threat.recipients,
                status="threatened",
                tense="future",
                time=None,
                place=None,
                numbers=(),
                according_to=threat.according_to,
                plain=False,
                confidence=UNDERSTOOD,
                why=[f"an answer in kind to the {model.type} in sentence {model.sentence}"],
            )
        )
    return found
