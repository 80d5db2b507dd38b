"""Derived tables: emptied and written anew from one resolution, inside the caller's transaction.

In: whatever has the attributes of `Resolution`. Out: rows that the queries read, and the mark for which claims they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from sqlalchemy import Connection, Table, select

from dragoman.knowledge.names import name_key
from dragoman.model import ActorRow, Divergence, Event, FollowUp, Judgement, Story, Trip, Written
from dragoman.record import derived, judgements, rows, summed
from dragoman.record.connect import insert
from dragoman.record.tables import (
    ACTOR,
    ACTOR_NAME,
    DERIVED,
    DIVERGENCE,
    EVENT,
    EVENT_ACTOR,
    EVENT_COUNTRY,
    EVENT_MEMBER,
    EVENT_TELLING,
    FOLLOW_UP,
    META,
    ORIGIN,
    STORY,
    STORY_EVENT,
    STORY_REPORT,
    TRIP,
    TRIP_COUNTRY,
    TRIP_EVENT,
    TRIP_TRAVELLER,
)

RESOLVED_FOR = "resolved_for"
# Whether it happened weighs more than how it is called.
CONSEQUENCE = ("status", "actor", "number", "date", "place", "framing")
MOST_ORIGINS = 1_000_000  # more than one dispute has


class Resolution(Protocol):
    """What `resolve` hands over."""

    @property
    def origins(self) -> Mapping[str, str]: ...
    @property
    def near_duplicates(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def stories(self) -> Sequence[Story]: ...
    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def trips(self) -> Sequence[Trip]: ...
    @property
    def divergences(self) -> Sequence[Divergence]: ...
    @property
    def followups(self) -> Sequence[FollowUp]: ...
    @property
    def actors(self) -> Sequence[ActorRow]: ...
    @property
    def judgements(self) -> Sequence[Judgement]: ...
    @property
    def written(self) -> Mapping[str, Written]: ...


def resolved_for(connection: Connection) -> str | None:
    """The claims digest that the derived tables were made from; None where nothing has been resolved."""
    found: str | None = connection.execute(select(META.c.value).where(META.c.name == RESOLVED_FOR)).scalar()
    return found


def write(connection: Connection, resolution: Resolution, claims_digest: str, now: str) -> None:
    """Bring all derived rows and the program's judgements to this resolution, and mark for which claims they hold. Rows that stay are not touched."""
    wanted = filled(resolution)
    changes = {table: derived.changes(connection, table, wanted[table]) for table in DERIVED}
    for table in DERIVED:
        derived.take_away(connection, table, changes[table])
    for table in reversed(DERIVED):
        derived.put(connection, table, changes[table])
    judgements.replace_programs(connection, resolution.judgements, now)
    mark = insert(connection, META).values(name=RESOLVED_FOR, value=claims_digest)
    connection.execute(mark.on_conflict_do_update(index_elements=["name"], set_={"value": claims_digest}))
    summed.sum_up(connection)


def filled(resolution: Resolution) -> dict[Table, list[rows.Row]]:
    """The rows of all derived tables, by table in the order in which they are emptied."""
    found = dict((*_events(resolution.events), *_stories(resolution.stories), *_trips(resolution.trips), *_others(resolution)))
    return {table: found[table] for table in DERIVED}


Filled = list[tuple[Table, list[rows.Row]]]


def _links(owner: str, identifier: str, column: str, members: Iterable[str | None]) -> list[rows.Row]:
    """Rows of a link table, each member once."""
    return [{owner: rows.key(identifier), column: rows.key(member)} for member in dict.fromkeys(members) if member is not None]


def _events(events: Sequence[Event]) -> Filled:
    own: list[rows.Row] = []
    countries: list[rows.Row] = []
    actors: list[rows.Row] = []
    members: list[rows.Row] = []
    tellings: list[rows.Row] = []
    for event in events:
        own.append(_event(event))
        beside = {"type": event.type, "status": event.status, "from_day": rows.day(event.from_), "to_day": rows.day(event.to)}
        beside["at"] = rows.day(event.from_ or event.to)
        for role, named, ids in (("actor", event.actor_countries, event.actors), ("recipient", event.recipient_countries, event.recipients)):
            countries += [link | beside | {"role": role} for link in _links("event", event.id, "country", named)]
            actors += [link | beside | {"role": role} for link in _links("event", event.id, "actor", ids)]
        members += _links("event", event.id, "event_report", event.event_reports)
        tellings += _links("event", event.id, "report", event.reports)
    return [(EVENT, own), (EVENT_COUNTRY, countries), (EVENT_ACTOR, actors), (EVENT_MEMBER, members), (EVENT_TELLING, tellings)]


def _event(event: Event) -> rows.Row:
    return {
        "id": rows.key(event.id),
        "type": event.type,
        "mode": rows.storable_or_none(event.mode),
        "status": event.status,
        "from_day": rows.day(event.from_),
        "to_day": rows.day(event.to),
        "at": rows.day(event.from_ or event.to),
        "place_country": rows.storable_or_none(event.where.country) if event.where else None,
        "origins": event.origins,
        "confidence": event.confidence,
        "negated": int(event.negated),
        "historical": int(event.historical),
        "fields": rows.dumps(event),
    }


def _stories(stories: Sequence[Story]) -> Filled:
    own, reports, events = [], [], []
    for story in stories:
        days = {"from_day": rows.day(story.from_), "to_day": rows.day(story.to)}
        at = days["to_day"] or days["from_day"] or ""
        own.append({"id": rows.key(story.id), "title": rows.storable(story.title), **days, "at": at, "fields": rows.dumps(story)})
        reports += _links("story", story.id, "report", story.reports)
        events += _links("story", story.id, "event", story.events)
    return [(STORY, own), (STORY_REPORT, reports), (STORY_EVENT, events)]


def _trips(trips: Sequence[Trip]) -> Filled:
    own, travellers, events, visited = [], [], [], list[rows.Row]()
    for trip in trips:
        days = {"from_day": rows.day(trip.from_), "to_day": rows.day(trip.to)}
        own.append({"id": rows.key(trip.id), "status": trip.status, **days, "fields": rows.dumps(trip)})
        countries = {traveller.id: traveller.country for traveller in reversed(trip.travellers)}
        for identifier in dict.fromkeys(traveller.id for traveller in trip.travellers):
            country = rows.storable_or_none(countries[identifier])
            travellers.append({"trip": rows.key(trip.id), "actor": rows.key(identifier), "country": country})
        events += _links("trip", trip.id, "event", (event for stop in trip.stops for event in stop.events))
        for role, named in (("traveller", (one.country for one in trip.travellers)), ("stop", (one.country for one in trip.stops))):
            visited += [link | {"role": role} for link in _links("trip", trip.id, "country", named)]
    return [(TRIP, own), (TRIP_TRAVELLER, travellers), (TRIP_EVENT, events), (TRIP_COUNTRY, visited)]


def _others(resolution: Resolution) -> Filled:
    ranks = {item.id: _rank(item) for item in resolution.divergences}
    gravest: dict[str, int] = {}
    for item in resolution.divergences:
        gravest[item.event] = min(ranks[item.id], gravest.get(item.event, ranks[item.id]))
    divergences = [
        {
            "id": rows.key(item.id),
            "event": rows.key(item.event),
            "field": item.field,
            "origins": sum(held.origins for held in item.values),
            "rank": ranks[item.id],
            "gravest": gravest[item.event],
            "fields": rows.dumps(item),
        }
        for item in resolution.divergences
    ]
    followups = [
        {
            "id": rows.key(item.id),
            "event": rows.key(item.event),
            "kind": item.kind,
            "outcome": item.outcome,
            "answer": rows.key(item.answer) if item.answer is not None else None,
            "fields": rows.dumps(item),
        }
        for item in resolution.followups
    ]
    actors = [
        {
            "id": rows.key(actor.id),
            "name": rows.storable(actor.name),
            "country": rows.storable_or_none(actor.country),
            "sector": rows.storable_or_none(actor.sector),
            "kind": actor.kind,
            "fields": rows.dumps(actor),
            "told": len(actor.reports),
            "brief": rows.dumps(replace(actor, reports=())),
        }
        for actor in resolution.actors
    ]
    reports = sorted({*resolution.origins, *resolution.near_duplicates, *resolution.written})
    origins = [
        {
            "report": rows.key(report),
            "origin": rows.key(resolution.origins[report]) if report in resolution.origins else None,
            "near_duplicates": rows.dumps(list(resolution.near_duplicates.get(report, ()))),
            "written": rows.dumps(resolution.written[report]) if report in resolution.written else None,
            "written_from": rows.day(resolution.written[report].from_) if report in resolution.written else None,
            "written_to": rows.day(resolution.written[report].to) if report in resolution.written else None,
        }
        for report in reports
    ]
    return [(DIVERGENCE, divergences), (FOLLOW_UP, followups), (ACTOR, actors), (ACTOR_NAME, _names(resolution.actors)), (ORIGIN, origins)]


def _rank(divergence: Divergence) -> int:
    """The lower the more consequential: by the field, then by how many origins take part."""
    place = CONSEQUENCE.index(divergence.field) if divergence.field in CONSEQUENCE else len(CONSEQUENCE)
    return place * MOST_ORIGINS - sum(held.origins for held in divergence.values)


def _names(actors: Sequence[ActorRow]) -> list[rows.Row]:
    """The forms of each actor's name by which people look for it, folded, and the last word of the name most used."""
    found = []
    for actor in actors:
        keys = {("name", name_key(name)) for name in (actor.name, *actor.names)} | {("last", name_key(word)) for word in actor.name.split()[-1:]}
        found += [{"actor": rows.key(actor.id), "role": role, "key": rows.key(key)} for role, key in sorted(keys)]
    return found
