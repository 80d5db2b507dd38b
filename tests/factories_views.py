"""A small record with texts, readings and a resolution written by hand: no knowledge and no model needed to ask it questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
    Traveller,
    Trip,
    When,
    Where,
    Written,
)
from dragoman.record import Record
from dragoman.record.rows import Run
from dragoman.resolve import Resolution

RUN = Run("test")
VISIT = "Minister Ada Moss of Norland visited Estavia on Tuesday."
LAUNCH = "Estavia fired three rockets, the news agency EST said."
PLAN = "Moss will visit Estavia next week."
TEXTS = {
    "a.txt": (f"{VISIT} {LAUNCH}", "Alpha Post", date(2024, 5, 7)),
    "b.txt": (PLAN, None, date(2024, 4, 30)),
    "c.txt": ("Estavia fired five rockets.", "Gamma Wire", date(2024, 5, 8)),
}
NORLAND, ESTAVIA, MOSS = "NOR", "EST", "ada-moss"


def actor(identifier: str, name: str, country: str, kind: str = "country") -> Actor:
    return Actor(0, 4, name, identifier, country, "GOV", kind)


def told(report: str, number: int, text: str, words: str, trigger: str, **more: object) -> EventReport:
    start = text.index(words)
    at = text.index(trigger, start)
    values: dict[str, object] = {
        "type": "CONSULT", "mode": "visit", "contexts": (), "plover": Plover("CONSULT", "visit"), "cameo": "042",
        "actors": (actor(MOSS, "Ada Moss", NORLAND, "person"),), "recipients": (actor(ESTAVIA, "Estavia", ESTAVIA),),
        "status": "happened", "negated": False, "historical": False, "when": When(date(2024, 5, 7), date(2024, 5, 7), "day", "reckoned"),
        "where": Where("Estavia", ESTAVIA), "numbers": (), "according_to": (), "intensity": 1.0, "confidence": 0.8, "why": ("verb visit",),
    }  # fmt: skip
    values.update(more)
    return EventReport(id=f"{report}/e{number}", sentence=Span(start, start + len(words)), trigger=Span(at, at + len(trigger)), **values)  # type: ignore[arg-type]


def readings() -> list[tuple[Report, Reading]]:
    launch = {
        "type": "MOBILIZE", "mode": "weapons", "plover": Plover("MOBILIZE", "weapons"), "cameo": "155",
        "actors": (actor(ESTAVIA, "Estavia", ESTAVIA),), "recipients": (), "where": None, "intensity": -7.0,
    }  # fmt: skip
    events = {
        "a.txt": (
            told("a.txt", 1, TEXTS["a.txt"][0], VISIT, "visited"),
            told("a.txt", 2, TEXTS["a.txt"][0], LAUNCH, "fired", numbers=(Number("rockets", 3, 71, 76),), according_to=(Source("EST", ESTAVIA),), **launch),
        ),
        "b.txt": (told("b.txt", 1, PLAN, PLAN, "visit", status="planned", when=When(date(2024, 5, 6), date(2024, 5, 12), "week", "reckoned")),),
        "c.txt": (told("c.txt", 1, TEXTS["c.txt"][0], TEXTS["c.txt"][0], "fired", numbers=(Number("rockets", 5, 14, 18),), when=When(), **launch),),
    }
    return [
        (
            Report(identifier, text, outlet=outlet, published=str(day)),
            Reading(
                identifier, "en", len(text.split()), Written(day, day, "day", "given"), (Block("body", 0, len(text)),), (), (), (), events[identifier],
                _statements(identifier, text), (),
            ),
        )
        for identifier, (text, outlet, day) in TEXTS.items()
    ]  # fmt: skip


def _statements(identifier: str, text: str) -> tuple[Statement, ...]:
    if identifier != "a.txt":
        return ()
    start = text.index(LAUNCH)
    speaker = actor("EST", "EST", ESTAVIA, "outlet")
    return (Statement(start, len(text), speaker, (), "said", False, Span(start, text.index(", the news")), (NORLAND,), "against"),)


def resolution() -> Resolution:
    visit = Event(
        "event-1111", "CONSULT", "visit", (), (MOSS,), (ESTAVIA,), (NORLAND,), (ESTAVIA,), "happened",
        (StatusStep("planned", date(2024, 4, 30), "b.txt"), StatusStep("happened", date(2024, 5, 7), "a.txt")), date(2024, 5, 7), date(2024, 5, 7), "day",
        Where("Estavia", ESTAVIA), (), ("a.txt/e1", "b.txt/e1"), ("a.txt", "b.txt"), 2, 0.9,
    )  # fmt: skip
    launch = Event(
        "event-2222", "MOBILIZE", "weapons", (), (ESTAVIA,), (), (ESTAVIA,), (),
        "happened",
        (StatusStep("happened", date(2024, 5, 7), "a.txt"),), None, None, "unknown", None, (Number("rockets", 3, 71, 76),),
        ("a.txt/e2", "c.txt/e1"), ("a.txt", "c.txt"), 2, 0.7,
    )  # fmt: skip
    return Resolution(
        origins={identifier: identifier for identifier in TEXTS},
        near_duplicates={},
        stories=(Story("story-aaaa", "Moss in Estavia", date(2024, 4, 30), date(2024, 5, 8), tuple(TEXTS), ("event-1111", "event-2222"), ("same people",)),),
        events=(visit, launch),
        trips=(
            Trip(
                "trip-cccc", (Traveller(MOSS, "Ada Moss", NORLAND),), date(2024, 5, 7), date(2024, 5, 7), "happened",
                (Stop("Estavia", ESTAVIA, date(2024, 5, 7), date(2024, 5, 7), (ESTAVIA,), ("event-1111",)),), ("a.txt", "b.txt"),
            ),
        ),
        divergences=(
            Divergence("divergence-dddd", "event-2222", (DivergentValue(3, ("a.txt",), 1), DivergentValue(5, ("c.txt",), 1)), "rockets counted", "number"),
        ),
        actors=(
            ActorRow(ESTAVIA, "Estavia", ESTAVIA, "GOV", "country", (), ("Estavia",), ("a.txt", "b.txt", "c.txt")),
            ActorRow(MOSS, "Ada Moss", NORLAND, "GOV", "person", ("minister",), ("Ada Moss", "Moss"), ("a.txt", "b.txt")),
        ),
        judgements=(
            Judgement("j1", "event", "a.txt/e1", "b.txt/e1", "same", 0.9, "same traveller, days meet", "program 1"),
            Judgement("j2", "event", "a.txt/e2", "c.txt/e1", "same", 0.8, "same act", "program 1"),
        ),
        notes=(),
        followups=(
            FollowUp(
                "followup-eeee", "event-1111", "plan", "carried out", "event-1111", 7, date(2024, 5, 8), "told as planned, then as done",
                (Passage("b.txt", 0, 20), Passage("a.txt", 0, 20)),
            ),
            FollowUp("followup-ffff", "event-2222", "threat", "nothing yet", None, None, date(2024, 5, 8), "nothing in the record", (Passage("c.txt", 0, 20),)),
        ),
    )  # fmt: skip


def small_record(path: Path) -> Path:
    """The record as a file."""
    with Record.open(path) as record:
        for report, reading in readings():
            record.add(report, reading, RUN)
        record.write_resolution(resolution())
    return path
