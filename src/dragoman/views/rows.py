"""The rows that every view is made of: an event with names instead of ids and the sentence that tells it best. Model objects in, rows out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.model import Event, EventReport, Interval, Number, RecordError, ReportRow, Trip, When
from dragoman.record import Imprint, Record

# Characters of a text without a title that stand for one.
_TITLE = 80


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or some body that takes part, by id and name."""

    id: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One event report in the words of its report.

    Attributes:
        id: of the event report; `explain` takes it.
        source: outlet, or where no outlet is known the report's id.
        written_from, written_to: window in which the report was written.
        sentence: as it stands in the text, line breaks folded.
        trigger: the words that name the act.
        origin: id of the report whose telling this one repeats, its own report's where it repeats none.
    """

    id: str
    report: str
    source: str
    written_from: date | None
    written_to: date | None
    sentence: str
    trigger: str
    type: str
    mode: str | None
    status: str
    negated: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: When
    numbers: tuple[Number, ...]
    according_to: tuple[str, ...]
    confidence: float
    origin: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event for people: who, what, to whom, when, where, in what status, told by how many.

    Attributes:
        disputed: fields on which independent origins differ.
        corrected: fields that show a person's word.
        telling: the event report that tells it best (the surest of those with its present status).
    """

    id: str
    type: str
    mode: str | None
    status: str
    negated: bool
    historical: bool
    from_: date | None
    to: date | None
    precision: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    numbers: tuple[Number, ...]
    origins: int
    reports: int
    confidence: float
    disputed: tuple[str, ...]
    telling: Telling | None
    corrected: tuple[str, ...] = ()

    @property
    def days(self) -> Interval:
        return Interval(self.from_, self.to, self.precision)


class Describer:
    """Turns ids into names over one record; remembers what it has looked up."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._reports: dict[str, ReportRow | None] = {}
        self._imprints: dict[str, Imprint | None] = {}
        self._texts: dict[str, str] = {}
        self._actors: dict[str, Party] = {}
        self._told: dict[str, list[EventReport]] = {}
        self._best: dict[str, EventReport | None] = {}
        self._disputed: dict[str, list[str]] = {}

    def look_up(self, events: Iterable[Event], *, whole: bool = False) -> None:
        """Looks up at once what rows of these events need: a question an event would cost some thirty times as much.

        Args:
            whole: all their tellings, too, not only the best of each.
        """
        wanted = [event for event in events if event.id not in self._best or (whole and event.id not in self._told)]
        if not wanted:
            return
        best = self.record.best_told(wanted)
        self._best |= {event.id: best.get(event.id) for event in wanted}
        if whole:
            self._told |= self.record.told_of(event.id for event in wanted)
        self._name({actor for event in wanted for actor in (*event.actors, *event.recipients)})
        self.look_up_imprints(report for event in wanted for report in event.reports)
        shown = [*best.values(), *(told for event in wanted if whole for told in self._told[event.id])]
        self.look_up_texts({told.id.rpartition("/")[0] for told in shown})
        disputed = self.record.disputed(event.id for event in wanted)
        self._disputed |= {event.id: disputed.get(event.id, []) for event in wanted}

    def look_up_reports(self, identifiers: Iterable[str]) -> None:
        """Looks up many reports at once."""
        self._reports |= self.record.reports_named(sorted({one for one in identifiers if one not in self._reports}))

    def look_up_imprints(self, identifiers: Iterable[str]) -> None:
        """Looks up at once who published many reports and when."""
        self._imprints |= self.record.imprints(sorted({one for one in identifiers if one not in self._imprints}))

    def look_up_texts(self, identifiers: Iterable[str]) -> None:
        """Looks up the texts of many reports at once."""
        self._texts |= self.record.texts(sorted({one for one in identifiers if one not in self._texts}))

    def _name(self, identifiers: Iterable[str]) -> None:
        """Looks up names; an id that the record has no row for stands for itself."""
        unknown = sorted(one for one in identifiers if one not in self._actors)
        if unknown:
            found = self.record.parties(unknown)
            self._actors |= {one: Party(one, *found.get(one, (one, None))) for one in unknown}

    def event_rows(self, events: Iterable[Event]) -> list[EventRow]:
        """Rows of many events, in their order."""
        asked = list(events)
        self.look_up(asked)
        return [self.event(event) for event in asked]

    def actor(self, identifier: str) -> Party:
        """Name and country of an actor; the id itself where the record has no row for it."""
        self._name((identifier,))
        return self._actors[identifier]

    def parties(self, identifiers: Iterable[str]) -> tuple[Party, ...]:
        wanted = tuple(identifiers)
        self._name(wanted)
        return tuple(self._actors[identifier] for identifier in wanted)

    def report(self, identifier: str) -> ReportRow | None:
        if identifier not in self._reports:
            try:
                self._reports[identifier] = self.record.report(identifier)
            except RecordError:
                self._reports[identifier] = None
        return self._reports[identifier]

    def imprint(self, identifier: str) -> Imprint | None:
        """Who published a report and when; None where the record doesn't hold it."""
        if identifier not in self._imprints:
            self.look_up_imprints((identifier,))
        if identifier not in self._imprints:
            # What was read since the record was resolved last, or could not be read.
            row = self.report(identifier)
            days = (row.written.from_, row.written.to) if row is not None and row.written else (None, None)
            self._imprints[identifier] = None if row is None else Imprint(row.id, row.outlet, row.origin, *days)
        return self._imprints[identifier]

    def text(self, identifier: str) -> str:
        """The text of a report; empty where the record doesn't hold it."""
        if identifier not in self._texts:
            self._texts[identifier] = ""
            self._texts |= self.record.texts((identifier,))
        return self._texts[identifier]

    def source(self, identifier: str) -> str:
        """Outlet of a report, or its id."""
        found = self.imprint(identifier)
        return identifier if found is None or found.outlet is None else found.outlet

    def told(self, event: Event) -> list[EventReport]:
        """All event reports of the event."""
        self.look_up((event,), whole=True)
        return self._told[event.id]

    def tellings(self, event: Event) -> tuple[Telling, ...]:
        """All event reports of the event, in order of writing."""
        told = [self.telling(report) for report in self.told(event)]
        return tuple(sorted(told, key=lambda telling: (telling.written_from or date.max, telling.written_to or date.max, telling.id)))

    def telling(self, told: EventReport) -> Telling:
        report = told.id.rpartition("/")[0]
        imprint, text = self.imprint(report), self.text(report)
        return Telling(
            id=told.id,
            report=report,
            source=self.source(report),
            written_from=imprint.written_from if imprint else None,
            written_to=imprint.written_to if imprint else None,
            sentence=folded(text[told.sentence.start : told.sentence.end]),
            trigger=folded(text[told.trigger.start : told.trigger.end]),
            type=told.type,
            mode=told.mode,
            status=told.status,
            negated=told.negated,
            actors=unique(actor.name for actor in told.actors),
            recipients=unique(actor.name for actor in told.recipients),
            when=told.when,
            numbers=told.numbers,
            according_to=tuple(source.name for source in told.according_to),
            confidence=told.confidence,
            origin=None if imprint is None else imprint.origin,
        )

    def event(self, event: Event) -> EventRow:
        self.look_up((event,))
        best = self._best[event.id]
        disputed = sorted(set(self._fields_disputed(event.id)))
        return EventRow(
            id=event.id,
            type=event.type,
            mode=event.mode,
            status=event.status,
            negated=event.negated,
            historical=event.historical,
            from_=event.from_,
            to=event.to,
            precision=event.precision,
            actors=self.parties(event.actors),
            recipients=self.parties(event.recipients),
            place=event.where.name if event.where else None,
            numbers=event.numbers,
            origins=event.origins,
            reports=len(event.reports),
            confidence=event.confidence,
            disputed=tuple(disputed),
            telling=None if best is None else self.telling(best),
            corrected=unique(one.field for one in event.corrected),
        )

    def _fields_disputed(self, event: str) -> list[str]:
        if event in self._disputed:
            return self._disputed[event]
        return self.record.disputed((event,)).get(event, [])

    def events(self, identifiers: Iterable[str]) -> tuple[EventRow, ...]:
        """Rows of events by id, in order of time; ids that the record doesn't hold are left out."""
        return in_time_order(self.event_rows(self.record.events_named(identifiers).values()))


def title(row: ReportRow) -> str:
    """The report's title as given, else as its text bears it, else its first words."""
    if row.title:
        return row.title
    borne = next((block for block in row.blocks if block.kind == "title"), None)
    return folded(row.text[borne.start : borne.end] if borne is not None else row.text[:_TITLE])[:_TITLE]


def folded(text: str) -> str:
    """Line breaks and double blanks as single blanks."""
    return " ".join(text.split())


def unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def in_time_order(rows: Iterable[EventRow]) -> tuple[EventRow, ...]:
    """By first day, then last; those without a day at the end. Within the same days by time of writing, then as their report tells them."""
    return tuple(sorted(rows, key=lambda row: (row.from_ or row.to or date.max, row.to or date.max, _told(row.telling), row.id)))


def _told(telling: Telling | None) -> tuple[date, date, str, int]:
    """Where a telling stands: its report's time of writing, and its place in the report."""
    if telling is None:
        return date.max, date.max, "", 0
    number = telling.id.rpartition("/e")[2]
    return telling.written_from or date.max, telling.written_to or date.max, telling.report, int(number) if number.isdecimal() else 0


def trip_order(trip: Trip) -> tuple[date, str]:
    return trip.from_ or trip.to or date.max, trip.id
