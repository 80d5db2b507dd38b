"""Finds what an id, or the beginning of one, stands for. In: as typed; out: the thing, or an error that names the nearest."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from dragoman.knowledge.names import name_key
from dragoman.model import ActorRow, Divergence, EventReport, RecordError
from dragoman.record import Record

MOST_NAMED = 5
# Ids or names that the nearest is looked for among: comparing letters costs some 20 µs each.
MOST_COMPARED, SHARED = 5000, 2
T = TypeVar("T")


class UnknownIdError(RecordError):
    """The record holds nothing by that id, or more than one thing."""

    exit_status = 3


def thing(record: Record, kind: str, typed: str) -> Any:
    """The event, story, trip, report or divergence whose id is, or alone begins with, what was typed (with or without `event-`).

    Raises:
        UnknownIdError: if there is none (it names the nearest), or several.
    """
    finders: Mapping[str, Callable[[str], Any]] = {
        "event": record.event,
        "story": record.story,
        "trip": record.trip,
        "report": record.report,
        "divergence": lambda identifier: _divergence(record, identifier),
    }
    try:
        return finders[kind](typed)
    except RecordError as error:
        full = one(typed, record.ids_near(kind, typed, MOST_COMPARED), kind, error)
    return finders[kind](full)


def _divergence(record: Record, identifier: str) -> Divergence:
    for divergence in record.divergences_named([identifier]):
        return divergence
    raise RecordError(f"the record holds no divergence {identifier!r}")


def event_report(record: Record, typed: str) -> EventReport | None:
    """The event report of that very id, None if there is none."""
    report, _, number = typed.rpartition("/")
    if not report or not number.startswith("e"):
        return None
    return next((told for told in record.event_reports(report=report) if told.id == typed), None)


def one(typed: str, known: Iterable[str], what: str, cause: Exception | None = None) -> str:
    """The one known id that is, or begins with, what was typed.

    Raises:
        UnknownIdError: if none does (naming the nearest), or several do (naming them).
    """
    ids = sorted(set(known))
    if typed in ids:
        return typed
    found = [identifier for identifier in ids if typed and (identifier.startswith(typed) or identifier.partition("-")[2].startswith(typed))]
    if len(found) == 1:
        return found[0]
    raise UnknownIdError(_several(typed, found, what) if found else _none(typed, ids, what)) from cause


def _several(typed: str, found: list[str], what: str) -> str:
    more = ", ..." if len(found) > MOST_NAMED else ""
    return f"{typed!r} fits {len(found)} ids ({what}): {', '.join(found[:MOST_NAMED])}{more}; write more of it"


def _none(typed: str, ids: list[str], what: str) -> str:
    if not ids:
        return f"there is no {what} {typed!r}: the record holds no {what} at all"
    near = difflib.get_close_matches(typed, ids, MOST_NAMED, 0.4) or [known for known in ids if typed.casefold() in known.casefold()][:MOST_NAMED]
    hint = f"near to it: {', '.join(near)}" if near else f"ids look like {ids[0]}"
    return f"there is no {what} {typed!r}; {hint}"


def actor(record: Record, typed: str) -> ActorRow:
    """The actor by id or by name; of several of that name the one that most reports name.

    Raises:
        UnknownIdError: if there is none.
    """
    known = record.actors_named([typed])
    if known:
        return known[typed]
    found = record.actors_named(record.actors_called(name_key(typed)))
    if found:
        return max(found.values(), key=lambda row: (len(row.reports), row.id))
    near = difflib.get_close_matches(typed, record.names_like(name_key(typed)[:SHARED], MOST_COMPARED), MOST_NAMED, 0.5)
    hint = f"near to it: {', '.join(near)}" if near else "dragoman show timeline shows who there is"
    raise UnknownIdError(f"there is no actor {typed!r}; {hint}")
