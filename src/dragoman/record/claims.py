"""Claims in and out of the record: reports with what one reading found in them. Append-only; a newer reading marks the older one superseded.

In: reports with readings and the run that made them. Out: the same, sorted by report id, as the record stands or as it stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from dragoman.model import Reading, RecordError, Report, Unreadable
from dragoman.record import rows, search, sites
from dragoman.record.connect import insert
from dragoman.record.tables import (
    CORRECTION,
    EVENT_REPORT,
    EVENT_REPORT_COUNTRY,
    JUDGEMENT,
    READING,
    REPORT,
    RUN,
    STATEMENT,
    STATEMENT_COUNTRY,
)

BATCH = 200  # readings fetched together; bounds memory, and SQLite's limit on variables in one statement is far above


@dataclass(frozen=True, slots=True)
class Claim:
    """One report with its reading and what made it."""

    report: Report
    reading: Reading | Unreadable
    run: rows.Run
    lines: sites.SiteLines | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of a report's history: by which run, of which text, from when to when it stood."""

    report: str
    report_digest: str
    run: str
    learnt_at: str
    superseded_at: str | None


def standing(as_of: str | None) -> ColumnElement[bool]:
    """The condition that a reading stands now, or stood at a moment of record time."""
    if as_of is None:
        return READING.c.superseded_at.is_(None)
    return and_(READING.c.learnt_at <= as_of, or_(READING.c.superseded_at.is_(None), READING.c.superseded_at > as_of))


def is_current(connection: Connection, report_digest: str, run: str) -> bool:
    """True if the reading that stands for this very text is by this run."""
    query = select(READING.c.key).join(REPORT, REPORT.c.key == READING.c.report)
    query = query.where(REPORT.c.digest == report_digest, READING.c.run == run, READING.c.superseded_at.is_(None))
    return connection.execute(query).first() is not None


def reads_otherwise(connection: Connection, report_id: str, lines: sites.SiteLines | None) -> bool:
    """True if the reading that stands took other lines for its site's than these say."""
    return lines is not None and lines.taken != sites.taken(connection, report_id)


def write(connection: Connection, claims: Sequence[Claim], now: str) -> int:
    """Append claims; those that stand already are passed over, so that two builds at once do no harm.

    Returns:
        The number of readings written.
    """
    runs = {claim.run.id: claim.run for claim in claims}
    for identifier, run in sorted(runs.items()):
        row = {"id": identifier, "code_version": run.code_version, "knowledge": run.knowledge, "model": run.model}
        connection.execute(insert(connection, RUN).on_conflict_do_nothing(), row | {"configuration": run.configuration, "learnt_at": now})
    searchable: list[tuple[int, str | None, str]] = []
    written = sum(_write_one(connection, claim, now, searchable) for claim in claims)
    search.index(connection, searchable)
    return written


def _write_one(connection: Connection, claim: Claim, now: str, searchable: list[tuple[int, str | None, str]]) -> bool:
    report, run = claim.report, claim.run.id
    if isinstance(claim.reading, Reading) and claim.reading.id != report.id:
        raise RecordError(f"a reading of report {claim.reading.id!r} was handed over with report {report.id!r}")
    if is_current(connection, report.digest, run) and not reads_otherwise(connection, report.id, claim.lines):
        return False
    new = rows.report_row(report, now)
    report_key = connection.execute(insert(connection, REPORT).on_conflict_do_nothing(index_elements=["digest"]).returning(REPORT.c.key), new).scalar()
    if report_key is None:
        report_key = connection.execute(select(REPORT.c.key).where(REPORT.c.digest == report.digest)).scalar_one()
    else:
        searchable.append((report_key, new["title"], new["text"]))
    current = and_(READING.c.report_id == rows.key(report.id), READING.c.superseded_at.is_(None))
    connection.execute(READING.update().where(current).values(superseded_at=now))
    filled = rows_told(claim.reading, report.id)
    row = rows.reading_row(claim.reading, report_key, report.id, run, now, [one for table in (EVENT_REPORT, STATEMENT) for one in filled.get(table, ())])
    reading_key = connection.execute(READING.insert().returning(READING.c.key), row).scalar_one()
    for table, told in filled.items():
        if told:
            connection.execute(table.insert(), [one | {"reading": reading_key} for one in told])
    sites.write(connection, report.id, claim.lines)
    return True


def rows_told(reading: Reading | Unreadable, report_id: str) -> dict[Table, list[rows.Row]]:
    """Rows of what a reading tells, by table; the key of the reading is still to be set."""
    if isinstance(reading, Unreadable):
        return {}
    events, event_countries = rows.event_report_rows(reading.events, report_id)
    statements, statement_countries = rows.statement_rows(reading.statements, report_id)
    return {EVENT_REPORT: events, EVENT_REPORT_COUNTRY: event_countries, STATEMENT: statements, STATEMENT_COUNTRY: statement_countries}


def read(connection: Connection, as_of: str | None = None, report: str | None = None) -> Iterator[tuple[Report, Reading]]:
    """Readable reports with their standing readings, sorted by report id.

    Args:
        as_of: moment of record time (see `clock.moment`); None for now.
        report: only this report's.
    """
    query = select(READING, REPORT.c.fields, REPORT.c.text).join(REPORT, REPORT.c.key == READING.c.report)
    query = query.where(standing(as_of), READING.c.error.is_(None))
    if report is not None:
        query = query.where(READING.c.report_id == rows.key(report))
    # A later text under the same id supersedes the earlier, so that at any moment an id has one reading at most.
    with connection.execute(query.order_by(READING.c.report_id).execution_options(yield_per=BATCH)) as result:
        for batch in result.partitions():
            keys = [row.key for row in batch]
            events, statements = _fields_by_reading(connection, EVENT_REPORT, keys), _fields_by_reading(connection, STATEMENT, keys)
            for row in batch:
                found = rows.report_of_row(row.fields, row.text)
                yield found, rows.reading_of_row(row, found.id, events.get(row.key, ()), statements.get(row.key, ()))


def content_digests(connection: Connection) -> dict[str, str]:
    """Id of each readable report -> the digests of its text and of its standing reading."""
    query = select(REPORT.c.id, REPORT.c.digest, READING.c.digest.label("reading")).join(REPORT, REPORT.c.key == READING.c.report)
    return {row.id: f"{row.digest} {row.reading}" for row in connection.execute(query.where(standing(None), READING.c.error.is_(None)))}


def _fields_by_reading(connection: Connection, table: Table, keys: list[int]) -> dict[int, list[str]]:
    query = select(table.c.reading, table.c.fields).where(table.c.reading.in_(keys)).order_by(table.c.reading, table.c.position)
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.reading].append(row.fields)
    return found


def history(connection: Connection, report: str) -> list[Version]:
    """All readings that a report has had, oldest first."""
    query = select(READING.c.report_id, REPORT.c.digest, READING.c.run, READING.c.learnt_at, READING.c.superseded_at)
    query = query.join(REPORT, REPORT.c.key == READING.c.report).where(READING.c.report_id == rows.key(report)).order_by(READING.c.key)
    return [Version(*row) for row in connection.execute(query)]


def runs(connection: Connection) -> list[rows.Run]:
    """All runs that made claims, in the order in which the record learnt of them."""
    query = select(RUN.c.code_version, RUN.c.knowledge, RUN.c.model, RUN.c.configuration).order_by(RUN.c.learnt_at, RUN.c.id)
    return [rows.Run(*row) for row in connection.execute(query)]


def last_moment(connection: Connection) -> str:
    """The latest record time written down so far; '' in an empty record."""
    columns: list[Any] = [READING.c.learnt_at, READING.c.superseded_at, JUDGEMENT.c.made, JUDGEMENT.c.withdrawn, CORRECTION.c.made, CORRECTION.c.withdrawn]
    found = [connection.execute(select(column).where(column.is_not(None)).order_by(column.desc()).limit(1)).scalar() for column in columns]
    return max((moment for moment in found if moment), default="")
