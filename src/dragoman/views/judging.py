"""What two ids that a person wants judged stand for. In: ids as typed; out: the kind of judgement and the two claims that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Event, UsageError
from dragoman.record import Record
from dragoman.views.explain import kind_of
from dragoman.views.lookup import event_report
from dragoman.views.rows import Describer, Telling, title


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a judgement.

    Attributes:
        id: of the event report or report that the judgement holds by; typed_as: the event or story that was named, None if it was this very id.
        says: its sentence, or the report's title.
    """

    id: str
    kind: str
    typed_as: str | None
    says: str
    telling: Telling | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """Two sides, and the kind of judgement that they can have: event, story or origin."""

    kind: str
    left: Side
    right: Side


def sides(record: Record, left: str, right: str, kind: str | None = None) -> Sides:
    """The two claims that a judgement is about.

    An event is judged by the event report that tells it best, a story by its first report.

    Args:
        left, right: ids, or beginnings of ids, of event reports or events, or of reports or stories.
        kind: of two reports: story (the same matter; the default) or origin (the one repeats the other).

    Raises:
        UnknownIdError: for an id that is none, naming the nearest. UsageError: if the two are not of one kind, or are one thing.
    """
    found = [side(record, typed) for typed in (left, right)]
    kinds = [one.kind for one in found]
    if kinds[0] != kinds[1]:
        raise UsageError(f"{left!r} is of the kind {_NAMES[kinds[0]]}, {right!r} of {_NAMES[kinds[1]]}; judge two acts, or two reports")
    if kind == "event" and kinds[0] != "event":
        raise UsageError(f"{left!r} and {right!r} are reports; they are judged with --kind story or --kind origin")
    if kind in ("story", "origin") and kinds[0] == "event":
        raise UsageError(f"{left!r} and {right!r} are acts; --kind {kind} is for reports")
    if found[0].id == found[1].id:
        raise UsageError(f"{left!r} and {right!r} are one: {found[0].id}")
    one, two = sorted(found, key=lambda side: side.id)
    return Sides("event" if kinds[0] == "event" else kind or "story", one, two)


_NAMES = {"event": "event (or event report)", "story": "report (or story)"}


def side(record: Record, typed: str) -> Side:
    """The claim that stands for an id in a judgement."""
    describer = Describer(record)
    told = event_report(record, typed)
    if told is not None:
        telling = describer.telling(told)
        return Side(told.id, "event", None, telling.sentence, telling)
    kind, identifier = kind_of(record, typed)
    if kind == "event":
        best = describer.event(record.event(identifier)).telling
        assert best is not None, "an event has event reports"
        return Side(best.id, "event", identifier, best.sentence, best)
    if kind not in ("story", "report"):
        raise UsageError(f"{identifier} is a {kind}; judged are events, event reports, stories and reports")
    report = record.story(identifier).reports[0] if kind == "story" else identifier
    return Side(report, "story", identifier if kind == "story" else None, title(record.report(report)))


def acts(record: Record, typed: str) -> tuple[Event, list[str]]:
    """The event that an id of it or of one of its event reports names, and its event reports, the one that tells it best first.

    Raises:
        UnknownIdError: for an id that is none, naming the nearest. UsageError: for an id of something else.
    """
    best = side(record, typed)
    if best.kind != "event":
        raise UsageError(f"{typed!r} is no event; corrected are the fields of events")
    found = next(one for one in record.events(report=best.id.rpartition("/")[0]) if best.id in one.event_reports)
    return found, [best.id, *(one for one in found.event_reports if one != best.id)]
