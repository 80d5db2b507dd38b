"""Events as codebooks without status have them: one code, one day, one report that says it best. In: a record and filters; out: PlainEvent.

Shared by the kinds that write other data sets' columns. What they can't hold is left out and counted by reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from dragoman.knowledge import load
from dragoman.model import Actor, ActorRow, Event, EventReport, ReportRow
from dragoman.record import Record
from dragoman.views.filters import Filters

# A month: what is dated more coarsely has no day that a count by day or week could use.
WIDEST_DAYS = 31

UNDATED = f"events that are not dated, or only to within more than {WIDEST_DAYS} days"
NO_ACT = "events that plain PLOVER and CAMEO make nothing of (denied, merely possible, or only the content of a verbal act)"


@dataclass(frozen=True, slots=True)
class Telling:
    """What the rows need of a report."""

    id: str
    outlet: str | None
    source: str | None
    title: str | None
    written: date | None
    language: str | None


@dataclass(frozen=True, slots=True)
class PlainEvent:
    """One event as plain PLOVER and CAMEO have it.

    Attributes:
        type, mode: plain PLOVER's; None for the comments and appeals that only CAMEO has.
        cameo: CAMEO code. intensity: PLOVER score, None where there is none.
        day: first day on which it can have taken place; None where that is not known to within a month.
        surest: the event report that the codes are from. telling: its report.
    """

    event: Event
    type: str | None
    mode: str | None
    cameo: str
    intensity: float | None
    day: date | None
    surest: EventReport
    telling: Telling


@dataclass
class PlainEvents:
    """The events of a record, narrowed by filters, as plain codebooks have them.

    Attributes:
        dated: leave out those without a day. left_out: counts what was left out by reason, once the events were gone through.
    """

    record: Record
    filters: Filters
    dated: bool = False
    left_out: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[PlainEvent]:
        for event in chosen(self.record, self.filters):
            found = self._plain(event)
            if found is not None:
                yield found

    def actors(self) -> dict[str, ActorRow]:
        """All actors by id."""
        return {row.id: row for row in self.record.actors()}

    def notes(self) -> tuple[str, ...]:
        """What was left out, in words."""
        return tuple(f"left out: {count} {reason}" for reason, count in sorted(self.left_out.items()))

    def _plain(self, event: Event) -> PlainEvent | None:
        coded = _coded(event, self.record.event_reports(event.id))
        if coded is None:
            self.left_out[NO_ACT] += 1
            return None
        day = event.from_ if to_the_month(event) else None
        if day is None and self.dated:
            self.left_out[UNDATED] += 1
            return None
        surest, type_, mode, cameo = coded
        intensity = load().ontology.score(type_, mode) if type_ else surest.intensity
        report = surest.id.rpartition("/")[0]
        return PlainEvent(event, type_, mode, cameo, intensity, day, surest, _telling(self.record.report(report)))


def chosen(record: Record, filters: Filters) -> Iterator[Event]:
    """The events that the filters leave, by id; one by one where nothing is filtered, so that a large record needs no memory."""
    if filters == Filters():
        yield from record.each("events")
    else:
        yield from sorted(record.events(**filters.for_record()), key=lambda event: event.id)


def to_the_month(event: Event) -> bool:
    """Whether its days are known to within a month."""
    return event.from_ is not None and event.to is not None and (event.to - event.from_).days < WIDEST_DAYS


def _coded(event: Event, tellings: list[EventReport]) -> tuple[EventReport, str | None, str | None, str] | None:
    """The surest event report of the event's own type and status that plain codebooks know, and its codes; else the surest that they know of any,
    with what the event as resolved comes to. None where they know none."""
    known = sorted((one for one in tellings if one.cameo is not None), key=lambda one: (-one.confidence, one.id))
    if not known:
        return None
    ontology = load().ontology
    same = next((one for one in known if (one.type, one.status, one.negated) == (event.type, event.status, event.negated)), None)
    if same is not None:
        assert same.cameo is not None
        return same, same.plover.type if same.plover else None, same.plover.mode if same.plover else None, same.cameo
    plain = ontology.plain(event.type, event.mode, event.status, event.negated, event.contexts)
    cameo = None if plain is None else ontology.cameo(plain[0], plain[1], event.contexts)
    return None if plain is None or cameo is None else (known[0], *plain, cameo)


def _telling(report: ReportRow) -> Telling:
    written = report.written.from_ if report.written else None
    return Telling(report.id, report.outlet, report.source, report.title, written, report.language)


# Parties


@dataclass(frozen=True, slots=True)
class Party:
    """One party of an event, as the record's actors have it and as the surest report words it."""

    id: str
    name: str
    country: str | None
    sector: str | None
    kind: str
    office: str | None = None


def parties(ids: tuple[str, ...], told: tuple[Actor, ...], actors: dict[str, ActorRow]) -> tuple[Party, ...]:
    """The actors of these ids; what only a report tells (the office) from its own words."""
    by_id = {actor.id: actor for actor in told if actor.id}
    found = []
    for identifier in ids:
        row, here = actors.get(identifier), by_id.get(identifier)
        office = here.office if here else None
        if row is not None:
            found.append(Party(row.id, row.name, row.country, here.sector if here and here.sector else row.sector, row.kind, office))
        elif here is not None:
            found.append(Party(identifier, here.name, here.country, here.sector, here.kind, office))
    return tuple(found)


def dyads(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> Iterator[tuple[Party | None, Party | None]]:
    """Each actor with each recipient; where there are no recipients each two actors of different countries both ways, as CAMEO codes what is done
    together; a lone actor with nobody."""
    if recipients:
        yield from ((actor, recipient) for actor in (actors or (None,)) for recipient in recipients)
    elif len(actors) > 1:
        pairs = [(one, other) for one in actors for other in actors if one is not other and (one.country != other.country or one.country is None)]
        yield from pairs or ((actor, None) for actor in actors)
    else:
        yield from ((actor, None) for actor in actors)


@cache
def country_codes(system: str) -> dict[str, str]:
    """ISO 3166-1 alpha-3 to the codes of another system: "cow" (Correlates of War numbers) or "fips" (FIPS 10-4)."""
    from dragoman.export.layouts import table

    return {row["iso3"]: row[system] for row in table("country_codes.csv") if row[system]}
