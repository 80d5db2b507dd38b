"""Small makers of readings, claims and resolutions for the tests of record and export. Invented countries' news in our own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from dragoman.model import (
    Actor,
    ActorRow,
    Block,
    Divergence,
    DivergentValue,
    Event,
    EventReport,
    FollowUp,
    Judgement,
    Number,
    Passage,
    Plover,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    StatusStep,
    Stop,
    Story,
    TimeMention,
    Traveller,
    Trip,
    When,
    Where,
    Written,
    derived_id,
)
from dragoman.record import Record, Run

RUN = Run("1.0", knowledge="k1", model="md-3.7", configuration="c1")
LATER_RUN = Run("1.1", knowledge="k1", model="md-3.7", configuration="c1")


class Clock:
    """Record time that goes on by a second with every look at it."""

    def __init__(self, start: datetime = datetime(2024, 5, 1, 12, tzinfo=UTC)) -> None:
        self.time = start

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


def report(identifier: str = "r1", text: str = "The minister of Norway met her Chilean counterpart in Lima on Friday.", **more: Any) -> Report:
    return Report(identifier, text, **more)


def actor(name: str = "Norway", country: str | None = "NOR", kind: str = "country", **more: Any) -> Actor:
    return Actor(4, 10, name, more.pop("id", country), country, more.pop("sector", "GOV"), kind, **more)


def event_report(report_id: str = "r1", number: int = 1, **changes: Any) -> EventReport:
    fields: dict[str, Any] = {
        "id": f"{report_id}/e{number}",
        "type": "CONSULT",
        "mode": "meet",
        "contexts": ("diplomatic",),
        "plover": Plover("CONSULT", "meet"),
        "cameo": "040",
        "actors": (actor(),),
        "recipients": (actor("Chile", "CHL"),),
        "status": "happened",
        "negated": False,
        "historical": False,
        "when": When(date(2024, 5, 3), date(2024, 5, 3), "day", "reckoned"),
        "where": Where("Lima", "PER", 3936456, -12.043, -77.028),
        "numbers": (Number("delegates", 20, 3, 5, "at least"), Number("days", (2, 3), 6, 9), Number("tonnes", 1.5, 1, 2)),
        "sentence": Span(0, 66),
        "trigger": Span(23, 26),
        "according_to": (Source("Andina", "PER"),),
        "intensity": 1.5,
        "confidence": 0.8,
        "why": ("verb: meet",),
    }
    return EventReport(**(fields | changes))


def statement(**changes: Any) -> Statement:
    fields: dict[str, Any] = {
        "start": 0,
        "end": 30,
        "speaker": actor("Ana Soto", "CHL", "person", id="ana soto", office="foreign minister"),
        "via": (),
        "verb": "said",
        "quoted": True,
        "content": Span(10, 28),
        "about": ("NOR",),
        "stance": "for",
    }
    return Statement(**(fields | changes))


def reading(report_id: str = "r1", events: tuple[EventReport, ...] | None = None, statements: tuple[Statement, ...] | None = None, **changes: Any) -> Reading:
    fields: dict[str, Any] = {
        "id": report_id,
        "language": "en",
        "words": 12,
        "written": Written(date(2024, 5, 4), date(2024, 5, 4), "day", "given"),
        "blocks": (Block("body", 0, 68, "default"),),
        "times": (TimeMention(60, 66, "DATE", "2024-05-03", date(2024, 5, 3), date(2024, 5, 3)),),
        "places": (),
        "actors": (actor(),),
        "events": (event_report(report_id),) if events is None else events,
        "statements": (statement(),) if statements is None else statements,
        "notes": ("a caption was left out",),
    }
    return Reading(**(fields | changes))


def claims(count: int) -> list[tuple[Report, Reading]]:
    """That many reports with readings, each with its own text."""
    names = [f"r{number:02}" for number in range(1, count + 1)]
    return [(report(name, f"Report {name}: the minister of Norway met her counterpart in Lima.", title=f"Talks {name}"), reading(name)) for name in names]


@dataclass
class Resolved:
    """Looks like resolve's Resolution."""

    origins: dict[str, str] = field(default_factory=dict)
    near_duplicates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()
    events: tuple[Event, ...] = ()
    trips: tuple[Trip, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    written: dict[str, Written] = field(default_factory=dict)


def event(members: tuple[str, ...] = ("r1/e1",), **changes: Any) -> Event:
    reports = tuple(sorted({member.rsplit("/", 1)[0] for member in members}))
    fields: dict[str, Any] = {
        "id": derived_id("ev", members),
        "type": "CONSULT",
        "mode": "meet",
        "contexts": ("diplomatic",),
        "actors": ("NOR",),
        "recipients": ("CHL",),
        "actor_countries": ("NOR",),
        "recipient_countries": ("CHL",),
        "status": "happened",
        "status_history": (StatusStep("planned", date(2024, 5, 1), reports[0]), StatusStep("happened", None, reports[-1])),
        "from_": date(2024, 5, 3),
        "to": date(2024, 5, 3),
        "precision": "day",
        "where": Where("Lima", "PER"),
        "numbers": (Number("delegates", 20, 3, 5, "at least"), Number("days", (2, 3), 6, 9)),
        "event_reports": members,
        "reports": reports,
        "origins": len(reports),
        "confidence": 0.9,
    }
    return Event(**(fields | changes))


def resolve(record: Record) -> Resolved:
    """A resolution that puts all event reports of a type into one event: enough to fill every derived table the same way each time."""
    told: dict[str, list[str]] = {}
    reports: list[str] = []
    for found, read in record.claims():
        reports.append(found.id)
        for one in read.events:
            told.setdefault(one.type, []).append(one.id)
    events = tuple(event(tuple(members), type=kind) for kind, members in sorted(told.items()))
    if not events:
        return Resolved()
    first = events[0]
    story = Story(derived_id("st", reports), "Talks in Lima", date(2024, 5, 3), date(2024, 5, 4), tuple(reports), (first.id,), ("same people",))
    stop = Stop("Lima", "PER", date(2024, 5, 3), None, ("CHL",), (first.id,))
    trip = Trip(derived_id("tr", [first.id]), (Traveller("NOR", "Norway", "NOR"),), date(2024, 5, 3), None, "happened", (stop,), tuple(reports))
    values = (DivergentValue(20, tuple(reports[:1]), 1), DivergentValue("some", tuple(reports[1:]), 1), DivergentValue(2.5, (), 0))
    divergence = Divergence(derived_id("df", [first.id]), first.id, values, "delegates", "number")
    people = ActorRow("ana soto", "Ana Soto", "CHL", "GOV", "person", ("foreign minister",), ("Soto",), tuple(reports))
    edges = tuple(
        Judgement(f"j{left}{right}", "event", f"{left}/e1", f"{right}/e1", "same", 0.9, "same day and place", "program 1.0")
        for left, right in pairwise(reports)
    )
    origins = dict.fromkeys(reports, reports[0])
    passages = (Passage(reports[0], 0, 9),)
    followup = FollowUp(derived_id("fu", [first.id]), first.id, "plan", "carried out", first.id, 2, date(2024, 5, 9), "told as done", passages)
    return Resolved(origins, {reports[0]: tuple(reports[1:])}, (story,), events, (trip,), (divergence,), (followup,), (people,), edges)


def fill(record: Record, count: int = 3) -> None:
    """Add that many reports and resolve them."""
    for found, read in claims(count):
        record.add(found, read, RUN)
    record.write_resolution(resolve(record))
