"""Sentences that speak of a story's main talks without telling them anew ("the visit had been agreed"). In: claims of a story; out: Spoken sentences.

Only the talks that most reports of a story tell are looked for, and only sentences that name one of their parties: what else is meant by "the meeting" is
not known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from dragoman.model import Event, Passage, Story
from dragoman.model.vocabulary import KEPT_BLOCKS
from dragoman.resolve.claims import Claim
from dragoman.resolve.framing import Scale, Spoken, scales
from dragoman.resolve.tellings import Telling

_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n\s*\n")
# A sentence longer than this was not found to end.
LONGEST = 600


def main_talks(story: Story, events: Mapping[str, Event], told: Mapping[str, Sequence[Telling]]) -> Event | None:
    """The journey, or where there is none the talks, that most reports of the story tell; None where no two tell any."""
    types = frozenset().union(*(scale.types for scale in _scales()))
    talks = [events[one] for one in story.events if one in events and events[one].type in types and events[one].type == "CONSULT"]
    shared = [event for event in talks if len(set(event.reports) & set(story.reports)) > 1]
    return min(shared, key=lambda event: (not _journey(told[event.id]), -len(event.reports), -event.origins, event.id), default=None)


def _journey(tellings: Sequence[Telling]) -> bool:
    return 2 * sum(one.level == "journey" for one in tellings) > len(tellings)


def spoken_of(event: Event, reports: Sequence[str], claims: Mapping[str, Claim], origins: Mapping[str, str]) -> tuple[Spoken, ...]:
    """Sentences of these reports that judge the talks: with a word of a scale and a party of the event."""
    out: dict[tuple[str, int], Spoken] = {}
    parties = {*event.actor_countries, *event.recipient_countries}
    for report in sorted(set(reports) & set(claims)):
        claim = claims[report]
        for scale in _scales():
            for found in scale.pattern.finditer(claim.report.text):
                start, end = _bounds(claim.report.text, found.start())
                if end - start <= LONGEST and (report, start) not in out and _kept(claim, start) and _names(claim, start, end, parties):
                    out[report, start] = Spoken(claim.text(start, end), origins.get(report, report), Passage(report, start, end))
    return tuple(out[place] for place in sorted(out))


def _scales() -> tuple[Scale, ...]:
    return tuple(scale for scale in scales() if scale.about == "talks")


def _bounds(text: str, at: int) -> tuple[int, int]:
    """The sentence around an offset."""
    start = max((found.end() for found in _STOP.finditer(text, max(0, at - LONGEST), at)), default=max(0, at - LONGEST))
    stop = _STOP.search(text, at)
    return start, stop.start() + 1 if stop else len(text.rstrip())


def _kept(claim: Claim, at: int) -> bool:
    blocks = claim.reading.blocks
    return not blocks or any(block.kind in KEPT_BLOCKS and block.start <= at < block.end for block in blocks)


def _names(claim: Claim, start: int, end: int, parties: set[str]) -> bool:
    actors = claim.reading.actors
    first = bisect_left(actors, start, key=lambda actor: actor.start)
    for actor in actors[first:]:
        if actor.start >= end:
            return False
        if actor.country in parties:
            return True
    return False
