"""Who was where, when and for which meeting: the legs that journeys are chained from. In: events with their tellings; out: Legs.

A person of one country who meets somebody in another has travelled there; a visit leads to its host, or to every host it names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.model import Event, Interval
from dragoman.resolve.extents import TOLD, Act, by_extent, edges_told, is_exact, stay_days, tour_days, window_of
from dragoman.resolve.sides import Person, fold
from dragoman.resolve.tellings import Telling

NO_JOURNEY = frozenset({"possible", "called-for", "threatened", "denied"})
OFF = frozenset({"cancelled", "suspended"})


@dataclass(frozen=True, slots=True)
class Leg:
    """One person at one place for one event.

    Attributes:
        window: days on which it can lie; `exact`: the window tells the very days and does not merely bound them.
        tour: one stop of several that are told together; `whole`: the window tells the days of all of it.
        place: as told; None where only the country is.
        met: persons of other countries at the same event.
        reports: those that tell it; `news`: those that tell it as news, not as background.
        tellings: ids of the event reports it rests on.
        dated: a report tells the day, or so much of it that it can be reckoned.
        onward: told as the next leg of the journey that its reports tell.
        arrives, departs: a report tells that the first, or the last, of the days is that of coming or going.
        unsure: only reports of quite uncertain time tell it, though the event they were put to may have days.
        loose: its reports tell no day, though others tell that of the same event: they may as well mean another visit of the time.
    """

    person: Person
    event: Event
    window: Interval
    exact: bool
    tour: bool
    whole: bool
    place: str | None
    country: str
    met: tuple[Person, ...]
    reports: frozenset[str]
    news: frozenset[str]
    tellings: tuple[str, ...]
    dated: bool = True
    unsure: bool = False
    loose: bool = False
    onward: bool = False
    arrives: bool = False
    departs: bool = False

    @property
    def city(self) -> str:
        """The place, folded; empty where it is the country itself: its name is also that of the host as a party."""
        names = {fold(actor) for actor in self.event.recipients + self.event.actors} | {fold(self.country)}
        return "" if self.place is None or fold(self.place) in names else fold(self.place)

    @property
    def off(self) -> bool:
        """Called off or put off."""
        return self.event.status in OFF

    @property
    def firm(self) -> bool:
        """The very days as told, not those that news without a day takes from its report."""
        return self.whole or (self.exact and (self.dated or self.window.days == 1))

    @property
    def first(self) -> date:
        return self.window.from_ or date.min

    @property
    def last(self) -> date:
        return self.window.to or date.max

    @property
    def order(self) -> tuple[date, date, str, str, str]:
        """By days, then by where, so that legs of one day stand together; the same in whatever order reports came."""
        return (self.first, self.last, self.country, self.place or "", self.event.id)


def find_legs(events: Sequence[Event], told: Mapping[str, Sequence[Telling]], story_of: Mapping[str, str]) -> tuple[dict[str, list[Leg]], int]:
    """Person id -> legs, and the number of visits that no date holds.

    Args:
        events: resolved events; `told`: event id -> its tellings; `story_of`: report id -> its story.
    """
    legs: dict[str, list[Leg]] = {}
    undated = 0
    names = _country_names(told)
    for event in events:
        if event.type != "CONSULT" or event.mode == "phone" or event.status in NO_JOURNEY or event.negated:
            continue
        for act in by_extent(event, told[event.id], story_of):
            window = window_of(act.event, act.told, unsure=act.unsure)
            found = _legs(act, window or Interval(), names)
            if window is None:
                undated += bool(found)
                continue
            for leg in found:
                legs.setdefault(leg.person.id, []).append(leg)
    return legs, undated


def days_of(legs: Sequence[Leg]) -> Interval | None:
    """First to last day of what is told to the day; news without a day stretches it only where it can't lie within. None where nothing is exact."""
    firm = [leg.window for leg in legs if leg.firm]
    rest = [leg.window for leg in legs if leg.exact and not leg.firm]
    span: Interval | None = None
    for window in [*firm, *sorted(rest, key=lambda window: (window.from_ or date.min, window.to or date.max))]:
        if span is None:
            span = window
        elif window in firm or not window.overlaps(span):
            span = span.hull(window)
    return span


def _country_names(told: Mapping[str, Sequence[Telling]]) -> frozenset[str]:
    """Folded names of countries as the reports give them, so that "a visit to China" is told of no place in it."""
    actors = (actor for tellings in told.values() for one in tellings for actor in one.event.actors + one.event.recipients)
    return frozenset(fold(actor.name) for actor in actors if actor.kind == "country")


def _legs(act: Act, window: Interval, names: frozenset[str]) -> list[Leg]:
    event, told, hold = act.event, act.told, (act.unsure, act.loose)
    side = [one.actor_people for one in told] if event.mode == "visit" else [one.people for one in told]
    everybody = {person.id: person for one in told for person in one.people}
    travellers = sorted({person.id for people in side for person in people})
    exact = is_exact(window, told)
    out = []
    soils = _soils(event, told, names)
    # Of a tour of several countries the days told are those of the whole, or of its end ("returned from") or beginning.
    tour = len(soils) > 1
    whole = False
    if tour:
        window, whole = tour_days(window, told)
    exact = exact and not tour
    for country, place in soils:
        for identity in travellers:
            person = everybody[identity]
            if person.country is None or person.country == country:
                continue
            mine = _of(person, told, one_sided=event.mode == "visit")
            reports, tellings = frozenset(one.report for one in mine), tuple(sorted(one.id for one in mine))
            news = frozenset(one.report for one in mine if not one.event.historical)
            dated = any(one.event.when.how in TOLD for one in mine)
            onward = all(one.onward for one in mine) and event.mode == "visit"
            days, all_of_it = (window, whole) if tour or not exact else stay_days(window, mine)
            met = tuple(everybody[other] for other in sorted(everybody) if not everybody[other].same_as(person) and everybody[other].country != person.country)
            out.append(
                Leg(person, event, days, exact, tour, all_of_it, place, country, met, reports, news, tellings, dated, *hold, onward, *edges_told(days, mine))
            )
    return out


def _of(person: Person, told: Sequence[Telling], *, one_sided: bool) -> list[Telling]:
    """Tellings that tell it of this traveller: not those that only name others of the same country, who may have come for another day.

    Of a visit those told as visitors say who came, of whatever country: it may have been guessed.
    """
    out = []
    for one in told:
        fellows = one.actor_people if one_sided else [other for other in one.people if other.country in (None, person.country)]
        if not fellows or any(other.same_as(person) for other in fellows):
            out.append(one)
    return out


def _soils(event: Event, told: Sequence[Telling], names: frozenset[str]) -> list[tuple[str, str | None]]:
    """Countries on whose soil it is, with the place told there: where it is said to be, else, for a visit, every host that is no guest."""
    hosts = sorted(set(event.recipient_countries) - set(event.actor_countries)) if event.mode == "visit" else []
    if event.where is None or event.where.country is None or (hosts and event.where.country in event.actor_countries):
        return [(host, None) for host in hosts]  # "leaves Oslo on Friday for Lima": the place is where the way begins
    country = event.where.country
    wheres = [event.where, *(one.event.where for one in told)]
    place = next((where.name for where in wheres if where is not None and where.country == country and fold(where.name) not in names), None)
    # "Is due in Kenya, South Africa and Ethiopia": the place is one of the hosts; the others are stops, too, where they are named as countries.
    further = [host for host in hosts if host != country and host in event.recipients] if country in hosts else []
    return [(country, place), *((host, None) for host in further)]
