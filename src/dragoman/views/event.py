"""`event`: did it happen, and how do we know? One event with all its event reports side by side, and why they were put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dragoman.model import Divergence, Event, Judgement, StatusStep
from dragoman.record import Record
from dragoman.views.followups import Followed, described
from dragoman.views.lookup import thing
from dragoman.views.rows import Describer, EventRow, Telling
from dragoman.views.words import value_in_words


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn in what became of an event: the status, since when it was told, the reports that told it in order of writing, and whose word they had."""

    status: str
    as_of: date | None
    reports: tuple[str, ...]
    according_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """A person's correction as an event shows it: the value in words, and what the program had."""

    field: str
    value: str
    was: str | None
    by: str
    on: str
    why: str
    id: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with its evidence.

    Attributes:
        history: turns of its status; reports that tell the same one after the other are one turn.
        corrections: what people corrected, with what the program had.
        merged: judgements that put its event reports together; `apart`: those that kept others out, surest last.
        notes: values that differ without contradiction, in words; `followups`: what came of it, and what it came of.
    """

    row: EventRow
    tellings: tuple[Telling, ...]
    history: tuple[Turn, ...]
    merged: tuple[Judgement, ...]
    apart: tuple[Judgement, ...]
    divergences: tuple[Divergence, ...]
    notes: tuple[str, ...]
    followups: tuple[Followed, ...]
    stories: tuple[str, ...]
    trips: tuple[str, ...]
    corrections: tuple[Amendment, ...] = ()


def event(record: Record, typed: str) -> EventView:
    """The event by id or the beginning of one.

    Raises:
        UnknownIdError: if there is none.
    """
    found: Event = thing(record, "event", typed)
    describer = Describer(record)
    describer.look_up((found,), whole=True)
    merged, apart = judged(record, found)
    return EventView(
        row=describer.event(found),
        tellings=describer.tellings(found),
        history=turns(found.status_history),
        merged=merged,
        apart=apart,
        divergences=tuple(record.divergences_named(sorted(record.divergences_of([found.id])))),
        notes=found.notes,
        followups=described(record, record.followups(event=found.id)),
        stories=tuple(story.id for story in record.stories(event=found.id)),
        trips=tuple(trip.id for trip in record.trips(event=found.id)),
        corrections=amendments(record, found),
    )


def amendments(record: Record, found: Event) -> tuple[Amendment, ...]:
    """The corrections that an event shows; one that was taken back since the record was resolved last still shows, as its value does."""
    if not found.corrected:
        return ()
    said = {one.id: one for one in record.corrections(withdrawn=True)}
    pairs = [(mark, said[mark.correction]) for mark in found.corrected if mark.correction in said]
    return tuple(Amendment(mark.field, value_in_words(one), mark.was, one.by, one.said[:10], one.why, one.id) for mark, one in pairs)


def turns(history: Iterable[StatusStep]) -> tuple[Turn, ...]:
    """A history with what several reports in a row tell told once."""
    return tuple(
        Turn(
            status,
            next((step.as_of for step in steps if step.as_of is not None), None),
            tuple(dict.fromkeys(step.report for step in steps)),
            tuple(dict.fromkeys(name for step in steps for name in step.according_to)),
        )
        for status, steps in ((status, list(steps)) for status, steps in groupby(history, key=lambda step: step.status))
    )


def judged(record: Record, found: Event) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Judgements between its event reports, and those between one of them and another event's."""
    members = set(found.event_reports)
    touching = [one for one in record.judgements_of(found.event_reports) if one.kind == "event" and (one.left in members or one.right in members)]
    inside = sorted((one for one in touching if one.left in members and one.right in members), key=lambda one: (-one.score, one.id))
    outside = sorted((one for one in touching if not (one.left in members and one.right in members)), key=lambda one: (-one.score, one.id))
    return tuple(inside), tuple(outside)
