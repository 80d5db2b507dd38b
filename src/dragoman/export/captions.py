"""One line that says who did what to whom, for lists and maps. In: an event and the actors' names. Out: words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.model import Event

MOST_NAMED = 3


def caption(event: Event, names: Mapping[str, str]) -> str:
    """Like "United States -> South Korea: CONSULT/visit, happened"; ids stand where a name is not known."""
    act = f"{event.type}/{event.mode}" if event.mode else event.type
    denied = "not " if event.negated else ""
    doers = _named(event.actors, names)
    parties = f"{doers} -> {_named(event.recipients, names)}" if event.recipients else doers
    return f"{parties or 'somebody'}: {denied}{act}, {event.status}"


def _named(ids: Sequence[str], names: Mapping[str, str]) -> str:
    told = [names.get(identifier, identifier) for identifier in ids[:MOST_NAMED]]
    more = len(ids) - len(told)
    return ", ".join(told) + (f" and {more} more" if more > 0 else "")
