"""Journeys chained from meetings and visits. In: events with their tellings; out: Trips, and a note for the visits left out.

A person of one country who meets somebody in another has travelled there. What lies a few days apart is one journey; the same
place at another time is another one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model import Event, Interval, Stop, Traveller, Trip, derived_id
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.tellings import Person, Telling, fold

# Between two stops of one journey pass at most so many days without news of it.
LONGEST_PAUSE = 3
# A visit told to the month or wider joins a journey that its window holds, but does not stretch it.
EXACT_DAYS = 12
# A window wider than this places no journey.
WIDEST = 70
# Undated news from a report that may be of any day in more than this is no hold on a journey either.
WIDEST_NEWS = 500
# Travellers of one country who share this part of their events travel as one party.
ONE_PARTY = 0.5
# Days before the writing in which a visit told as news without a day lies.
NEWS_DAYS = 31
NO_JOURNEY = frozenset({"possible", "called-for", "threatened", "denied"})


@dataclass(frozen=True, slots=True)
class Leg:
    """One person at one place for one event."""

    person: Person
    event: Event
    window: Interval
    place: str | None
    country: str
    met: tuple[Person, ...]


@dataclass(slots=True)
class Journey:
    """Legs of one person that belong together."""

    person: Person
    legs: list[Leg]

    @property
    def events(self) -> frozenset[str]:
        return frozenset(leg.event.id for leg in self.legs)


def find_trips(events: Sequence[Event], told: Mapping[str, Sequence[Telling]]) -> tuple[tuple[Trip, ...], list[str]]:
    """Trips of all named travellers, sorted by first day and id.

    Args:
        events: resolved events; `told`: event id -> its tellings.
    """
    legs: dict[str, list[Leg]] = defaultdict(list)
    undated = 0
    names = _country_names(told)
    for event in events:
        if event.type != "CONSULT" or event.mode == "phone" or event.status in NO_JOURNEY or event.negated:
            continue
        window = _window(event, told[event.id])
        found = _legs(event, told[event.id], window or Interval(), names)
        if window is None:
            undated += bool(found)
            continue
        for leg in found:
            legs[leg.person.id].append(leg)
    journeys = [journey for person in sorted(legs) for journey in _journeys(legs[person])]
    trips = [_trip(party) for party in _parties(journeys)]
    notes = [f"{undated} {'visit is' if undated == 1 else 'visits are'} in no trip: nothing holds the date"] if undated else []
    return tuple(sorted(trips, key=lambda trip: (trip.from_ or date.max, trip.id))), notes


def _window(event: Event, told: Sequence[Telling]) -> Interval | None:
    """Days of an event that are narrow enough to place a journey; for undated news the weeks before its writing."""
    days = Interval(event.from_, event.to, event.precision)
    if days.known:
        return days if (days.days or 0) <= WIDEST else None
    news = [one.written for one in told if one.real and not one.event.historical and one.written.known]
    if event.status not in REAL_STATUSES or not news:
        return None
    last = min(written.to for written in news if written.to is not None)
    first = max(written.from_ for written in news if written.from_ is not None) - timedelta(days=NEWS_DAYS)
    window = Interval.between(min(first, last), last)
    return window if (window.days or 0) <= WIDEST_NEWS else None


def _country_names(told: Mapping[str, Sequence[Telling]]) -> frozenset[str]:
    """Folded names of countries as the reports give them, so that "a visit to China" is told of no place in it."""
    actors = (actor for tellings in told.values() for one in tellings for actor in one.event.actors + one.event.recipients)
    return frozenset(fold(actor.name) for actor in actors if actor.kind == "country")


def _legs(event: Event, told: Sequence[Telling], window: Interval, names: frozenset[str]) -> list[Leg]:
    country = event.where.country if event.where is not None else None
    wheres = [event.where, *(one.event.where for one in told)]
    place = next((where.name for where in wheres if where is not None and where.country == country and fold(where.name) not in names), None)
    if country is None and event.mode == "visit":
        hosts = set(event.recipient_countries) - set(event.actor_countries)
        country = next(iter(hosts)) if len(hosts) == 1 else None
        place = place if country is None else None
    if country is None:
        return []
    side = [one.actor_people for one in told] if event.mode == "visit" else [one.people for one in told]
    everybody = {person.id: person for one in told for person in one.people}
    out = []
    for identity in sorted({person.id for people in side for person in people}):
        person = everybody[identity]
        if person.country is None or person.country == country:
            continue
        met = tuple(everybody[other] for other in sorted(everybody) if not everybody[other].same_as(person) and everybody[other].country != person.country)
        out.append(Leg(person, event, window, place, country, met))
    return out


def _journeys(legs: list[Leg]) -> list[Journey]:
    """Legs of one person chained by date; wide ones join a journey to that country, or each other."""
    ordered = sorted(legs, key=lambda leg: (leg.window.from_ or date.min, leg.window.to or date.max, leg.event.id))
    journeys: list[Journey] = []
    for leg in (leg for leg in ordered if (leg.window.days or 999) <= EXACT_DAYS):
        if journeys and leg.window.overlaps(_span(journeys[-1]), slack=LONGEST_PAUSE):
            journeys[-1].legs.append(leg)
        else:
            journeys.append(Journey(leg.person, [leg]))
    for leg in (leg for leg in ordered if (leg.window.days or 999) > EXACT_DAYS):
        fitting = [one for one in journeys if any(other.country == leg.country for other in one.legs) and leg.window.overlaps(_span(one))]
        if fitting:
            min(fitting, key=lambda one: (one.legs[0].window.from_ or date.min, one.legs[0].event.id)).legs.append(leg)
        else:
            journeys.append(Journey(leg.person, [leg]))
    return journeys


def _span(journey: Journey) -> Interval:
    """First to last day of the exact legs, of all where none is exact."""
    exact = [leg.window for leg in journey.legs if (leg.window.days or 999) <= EXACT_DAYS] or [leg.window for leg in journey.legs]
    span = exact[0]
    for window in exact[1:]:
        span = span.hull(window)
    return span


def _parties(journeys: list[Journey]) -> list[list[Journey]]:
    """Journeys of persons of one country that share most of their events, put together."""
    by_event: dict[str, list[int]] = defaultdict(list)
    for number, journey in enumerate(journeys):
        for event in sorted(journey.events):
            by_event[event].append(number)
    party = list(range(len(journeys)))
    for numbers in (by_event[event] for event in sorted(by_event)):
        for place, one in enumerate(numbers):
            for two in numbers[place + 1 :]:
                ours, theirs = journeys[one], journeys[two]
                shared = len(ours.events & theirs.events) / len(ours.events | theirs.events)
                if ours.person.country == theirs.person.country and shared >= ONE_PARTY:
                    old, new = max(party[one], party[two]), min(party[one], party[two])
                    party = [new if number == old else number for number in party] if old != new else party
    groups: dict[int, list[Journey]] = defaultdict(list)
    for number, journey in enumerate(journeys):
        groups[party[number]].append(journey)
    return [groups[number] for number in sorted(groups)]


def _trip(party: list[Journey]) -> Trip:
    legs = sorted((leg for journey in party for leg in journey.legs), key=lambda leg: (leg.window.from_ or date.min, leg.window.to or date.max, leg.event.id))
    travellers = tuple(Traveller(one.person.id, one.person.name, one.person.country) for one in sorted(party, key=lambda one: one.person.id))
    stops = _stops(legs, {one.id for one in travellers})
    starts, ends = [stop.from_ for stop in stops if stop.from_], [stop.to for stop in stops if stop.to]
    return Trip(
        id=derived_id("trip", (f"{leg.event.id} {leg.person.id}" for leg in legs)),
        travellers=travellers,
        from_=min(starts, default=None),
        to=max(ends, default=None),
        status=trip_status(tuple(leg.event.status for leg in legs)),
        stops=stops,
        reports=tuple(sorted({report for leg in legs for report in leg.event.reports})),
    )


def trip_status(statuses: Sequence[str]) -> str:
    """Done or under way if any part is; else planned if any part still is; else what most parts are."""
    for status in ("happened", "ongoing", "resumed", "planned"):
        if status in statuses:
            return "ongoing" if status == "resumed" else status
    counts = Counter(statuses)
    return min(counts, key=lambda status: (-counts[status], status))


def _stops(legs: list[Leg], travellers: set[str]) -> tuple[Stop, ...]:
    """One stop for each place, in order; what is told without a place, or of the country as a whole, belongs to the first place there."""
    named: dict[str, list[str]] = defaultdict(list)
    for leg in legs:
        if leg.place is not None and not _whole_country(leg) and fold(leg.place) not in named[leg.country]:
            named[leg.country].append(fold(leg.place))
    groups: dict[tuple[str, str], list[Leg]] = defaultdict(list)
    for leg in legs:
        own = fold(leg.place) if leg.place is not None and not _whole_country(leg) else None
        groups[leg.country, own or next(iter(named[leg.country]), "")].append(leg)
    stops = [_stop(group, travellers) for group in groups.values()]
    return tuple(sorted(stops, key=lambda stop: (stop.from_ or date.max, stop.to or date.max, stop.country or "", stop.place or "")))


def _whole_country(leg: Leg) -> bool:
    """The place told is the country itself: it has no position of its own and its name is also that of the host as a party."""
    names = {fold(actor) for actor in leg.event.recipients + leg.event.actors}
    return leg.place is not None and fold(leg.place) in names | {fold(leg.country)}


def _stop(legs: list[Leg], travellers: set[str]) -> Stop:
    narrow = min(leg.window.days or 999 for leg in legs)
    exact = [leg.window for leg in legs if (leg.window.days or 999) <= max(narrow, EXACT_DAYS)]
    starts, ends = [one.from_ for one in exact if one.from_], [one.to for one in exact if one.to]
    places = [leg.place for leg in legs if leg.place is not None and not _whole_country(leg)]
    met = {person.id for leg in legs for person in leg.met} - travellers
    return Stop(
        place=places[0] if places else None,
        country=legs[0].country,
        from_=min(starts, default=None),
        to=max(ends, default=None),
        with_=tuple(sorted(met)),
        events=tuple(sorted({leg.event.id for leg in legs})),
    )
