"""What rows of lists show of reports and tellings, out of narrow columns: a hundred at a time in a few questions. In: ids; out: small objects.

Nothing is decoded that no row shows: of an event's reports the one that tells it best, of a report who published it when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from dragoman.model import EventReport, PlaceMention, TimeMention
from dragoman.record import rows
from dragoman.record.connect import fetch, marks

# `+key`: by the index of standing readings, which is narrow; the row itself holds all that was read, and lies on several pages of the file.
_STANDING = "JOIN reading ON reading.report_id = event_report.report_id AND reading.superseded_at IS NULL AND +reading.key = event_report.reading"
_TEXTS = "SELECT reading.report_id, {} FROM reading JOIN report ON report.key = reading.report WHERE reading.superseded_at IS NULL AND reading.report_id"
_LOST = "\ufffd"  # what stands in the text for characters that no store takes


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who published a report and when, as the record was resolved last; `origin`: the report that it repeats, or itself."""

    id: str
    outlet: str | None
    origin: str | None
    written_from: date | None
    written_to: date | None


def imprints(connection: Connection, reports: Sequence[str]) -> Iterator[Imprint]:
    """Of readable reports by whole id; those that the last resolution did not know are left out."""
    query = f"SELECT report, outlet, origin, from_day, to_day FROM report_day WHERE report IN {marks(reports)}"
    named = {rows.key(one): one for one in reports}
    for report, outlet, origin, first, last in fetch(connection, query, list(named)):
        yield Imprint(named[report], outlet, named.get(origin, origin), _day(first), _day(last))


def texts(connection: Connection, reports: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Id and text of each of these reports."""
    named = {rows.key(one): one for one in reports}
    query = f"{_TEXTS} IN {marks(list(named))}"
    lost = []
    for report, text in fetch(connection, query.format("report.text"), list(named)):
        if _LOST in text:
            lost.append(report)
        else:
            yield named[report], text
    if lost:
        query = f"{_TEXTS} IN {marks(lost)}".format("report.text, report.fields")
        yield from ((named[report], rows.report_of_row(fields, text).text) for report, text, fields in fetch(connection, query, lost))


@dataclass(frozen=True, slots=True)
class Mentions:
    """The times and places of a reading."""

    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]


def mentions(connection: Connection, reports: Sequence[str]) -> Iterator[tuple[str, Mentions]]:
    """Id of each of these reports that could be read, and its times and places."""
    named = {rows.key(one): one for one in reports}
    query = f"SELECT report_id, times, places FROM reading WHERE superseded_at IS NULL AND error IS NULL AND report_id IN {marks(list(named))}"
    for report, times, places in fetch(connection, query, list(named)):
        yield named[report], Mentions(tuple(rows.load_all(TimeMention, times)), tuple(rows.load_all(PlaceMention, places)))


def best_told(connection: Connection, statuses: Mapping[str, str]) -> Iterator[tuple[str, EventReport]]:
    """The event report that tells each event best: one with its present status before others, then the surest.

    Args:
        statuses: by the event's whole id.
    """
    best: dict[str, tuple[tuple[bool, float, str], str]] = {}
    query = "SELECT event_member.event, event_report.id, event_report.status, event_report.confidence, event_report.fields FROM event_member"
    query += f" JOIN event_report ON event_report.id = event_member.event_report {_STANDING} WHERE event_member.event IN {marks(list(statuses))}"
    for event, identifier, status, confidence, fields in fetch(connection, query, list(statuses)):
        rank = status == statuses[event], confidence, identifier
        if event not in best or rank > best[event][0]:
            best[event] = rank, fields
    for event, (_, fields) in best.items():
        yield event, rows.load(EventReport, fields)


def told_in(connection: Connection, reports: Sequence[str]) -> Iterator[tuple[str, EventReport]]:
    """Report and each of its current event reports, by their ids."""
    named = {rows.key(one): one for one in reports}
    query = f"SELECT event_report.report_id, event_report.fields FROM event_report {_STANDING} WHERE event_report.report_id IN {marks(list(named))}"
    for report, fields in fetch(connection, f"{query} ORDER BY event_report.id, event_report.position", list(named)):
        yield named[report], rows.load(EventReport, fields)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
