"""Model objects to table rows and back. Pure functions; every object comes back equal to what was put in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from typing import Any, TypeVar

from dragoman.model import EventReport, Reading, Report, Statement, Unreadable, digest
from dragoman.record import codec

T = TypeVar("T")
Row = dict[str, Any]

# Parts of a reading that are kept as JSON in the reading's own row; events and statements have rows of their own.
PARTS = ("written", "blocks", "times", "places", "actors", "notes")
# What no UTF-8 store takes, and NUL, which PostgreSQL doesn't.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Made once: `json.dumps` would make an encoder for each of a million rows.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Run:
    """What made a claim: change any of these and the reports are read anew."""

    code_version: str = field(metadata={"doc": "Version of the program."})
    knowledge: str = field(default="", metadata={"doc": "Digest of the knowledge files."})
    model: str = field(default="", metadata={"doc": "Name and version of the language model."})
    configuration: str = field(default="", metadata={"doc": "Digest of the configuration."})

    @property
    def id(self) -> str:
        """Hash of all four."""
        return digest(self.code_version, self.knowledge, self.model, self.configuration)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with its place in the record, as statements.jsonl tells it."""

    id: str
    report: str
    statement: Statement


def dumps(value: Any) -> str:
    """Compact JSON of plain values or of a model object; characters that UTF-8 can't hold (lone surrogates) are escaped."""
    plain = _plain(value)
    text = _ENCODE(plain)
    return text if _encodable(text) else json.dumps(plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return codec.encode(value)
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def load(cls: type[T], text: str) -> T:
    """The model object that `dumps` wrote."""
    return codec.decode(cls, json.loads(text))


def load_all(cls: type[T], text: str) -> list[T]:
    """The model objects of one class that `dumps` wrote as a list."""
    return [codec.decode(cls, plain) for plain in json.loads(text)]


def _encodable(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def storable(text: str) -> str:
    """The text with lone surrogates and NUL, which not every store takes, as U+FFFD: as many characters as before."""
    return text if _encodable(text) else _UNSTORABLE.sub("\ufffd", text)


def storable_or_none(text: str | None) -> str | None:
    return None if text is None else storable(text)


def key(identifier: str) -> str:
    """An id as it stands in key columns: lone surrogates and NUL written as \\uXXXX, so that different ids stay different."""
    return identifier if _encodable(identifier) else _UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", identifier)


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def report_row(report: Report, learnt_at: str) -> Row:
    fields = codec.encode(report)
    if _encodable(report.text):
        del fields["text"]  # stands in its own column already
    return {
        "digest": report.digest,
        "id": key(report.id),
        "title": storable_or_none(report.title),
        "text": storable(report.text),
        "outlet": storable_or_none(report.outlet),
        "published": storable_or_none(report.published),
        "fields": dumps(fields),
        "learnt_at": learnt_at,
    }


def report_of_row(fields: str, text: str) -> Report:
    return codec.decode(Report, {"text": text, **json.loads(fields)})


def reading_row(reading: Reading | Unreadable, report: int, report_id: str, run: str, learnt_at: str, told: Iterable[Row] = ()) -> Row:
    """The row of the reading itself.

    Args:
        report: key of the report's row; report_id: the report's id; run: the run's id.
        told: the rows of its event reports and statements, whose content is part of its digest.
    """
    row: Row = {"report": report, "report_id": key(report_id), "run": run, "learnt_at": learnt_at, "error": None}
    row |= dict.fromkeys(("language", "words", "written_from", "written_to", *PARTS))
    row |= _unreadable_columns(reading) if isinstance(reading, Unreadable) else _reading_columns(reading)
    content = [row[name] for name in ("language", "words", *PARTS, "error")] + [one["fields"] for one in told]
    return row | {"digest": digest(*content)}


def _unreadable_columns(reading: Unreadable) -> Row:
    return {"error": storable(reading.error)}


def _reading_columns(reading: Reading) -> Row:
    row: Row = {part: dumps(getattr(reading, part)) for part in PARTS}
    row |= {"language": storable_or_none(reading.language), "words": reading.words}
    return row | {"written_from": day(reading.written.from_), "written_to": day(reading.written.to)}


def reading_of_row(row: Any, report_id: str, events: Iterable[str], statements: Iterable[str]) -> Reading:
    """The reading out of its row and the `fields` of its event reports and statements, in order."""
    parts = {part: json.loads(getattr(row, part)) for part in PARTS}
    told = {"events": [json.loads(item) for item in events], "statements": [json.loads(item) for item in statements]}
    return codec.decode(Reading, {"id": report_id, "language": row.language, "words": row.words, **parts, **told})


def event_report_rows(events: Sequence[EventReport], report_id: str) -> tuple[list[Row], list[Row]]:
    """Rows of event reports, and of the countries that take part in them; the key of their reading is still to be set."""
    rows: list[Row] = []
    countries: list[Row] = []
    for position, event in enumerate(events, start=1):
        place: Row = {"position": position}
        rows.append(
            place
            | {
                "id": key(event.id),
                "report_id": key(report_id),
                "type": event.type,
                "mode": storable_or_none(event.mode),
                "status": event.status,
                "negated": int(event.negated),
                "historical": int(event.historical),
                "when_from": day(event.when.from_),
                "when_to": day(event.when.to),
                "precision": event.when.precision,
                "place_country": storable_or_none(event.where.country) if event.where else None,
                "confidence": event.confidence,
                "fields": dumps(event),
            }
        )
        for role, side in (("actor", event.actors), ("recipient", event.recipients)):
            named = dict.fromkeys(storable(actor.country) for actor in side if actor.country is not None)
            countries += [place | {"role": role, "country": country} for country in named]
    return rows, countries


def statement_rows(statements: Sequence[Statement], report_id: str) -> tuple[list[Row], list[Row]]:
    """Rows of statements, and of the countries that they are about; the key of their reading is still to be set."""
    rows: list[Row] = []
    countries: list[Row] = []
    for position, statement in enumerate(statements, start=1):
        place: Row = {"position": position}
        speaker = statement.speaker
        rows.append(
            place
            | {
                "id": key(statement_id(report_id, position)),
                "report_id": key(report_id),
                "speaker": storable_or_none(speaker.id) if speaker else None,
                "speaker_name": storable(speaker.name) if speaker else None,
                "speaker_country": storable_or_none(speaker.country) if speaker else None,
                "quoted": int(statement.quoted),
                "stance": statement.stance,
                "fields": dumps(statement),
            }
        )
        countries += [place | {"country": country} for country in dict.fromkeys(storable(country) for country in statement.about)]
    return rows, countries


def statement_id(report_id: str, position: int) -> str:
    """Statements are numbered from 1 in the order of the reading: `r1/s1`."""
    return f"{report_id}/s{position}"
