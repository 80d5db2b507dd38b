"""What one reading finds in one report: actors, times, places, event reports, statements. The line that `dragoman code` writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dragoman.model.report import Block, Written, doc
from dragoman.model.vocabulary import ACTOR_HOW, ACTOR_KINDS, EVENT_TYPES, PRECISIONS, STANCES, STATUSES, TIME_TYPES, WHEN_HOW


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the report's text, half-open."""

    start: int = field(metadata=doc("First character."))
    end: int = field(metadata=doc("One past the last character."))


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression (TIMEX3)."""

    start: int = field(metadata=doc("First character."))
    end: int = field(metadata=doc("One past the last character."))
    type: str = field(metadata=doc("TIMEX3 type.", enum=TIME_TYPES))
    value: str = field(metadata=doc("TIMEX3 value with its granularity (2023-W24, 2021-03, P3D, PAST_REF); relative where no anchor is known."))
    from_: date | None = field(default=None, metadata=doc("First day, where it could be resolved."))
    to: date | None = field(default=None, metadata=doc("Last day, where it could be resolved."))


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name."""

    start: int = field(metadata=doc("First character."))
    end: int = field(metadata=doc("One past the last character."))
    name: str = field(metadata=doc("Usual name."))
    literal: bool = field(metadata=doc("True: the place itself. False: the name stands for a government or body."))
    country: str | None = field(default=None, metadata=doc("ISO 3166-1 alpha-3 of the country it lies in."))
    geonames: int | None = field(default=None, metadata=doc("GeoNames id, where known."))
    lat: float | None = field(default=None, metadata=doc("Latitude, degrees north."))
    lon: float | None = field(default=None, metadata=doc("Longitude, degrees east."))


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or some body that acts, is acted upon or speaks, at one place in the text."""

    start: int = field(metadata=doc("First character of the mention."))
    end: int = field(metadata=doc("One past its last character."))
    name: str = field(metadata=doc("Usual name, whatever the mention's own words."))
    id: str | None = field(default=None, metadata=doc("Wikidata id where known, ISO code or short name for countries and organisations, else a name key."))
    country: str | None = field(default=None, metadata=doc("ISO 3166-1 alpha-3, KOS, PSE, EUR, UNO, NATO or another organisation's short name."))
    sector: str | None = field(default=None, metadata=doc("PLOVER sector."))
    kind: str = field(default="person", metadata=doc("What it is.", enum=ACTOR_KINDS))
    office: str | None = field(default=None, metadata=doc("Office as told or as known for the time."))
    how: str = field(default="name", metadata=doc("How the words name it.", enum=ACTOR_HOW))


@dataclass(frozen=True, slots=True)
class Source:
    """On whose word something is told."""

    name: str = field(metadata=doc("Usual name."))
    country: str | None = field(default=None, metadata=doc("Its country."))


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that belongs to an event."""

    what: str = field(metadata=doc("What it counts, the noun's lemma in the plural as told."))
    value: int | float | tuple[int | float, ...] = field(metadata=doc("The figure; two of them for a range."))
    start: int = field(metadata=doc("First character."))
    end: int = field(metadata=doc("One past the last character."))
    bound: str | None = field(default=None, metadata=doc("'at least', 'at most', 'about', where told so.", omit_if_none=True))


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event took or is to take place."""

    name: str = field(metadata=doc("Usual name of the place."))
    country: str | None = field(default=None, metadata=doc("ISO 3166-1 alpha-3."))
    geonames: int | None = field(default=None, metadata=doc("GeoNames id, where known."))
    lat: float | None = field(default=None, metadata=doc("Latitude, degrees north."))
    lon: float | None = field(default=None, metadata=doc("Longitude, degrees east."))


@dataclass(frozen=True, slots=True)
class When:
    """When an event took or is to take place."""

    from_: date | None = field(default=None, metadata=doc("First day."))
    to: date | None = field(default=None, metadata=doc("Last day, included."))
    precision: str = field(default="unknown", metadata=doc("How exactly.", enum=PRECISIONS))
    how: str = field(
        default="unknown",
        metadata=doc("Stated with its year; reckoned from the writing date; inherited from the sentences around; unknown.", enum=WHEN_HOW),
    )


@dataclass(frozen=True, slots=True)
class Plover:
    """What plain PLOVER, which has no status, would make of the event."""

    type: str = field(metadata=doc("PLOVER 2.0 type.", enum=EVENT_TYPES))
    mode: str | None = field(default=None, metadata=doc("PLOVER 2.0 mode of that type."))


@dataclass(frozen=True, slots=True)
class EventReport:
    """What one sentence of one report says happened, will, may or did not happen."""

    id: str = field(metadata=doc("Report id, slash, e and a running number."))
    type: str = field(metadata=doc("PLOVER 2.0 type of the act.", enum=EVENT_TYPES))
    mode: str | None = field(metadata=doc("PLOVER 2.0 mode of that type."))
    contexts: tuple[str, ...] = field(metadata=doc("PLOVER 2.0 contexts."))
    plover: Plover | None = field(metadata=doc("Plain PLOVER's reading; null where denied or negated."))
    cameo: str | None = field(metadata=doc("CAMEO code by crosswalk from `plover`; comments (01) and appeals (02), which PLOVER dropped, keep theirs."))
    actors: tuple[Actor, ...] = field(metadata=doc("Who acts; all parties where they stand on one footing."))
    recipients: tuple[Actor, ...] = field(metadata=doc("Who is acted upon."))
    status: str = field(metadata=doc("What became of the act, as this report tells it.", enum=STATUSES))
    negated: bool = field(metadata=doc("True where the clause itself is negated."))
    historical: bool = field(metadata=doc("True for background: so long before the report that it is no news in it."))
    when: When = field(metadata=doc("When it took or is to take place."))
    where: Where | None = field(metadata=doc("Where; null if the report does not say."))
    numbers: tuple[Number, ...] = field(metadata=doc("Figures that belong to it."))
    sentence: Span = field(metadata=doc("The sentence it was read from."))
    trigger: Span = field(metadata=doc("The words in it that name the act."))
    according_to: tuple[Source, ...] = field(metadata=doc("Whose word it is, outermost first; empty if the report's own."))
    intensity: float | None = field(metadata=doc("PLOVER 2.0 score, -10 to 10; none for what was denied or is the content of a verbal act."))
    confidence: float = field(metadata=doc("0 to 1: how likely it is that type and parties are right, as fitted to sentences of our own."))
    why: tuple[str, ...] = field(default=(), metadata=doc("The rules that made it: trigger entry, path of each role, cue of the status."))


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is said to have said."""

    start: int = field(metadata=doc("First character of the whole."))
    end: int = field(metadata=doc("One past its last character."))
    speaker: Actor | None = field(metadata=doc("Who is said to have said it; null where nobody can be named."))
    via: tuple[Actor, ...] = field(metadata=doc("Through whom it reached the report, outermost first."))
    verb: str = field(metadata=doc("The word that tells of the saying, as written."))
    quoted: bool = field(metadata=doc("True where the content holds words in quotation marks."))
    content: Span = field(metadata=doc("What is said, without speaker and verb."))
    about: tuple[str, ...] = field(metadata=doc("Countries spoken about."))
    stance: str = field(metadata=doc("Toward them.", enum=STANCES))


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reading found in one report."""

    id: str = field(metadata=doc("The report's id."))
    language: str | None = field(metadata=doc("ISO 639-1, given or detected."))
    words: int = field(metadata=doc("Words in the text as given."))
    written: Written = field(metadata=doc("When the report was written."))
    blocks: tuple[Block, ...] = field(metadata=doc("The text's parts in order."))
    times: tuple[TimeMention, ...] = field(metadata=doc("Time expressions in text order."))
    places: tuple[PlaceMention, ...] = field(metadata=doc("Place names in text order."))
    actors: tuple[Actor, ...] = field(metadata=doc("Mentions of actors in text order."))
    events: tuple[EventReport, ...] = field(metadata=doc("Event reports in text order."))
    statements: tuple[Statement, ...] = field(metadata=doc("Statements in text order."))
    notes: tuple[str, ...] = field(metadata=doc("What was dropped, cut or doubted, in plain words."))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The line that stands for a report which can't be read."""

    id: str = field(metadata=doc("The report's id, or file and line."))
    error: str = field(metadata=doc("What is wrong with it."))
