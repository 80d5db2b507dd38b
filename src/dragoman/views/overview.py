"""`overview`: how much is in the record, from when to when, and who is busiest; what an empty answer points to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.record import Record

BUSIEST = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """The record in a line. `from_`, `to`: days of what its reports tell as news, not of the background they recall.

    `countries`: those that take part in most events, with counts.
    """

    counts: dict[str, int]
    from_: date | None
    to: date | None
    countries: dict[str, int]


def overview(record: Record) -> Overview:
    """Counts, first and last day of any event that is news, busiest countries."""
    # One sentence about a treaty of 1953 would else make the record begin in 1953.
    first, last = record.reach()
    return Overview(record.counts(), first, last, record.busiest(BUSIEST))
