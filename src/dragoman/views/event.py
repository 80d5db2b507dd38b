"""`event`: did it happen, and how do we know? One event with all its event reports side by side, and why they were put together."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Divergence, Event, Judgement, StatusStep
from dragoman.record import Record
from dragoman.views.lookup import thing
from dragoman.views.rows import Describer, EventRow, Telling


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with its evidence.

    Attributes:
        merged: judgements that put its event reports together; `apart`: those that kept others out, surest last.
    """

    row: EventRow
    tellings: tuple[Telling, ...]
    history: tuple[StatusStep, ...]
    merged: tuple[Judgement, ...]
    apart: tuple[Judgement, ...]
    divergences: tuple[Divergence, ...]
    stories: tuple[str, ...]
    trips: tuple[str, ...]


def event(record: Record, typed: str) -> EventView:
    """The event by id or the beginning of one.

    Raises:
        UnknownIdError: if there is none.
    """
    found: Event = thing(record, "event", typed)
    describer = Describer(record)
    merged, apart = judged(record, found)
    return EventView(
        row=describer.event(found),
        tellings=describer.tellings(found),
        history=found.status_history,
        merged=merged,
        apart=apart,
        divergences=tuple(record.divergences(event=found.id)),
        stories=tuple(story.id for story in record.stories() if found.id in story.events),
        trips=tuple(trip.id for trip in record.trips() if any(found.id in stop.events for stop in trip.stops)),
    )


def judged(record: Record, found: Event) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Judgements between its event reports, and those between one of them and another event's."""
    members = set(found.event_reports)
    touching = [one for one in record.judgements() if one.kind == "event" and (one.left in members or one.right in members)]
    inside = sorted((one for one in touching if one.left in members and one.right in members), key=lambda one: (-one.score, one.id))
    outside = sorted((one for one in touching if not (one.left in members and one.right in members)), key=lambda one: (-one.score, one.id))
    return tuple(inside), tuple(outside)
