"""The one object that travels from room to room while a report is read. Offsets in it are those of the clean text.

clean fills `clean` and `language`; parse fills `sentences`; mentions `actors`, `times`, `places`; code `events` and `statements`;
date `written` and the days of everything; run turns it into a Reading, with offsets into the report's own text.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any, Protocol

from dragoman.model.interval import Interval
from dragoman.model.reading import Actor, Number, Source, When
from dragoman.model.report import Block, Report, Written


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the clean text of one kind (title, heading, body); one paragraph or line."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """What is read of a report: its kept parts, unwrapped and repaired.

    Attributes:
        text: clean text; parts are separated by a blank line.
        origin: for each character of `text` the offset in the report's text that it came from (for an inserted
            character, that of the next one); one more entry at the end.
        blocks: the whole report's blocks, offsets into the report's text, in order, not overlapping (an injected
            block may lie inside a body block's paragraph, which is then cut in two).
        parts: kept parts in clean offsets, in order.
        notes: what was dropped or repaired, in plain words.
    """

    text: str
    origin: array[int]
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the report's text of the clean characters [start, end)."""
        if end <= start:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(slots=True)
class Sentence:
    """One sentence: [start, end) in the clean text; `doc` is its parse (`dragoman.parse.tree.Tree`) if the gate let it through, else None.

    A token's place in the clean text is `sentence.start + token.idx`.
    """

    index: int
    start: int
    end: int
    kind: str
    text: str
    doc: Any = None


@dataclass(slots=True)
class ActorMention:
    """Words that name one or more actors. "The two sides" has two members, "Antony Blinken" one.

    Attributes:
        start, end: clean offsets; `sentence`: index of the sentence.
        members: the actors named, each with start and end of this mention, in clean offsets.
        how: name, title, pronoun or metonym.
        literal: True where a place name is only a place here ("in Seoul"), so that it acts in nothing.
        plural: the words name several or a group ("officials", "they").
        head: index of the head token in the sentence's doc, None where it is not parsed.
    """

    start: int
    end: int
    sentence: int
    members: tuple[Actor, ...]
    how: str = "name"
    literal: bool = False
    plural: bool = False
    head: int | None = None


class TimeExpression(Protocol):
    """A time expression before and after it is anchored (made by mentions.times)."""

    start: int
    end: int
    sentence: int
    type: str

    def resolve(self, anchor: Interval | None, tense: str | None) -> Interval | None:
        """The days meant, if the text was written in `anchor`.

        Args:
            anchor: when the text was written; None where that is unknown.
            tense: "past", "present" or "future" of the clause it stands in, None where it doesn't say.

        Returns:
            None where it can't be said (relative, and the anchor unknown or too wide for it to mean anything).
        """

    def value(self, anchor: Interval | None, tense: str | None) -> str:
        """TIMEX3 value, as fine as told; relative (`XXXX-WXX-6`) where it can't be resolved."""

    @property
    def relative(self) -> bool:
        """True if it needs the writing date to be understood."""


@dataclass(slots=True)
class PlaceFound:
    """A place name in the clean text; see PlaceMention for the fields.

    Attributes:
        area: a country, province or sea: its coordinates are its middle, not where anything took place.
    """

    start: int
    end: int
    sentence: int
    name: str
    literal: bool
    country: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    area: bool = False


@dataclass(slots=True)
class EventDraft:
    """An event report in the making; offsets are clean ones."""

    type: str
    mode: str | None
    sentence: int
    trigger: tuple[int, int]
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    contexts: tuple[str, ...] = ()
    status: str = "happened"
    negated: bool = False
    historical: bool = False
    tense: str | None = None
    time: TimeExpression | None = None
    place: PlaceFound | None = None
    numbers: tuple[Number, ...] = ()
    according_to: tuple[Source, ...] = ()
    confidence: float = 0.5
    plain: bool = True  # plain PLOVER makes an event of it, too
    cameo: str | None = None  # where CAMEO has a code for it that PLOVER dropped
    why: list[str] = field(default_factory=list)
    when: When = field(default_factory=When)


@dataclass(slots=True)
class StatementDraft:
    """A statement in the making; offsets are clean ones. `about` and `stance` as in Statement."""

    start: int
    end: int
    sentence: int
    speaker: Actor | None
    verb: str
    content: tuple[int, int]
    quoted: bool
    via: tuple[Actor, ...] = ()
    about: tuple[str, ...] = ()
    stance: str = "neutral"


@dataclass(slots=True)
class Working:
    """A report on its way through the rooms."""

    report: Report
    clean: CleanText
    language: str | None = None
    sentences: list[Sentence] = field(default_factory=list)
    hits: list[Any] = field(default_factory=list)  # knowledge.names.NameHit, clean offsets
    actors: list[ActorMention] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    places: list[PlaceFound] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    notes: list[str] = field(default_factory=list)
    failed: str | None = None  # why there can be no reading after all, where a component can't do without something that is not in the report
    aside: dict[str, tuple[Part, ...]] = field(default_factory=dict)  # parts in other languages than English; `clean.parts` then are the English ones
