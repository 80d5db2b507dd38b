"""Questions to the record as SQL: filters in, a select statement out. Each selects the JSON of model objects, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Literal, TypedDict, cast

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from dragoman.model import RecordError
from dragoman.record import rows
from dragoman.record.tables import (
    EVENT,
    EVENT_ACTOR,
    EVENT_COUNTRY,
    EVENT_MEMBER,
    EVENT_REPORT,
    EVENT_TELLING,
    ORIGIN,
    READING,
    REPORT,
    STATEMENT,
    STATEMENT_COUNTRY,
    STORY_EVENT,
    STORY_REPORT,
    TRIP_EVENT,
)

BEHIND = "\U0010ffff"  # sorts behind all that a name or id goes on with
MOST_NAMED = 10  # ids listed when a prefix fits several


class EventFilters(TypedDict, total=False):
    """What `events` can be asked for; all that are given must hold.

    types, modes, statuses: one of these. countries: each takes part, as actor or recipient. actor_country, recipient_country:
    in that role. actor: id of an actor in either role. since, until: may lie in these days (an open end reaches without limit;
    events without any day are left out). place_country, story, trip, report: as named. historical, negated: only or none of these.
    besides: none of these types. begun: its first day is known and not after this one. ends: its last day is not before this one.
    order: "id", or "date" (first day, those without one last). limit: at most so many. after: ids behind this one, with order "id".
    """

    types: Sequence[str]
    modes: Sequence[str]
    statuses: Sequence[str]
    countries: Sequence[str]
    actor_country: str
    recipient_country: str
    actor: str
    since: date | None
    until: date | None
    place_country: str
    story: str
    trip: str
    report: str
    historical: bool
    negated: bool
    min_origins: int
    min_confidence: float
    besides: Sequence[str]
    begun: date
    ends: date | None
    order: Literal["id", "date"]
    limit: int | None
    after: str | None


class StatementFilters(TypedDict, total=False):
    """What `statements` can be asked for: speaker (id or name), speaker_country, about (country), stance, report, story, quoted, limit."""

    speaker: str
    speaker_country: str
    about: str
    stance: str
    report: str
    story: str
    quoted: bool
    limit: int | None


def events(filters: EventFilters) -> Select[Any]:
    """The JSON of events that pass all filters."""
    query = select(EVENT.c.fields).where(*event_conditions(filters))
    if filters.get("after"):
        query = query.where(EVENT.c.id > filters["after"])
    order = [EVENT.c.from_day.is_(None), EVENT.c.from_day, EVENT.c.to_day.nulls_first()] if filters.get("order") == "date" else []
    return query.order_by(*order, EVENT.c.id).limit(filters.get("limit"))


def event_conditions(filters: EventFilters) -> list[ColumnElement[bool]]:
    """What a row of `event` must fulfil."""
    return [*_event_columns(filters), *_event_links(filters)]


def narrow_conditions(filters: EventFilters, column: Any) -> list[ColumnElement[bool]]:
    """What a row must fulfil that has type, mode, status, first and last day, negated and historical, as far as it is asked for."""
    found: list[ColumnElement[bool]] = []
    for name, wanted in (("type", filters.get("types")), ("mode", filters.get("modes")), ("status", filters.get("statuses"))):
        if wanted:
            # Several at once: joined to nothing, so that no index of theirs is taken, from which the days would have to be sorted.
            found.append(column[name] == wanted[0] if len(wanted) == 1 else column[name].concat("").in_(wanted))
    if "historical" in filters:
        found.append(column.historical == int(filters["historical"]))
    if "negated" in filters:
        found.append(column.negated == int(filters["negated"]))
    return found + within(column.from_day, column.to_day, filters.get("since"), filters.get("until"))


def linked_conditions(filters: EventFilters, event: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """That each of these countries takes part, looked up for each event that is walked."""
    found: list[ColumnElement[bool]] = []
    for country in filters.get("countries", ()):
        link = EVENT_COUNTRY.alias()
        found.append(select(link.c.event).where(link.c.event == event, link.c.role.in_(("actor", "recipient")), link.c.country == country).exists())
    return found


def _event_columns(filters: EventFilters) -> list[ColumnElement[bool]]:
    column = EVENT.c
    found = narrow_conditions(filters, column)
    if "place_country" in filters:
        found.append(column.place_country == filters["place_country"])
    if "min_origins" in filters:
        found.append(column.origins >= filters["min_origins"])
    if "min_confidence" in filters:
        found.append(column.confidence >= filters["min_confidence"])
    if filters.get("besides"):
        found.append(column.type.not_in(filters["besides"]))
    if "begun" in filters:
        # By `at`, which lists are walked along; where the first day is known it is that day.
        found += [column.from_day.is_not(None), column.at <= filters["begun"].isoformat()]
    ends = filters.get("ends")
    if ends is not None:
        found.append(column.to_day >= ends.isoformat())
    return found


def within(from_: ColumnElement[Any], to: ColumnElement[Any], since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """Conditions that [from, to] may share a day with [since, until]; rows without any day are left out."""
    if since is None and until is None:
        return []
    found: list[ColumnElement[bool]] = [or_(from_.is_not(None), to.is_not(None))]
    if since is not None:
        found.append(or_(to.is_(None), to >= since.isoformat()))
    if until is not None:
        found.append(or_(from_.is_(None), from_ <= until.isoformat()))
    return found


def _event_links(filters: EventFilters) -> list[ColumnElement[bool]]:
    found = [_linked(EVENT_COUNTRY, partial(_is, "country", country)) for country in filters.get("countries", ())]
    for role, country in (("actor", filters.get("actor_country")), ("recipient", filters.get("recipient_country"))):
        if country is not None:
            found.append(_linked(EVENT_COUNTRY, partial(_in_role, country, role)))
    if "actor" in filters:
        found.append(_linked(EVENT_ACTOR, partial(_is, "actor", rows.key(filters["actor"]))))
    if "story" in filters:
        found.append(_linked(STORY_EVENT, partial(_is, "story", filters["story"])))
    if "trip" in filters:
        found.append(_linked(TRIP_EVENT, partial(_is, "trip", filters["trip"])))
    if "report" in filters:
        found.append(_linked(EVENT_TELLING, partial(_is, "report", rows.key(filters["report"]))))
    return found


def _is(name: str, wanted: str, link: Any) -> ColumnElement[bool]:
    return cast("ColumnElement[bool]", link[name] == wanted)


def _in_role(country: str, role: str, link: Any) -> ColumnElement[bool]:
    return and_(link.country == country, link.role == role)


def _linked(table: Table, condition: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    # Not EXISTS: SQLite would look at every event. A name of its own: what is walked may be the same table.
    link = table.alias()
    return EVENT.c.id.in_(select(link.c.event).where(condition(link.c)))


def event_reports(event: str | None, report: str | None) -> Select[Any]:
    """The JSON of current event reports: of an event, of a report, or all."""
    query = select(EVENT_REPORT.c.fields).join(READING, _standing(EVENT_REPORT)).where(READING.c.superseded_at.is_(None))
    if event is not None:
        query = query.where(EVENT_REPORT.c.id.in_(select(EVENT_MEMBER.c.event_report).where(EVENT_MEMBER.c.event == event)))
    if report is not None:
        query = query.where(EVENT_REPORT.c.report_id == rows.key(report))
    return query.order_by(EVENT_REPORT.c.id, EVENT_REPORT.c.position)


def told_of(events: Sequence[str]) -> Select[Any]:
    """Event and JSON of the current event reports that these events hold."""
    query = select(EVENT_MEMBER.c.event, EVENT_REPORT.c.fields).join(EVENT_REPORT, EVENT_REPORT.c.id == EVENT_MEMBER.c.event_report)
    query = query.join(READING, _standing(EVENT_REPORT)).where(READING.c.superseded_at.is_(None), EVENT_MEMBER.c.event.in_(events))
    return query.order_by(EVENT_REPORT.c.id, EVENT_REPORT.c.position)


def current(query: Select[Any], reading: ColumnElement[Any]) -> Select[Any]:
    """Only what was told by readings that stand."""
    return query.join(READING, _standing(reading.table)).where(READING.c.superseded_at.is_(None))


def _standing(table: Any) -> ColumnElement[bool]:
    # By the index of standing readings, which is narrow: the row itself holds all that was read, and lies on several pages of the file.
    return and_(READING.c.report_id == table.c.report_id, READING.c.superseded_at.is_(None), READING.c.key + 0 == table.c.reading)


def statements(filters: StatementFilters) -> Select[Any]:
    """Id, report id and JSON of current statements that pass all filters."""
    column = STATEMENT.c
    query = select(column.id, column.report_id, column.fields).join(READING, _standing(STATEMENT)).where(READING.c.superseded_at.is_(None))
    if "speaker" in filters:
        query = query.where(or_(column.speaker == filters["speaker"], column.speaker_name == filters["speaker"]))
    for name in ("speaker_country", "stance"):
        if name in filters:
            query = query.where(column[name] == filters[name])
    if "quoted" in filters:
        query = query.where(column.quoted == int(filters["quoted"]))
    if "report" in filters:
        query = query.where(column.report_id == rows.key(filters["report"]))
    if "story" in filters:
        query = query.where(column.report_id.in_(select(STORY_REPORT.c.report).where(STORY_REPORT.c.story == filters["story"])))
    if "about" in filters:
        link = STATEMENT_COUNTRY.c
        same = and_(link.reading == column.reading, link.position == column.position, link.country == filters["about"])
        query = query.where(select(link.reading).where(same).exists())
    return query.order_by(column.id).limit(filters.get("limit"))


def reports(story: str | None = None, report: str | None = None, named: Sequence[str] | None = None) -> Select[Any]:
    """All that a ReportRow is made of, for current readings: of a story, of one report, or of those named."""
    # A report that stands in several stories shows the first, as the row has room for one.
    first_story = select(STORY_REPORT.c.story).where(STORY_REPORT.c.report == READING.c.report_id).order_by(STORY_REPORT.c.story).limit(1)
    query = select(
        REPORT.c.fields,
        REPORT.c.text,
        READING.c.language,
        READING.c.blocks,
        func.coalesce(ORIGIN.c.written, READING.c.written).label("written"),
        READING.c.error,
        first_story.scalar_subquery().label("story"),
        ORIGIN.c.origin,
        ORIGIN.c.near_duplicates,
    )
    query = query.select_from(READING).join(REPORT, REPORT.c.key == READING.c.report).outerjoin(ORIGIN, ORIGIN.c.report == READING.c.report_id)
    query = query.where(READING.c.superseded_at.is_(None))
    if story is not None:
        query = query.where(READING.c.report_id.in_(select(STORY_REPORT.c.report).where(STORY_REPORT.c.story == story)))
    if report is not None:
        query = query.where(READING.c.report_id == rows.key(report))
    if named is not None:
        query = query.where(READING.c.report_id.in_([rows.key(one) for one in named]))
    return query.order_by(READING.c.report_id)


def full_id(connection: Connection, column: ColumnElement[Any], prefix: str, what: str, *conditions: ColumnElement[bool]) -> str:
    """The one id that is, or begins with, what was typed.

    Raises:
        RecordError: if none does, or several do; the message lists them.
    """
    typed = rows.key(prefix)
    behind = typed + BEHIND
    query = select(column).where(column >= typed, column < behind, *conditions).order_by(column).distinct().limit(MOST_NAMED + 1)
    found = [str(identifier) for identifier in connection.execute(query).scalars()] if typed else []
    if typed in found or len(found) == 1:
        return typed if typed in found else found[0]
    if not found:
        raise RecordError(f"the record holds no {what} {prefix!r}")
    more = ", ..." if len(found) > MOST_NAMED else ""
    raise RecordError(f"{prefix!r} fits several: {', '.join(found[:MOST_NAMED])}{more}; write more of the id")
