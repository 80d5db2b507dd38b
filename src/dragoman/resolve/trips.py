"""Journeys chained from legs. In: events with their tellings, and which report tells which story; out: Trips, and notes on what is in none.

What touches in time is one journey; the same place at another time is another one. Days told only loosely ("in May", or nothing but an
undated report) never stretch a journey and never hold two together: they join one to that country if that can be only one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model import Event, Interval, StatusStep, Traveller, Trip, derived_id
from dragoman.resolve.extents import LOOSE_DAYS, TOUR_DAYS
from dragoman.resolve.legs import Leg, days_of, find_legs
from dragoman.resolve.roads import on_the_road
from dragoman.resolve.sides import Person
from dragoman.resolve.stops import stops_of
from dragoman.resolve.tellings import Telling

# Days between two stops without news of either: none where nothing but the days says that they are one journey, since one traveller in
# thirteen is home and away again within three days (1,463 journeys of US presidents and secretaries of state)...
TOUCHING = 1
# ... three in the same country, or where one report tells both as news, or where home is too far off (see roads).
LONGEST_PAUSE = 3
# Travellers of one country who share this part of what is told of them travel as one party; what names only one of them is told of that one.
ONE_PARTY = 0.5

Stories = Mapping[str, str]


@dataclass(slots=True)
class Journey:
    """Legs of one person that belong together."""

    person: Person
    legs: list[Leg]

    @property
    def events(self) -> frozenset[str]:
        return frozenset(leg.event.id for leg in self.legs)

    @property
    def tellings(self) -> frozenset[str]:
        return frozenset(telling for leg in self.legs for telling in leg.tellings)

    @property
    def span(self) -> Interval:
        """First to last day of the exact legs, of all where none is exact."""
        windows = [leg.window for leg in self.legs if leg.exact or leg.whole] or [leg.window for leg in self.legs]
        span = windows[0]
        for window in windows[1:]:
            span = span.hull(window)
        return span


def find_trips(events: Sequence[Event], told: Mapping[str, Sequence[Telling]], story_of: Stories | None = None) -> tuple[tuple[Trip, ...], list[str]]:
    """Trips of all named travellers, sorted by first day and id.

    Args:
        events: resolved events; `told`: event id -> its tellings.
        story_of: report id -> its story; what one story tells of one person in one country is one journey if the days allow.
    """
    legs, undated = find_legs(events, told, story_of or {})
    journeys: list[Journey] = []
    unsure = 0
    for person in sorted(legs):
        chained, left = _journeys(legs[person], story_of or {})
        journeys += chained
        unsure += left
    trips = [_trip(party) for party in _parties(journeys)]
    notes = [f"{undated} {'visit is' if undated == 1 else 'visits are'} in no trip: nothing holds the date"] if undated else []
    if unsure:
        notes.append(
            f"{unsure} {'leg is' if unsure == 1 else 'legs are'} in no trip: told too loosely to say which of several journeys to that country is meant"
        )
    return tuple(sorted(trips, key=lambda trip: (trip.from_ or date.max, trip.id))), notes


def _journeys(legs: Sequence[Leg], story_of: Stories) -> tuple[list[Journey], int]:
    """Legs of one person chained by date, and how many were too loose to say which journey they belong to."""
    journeys: list[Journey] = []
    for leg in sorted((leg for leg in legs if leg.exact), key=lambda leg: leg.order):
        # What was called off does not lead on from where the traveller was, nor to where they went instead.
        reached = next((one for one in reversed(journeys) if _leads_on(one, leg)), None)
        if reached is None:
            journeys.append(Journey(leg.person, [leg]))
        else:
            reached.legs.append(leg)
    loose = [leg for leg in legs if not leg.exact]
    _bridge(journeys, [leg for leg in loose if leg.tour and not leg.unsure])
    unsure = 0
    for leg in sorted((leg for leg in loose if not leg.tour or leg.unsure), key=lambda leg: (leg.onward, leg.window.days or 0, leg.order)):
        fitting = _fitting(journeys, leg, story_of)
        if not fitting:
            journeys.append(Journey(leg.person, [leg]))
        elif len(fitting) == 1:
            fitting[0].legs.append(leg)
        else:
            unsure += 1
    return journeys, unsure


def _bridge(journeys: list[Journey], tours: Sequence[Leg]) -> None:
    """What one report tells as one tour is one journey: those to its countries in its days are put together, in place."""
    by_event: dict[str, list[Leg]] = defaultdict(list)
    for leg in sorted(tours, key=lambda leg: (leg.window.days or 0, leg.order)):
        by_event[leg.event.id].append(leg)
    for tour in by_event.values():
        fits = _within_tour(tour, [one for one in journeys if _part_of(tour, one)])
        first = fits[0] if fits else Journey(tour[0].person, [])
        if not fits:
            journeys.append(first)
        first.legs += [leg for one in fits[1:] for leg in one.legs] + tour
        for one in fits[1:]:
            journeys.remove(one)


def _within_tour(tour: Sequence[Leg], fits: Sequence[Journey]) -> list[Journey]:
    """Of the journeys that fit those that one tour can hold, the most of its countries; where no day of it is told, they must be more than half of these."""
    wanted = {leg.country for leg in tour}
    best: list[Journey] = []
    reached = 0
    for first in sorted(fits, key=lambda one: (one.span.from_ or date.min, one.span.to or date.min), reverse=True):
        last = (first.span.from_ or date.min) + timedelta(days=max(TOUR_DAYS, tour[0].window.days or 0 if tour[0].whole else 0))
        group = [one for one in fits if first.span.from_ is not None and one.span.from_ is not None and first.span.from_ <= one.span.from_ <= last]
        group = [one for one in group if one is first or (one.span.to or date.max) <= last]
        there = len(wanted & {leg.country for one in group for leg in one.legs if not leg.off})
        if there > reached:
            best, reached = group, there
    return best if 2 * reached > len(wanted) or any(leg.dated for leg in tour) else []


def _part_of(tour: Sequence[Leg], journey: Journey) -> bool:
    """The journey lies in the tour's days, and at least half of where it leads is where the tour leads."""
    if not any(leg.window.overlaps(journey.span) and any(_same_place(leg, other) for other in journey.legs) for leg in tour):
        return False
    reached = {leg.country for leg in journey.legs if not leg.off}
    return 2 * len(reached & {leg.country for leg in tour}) >= len(reached)


def _leads_on(journey: Journey, leg: Leg) -> bool:
    if not leg.window.overlaps(journey.span, slack=LONGEST_PAUSE):
        return False
    near = [other for other in journey.legs if leg.window.overlaps(other.window, slack=LONGEST_PAUSE)]
    if any(other.event.id == leg.event.id for other in near):
        return True
    if leg.window.overlaps(journey.span, slack=TOUCHING):
        return any(leg.window.overlaps(other.window, slack=TOUCHING) for other in near)
    # Where the traveller is told to have left, what was told of the days before holds nobody there.
    gone = max((one.last for one in journey.legs if one.departs), default=date.min)
    last = [other for other in near if other.departs or other.last > gone]
    return any(other.country == leg.country or other.news & leg.news or (other in last and on_the_road(other, leg)) for other in near)


def _fitting(journeys: Sequence[Journey], leg: Leg, story_of: Stories) -> list[Journey]:
    """Journeys that a loosely dated leg can belong to: one is joined, none makes a journey of its own, several leave it out."""
    if leg.onward:
        # "From there she flies on to Lima": the journey that the same report tells.
        from_here = [one for one in journeys if leg.window.overlaps(one.span, slack=TOUCHING) and any(_share_report(leg, other) for other in one.legs)]
        if from_here:
            return from_here
    own = [one for one in journeys if leg.event.id in one.events and leg.window.overlaps(one.span, slack=LONGEST_PAUSE)]
    if own and not leg.unsure and not leg.loose:
        return own[:1]
    there = [one for one in journeys if leg.window.overlaps(one.span) and any(_same_place(leg, other) for other in one.legs)]
    by_report = [one for one in there if any(_share_report(leg, other) for other in one.legs if other.country == leg.country)]
    near = by_report or [one for one in there if any(_share_story(leg, other, story_of) for other in one.legs if other.country == leg.country)]
    if near:
        return near
    if leg.off:
        return []
    # "Was in Berlin", of any day in years: even the only visit there on record may be meant or not.
    return there * 2 if leg.unsure or (leg.window.days or 0) > LOOSE_DAYS else there


def _same_place(one: Leg, two: Leg) -> bool:
    """The same country, in towns that may be one; both made, or both called off."""
    return one.country == two.country and one.off == two.off and (not one.city or not two.city or one.city == two.city)


def _share_report(one: Leg, two: Leg) -> bool:
    return not one.news.isdisjoint(two.news)


def _share_story(one: Leg, two: Leg, story_of: Stories) -> bool:
    return not {story_of.get(report) for report in one.news}.isdisjoint({story_of.get(report, "") for report in two.news})


def _parties(journeys: Sequence[Journey]) -> list[list[Journey]]:
    """Journeys of persons of one country that are mostly told of together, put together."""
    by_event: dict[str, list[int]] = defaultdict(list)
    for number, journey in enumerate(journeys):
        for event in journey.events:
            by_event[event].append(number)
    leader = list(range(len(journeys)))

    def first(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    for numbers in (by_event[event] for event in sorted(by_event)):
        for place, one in enumerate(numbers):
            for two in numbers[place + 1 :]:
                low, high = sorted((first(one), first(two)))
                if low != high and _together(journeys[one], journeys[two]):
                    leader[high] = low
    groups: dict[int, list[Journey]] = defaultdict(list)
    for number, journey in enumerate(journeys):
        groups[first(number)].append(journey)
    return [groups[number] for number in sorted(groups)]


def _together(one: Journey, two: Journey) -> bool:
    shared = len(one.tellings & two.tellings) / len(one.tellings | two.tellings)
    return one.person.country == two.person.country and one.person.id != two.person.id and shared >= ONE_PARTY


def _trip(party: Sequence[Journey]) -> Trip:
    legs = sorted((leg for journey in party for leg in journey.legs), key=lambda leg: (leg.order, leg.person.id))
    travellers = tuple(Traveller(one.person.id, one.person.name, one.person.country) for one in sorted(party, key=lambda one: one.person.id))
    stops = stops_of(legs, {one.id for one in travellers})
    days = days_of(legs)
    kept = [days] if days is not None else [Interval(stop.from_, stop.to) for stop in stops]
    starts, ends = [one.from_ for one in kept if one.from_], [one.to for one in kept if one.to]
    return Trip(
        id=derived_id("trip", (f"{telling} {leg.person.id}" for leg in legs for telling in leg.tellings)),
        travellers=travellers,
        from_=min(starts, default=None),
        to=max(ends, default=None),
        status=trip_status(tuple(leg.event.status for leg in legs)),
        stops=stops,
        reports=tuple(sorted({report for leg in legs for report in leg.reports})),
        status_history=_history(legs),
    )


def _history(legs: Sequence[Leg]) -> tuple[StatusStep, ...]:
    """What each report told of the journey, in order of writing; a report that tells the same of several legs counts once."""
    steps = {(step.status, step.report): step for leg in legs for step in leg.event.status_history if step.report in leg.reports}
    return tuple(sorted(steps.values(), key=lambda step: (step.as_of or date.max, step.report, step.status)))


def trip_status(statuses: Sequence[str]) -> str:
    """Done or under way if any part is; else planned if any part still is; else what most parts are."""
    for status in ("happened", "ongoing", "resumed", "planned"):
        if status in statuses:
            return "ongoing" if status == "resumed" else status
    counts = Counter(statuses)
    return min(counts, key=lambda status: (-counts[status], status))
