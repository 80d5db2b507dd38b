"""`timeline`: what happened, in order of time. Events with a day stand under it; others under the window that they are known to lie in.

What has no days of its own stands under the days on which the report that tells it best can have been written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.record import Record
from dragoman.views.filters import Filters
from dragoman.views.rows import Describer, EventRow, in_time_order

# A visit of three days is dated; "some time in May" is not.
DATED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Group:
    """Events of the same days.

    Attributes:
        kind: "day" (at most a week, and known), "window" (somewhere in longer or half-open days), "told" (day unknown; from_ and to are the
            days on which it can have been written), "unknown" (nor is it known when it was written).
    """

    kind: str
    from_: date | None
    to: date | None
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Groups in order of time: days first, then windows, then what has no date of its own by time of writing, then the rest."""

    groups: tuple[Group, ...]

    @property
    def events(self) -> tuple[EventRow, ...]:
        return tuple(row for group in self.groups for row in group.events)


def timeline(record: Record, filters: Filters | None = None) -> Timeline:
    """All events that pass the filters, grouped by day."""
    describer = Describer(record)
    found = record.events(**(filters or Filters()).for_record())
    return grouped(describer.event_rows(found))


def grouped(rows: Iterable[EventRow]) -> Timeline:
    """A timeline of these rows."""
    groups: dict[tuple[str, date | None, date | None], list[EventRow]] = defaultdict(list)
    for row in in_time_order(rows):
        groups[_key(row)].append(row)
    rank = {"day": 0, "window": 1, "told": 2, "unknown": 3}
    keys = sorted(groups, key=lambda key: (rank[key[0]], key[1] or date.min, key[2] or date.max))
    return Timeline(tuple(Group(kind, from_, to, tuple(groups[kind, from_, to])) for kind, from_, to in keys))


def _key(row: EventRow) -> tuple[str, date | None, date | None]:
    kind = kind_of(row)
    if kind == "unknown" and row.telling is not None and (row.telling.written_from or row.telling.written_to) is not None:
        return "told", row.telling.written_from, row.telling.written_to
    return kind, row.from_, row.to


def kind_of(row: EventRow) -> str:
    """ "day", "window" or "unknown", by how narrow its days are."""
    if row.from_ is None and row.to is None:
        return "unknown"
    days = row.days.days
    return "day" if days is not None and days <= DATED_DAYS else "window"
