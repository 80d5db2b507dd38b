"""`differ`: on what do independent origins disagree, and who holds which? What is disputed about one event stands together, the most consequential first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.knowledge import load
from dragoman.model import Divergence, DivergentValue, Event
from dragoman.record import Record
from dragoman.views.filters import Filters
from dragoman.views.followups import Words, words
from dragoman.views.rows import Describer, EventRow, Telling, unique


@dataclass(frozen=True, slots=True)
class Held:
    """A value, who holds it, in how many independent origins it stands, and the sentences that tell it.

    Attributes:
        outlets: the outlets that are known, with country and ownership ("Xinhua, CHN, state"): who frames a thing how often goes by these.
        telling: the event report that tells it best; None where no event report of the event does.
    """

    value: str | int | float
    sources: tuple[str, ...]
    outlets: tuple[str, ...]
    reports: tuple[str, ...]
    origins: int
    sentences: tuple[Words, ...]
    telling: Telling | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """One field of one event on which origins differ."""

    id: str
    field: str
    why: str
    event: EventRow
    values: tuple[Held, ...]


def differ(record: Record, filters: Filters | None = None) -> tuple[Dispute, ...]:
    """What is disputed about the events that pass the filters."""
    return disputes(record, order(record, filters))


def order(record: Record, filters: Filters | None = None) -> list[str]:
    """Ids of the divergences on the events that pass: what is disputed about one event stands together, the most consequential first."""
    return record.disputes((filters or Filters()).for_record())


def disputes(record: Record, identifiers: Sequence[str]) -> tuple[Dispute, ...]:
    """These divergences, with who holds what in which words."""
    describer = Describer(record)
    found = record.divergences_named(identifiers)
    events = record.events_named(one.event for one in found)
    describer.look_up(events.values(), whole=True)
    held = [one for divergence in found for one in divergence.values]
    describer.look_up_imprints(report for one in held for report in one.reports)
    describer.look_up_texts(passage.report for one in held for passage in one.passages)
    return tuple(_dispute(describer, divergence, events[divergence.event]) for divergence in found)


def _dispute(describer: Describer, divergence: Divergence, event: Event) -> Dispute:
    tellings = describer.tellings(event)
    values = tuple(
        Held(
            one.value,
            unique(map(describer.source, one.reports)),
            unique(outlet for report in one.reports if (outlet := _outlet(describer, report))),
            one.reports,
            one.origins,
            tuple(words(describer, passage) for passage in one.passages),
            _words(divergence.field, one, tellings),
        )
        for one in divergence.values
    )
    return Dispute(divergence.id, divergence.field, divergence.why, describer.event(event), values)


def _outlet(describer: Describer, report: str) -> str | None:
    """The outlet with its country and ownership, if it is one that is known."""
    imprint = describer.imprint(report)
    if imprint is None or imprint.outlet is None:
        return None
    found = load().outlets.find(imprint.outlet)
    if found is None:
        return None
    return ", ".join(part for part in (found.name, found.country, found.ownership if found.ownership != "unknown" else None) if part)


def _words(field: str, held: DivergentValue, tellings: tuple[Telling, ...]) -> Telling | None:
    """The telling in which the value stands: of the reports that hold it, one with that status or figure first, then the surest."""

    def fits(telling: Telling) -> bool:
        figures = [figure for number in telling.numbers for figure in (number.value if isinstance(number.value, tuple) else (number.value,))]
        return (field == "status" and telling.status == held.value) or (field == "number" and held.value in figures)

    own = [telling for telling in tellings if telling.report in held.reports]
    return max(own, key=lambda telling: (fits(telling), telling.confidence, telling.id), default=None)
