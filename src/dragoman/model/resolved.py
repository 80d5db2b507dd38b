"""What many reports, resolved, say: events, stories, trips, divergences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dragoman.model.reading import Number, Where
from dragoman.model.report import Block, Written, doc
from dragoman.model.vocabulary import CORRECTABLE_FIELDS, DIVERGENCE_FIELDS, EVENT_TYPES, FOLLOW_UP_KINDS, FOLLOW_UP_OUTCOMES, PRECISIONS, STATUSES


@dataclass(frozen=True, slots=True)
class StatusStep:
    """One step in what became of an event."""

    status: str = field(metadata=doc("Status told.", enum=STATUSES))
    as_of: date | None = field(metadata=doc("First day on which the report that tells it can have been written."))
    report: str = field(metadata=doc("Report that tells it."))
    origin: str = field(
        default="", metadata=doc("Id of the first telling that this report repeats, its own where it repeats none: steps of one origin are one voice.")
    )
    according_to: tuple[str, ...] = field(default=(), metadata=doc("On whose word the report tells it, outermost first; empty where it is the report's own."))


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field of an event that shows a person's word instead of the program's."""

    # `field` the attribute comes last, as in Divergence.
    was: str | None = field(metadata=doc("What the program had, in words."))
    by: str = field(metadata=doc("The person."))
    correction: str = field(metadata=doc("Id of the correction."))
    field: str = field(metadata=doc("The field.", enum=CORRECTABLE_FIELDS))


@dataclass(frozen=True, slots=True)
class Event:
    """What many event reports, resolved, say happened."""

    id: str = field(metadata=doc("Hash of its first event report."))
    type: str = field(metadata=doc("PLOVER 2.0 type: the one most independent origins give, else the surest; event reports keep their own.", enum=EVENT_TYPES))
    mode: str | None = field(metadata=doc("PLOVER 2.0 mode, by the same rule, out of the event reports of that type."))
    contexts: tuple[str, ...] = field(metadata=doc("PLOVER 2.0 contexts that half or more of the origins give."))
    actors: tuple[str, ...] = field(metadata=doc("Ids of actors."))
    recipients: tuple[str, ...] = field(metadata=doc("Ids of recipients."))
    actor_countries: tuple[str, ...] = field(metadata=doc("Countries of the actors."))
    recipient_countries: tuple[str, ...] = field(metadata=doc("Countries of the recipients."))
    status: str = field(
        metadata=doc("What became of it: the latest word, save that a deed is not undone by a later plan nor by a minority's denial.", enum=STATUSES)
    )
    status_history: tuple[StatusStep, ...] = field(metadata=doc("How the status moved and who said so, in order of writing."))
    from_: date | None = field(metadata=doc("First day."))
    to: date | None = field(metadata=doc("Last day."))
    precision: str = field(metadata=doc("How exactly.", enum=PRECISIONS))
    where: Where | None = field(metadata=doc("Where."))
    numbers: tuple[Number, ...] = field(metadata=doc("Figures; offsets are those of the report that gave the value chosen."))
    event_reports: tuple[str, ...] = field(metadata=doc("Event reports held together."))
    reports: tuple[str, ...] = field(metadata=doc("Reports that tell of it."))
    origins: int = field(metadata=doc("Independent origins among these reports."))
    confidence: float = field(metadata=doc("0 to 1."))
    negated: bool = field(default=False, metadata=doc("True where all event reports are negated."))
    historical: bool = field(default=False, metadata=doc("True where all event reports tell it as background."))
    corrected: tuple[Corrected, ...] = field(default=(), metadata=doc("Fields that show a person's word."))
    notes: tuple[str, ...] = field(
        default=(), metadata=doc("Values that differ without contradiction: roundings, partial counts, moving numbers, coarser dates and places.")
    )


@dataclass(frozen=True, slots=True)
class Traveller:
    """Who travels."""

    id: str = field(metadata=doc("Actor id."))
    name: str = field(metadata=doc("Name."))
    country: str | None = field(metadata=doc("Country."))


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a trip."""

    place: str | None = field(metadata=doc("Place as told."))
    country: str | None = field(metadata=doc("Country visited."))
    from_: date | None = field(metadata=doc("First day there, or first possible day."))
    to: date | None = field(metadata=doc("Last day there, or last possible day."))
    with_: tuple[str, ...] = field(metadata=doc("Ids of those met."))
    events: tuple[str, ...] = field(metadata=doc("Events at this stop."))
    status: str = field(default="happened", metadata=doc("What became of this stop.", enum=STATUSES))
    exact: bool = field(default=True, metadata=doc("True where from and to are the days there as told, false where they only bound them."))


@dataclass(frozen=True, slots=True)
class Trip:
    """One journey of one traveller or party."""

    id: str = field(metadata=doc("Hash of its first event."))
    travellers: tuple[Traveller, ...] = field(metadata=doc("Who travels."))
    from_: date | None = field(metadata=doc("First day."))
    to: date | None = field(metadata=doc("Last day."))
    status: str = field(metadata=doc("What became of it.", enum=STATUSES))
    stops: tuple[Stop, ...] = field(metadata=doc("Stops in order."))
    reports: tuple[str, ...] = field(metadata=doc("Reports that tell of it."))
    status_history: tuple[StatusStep, ...] = field(default=(), metadata=doc("What was told to become of it, in order of writing."))


@dataclass(frozen=True, slots=True)
class Story:
    """Reports that tell of the same thing."""

    id: str = field(metadata=doc("Hash of its first report."))
    title: str = field(metadata=doc("A line that says what it is about."))
    from_: date | None = field(metadata=doc("First day told of."))
    to: date | None = field(metadata=doc("Last day told of."))
    reports: tuple[str, ...] = field(metadata=doc("Its reports."))
    events: tuple[str, ...] = field(metadata=doc("Its events."))
    why: tuple[str, ...] = field(default=(), metadata=doc("Why its reports were put together."))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report's text that bears something out."""

    report: str = field(metadata=doc("The report."))
    start: int = field(metadata=doc("First character."))
    end: int = field(metadata=doc("One past the last character."))


@dataclass(frozen=True, slots=True)
class DivergentValue:
    """One value and who holds it."""

    value: str | int | float = field(metadata=doc("The value told."))
    reports: tuple[str, ...] = field(metadata=doc("Reports that tell it."))
    origins: int = field(metadata=doc("Independent origins among them."))
    passages: tuple[Passage, ...] = field(default=(), metadata=doc("The sentences that tell it, the first of each report."))


@dataclass(frozen=True, slots=True)
class Divergence:
    """A field of an event on which independent origins differ."""

    # `field` the attribute comes last: named first it would hide dataclasses.field from the lines after it.
    id: str = field(metadata=doc("Hash of event and field."))
    event: str = field(metadata=doc("The event."))
    values: tuple[DivergentValue, ...] = field(metadata=doc("Values, best supported first."))
    why: str = field(metadata=doc("What was compared, in words."))
    field: str = field(metadata=doc("The field that differs.", enum=DIVERGENCE_FIELDS))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What came of a request, an offer, a threat, a plan or an attempt at contact."""

    id: str = field(metadata=doc("Hash of the event that is followed up."))
    event: str = field(metadata=doc("The request, offer, threat, plan or outreach."))
    kind: str = field(metadata=doc("Which of these it is.", enum=FOLLOW_UP_KINDS))
    outcome: str = field(metadata=doc("What came of it.", enum=FOLLOW_UP_OUTCOMES))
    answer: str | None = field(metadata=doc("The event that came of it, which may be the same one (a plan carried out); null where nothing did."))
    days: int | None = field(metadata=doc("Days from the one to the other; null where either day is unknown."))
    until: date | None = field(metadata=doc("Last day that the record reaches, up to which nothing else is known."))
    why: str = field(metadata=doc("Why the two belong together, or what was looked for."))
    passages: tuple[Passage, ...] = field(metadata=doc("The sentence that tells the act, then the one that tells what came of it."))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report as the record holds it (reports.jsonl)."""

    id: str = field(metadata=doc("Report id."))
    source: str | None = field(metadata=doc("File name or URL as given."))
    outlet: str | None = field(metadata=doc("Publisher."))
    title: str | None = field(metadata=doc("Title."))
    byline: str | None = field(metadata=doc("Author."))
    published: str | None = field(metadata=doc("As given."))
    language: str | None = field(metadata=doc("ISO 639-1."))
    text: str = field(metadata=doc("The text as given."))
    blocks: tuple[Block, ...] = field(metadata=doc("Its parts."))
    written: Written | None = field(metadata=doc("When it was written."))
    story: str | None = field(metadata=doc("Story it belongs to."))
    origin: str | None = field(metadata=doc("Id of the first telling that it repeats; its own where it repeats none."))
    near_duplicates: tuple[str, ...] = field(metadata=doc("Reports with nearly the same words."))
    error: str | None = field(metadata=doc("Why it could not be read."))
    url: str | None = field(default=None, metadata=doc("Where it was published."))
    canonical: str | None = field(default=None, metadata=doc("The address that it is known by, without tracking parameters."))
    published_how: str | None = field(
        default=None, metadata=doc("Where the day of publication was found: given, feed NAME, mail NAME, meta NAME, json-ld NAME, url, time, page.")
    )
    snapshot: str | None = field(default=None, metadata=doc("SHA-256 of the bytes that it was read from, in hex."))


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor over the whole record (actors.jsonl)."""

    id: str = field(metadata=doc("Actor id."))
    name: str = field(metadata=doc("Name most used."))
    country: str | None = field(metadata=doc("Country."))
    sector: str | None = field(metadata=doc("PLOVER sector."))
    kind: str = field(metadata=doc("What it is."))
    offices: tuple[str, ...] = field(metadata=doc("Offices told of."))
    names: tuple[str, ...] = field(metadata=doc("Forms seen in the texts."))
    reports: tuple[str, ...] = field(metadata=doc("Reports that name it."))
