"""The reading half of the record: questions whose answers are model objects, in a fixed order. It can be shared between threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar, Unpack

from sqlalchemy import Engine, or_, select

from dragoman.model import ActorRow, Correction, Divergence, Event, EventReport, FollowUp, Judgement, Reading, RecordError, Report, ReportRow, Story, Trip
from dragoman.record import claims, clock, corrections, judgements, memory, queries, resolution, rows, search, sites, state
from dragoman.record.answers import DERIVED, counts, reports, statements
from dragoman.record.claims import Version
from dragoman.record.place import Place
from dragoman.record.search import SearchHit
from dragoman.record.summaries import MOST_AT_ONCE, Summaries, batched
from dragoman.record.tables import (
    ACTOR,
    DIVERGENCE,
    EVENT,
    EVENT_MEMBER,
    FOLLOW_UP,
    READING,
    STORY,
    STORY_EVENT,
    STORY_REPORT,
    TRIP,
    TRIP_EVENT,
    TRIP_TRAVELLER,
)

T = TypeVar("T")


class Reader(Summaries):
    """What can be asked of a record. Made by `Record.open`."""

    def __init__(self, path: Place, engine: Engine) -> None:
        super().__init__(path, engine)
        self._claimed: str | None = None

    # Claims

    def has(self, report_digest: str, run_id: str) -> bool:
        """True if this very text stands in the record as read by this run, so that it need not be read again."""
        with self._connection() as connection:
            return claims.is_current(connection, report_digest, run_id)

    def claims(self, as_of: str | date | datetime | None = None) -> Iterator[tuple[Report, Reading]]:
        """Readable reports with their current readings, sorted by report id.

        Args:
            as_of: the record as it stood at the end of that day, or at that moment (record time, UTC).
        """
        moment = None if as_of is None else clock.moment(as_of)
        with self._connection() as connection:
            if moment is None:
                # What a resolution of these claims is good for, seen in the same transaction as the claims themselves.
                self._claimed = state.claims_digest(connection)
            yield from claims.read(connection, moment)

    def content_digests(self) -> dict[str, str]:
        """Id of each readable report -> what stands for its text and its current reading."""
        with self._connection() as connection:
            return claims.content_digests(connection)

    def memory(self) -> dict[str, memory.Kept]:
        """What the last resolution worked out, by kind; nothing if another version of the resolver did."""
        with self._connection() as connection:
            return memory.read(connection)

    def claim(self, report_id: str, as_of: str | date | datetime | None = None) -> tuple[Report, Reading]:
        """One report with its reading.

        Raises:
            RecordError: if the record holds no readable report of this id.
        """
        with self._connection() as connection:
            found = next(claims.read(connection, None if as_of is None else clock.moment(as_of), report_id), None)
        if found is None:
            raise RecordError(f"the record holds no readable report {report_id!r}", source=str(self.path))
        return found

    def site_pages(self, site: str) -> dict[str, sites.SiteLines]:
        """The lines of all reports of a site, by report id."""
        with self._connection() as connection:
            return sites.pages(connection, site)

    def unsettled_sites(self) -> list[str]:
        """Sites of which reports were added since it was last looked at what they teach."""
        with self._connection() as connection:
            return sites.unsettled(connection)

    def claims_digest(self) -> str:
        """Hash of the claims and people's judgements as they stand: while it stays the same, so does the resolution."""
        with self._connection() as connection:
            return state.claims_digest(connection)

    @property
    def resolved_for(self) -> str | None:
        """The claims digest that the derived tables were made from; None if nothing has been resolved."""
        with self._connection() as connection:
            return resolution.resolved_for(connection)

    def last_moment(self) -> str:
        """The latest record time written down so far; '' in an empty record."""
        with self._connection() as connection:
            return claims.last_moment(connection)

    def history(self, report_id: str) -> list[Version]:
        """All readings that a report has had, oldest first."""
        with self._connection() as connection:
            return claims.history(connection, report_id)

    def runs(self) -> list[rows.Run]:
        """All runs that made claims, oldest first."""
        with self._connection() as connection:
            return claims.runs(connection)

    def judgements(self, *, as_of: str | date | datetime | None = None, people_only: bool = False, withdrawn: bool = False) -> list[Judgement]:
        """Judgements that stand, sorted by id.

        Args:
            as_of: those that stood then; people_only: leave out the program's own; withdrawn: also those taken back.
        """
        with self._connection() as connection:
            moment = None if as_of is None else clock.moment(as_of)
            return judgements.read(connection, as_of=moment, people_only=people_only, withdrawn=withdrawn)

    def corrections(self, *, as_of: str | date | datetime | None = None, withdrawn: bool = False) -> list[Correction]:
        """People's corrections of events' fields that stand, sorted by id; arguments as those of `judgements`."""
        with self._connection() as connection:
            return corrections.read(connection, as_of=None if as_of is None else clock.moment(as_of), withdrawn=withdrawn)

    # What was derived

    def events(self, **filters: Unpack[queries.EventFilters]) -> list[Event]:
        """Events that pass all filters (see `queries.EventFilters`), by id, or by date with order="date"."""
        return list(self._each(Event, queries.events(filters)))

    def event(self, identifier: str) -> Event:
        """The event whose id is, or alone begins with, this.

        Raises:
            RecordError: if there is none, or several; the message lists them.
        """
        return self._one(Event, EVENT, identifier)

    def event_reports(self, event: str | None = None, *, report: str | None = None) -> list[EventReport]:
        """Current event reports: those held together in an event (id or unique prefix), those of a report, or all. Sorted by id."""
        with self._connection() as connection:
            full = None if event is None else self._full_id(connection, EVENT, event)
            return list(self._decoded(connection, EventReport, queries.event_reports(full, report)))

    def told_of(self, events: Iterable[str]) -> dict[str, list[EventReport]]:
        """Current event reports of many events at once: by the event's whole id, each list sorted by id."""
        found: dict[str, list[EventReport]] = {event: [] for event in events}
        with self._connection() as connection:
            for some in batched(found, MOST_AT_ONCE):
                for event, fields in connection.execute(queries.told_of(some)):
                    found[event].append(rows.load(EventReport, fields))
        return found

    def statements(self, **filters: Unpack[queries.StatementFilters]) -> list[rows.StatementRow]:
        """Current statements that pass all filters (see `queries.StatementFilters`), by id."""
        with self._connection() as connection:
            return list(statements(connection, filters))

    def stories(self, *, event: str | None = None) -> list[Story]:
        """All stories, or those that hold an event, by id."""
        query = select(STORY.c.fields).order_by(STORY.c.id)
        if event is not None:
            query = query.where(STORY.c.id.in_(select(STORY_EVENT.c.story).where(STORY_EVENT.c.event == event)))
        return list(self._each(Story, query))

    def story(self, identifier: str) -> Story:
        """The story whose id is, or alone begins with, this; RecordError otherwise."""
        return self._one(Story, STORY, identifier)

    def story_of(self, report_id: str) -> str | None:
        """Id of the story that a report belongs to."""
        query = select(STORY_REPORT.c.story).where(STORY_REPORT.c.report == rows.key(report_id)).order_by(STORY_REPORT.c.story)
        with self._connection() as connection:
            found: str | None = connection.execute(query.limit(1)).scalar()
            return found

    def clusters(self, kind: str) -> dict[str, frozenset[str]]:
        """Members of all events (their event reports) or stories (their reports), by id.

        Args:
            kind: event or story.
        """
        owner, member = (EVENT_MEMBER.c.event, EVENT_MEMBER.c.event_report) if kind == "event" else (STORY_REPORT.c.story, STORY_REPORT.c.report)
        found: dict[str, set[str]] = {}
        with self._connection() as connection:
            for identifier, one in connection.execute(select(owner, member)):
                found.setdefault(identifier, set()).add(one)
        return {identifier: frozenset(members) for identifier, members in found.items()}

    def trips(self, *, traveller: str | None = None, event: str | None = None) -> list[Trip]:
        """All trips, or those of an actor, or with an event at one of their stops, by id."""
        query = select(TRIP.c.fields).order_by(TRIP.c.id)
        if traveller is not None:
            query = query.where(TRIP.c.id.in_(select(TRIP_TRAVELLER.c.trip).where(TRIP_TRAVELLER.c.actor == rows.key(traveller))))
        if event is not None:
            query = query.where(TRIP.c.id.in_(select(TRIP_EVENT.c.trip).where(TRIP_EVENT.c.event == event)))
        return list(self._each(Trip, query))

    def trip(self, identifier: str) -> Trip:
        """The trip whose id is, or alone begins with, this; RecordError otherwise."""
        return self._one(Trip, TRIP, identifier)

    def divergences(self, *, event: str | None = None) -> list[Divergence]:
        """All divergences, or those of an event (id or unique prefix), by id."""
        with self._connection() as connection:
            query = select(DIVERGENCE.c.fields).order_by(DIVERGENCE.c.id)
            if event is not None:
                query = query.where(DIVERGENCE.c.event == self._full_id(connection, EVENT, event))
            return list(self._decoded(connection, Divergence, query))

    def followups(self, *, event: str | None = None) -> list[FollowUp]:
        """What came of requests, offers, threats, plans and outreach; of an event (id or unique prefix), where it is either side; by id."""
        with self._connection() as connection:
            query = select(FOLLOW_UP.c.fields).order_by(FOLLOW_UP.c.id)
            if event is not None:
                full = self._full_id(connection, EVENT, event)
                query = query.where(or_(FOLLOW_UP.c.event == full, FOLLOW_UP.c.answer == full))
            return list(self._decoded(connection, FollowUp, query))

    def actors(self, *, country: str | None = None) -> list[ActorRow]:
        """All actors, or those of a country, by id."""
        query = select(ACTOR.c.fields).order_by(ACTOR.c.id)
        return list(self._each(ActorRow, query if country is None else query.where(ACTOR.c.country == country)))

    def actors_named(self, identifiers: Iterable[str]) -> dict[str, ActorRow]:
        """Many actors at once by whole id; those that the record doesn't hold are left out."""
        found: dict[str, ActorRow] = {}
        for some in batched(dict.fromkeys(map(rows.key, identifiers)), MOST_AT_ONCE):
            found |= {row.id: row for row in self._each(ActorRow, select(ACTOR.c.fields).where(ACTOR.c.id.in_(some)))}
        return found

    def actor(self, identifier: str) -> ActorRow:
        """The actor whose id is, or alone begins with, this; RecordError otherwise."""
        return self._one(ActorRow, ACTOR, identifier)

    def reports(self, *, story: str | None = None) -> list[ReportRow]:
        """All reports with what is known of them, unreadable ones too, or those of a story, by id."""
        with self._connection() as connection:
            return list(reports(connection, queries.reports(story=story)))

    def reports_named(self, identifiers: Iterable[str]) -> dict[str, ReportRow]:
        """Many reports at once by whole id; those that the record doesn't hold are left out."""
        found: dict[str, ReportRow] = {}
        with self._connection() as connection:
            for some in batched(dict.fromkeys(identifiers), MOST_AT_ONCE):
                found |= {row.id: row for row in reports(connection, queries.reports(named=some))}
        return found

    def report(self, identifier: str) -> ReportRow:
        """The report whose id is, or alone begins with, this; RecordError otherwise."""
        with self._connection() as connection, self._named():
            full = queries.full_id(connection, READING.c.report_id, identifier, "report", READING.c.superseded_at.is_(None))
            return next(reports(connection, queries.reports(report=full)))

    def search(self, text: str, limit: int = 50) -> list[SearchHit]:
        """Reports whose title or text holds all the words (`"a phrase"` together, `word*` as a beginning), best first."""
        with self._connection() as connection:
            return search.search(connection, text, limit)

    def counts(self) -> dict[str, int]:
        """How many of each the record holds; claims counted are the current ones."""
        with self._connection() as connection:
            return counts(connection)

    def each(self, table: str) -> Iterator[Any]:
        """Rows of one of the exported tables one by one, sorted by id, without holding them all in memory.

        Args:
            table: events, event_reports, statements (StatementRow), stories, trips, divergences, followups, reports or actors.
        """
        with self._connection() as connection:
            if table == "statements":
                yield from statements(connection, {})
            elif table == "reports":
                yield from reports(connection, queries.reports())
            elif table == "event_reports":
                yield from self._decoded(connection, EventReport, queries.event_reports(None, None))
            else:
                cls, source = DERIVED[table]
                yield from self._decoded(connection, cls, select(source.c.fields).order_by(source.c.id))
