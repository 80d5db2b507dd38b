"""`differ`: on what do independent origins disagree, and who holds which? Most consequential first."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record import Record
from dragoman.views.filters import Filters
from dragoman.views.rows import Describer, EventRow, unique

# Whether it happened weighs more than how it is called.
CONSEQUENCE = ("status", "actor", "number", "date", "place", "framing")


@dataclass(frozen=True, slots=True)
class Held:
    """A value, who holds it, and in how many independent origins it stands."""

    value: str | int | float
    sources: tuple[str, ...]
    reports: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """One field of one event on which origins differ."""

    id: str
    field: str
    why: str
    event: EventRow
    values: tuple[Held, ...]


def differ(record: Record, filters: Filters | None = None) -> tuple[Dispute, ...]:
    """What is disputed about the events that pass the filters."""
    describer = Describer(record)
    wanted = {event.id: event for event in record.events(**(filters or Filters()).for_record())}
    disputes = []
    for divergence in record.divergences():
        if divergence.event not in wanted:
            continue
        values = tuple(Held(one.value, unique(map(describer.source, one.reports)), one.reports, one.origins) for one in divergence.values)
        disputes.append(Dispute(divergence.id, divergence.field, divergence.why, describer.event(wanted[divergence.event]), values))
    return tuple(sorted(disputes, key=_rank))


def _rank(dispute: Dispute) -> tuple[int, int, str]:
    return CONSEQUENCE.index(dispute.field), -sum(held.origins for held in dispute.values), dispute.id
