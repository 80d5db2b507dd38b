"""Rows that are put together from several tables: statements, reports, counts. In: a connection; out: model objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from dragoman.model import ActorRow, Divergence, Event, FollowUp, ReportRow, Statement, Story, Trip
from dragoman.record import claims, codec, outlines, queries, rows
from dragoman.record.tables import ACTOR, CORRECTION, DIVERGENCE, EVENT, FOLLOW_UP, JUDGEMENT, READING, STORY, TRIP

DERIVED: dict[str, tuple[type[Any], Table]] = {
    "events": (Event, EVENT),
    "stories": (Story, STORY),
    "trips": (Trip, TRIP),
    "divergences": (Divergence, DIVERGENCE),
    "followups": (FollowUp, FOLLOW_UP),
    "actors": (ActorRow, ACTOR),
}


def statements(connection: Connection, filters: queries.StatementFilters) -> Iterator[rows.StatementRow]:
    with connection.execute(queries.statements(filters).execution_options(yield_per=claims.BATCH)) as result:
        for row in result:
            yield rows.StatementRow(row.id, row.report_id, rows.load(Statement, row.fields))


def reports(connection: Connection, query: Select[Any]) -> Iterator[ReportRow]:
    with connection.execute(query.execution_options(yield_per=claims.BATCH)) as result:
        yield from map(_report, result)


def _report(row: Any) -> ReportRow:
    report = rows.report_of_row(row.fields, row.text)
    found = {
        "language": row.language if row.error is None else report.language,
        "blocks": json.loads(row.blocks or "[]"),
        "written": json.loads(row.written or "null"),
        "near_duplicates": json.loads(row.near_duplicates or "[]"),
        "story": row.story,
        "origin": row.origin,
        "error": row.error,
    }
    own = {
        name: getattr(report, name)
        for name in ("id", "source", "outlet", "title", "byline", "published", "text", "url", "canonical", "published_how", "snapshot")
    }
    return codec.decode(ReportRow, own | found)


def counts(connection: Connection) -> dict[str, int]:
    def count(query: Select[Any]) -> int:
        return int(connection.execute(query).scalar_one())

    current = select(func.count()).select_from(READING).where(READING.c.superseded_at.is_(None))
    found = {
        "reports": count(current),
        "unreadable": count(current.where(READING.c.error.is_not(None))),
        "superseded": count(select(func.count()).select_from(READING).where(READING.c.superseded_at.is_not(None))),
    }
    found |= outlines.told(connection)
    for name, (_, table) in DERIVED.items():
        found[name] = count(select(func.count()).select_from(table))
    found["judgements"] = count(select(func.count()).select_from(JUDGEMENT).where(JUDGEMENT.c.withdrawn.is_(None)))
    found["corrections"] = count(select(func.count()).select_from(CORRECTION).where(CORRECTION.c.withdrawn.is_(None)))
    return found
