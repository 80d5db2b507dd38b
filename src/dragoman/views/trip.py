"""`trip`: one journey with its stops, whom they met at each, and the other journeys of the same people, never mixed with it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Stop, Trip
from dragoman.record import Record
from dragoman.views.event import Turn, turns
from dragoman.views.filters import Filters
from dragoman.views.lookup import thing
from dragoman.views.rows import Describer, EventRow, Party, trip_order


@dataclass(frozen=True, slots=True)
class StopView:
    """One stop: where, when, with whom, and its events."""

    stop: Stop
    met: tuple[Party, ...]
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class TripView:
    """One journey. `others`: further journeys of any of its travellers; `history`: how it went from plan to deed, report by report."""

    trip: Trip
    stops: tuple[StopView, ...]
    others: tuple[Trip, ...]
    history: tuple[Turn, ...]


def trips(record: Record, filters: Filters | None = None) -> tuple[Trip, ...]:
    """All journeys that pass the filters (days, countries of travellers or stops, traveller, statuses), in order of time."""
    return tuple(record.trips_named(identifier for _, identifier in places(record, filters)))


def places(record: Record, filters: Filters | None = None) -> list[tuple[str, str]]:
    """Day ('9999' where it is not known) and id of the journeys that pass, in order of time."""
    wanted = filters or Filters()
    return record.trips_through(wanted.countries, wanted.statuses, traveller=wanted.actor, since=wanted.since, until=wanted.until)


def trip(record: Record, typed: str) -> TripView:
    """The journey by id or the beginning of one.

    Raises:
        UnknownIdError: if there is none.
    """
    found: Trip = thing(record, "trip", typed)
    describer = Describer(record)
    stops = tuple(StopView(stop, describer.parties(stop.with_), describer.events(stop.events)) for stop in found.stops)
    travellers = {traveller.id for traveller in found.travellers}
    others = {other.id: other for traveller in sorted(travellers) for other in record.trips(traveller=traveller) if other.id != found.id}
    return TripView(found, stops, tuple(sorted(others.values(), key=trip_order)), turns(found.status_history))
