"""Hand-made claims for the tests of `resolve`: one line a report, one line an event, no parser needed."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.model import Actor, EventReport, Judgement, Number, Reading, Report, Source, Span, Statement, When, Where, Written, digest
from dragoman.resolve import Claim


def day(text: str) -> date:
    return date.fromisoformat(text)


def person(name: str, country: str, office: str | None = None) -> Actor:
    return Actor(0, 0, name, name.casefold().replace(" ", ""), country, "GOV", "person", office)


def country(code: str) -> Actor:
    return Actor(0, 0, code, code, code, "GOV", "country")


def event(
    sentence: str,
    kind: str = "CONSULT",
    *,
    actors: tuple[Actor, ...] = (),
    recipients: tuple[Actor, ...] = (),
    trigger: str = "",
    mode: str | None = None,
    status: str = "happened",
    on: str | tuple[str, str] | None = None,
    place: Where | None = None,
    numbers: tuple[Number, ...] = (),
    historical: bool = False,
    negated: bool = False,
    confidence: float = 0.8,
    according_to: tuple[Source, ...] = (),
) -> tuple[str, str, EventReport]:
    """A sentence with one event report in it; spans are set by `claim`."""
    first, last = (None, None) if on is None else (day(on), day(on)) if isinstance(on, str) else (day(on[0]), day(on[1]))
    precision = "unknown" if first is None else "day" if first == last else "range"
    when = When(first, last, precision, "unknown" if first is None else "reckoned")
    nowhere = Span(0, 0)
    report = EventReport(
        "", kind, mode, (), None, None, actors, recipients, status, negated, historical, when, place, numbers, nowhere, nowhere, according_to, None, confidence
    )
    return sentence, trigger or sentence.split()[0], report


def claim(
    identity: str,
    *events: tuple[str, str, EventReport],
    written: str | tuple[str, str] | None = "2020-05-05",
    text: str = "",
    title: str | None = None,
    statements: tuple[Statement, ...] = (),
) -> Claim:
    """A report whose text is the events' sentences, then `text`, with a reading that holds the events."""
    whole, made = "", []
    for number, (sentence, trigger, bare) in enumerate(events, 1):
        start = len(whole)
        whole += sentence + " "
        at = start + sentence.find(trigger)
        fields = {name: getattr(bare, name) for name in bare.__slots__}
        fields |= {"id": f"{identity}/e{number}", "sentence": Span(start, start + len(sentence)), "trigger": Span(at, at + len(trigger))}
        made.append(EventReport(**fields))
    whole += text
    if written is None:
        window = Written()
    else:
        first, last = (day(written), day(written)) if isinstance(written, str) else (day(written[0]), day(written[1]))
        window = Written(first, last, "day" if first == last else "range", "given" if first == last else "inferred")
    actors = tuple(actor for one in made for actor in one.actors + one.recipients)
    reading = Reading(identity, "en", len(whole.split()), window, (), (), (), actors, tuple(made), statements, ())
    return Claim(Report(identity, whole, title=title), reading)


def judgement(
    kind: str, left: str, right: str, verdict: str, *, by: str = "ada", made: str | None = "2024-01-01T00:00:00Z", withdrawn: str | None = None
) -> Judgement:
    left, right = sorted((left, right))
    return Judgement(digest(kind, left, right, verdict, by, made), kind, left, right, verdict, 1.0, "looked it up", by, made, withdrawn)


def later(text: str, days: int) -> str:
    return (day(text) + timedelta(days=days)).isoformat()
