"""Who was where, when and for which meeting: the legs that journeys are chained from. In: events with their tellings; out: Legs.

A person of one country who meets somebody in another has travelled there; a visit leads to its host, or to every host it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.model import Event, Interval
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.sides import Person, fold
from dragoman.resolve.tellings import Telling
from dragoman.resolve.told_days import NEWS_DAYS

# A window of so many days still says on which days somebody was there: a day, a weekend, "on Sunday and Monday".
EXACT_DAYS = 3
# A stay told from its first day to its last ("from 3 to 12 May") is as long as it is told; longer ones are rather the bounds of one.
LONGEST_STAY = 31
# A report whose time of writing is known no better than this gives a visit without a day no hold.
LOOSE_DAYS = 70
# Tours of several countries last so long at most; of 876 in a list of journeys of US presidents and secretaries of state, all but 5 in 100.
TOUR_DAYS = 14
# A plan without a day is carried out within so many days, or it is another one...
PLAN_DAYS = 92
# ... and the next leg of a journey under way or close at hand within a week.
ONWARD_DAYS = 7
# "Went to Lima in May", told as background, lies within a year before the writing.
YEAR_DAYS = 365
NO_JOURNEY = frozenset({"possible", "called-for", "threatened", "denied"})
TOLD = frozenset({"stated", "reckoned"})
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
        for act, tellings, unsure in _by_extent(event, told[event.id], story_of):
            window = _window(act, tellings, unsure=unsure)
            found = _legs(act, tellings, window or Interval(), names, unsure=unsure)
            if window is None:
                undated += bool(found)
                continue
            for leg in found:
                legs.setdefault(leg.person.id, []).append(leg)
    return legs, undated


def _by_extent(event: Event, told: Sequence[Telling], story_of: Mapping[str, str]) -> Iterator[tuple[Event, list[Telling], bool]]:
    """The tellings by what holds them in time; apart those of a tour, where the event is the visit at one of its stops, and those of other days."""
    tours = [one for one in told if event.mode == "visit" and len(event.recipient_countries) == 1 and len(_hosts(one)) > 1]
    days = Interval(event.from_, event.to, event.precision)
    other = [one for one in told if one not in tours and days.known and one.event.when.how in TOLD and one.told.known and not one.told.overlaps(days)]
    rest = [one for one in told if one not in tours and one not in other]
    for tellings, unsure in _by_hold(event, rest, story_of):
        yield event, tellings, unsure
    for one in (*tours, *other):
        act = _as_told(event, one, tuple(sorted(_hosts(one))) if one in tours else event.recipient_countries)
        for tellings, unsure in _by_hold(act, [one], story_of):
            yield act, tellings, unsure


def _as_told(event: Event, one: Telling, hosts: tuple[str, ...]) -> Event:
    """The visit by the days, the place and the standing that one report gives it."""
    told, tour = one.told, hosts != event.recipient_countries
    recipients, where = (hosts, None) if tour else (event.recipients, one.event.where)
    return replace(
        event,
        recipients=recipients,
        recipient_countries=hosts,
        where=where,
        status=one.event.status,
        from_=told.from_,
        to=told.to,
        precision=told.precision,
    )


def _hosts(one: Telling) -> set[str]:
    return {actor.country for actor in one.event.recipients if actor.country is not None} - {actor.country for actor in one.event.actors}


def _by_hold(event: Event, told: Sequence[Telling], story_of: Mapping[str, str]) -> list[tuple[list[Telling], bool]]:
    """The tellings with some hold in time together; those without, story by story, since each may tell of another visit."""
    held = [
        one for one in told if (one.told.known or (one.written.days or 10**6) <= LOOSE_DAYS) and not _next_years(event, one) and not _other_weekday(event, one)
    ]
    # Where no report has a day, two that tell "from there she is to fly to Doha" have nothing in common but the words.
    apart = [] if event.from_ is not None else [one for one in held if one.onward and not one.real]
    loose: dict[tuple[bool, str], list[Telling]] = {}
    for one in told:
        if one not in held or one in apart:
            loose.setdefault((one not in held, story_of.get(one.report, one.report)), []).append(one)
    held = [one for one in held if one not in apart]
    return [*([(held, False)] if held else []), *((loose[unsure, story], unsure) for unsure, story in sorted(loose))]


def _other_weekday(event: Event, one: Telling) -> bool:
    """Told of a Sunday, in a week unknown, where the visit that it was put to is of a Wednesday: it may be that visit or another."""
    if one.weekday is None or one.told.known or event.from_ is None or event.to is None or (event.to - event.from_).days >= EXACT_DAYS:
        return False
    return one.weekday not in {(event.from_ + timedelta(days=more)).weekday() for more in range((event.to - event.from_).days + 1)}


def _next_years(event: Event, one: Telling) -> bool:
    """A plan without a day, told long before the event that it was put to: "from there she is to fly to Doha" is not next year's visit."""
    if one.event.status != "planned" or one.told.known or one.written.to is None or event.from_ is None:
        return False
    return event.from_ > one.written.to + timedelta(days=ONWARD_DAYS if one.onward else PLAN_DAYS)


def _window(event: Event, told: Sequence[Telling], *, unsure: bool) -> Interval | None:
    """Days on which an event can lie, both ends known; for undated news the weeks before its writing, for a month without a year the year before.

    None where nothing holds it.
    """
    days = Interval(event.from_, event.to, event.precision)
    if days.known and not unsure:
        return days
    onward = next((one.written for one in told if one.onward and not one.real and (one.written.days or 10**6) <= YEAR_DAYS), None)
    if onward is not None and onward.from_ is not None and onward.to is not None and event.status == "planned":
        return Interval.between(onward.from_, onward.to + timedelta(days=ONWARD_DAYS))
    news = [one for one in told if one.real and (not one.event.historical or one.by_month) and one.written.known]
    if event.status not in REAL_STATUSES or not news:
        return None
    last = min(one.written.to for one in news if one.written.to is not None)
    before = ((one.written.from_, timedelta(days=YEAR_DAYS if one.event.historical else NEWS_DAYS)) for one in news)
    first = max(written - reach for written, reach in before if written is not None)
    return Interval.between(min(first, last), last)


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


def _exact(window: Interval, told: Sequence[Telling]) -> bool:
    """A few days; or a stay that a report of a known day tells from its first day to its last."""
    length = window.days or 10**6
    if length <= EXACT_DAYS:
        return True
    spans = [one.event.when for one in told if (one.written.days or 10**6) <= EXACT_DAYS and one.event.when.precision == "range"]
    return length <= LONGEST_STAY and any(when.how in TOLD and (when.from_, when.to) == (window.from_, window.to) for when in spans)


def _country_names(told: Mapping[str, Sequence[Telling]]) -> frozenset[str]:
    """Folded names of countries as the reports give them, so that "a visit to China" is told of no place in it."""
    actors = (actor for tellings in told.values() for one in tellings for actor in one.event.actors + one.event.recipients)
    return frozenset(fold(actor.name) for actor in actors if actor.kind == "country")


def _legs(event: Event, told: Sequence[Telling], window: Interval, names: frozenset[str], *, unsure: bool) -> list[Leg]:
    side = [one.actor_people for one in told] if event.mode == "visit" else [one.people for one in told]
    everybody = {person.id: person for one in told for person in one.people}
    travellers = sorted({person.id for people in side for person in people})
    exact = _exact(window, told)
    out = []
    soils = _soils(event, told, names)
    # Of a tour of several countries the days told are those of the whole, or of its end ("returned from") or beginning.
    tour = len(soils) > 1
    whole = False
    if tour:
        window, whole = _tour_days(window, told)
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
            days, all_of_it = (window, whole) if tour or not exact else _stay(window, mine)
            met = tuple(everybody[other] for other in sorted(everybody) if not everybody[other].same_as(person) and everybody[other].country != person.country)
            out.append(
                Leg(person, event, days, exact, tour, all_of_it, place, country, met, reports, news, tellings, dated, unsure, onward, *_edges(days, mine))
            )
    return out


def _stay(window: Interval, told: Sequence[Telling]) -> tuple[Interval, bool]:
    """The days with those of a visit whose length is told beside one of them, and whether they are those of a journey to several places."""
    lasting = [one for one in told if one.stay is not None and one.told.days == 1 and one.event.when.how in TOLD and one.told.overlaps(window)]
    for one in sorted(lasting, key=lambda one: (one.stay.whole, one.id) if one.stay is not None else (True, one.id)):
        assert one.stay is not None
        return window.hull(one.stay.around(one.told)), one.stay.whole
    return window, False


def _edges(days: Interval, told: Sequence[Telling]) -> tuple[bool, bool]:
    firm = [one for one in told if one.told.known and one.event.when.how in TOLD]
    # A plan for one day is one to come on that day.
    if any(one.event.status == "planned" and one.told.days == 1 and one.told.from_ == days.from_ for one in firm):
        return True, False
    arrives = any(one.edges[0] and (one.told.from_ == days.from_ or one.stay is not None) for one in firm)
    return arrives, any(one.edges[1] and (one.told.to == days.to or one.stay is not None) for one in firm)


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


def _tour_days(window: Interval, told: Sequence[Telling]) -> tuple[Interval, bool]:
    """Days of a tour, by the reports that name its several countries, and whether they are those of the whole.

    Where one day is told, it is the last of a tour that is over ("returned from") and the first of one to come.
    """
    naming = [one for one in told if len(one.recipients) > 1 and one.told.known]
    spans = [one.told for one in naming if one.event.when.how in TOLD and one.told.precision == "range" and (one.told.days or 0) <= LONGEST_STAY]
    if spans:
        return min(spans, key=lambda span: (span.days or 0, span.from_ or date.min)), True
    days = [one for one in naming if (one.told.days or 0) <= TOUR_DAYS]
    if not days:
        return window, False  # "in May" bounds it already
    one = min(days, key=lambda one: (one.told.days or 0, one.id))
    assert one.told.from_ is not None
    assert one.told.to is not None
    length = timedelta(days=TOUR_DAYS)
    return Interval.between(one.told.from_ - length if one.real else one.told.from_, one.told.to if one.real else one.told.to + length), False


def _soils(event: Event, told: Sequence[Telling], names: frozenset[str]) -> list[tuple[str, str | None]]:
    """Countries on whose soil it is, with the place told there: where it is said to be, else, for a visit, every host that is no guest."""
    hosts = sorted(set(event.recipient_countries) - set(event.actor_countries)) if event.mode == "visit" else []
    if event.where is None or event.where.country is None:
        return [(host, None) for host in hosts]
    country = event.where.country
    wheres = [event.where, *(one.event.where for one in told)]
    place = next((where.name for where in wheres if where is not None and where.country == country and fold(where.name) not in names), None)
    # "Is due in Kenya, South Africa and Ethiopia": the place is one of the hosts; the others are stops, too, where they are named as countries.
    further = [host for host in hosts if host != country and host in event.recipients] if country in hosts else []
    return [(country, place), *((host, None) for host in further)]
