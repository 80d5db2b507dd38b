"""`followups`: what came of it? Requests, offers, threats, plans and attempts at contact.

Each with the event that answers it, or with the day up to which nothing does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.model import FollowUp, Passage
from dragoman.record import Record
from dragoman.views.filters import Filters
from dragoman.views.rows import Describer, EventRow, folded

# What came of it stands before what is still open.
OPEN = ("lapsed", "nothing yet")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence of a report, and who published it."""

    report: str
    source: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Followed:
    """An act with what came of it.

    Attributes:
        answer: the event that came of it; None where nothing did, so far as the record reaches (`until`).
        said, answered: the sentence of the act, and that of what came of it.
    """

    id: str
    kind: str
    outcome: str
    days: int | None
    until: date | None
    why: str
    event: EventRow
    answer: EventRow | None
    said: Words | None
    answered: Words | None


def followups(record: Record, filters: Filters | None = None, *, outcomes: tuple[str, ...] = ()) -> tuple[Followed, ...]:
    """What came of the acts that pass the filters, in order of time.

    Args:
        outcomes: only these; empty for all.
    """
    wanted = {event.id for event in record.events(**(filters or Filters()).for_record())}
    rows = [one for one in record.followups() if one.event in wanted and (not outcomes or one.outcome in outcomes)]
    return described(record, rows)


def described(record: Record, rows: Iterable[FollowUp]) -> tuple[Followed, ...]:
    """Follow-ups with their events and sentences, in order of time."""
    describer = Describer(record)
    found = [_described(record, describer, one) for one in rows]
    return tuple(sorted(found, key=lambda one: (one.event.from_ or one.event.to or date.max, one.outcome in OPEN, one.event.id)))


def _described(record: Record, describer: Describer, one: FollowUp) -> Followed:
    said, answered = (*(words(describer, passage) for passage in one.passages), None, None)[:2]
    return Followed(
        id=one.id,
        kind=one.kind,
        outcome=one.outcome,
        days=one.days,
        until=one.until,
        why=one.why,
        event=describer.event(record.event(one.event)),
        answer=None if one.answer is None else describer.event(record.event(one.answer)),
        said=said,
        answered=answered,
    )


def words(describer: Describer, passage: Passage) -> Words:
    """A passage in words."""
    said = describer.text(passage.report)[passage.start : passage.end]
    return Words(passage.report, describer.source(passage.report), folded(said))
