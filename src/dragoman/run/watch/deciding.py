"""What is news to a search. In: the events that fit it now, and what it has told of which event reports; out: one alert for each event that is new or
has another status, and what then counts as told.

An event is known by its event reports: it stays itself when it grows, and two told events that turn out to be one are told no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.model import Event
from dragoman.model.ids import digest
from dragoman.record.rows import key


@dataclass(frozen=True, slots=True)
class News:
    """An event to tell.

    Attributes:
        id: of the alert. It is written down before the alert goes out, so that every attempt to hand it over bears the same.
        before: the statuses that were told; empty for an event that was not told yet.
    """

    id: str
    event: Event
    status: str
    before: tuple[str, ...]


def status_of(event: Event) -> str:
    """The status as it counts for alerts: that it did not happen is another one."""
    return f"not {event.status}" if event.negated else event.status


def members_told(events: Iterable[Event]) -> dict[str, str]:
    """Event report -> status, of all event reports of these events."""
    return {key(one): status_of(event) for event in events for one in event.event_reports}


def news(search: str, events: Iterable[Event], told: Mapping[str, str], made: int) -> tuple[list[News], dict[str, str]]:
    """The alerts to make, in order of event id, and event report -> status of all that is not told so yet.

    Args:
        told: event report -> the status it was last told with. made: how many alerts the search has made in its life.
    """
    found: list[News] = []
    learnt: dict[str, str] = {}
    for event in sorted(events, key=lambda one: one.id):
        status = status_of(event)
        members = sorted(key(one) for one in event.event_reports)
        before = tuple(sorted({told[one] for one in members if one in told}))
        if status not in before:
            # Numbered, since an event may turn to the same status a second time.
            found.append(News(digest("alert", search, members[0], status, made + len(found)), event, status, before))
        learnt.update({one: status for one in members if told.get(one) != status})
    return found, learnt
