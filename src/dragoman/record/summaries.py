"""Questions whose cost does not grow with the record: some events at a time, names, sums. The part of the reading half that pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, or_, select

from dragoman.model import ActorRow, Divergence, Event, EventReport, Judgement, Statement, Story, Trip
from dragoman.record import briefs, judgements, listing, outlines, queries, rows
from dragoman.record.asking import Asking
from dragoman.record.tables import (
    ACTOR,
    ACTOR_NAME,
    COUNTRY_STANCE,
    DIVERGENCE,
    EVENT,
    EVENT_MEMBER,
    READING,
    REPORT_DAY,
    STATEMENT,
    STORY,
    TRIP,
    TRIP_COUNTRY,
    TRIP_TRAVELLER,
)

# Ids named in one query: SQLite takes some thousands of values, and a page needs a hundred.
MOST_AT_ONCE = 500
NEIGHBOURS = 20
IDS: dict[str, tuple[Any, ...]] = {
    "event": (EVENT.c.id,), "story": (STORY.c.id,), "trip": (TRIP.c.id,), "divergence": (DIVERGENCE.c.id,),
    "actor": (ACTOR.c.id,),
    "report": (READING.c.report_id, READING.c.superseded_at.is_(None)),
}  # fmt: skip


def batched(names: Iterable[str], size: int) -> Iterator[list[str]]:
    """The names in lists of at most `size`."""
    rest = iter(names)
    while some := list(islice(rest, size)):
        yield some


class Summaries(Asking):
    """What can be asked of a record of any size."""

    def some_events(self, filters: queries.EventFilters, after: listing.Place | None, limit: int, *, newest: bool = True) -> list[Event]:
        """At most so many events that pass all filters, newest (or oldest) first, those without a day last.

        Args:
            filters: see `queries.EventFilters`; its order and limit are passed over. after: day ('' for none) and id of the event before them.
        """
        with self._connection() as connection:
            places = listing.ids(connection, filters, after, limit, newest=newest)
            found = {event.id: event for event in self._named_events(connection, [event for _, event in places])}
        return [found[event] for _, event in places]

    def count_events(self, filters: queries.EventFilters, most: int) -> int:
        """How many events pass all filters, counted up to `most` and one more."""
        with self._connection() as connection:
            return listing.count(connection, filters, most)

    def events_named(self, identifiers: Iterable[str]) -> dict[str, Event]:
        """Many events at once by whole id; those that the record doesn't hold are left out."""
        with self._connection() as connection:
            return {event.id: event for event in self._named_events(connection, identifiers)}

    def _named_events(self, connection: Connection, identifiers: Iterable[str]) -> Iterator[Event]:
        for some in batched(dict.fromkeys(identifiers), MOST_AT_ONCE):
            yield from self._decoded(connection, Event, select(EVENT.c.fields).where(EVENT.c.id.in_(some)))

    def imprints(self, identifiers: Iterable[str]) -> dict[str, briefs.Imprint]:
        """Who published many reports and when; those that the last resolution did not know are left out."""
        with self._connection() as connection:
            return {one.id: one for some in batched(dict.fromkeys(identifiers), MOST_AT_ONCE) for one in briefs.imprints(connection, some)}

    def texts(self, identifiers: Iterable[str]) -> dict[str, str]:
        """Texts of many reports by whole id; those that the record doesn't hold are left out."""
        with self._connection() as connection:
            return {report: text for some in batched(dict.fromkeys(identifiers), MOST_AT_ONCE) for report, text in briefs.texts(connection, some)}

    def mentions(self, identifiers: Iterable[str]) -> dict[str, briefs.Mentions]:
        """Times and places in many reports by whole id; those that could not be read are left out."""
        with self._connection() as connection:
            return {report: found for some in batched(dict.fromkeys(identifiers), MOST_AT_ONCE) for report, found in briefs.mentions(connection, some)}

    def told_in(self, reports: Iterable[str]) -> dict[str, list[EventReport]]:
        """Current event reports of many reports: by the report's whole id, each list sorted by id."""
        found: dict[str, list[EventReport]] = {}
        with self._connection() as connection:
            for some in batched(dict.fromkeys(reports), MOST_AT_ONCE):
                for report, told in briefs.told_in(connection, some):
                    found.setdefault(report, []).append(told)
        return found

    def events_telling(self, event_reports: Iterable[str]) -> list[str]:
        """Ids of the events that hold these event reports."""
        query = select(EVENT_MEMBER.c.event).distinct().order_by(EVENT_MEMBER.c.event)
        with self._connection() as connection:
            some = [rows.key(one) for one in dict.fromkeys(event_reports)]
            return [event for keys in batched(some, MOST_AT_ONCE) for event in connection.execute(query.where(EVENT_MEMBER.c.event_report.in_(keys))).scalars()]

    def best_told(self, events: Iterable[Event]) -> dict[str, EventReport]:
        """Of each event the event report that tells it best (with its present status, then the surest), by the event's id."""
        statuses = {event.id: event.status for event in events}
        with self._connection() as connection:
            return {
                event: told for some in batched(statuses, MOST_AT_ONCE) for event, told in briefs.best_told(connection, {one: statuses[one] for one in some})
            }

    def outlines(self, filters: queries.EventFilters) -> list[outlines.Outline]:
        """All events of two countries that pass, without their evidence, newest first, those without a day last."""
        with self._connection() as connection:
            return outlines.read(connection, filters)

    def third_parties(self, events: Iterable[str], left: str, right: str) -> dict[str, int]:
        """Other countries than these two that take part in these events, and in how many."""
        with self._connection() as connection:
            return outlines.third(connection, list(events), (left, right))

    def outlets(self, filters: queries.EventFilters) -> dict[str, set[str]]:
        """Outlet -> ids of the events that pass and that it tells."""
        with self._connection() as connection:
            return outlines.outlets(connection, filters)

    def company(self, actor: str, most: int) -> list[tuple[str, int]]:
        """Actors that take part in the same events, and in how many; most first."""
        with self._connection() as connection:
            return outlines.company(connection, actor, most)

    def reach(self) -> tuple[date | None, date | None]:
        """First and last day of all events that are no background."""
        with self._connection() as connection:
            return outlines.reach(connection)

    def busiest(self, most: int) -> dict[str, int]:
        """Countries that take part in most events."""
        with self._connection() as connection:
            return outlines.busiest(connection, most)

    def busiest_pairs(self, most: int) -> list[tuple[str, str, int]]:
        """Pairs of countries with most dealings."""
        with self._connection() as connection:
            return outlines.busiest_pairs(connection, most)

    def parties(self, identifiers: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """Name and country of many actors by whole id, without the lists of their reports; those that the record doesn't hold are left out."""
        found: dict[str, tuple[str, str | None]] = {}
        with self._connection() as connection:
            for some in batched(dict.fromkeys(identifiers), MOST_AT_ONCE):
                keys = {rows.key(one): one for one in some}
                query = select(ACTOR.c.id, ACTOR.c.name, ACTOR.c.country).where(ACTOR.c.id.in_(list(keys)))
                found |= {keys[identifier]: (name, country) for identifier, name, country in connection.execute(query)}
        return found

    def actors_called(self, key: str) -> list[str]:
        """Ids of the actors with this name key, in any form of the name seen; where there is none, of those whose name ends in it."""
        with self._connection() as connection:
            for role in ("name", "last"):
                query = select(ACTOR_NAME.c.actor).where(ACTOR_NAME.c.key == key, ACTOR_NAME.c.role == role).order_by(ACTOR_NAME.c.actor)
                found = list(connection.execute(query).scalars())
                if found:
                    return found
        return []

    def actors_with(self, key: str, most: int) -> list[ActorRow]:
        """Actors with these letters in the key of one of their names, those of most reports first."""
        holding = select(ACTOR_NAME.c.actor).where(ACTOR_NAME.c.role == "name", ACTOR_NAME.c.key.contains(key, autoescape=True)).distinct()
        query = select(ACTOR.c.fields).where(ACTOR.c.id.in_(holding)).order_by(func.length(ACTOR.c.fields).desc(), ACTOR.c.id).limit(most * 4)
        found = sorted(self._each(ActorRow, query), key=lambda row: (-len(row.reports), row.id))
        return found[:most]

    def names_like(self, beginning: str, most: int) -> list[str]:
        """Names and ids of actors: all, where they are few, else those whose name begins alike."""
        query = select(ACTOR.c.name, ACTOR.c.id).order_by(ACTOR.c.id).limit(most + 1)
        with self._connection() as connection:
            found = connection.execute(query).all()
            if len(found) > most:
                alike = select(ACTOR_NAME.c.actor).where(ACTOR_NAME.c.key >= beginning, ACTOR_NAME.c.key < beginning + queries.BEHIND)
                found = connection.execute(query.where(ACTOR.c.id.in_(alike)).limit(most)).all()
        return sorted({name for row in found for name in row})

    def ids(self, kind: str) -> list[str]:
        """All ids of events, stories, trips, reports, divergences or actors, in order."""
        column, *current = IDS[kind]
        with self._connection() as connection:
            return list(connection.execute(select(column).where(*current).order_by(column)).scalars())

    def ids_near(self, kind: str, typed: str, most: int) -> list[str]:
        """Ids of events, stories, trips, reports or divergences: all, where they are few, else those that begin alike and their neighbours."""
        column, *current = IDS[kind]
        with self._connection() as connection:
            found = list(connection.execute(select(column).where(*current).order_by(column).limit(most + 1)).scalars())
            if len(found) <= most:
                return found
            near: set[str] = set()
            for start in {rows.key(typed), f"{kind}-{rows.key(typed)}"}:
                near.update(connection.execute(select(column).where(*current, column >= start).order_by(column).limit(NEIGHBOURS)).scalars())
                near.update(connection.execute(select(column).where(*current, column < start).order_by(column.desc()).limit(NEIGHBOURS)).scalars())
            return sorted(near)

    def disputed(self, events: Iterable[str]) -> dict[str, list[str]]:
        """Event -> the fields on which independent origins differ; events on which none do are left out."""
        found: dict[str, list[str]] = {}
        with self._connection() as connection:
            for some in batched(dict.fromkeys(events), MOST_AT_ONCE):
                for event, field in connection.execute(select(DIVERGENCE.c.event, DIVERGENCE.c.field).where(DIVERGENCE.c.event.in_(some)).distinct()):
                    found.setdefault(event, []).append(field)
        return found

    def disputes(self, filters: queries.EventFilters) -> list[str]:
        """Ids of the divergences on events that pass, the most consequential events first, then by the event, then the most consequential first."""
        column = DIVERGENCE.c
        query = select(column.id).order_by(column.gravest, column.event, column.rank, column.id)
        conditions = queries.event_conditions(filters)
        if conditions:
            query = query.join(EVENT, EVENT.c.id == column.event).where(*conditions)
        with self._connection() as connection:
            return list(connection.execute(query).scalars())

    def divergences_of(self, events: Iterable[str]) -> list[str]:
        """Ids of the divergences on these events, in no order."""
        with self._connection() as connection:
            return list(connection.execute(select(DIVERGENCE.c.id).where(DIVERGENCE.c.event.in_(list(events)))).scalars())

    def divergences_named(self, identifiers: Iterable[str]) -> list[Divergence]:
        """Divergences by whole id, in the order in which they are named; those that the record doesn't hold are left out."""
        wanted = list(identifiers)
        found: dict[str, Divergence] = {}
        with self._connection() as connection:
            for some in batched(wanted, MOST_AT_ONCE):
                query = select(DIVERGENCE.c.fields).where(DIVERGENCE.c.id.in_(some))
                found |= {one.id: one for one in self._decoded(connection, Divergence, query)}
        return [found[one] for one in wanted if one in found]

    def judgements_of(self, claims: Iterable[str]) -> list[Judgement]:
        """Standing judgements with one of these event reports or reports on either side, sorted by id."""
        found: dict[str, Judgement] = {}
        with self._connection() as connection:
            for some in batched(dict.fromkeys(map(rows.key, claims)), MOST_AT_ONCE):
                found |= {one.id: one for one in judgements.read(connection, about=some)}
        return [one for _, one in sorted(found.items())]

    def trips_between(self, left: str, right: str) -> list[Trip]:
        """Trips from one of two countries to the other."""
        link = TRIP_COUNTRY.c

        def go(home: str, host: str) -> Any:
            from_ = select(link.trip).where(link.role == "traveller", link.country == home)
            return TRIP.c.id.in_(from_) & TRIP.c.id.in_(select(link.trip).where(link.role == "stop", link.country == host))

        query = select(TRIP.c.fields).where(or_(go(left, right), go(right, left))).order_by(TRIP.c.id)
        return list(self._each(Trip, query))

    def trips_through(
        self, countries: Iterable[str], statuses: Iterable[str], *, traveller: str | None = None, since: date | None = None, until: date | None = None
    ) -> list[tuple[str, str]]:
        """Day and id of the trips of which each of these countries is a traveller's or a stop, of any of these statuses (none: of all), in order.

        Args:
            traveller: an actor's whole id. since, until: the trip may share a day with these. The day is the first, else the last, else '9999'.
        """
        at = func.coalesce(TRIP.c.from_day, TRIP.c.to_day, "9999")
        query = select(at, TRIP.c.id).where(*queries.within(TRIP.c.from_day, TRIP.c.to_day, since, until)).order_by(at, TRIP.c.id)
        for country in countries:
            query = query.where(TRIP.c.id.in_(select(TRIP_COUNTRY.c.trip).where(TRIP_COUNTRY.c.country == country)))
        if traveller is not None:
            query = query.where(TRIP.c.id.in_(select(TRIP_TRAVELLER.c.trip).where(TRIP_TRAVELLER.c.actor == rows.key(traveller))))
        wanted = list(statuses)
        with self._connection() as connection:
            return [(day, trip) for day, trip in connection.execute(query.where(TRIP.c.status.in_(wanted)) if wanted else query)]

    def trips_named(self, identifiers: Iterable[str]) -> list[Trip]:
        """Trips by whole id, in the order in which they are named; those that the record doesn't hold are left out."""
        wanted = list(identifiers)
        found: dict[str, Trip] = {}
        with self._connection() as connection:
            for some in batched(wanted, MOST_AT_ONCE):
                found |= {one.id: one for one in self._decoded(connection, Trip, select(TRIP.c.fields).where(TRIP.c.id.in_(some)))}
        return [found[one] for one in wanted if one in found]

    def some_stories(self, after: listing.Place | None, limit: int) -> list[Story]:
        """At most so many stories, newest first, those without a day last."""
        at = STORY.c.at
        query = select(STORY.c.fields).order_by(at.desc(), STORY.c.id).limit(limit)
        if after is not None:
            query = query.where(at <= after[0], or_(at < after[0], STORY.c.id > after[1]))
        return list(self._each(Story, query))

    def count_of(self, kind: str) -> int:
        """How many stories or trips the record holds."""
        table = {"stories": STORY, "trips": TRIP}[kind]
        with self._connection() as connection:
            return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    def stances(self, speaker: str, about: str) -> dict[str, int]:
        """How often people of a country spoke for, against or neutrally about another, as the record was resolved last."""
        column = COUNTRY_STANCE.c
        query = select(column.stance, column.said).where(column.speaker == speaker, column.about == about)
        with self._connection() as connection:
            return {row.stance: row.said for row in connection.execute(query)}

    def statements_named(self, identifiers: Iterable[str]) -> list[rows.StatementRow]:
        """Standing statements by whole id, in the order in which they are named."""
        wanted = list(identifiers)
        found: dict[str, rows.StatementRow] = {}
        with self._connection() as connection:
            for some in batched(wanted, MOST_AT_ONCE):
                query = queries.statements({}).where(STATEMENT.c.id.in_([rows.key(one) for one in some]))
                found |= {row.id: rows.StatementRow(row.id, row.report_id, rows.load(Statement, row.fields)) for row in connection.execute(query)}
        return [found[rows.key(one)] for one in wanted if rows.key(one) in found]

    def latest_report(self) -> date | None:
        """First possible day of writing of the report that was written last, as the record was resolved last."""
        with self._connection() as connection:
            found = connection.execute(select(func.max(REPORT_DAY.c.from_day))).scalar()
        return None if found is None else date.fromisoformat(found)

    def statement_order(self, filters: queries.StatementFilters, since: date | None, until: date | None) -> list[tuple[str, str, str]]:
        """First day of writing ('9999' where it is not known), report and id of each statement that passes, in order of these."""
        at = func.coalesce(REPORT_DAY.c.from_day, "9999")
        query = queries.statements(filters).with_only_columns(at, STATEMENT.c.report_id, STATEMENT.c.id)
        query = query.outerjoin(REPORT_DAY, REPORT_DAY.c.report == STATEMENT.c.report_id)
        query = query.where(*queries.within(REPORT_DAY.c.from_day, REPORT_DAY.c.to_day, since, until)).order_by(None).order_by(at, STATEMENT.c.id)
        with self._connection() as connection:
            return [(day, report, identifier) for day, report, identifier in connection.execute(query)]
