"""Many readings made one record: copies, events, stories, trips, differences, actors, with the judgements behind them.

In: claims (report and reading) and all judgements so far. Out: a Resolution. Pure: the same claims in any order give the same result,
and what it made before does not sway it; only people's judgements do.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from dragoman.model import ActorRow, Correction, Divergence, Event, FollowUp, Interval, Judgement, Story, Trip, Written
from dragoman.resolve.aspects import words
from dragoman.resolve.candidates import candidate_pairs
from dragoman.resolve.claims import Claim, in_order
from dragoman.resolve.corrected import by_event_report, correct
from dragoman.resolve.divergences import find_differences
from dragoman.resolve.events import Grouping, group
from dragoman.resolve.followups import follow_ups
from dragoman.resolve.judged import pending, program_judgements, rulings
from dragoman.resolve.linkage import Pair
from dragoman.resolve.memory import Memory
from dragoman.resolve.merge import merge
from dragoman.resolve.origins import Origins, find_origins
from dragoman.resolve.people import actor_rows
from dragoman.resolve.second_look import as_written, by_copies, second_look
from dragoman.resolve.stories import Stories, find_stories
from dragoman.resolve.tellings import Telling, tellings
from dragoman.resolve.topics import vectors
from dragoman.resolve.traits import traits
from dragoman.resolve.trips import find_trips

# A report of fewer words shares all it says with every visit of the same people: its story does not say when it was written.
FEWEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Resolution:
    """What many reports, resolved, say.

    Attributes:
        origins: report id -> id of the first telling that it repeats, its own where it repeats none.
        near_duplicates: report id -> ids of the reports with nearly the same words.
        stories: every report is in exactly one.
        judgements: those that the program made this time; people's are not repeated.
        notes: what was left aside or doubted, in plain words.
        written: report id -> when it was written, for reports whose window the record narrows, with the clues that did.
    """

    origins: Mapping[str, str]
    near_duplicates: Mapping[str, tuple[str, ...]]
    stories: tuple[Story, ...]
    events: tuple[Event, ...]
    trips: tuple[Trip, ...]
    divergences: tuple[Divergence, ...]
    actors: tuple[ActorRow, ...]
    judgements: tuple[Judgement, ...]
    notes: tuple[str, ...]
    followups: tuple[FollowUp, ...] = ()
    written: Mapping[str, Written] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look over all claims found."""

    grouping: Grouping
    events: tuple[Event, ...]
    members: dict[str, list[Telling]]
    stories: Stories
    notes: list[str]


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looks for cyclic garbage, which go over all claims held again and again to find next to none."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@uncollected()
def resolve(claims: Sequence[Claim], judgements: Sequence[Judgement] = (), corrections: Sequence[Correction] = (), memory: Memory | None = None) -> Resolution:
    """Resolves claims into one record.

    Args:
        claims: reports with their readings, in any order; of several readings of one report one is used.
        judgements: everything judged so far. People's standing ones bind; the program's own and withdrawn ones are left out.
        corrections: people's words on events' fields; the standing ones outrank the program's values.
        memory: what an earlier resolution worked out and what still holds of it; it gains what this one works out. The result is the same without.
    """
    memory = memory or Memory()
    ordered, notes = in_order(list(claims))
    texts = {claim.id: traits(claim) for claim in ordered}
    candidates = candidate_pairs(list(texts.values()), {claim.id: claim.written for claim in ordered})
    bags = vectors(texts.values())
    by_kind = {}
    for kind in ("origin", "event", "story"):
        by_kind[kind], disputes = rulings(judgements, kind)
        notes += disputes
    notes += pending(judgements, corrections)
    origins: Origins = find_origins(ordered, texts, bags, candidates, by_kind["origin"], memory)

    telling = {claim.id for claim in ordered if claim.reading.words >= FEWEST_WORDS}
    copies = by_copies(ordered, {one: first for one, first in origins.origin.items() if one in telling})
    as_read = copies.written
    said = by_event_report(corrections)

    known_words = words(ordered, texts, bags)
    told_by: dict[str, list[Telling]] = {}
    told_at: dict[str, Interval] = {}
    merged: dict[tuple[int, ...], Event] = {}

    def look(written: Mapping[str, Interval]) -> _Look:
        for claim in ordered:
            if told_at.get(claim.id) != written[claim.id]:
                told_at[claim.id] = written[claim.id]
                told_by[claim.id] = tellings(claim, origins.origin, written[claim.id])
        told = [telling for claim in ordered for telling in told_by[claim.id]]
        grouping = group(told, by_kind["event"], memory=memory)
        events, members, disputed = _events(grouping, told, said, merged)
        # Stories by the times as read: a report placed by a story must not seem to confirm it.
        stories = find_stories(ordered, texts, known_words, candidates, origins.origin, as_read, told, events, by_kind["story"], memory)
        return _Look(grouping, events, members, stories, disputed)

    # First with the times as read; then with undated reports placed by the dated ones that tell the same.
    seen = look(as_read)
    groups = [[one for one in story.reports if one in telling] for story in seen.stories.stories]
    second = second_look(ordered, copies, groups, (one for members in seen.members.values() for one in members))
    if second.written != as_read:
        seen = look(second.written)
    grouping, events, members, stories = seen.grouping, seen.events, seen.members, seen.stories
    story_of = {report: story.id for story in stories.stories for report in story.reports if report in telling}
    trips, trip_notes = find_trips(events, members, story_of)
    differences = find_differences(events, members, stories.stories, {claim.id: claim for claim in ordered}, origins.origin, memory.spread)
    events = tuple(replace(event, notes=differences.notes.get(event.id, ())) for event in events)
    notes += seen.notes + trip_notes + _refusals(origins.refused + grouping.refused + stories.refused)
    made = [
        *program_judgements("origin", "same", origins.edges),
        *program_judgements("event", "same", grouping.used),
        *program_judgements("event", "unsure", grouping.unsure),
        *program_judgements("story", "same", stories.used),
        *program_judgements("story", "unsure", stories.unsure),
    ]
    return Resolution(
        origins=origins.origin,
        near_duplicates=origins.near_duplicates,
        written={claim.id: as_written(claim, second.written[claim.id], second.clues[claim.id]) for claim in ordered if claim.id in second.clues},
        stories=tuple(sorted(stories.stories, key=lambda story: story.id)),
        events=events,
        trips=trips,
        divergences=differences.divergences,
        followups=follow_ups(events, members, {claim.id: claim for claim in ordered}),
        actors=actor_rows(ordered),
        judgements=tuple(sorted(made, key=lambda one: (one.kind, one.left, one.right, one.verdict))),
        notes=tuple(notes),
    )


def _events(
    grouping: Grouping, told: Sequence[Telling], said: Mapping[str, Sequence[Correction]], merged: dict[tuple[int, ...], Event]
) -> tuple[tuple[Event, ...], dict[str, list[Telling]], list[str]]:
    by_id = {telling.id: telling for telling in told}
    members: dict[str, list[Telling]] = {}
    events, notes = [], list[str]()
    for cluster in grouping.clusters:
        marks = tuple(by_id[one].mark for one in cluster)
        if marks not in merged:
            merged[marks] = merge([by_id[one] for one in cluster])
        event = correct(merged[marks], said, notes)
        members[event.id] = [by_id[one] for one in event.event_reports]
        events.append(event)
    return tuple(sorted(events, key=lambda event: event.id)), members, notes


def _refusals(refused: Sequence[Pair]) -> list[str]:
    return [f"{left} and {right}: a person's 'same' was not followed, as it contradicts another's 'different'" for left, right in sorted(refused)]
