"""Who visited whom and where, over the whole report: turns meetings into visits, meetings on third soil, or meetings of many.

In: the CONSULT drafts of a report, the journeys it tells of, its dateline. Out: the same drafts with mode, sides and place as the contract asks:
the visitor is the actor and the host the recipient; where neither visits, all parties are actors. A meeting of guest and host on a visit
has the visit's mode and, where it says nothing else, the visit's place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.code.joining import AGREED_UPON
from dragoman.code.view import joined
from dragoman.model.interval import Interval
from dragoman.model.reading import Actor
from dragoman.model.working import EventDraft, PlaceFound

MANY = 3  # countries at one table make it multilateral
LEAD = 6  # sentences in which a dateline still says where the news took place
HERE = re.compile(r"\bhere\b")  # where the report is filed from
# In such a sentence a meeting of two countries is one of many all the same.
OF_MANY = re.compile(r"\b(?:conference|forum|assembly|plenary|congress|Group of (?:Seven|Eight|Twenty|\d+)|G-?(?:7|8|20|77))\b")
ASIDE = re.compile(r"\bon the (?:sidelines?|margins?) of\b")
WEEK = 6  # days; what is told of a longer time names no day of a journey
SOME_DAY = Interval.day(date(2021, 6, 16))  # only to see how wide a time told is
MET = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Journeys:
    """What the report tells of travel.

    Attributes:
        routes: (guest, host) countries of every visit told, even in words that made no event of their own, and how often.
        stays: the place named for a host country: "a visit to Beijing" -> CHN: Beijing.
        dateline: the place that the report is filed from.
        texts: the sentences of the report.
        venues: the countries in which those of these countries are told to have met on this occasion.
    """

    routes: Mapping[tuple[str, str], int]
    stays: Mapping[str, PlaceFound]
    dateline: PlaceFound | None
    texts: Sequence[str] = ()
    venues: Mapping[frozenset[str], set[str]] = field(default_factory=dict)

    def says(self, pattern: re.Pattern[str], draft: EventDraft) -> bool:
        """The draft's sentence has such words."""
        return draft.sentence < len(self.texts) and pattern.search(self.texts[draft.sentence]) is not None


def settle_meetings(drafts: Sequence[EventDraft], journeys: Journeys) -> None:
    """Set mode, sides and place of every CONSULT draft, in place; each change is told in `why`."""
    journeys = _with_venues(drafts, journeys)
    for draft in drafts:
        if draft.type != "CONSULT":
            continue
        if draft.mode == "phone" and len(_countries(joined(draft.actors, draft.recipients))) >= MANY:
            draft.mode = "multilateral"  # a virtual summit of many is first of all one of many
        if draft.mode == "phone":
            draft.actors, draft.recipients = joined(draft.actors, draft.recipients), ()
        elif draft.mode in (None, "visit", "multilateral", "third-party"):
            _settle(draft, journeys)
            _stay(draft, journeys)


def _with_venues(drafts: Sequence[EventDraft], journeys: Journeys) -> Journeys:
    """Who meets on third soil has travelled there, too: "the summit in Hanoi" makes a talk with Vietnam's president on the same day a visit."""
    routes, venues = Counter(journeys.routes), defaultdict(set)
    for draft in drafts:
        countries = _countries(joined(draft.actors, draft.recipients))
        soil = _soil(draft, journeys)
        if draft.type == "CONSULT" and draft.mode != "phone" and draft.status in MET and len(countries) == 2 and soil is not None and not _another_time(draft):
            venues[frozenset(countries)].add(soil)
            if soil not in countries:
                routes.update({(guest, soil): 2 for guest in countries})
    return replace(journeys, routes=routes, venues=venues)


def _settle(draft: EventDraft, journeys: Journeys) -> None:
    parties = joined(draft.actors, draft.recipients)
    countries = _countries(parties)
    if draft.mode == "visit" and draft.recipients:
        return
    if len(countries) > MANY:
        draft.mode, draft.actors, draft.recipients = "multilateral", parties, ()
        draft.why.append(f"mode multilateral: {len(countries)} countries")
        return
    if draft.mode == "multilateral" and len(countries) == 2 and journeys.says(OF_MANY, draft):
        return  # "will attend a conference in London": guest and host keep their sides
    if draft.mode == "multilateral" and len(countries) == 2:
        draft.mode = None  # a summit of two is not yet multilateral
    host, why = _host(draft, countries, journeys)
    if host is not None and draft.mode in (None, "visit"):
        _visit(draft, host=host, why=why)
        return
    soil = _soil(draft, journeys) or _venue(draft, countries, journeys)
    if draft.mode is None and soil is not None and soil not in countries and len(countries) == 2:
        draft.mode = "third-party"
        draft.why.append(f"mode third-party: held in {soil}")
    elif draft.mode is None and soil is None and len(countries) == 2 and journeys.says(ASIDE, draft):
        draft.mode = "third-party"
        draft.why.append("mode third-party: on the margins of something else")
    elif draft.mode is None and len(countries) >= MANY:
        draft.mode = "multilateral"
        draft.why.append(f"mode multilateral: {len(countries)} countries")
    if draft.mode != "visit":
        draft.actors, draft.recipients = parties, ()


def _host(draft: EventDraft, countries: set[str], journeys: Journeys) -> tuple[str | None, str]:
    """The party on whose soil they meet: told by the place, by a journey in the report, or by its dateline."""
    if len(countries) < 2:
        return None, ""
    place = draft.place.country if draft.place is not None else None
    if place is not None:
        return (place, f"held in {place}") if place in countries else (None, "")
    if _another_time(draft) or journeys.says(ASIDE, draft):
        return None, ""
    hosts = {
        host for (guest, host), told in journeys.routes.items() if guest in countries and host in countries and told > journeys.routes.get((host, guest), 0)
    }
    if len(countries) == 2 and len(hosts) == 1:
        host = hosts.pop()
        return host, f"{host} is visited in this report"
    soil = _soil(draft, journeys)
    if len(countries) == 2 and soil in countries:
        return soil, f"reported from {soil}"
    return None, ""


def _soil(draft: EventDraft, journeys: Journeys) -> str | None:
    """The country it takes place in: as told, else, for news in the lead, that of the dateline."""
    if draft.place is not None:
        return draft.place.country
    if journeys.dateline is None or _another_time(draft):
        return None
    if (draft.sentence < LEAD and draft.status in MET and not journeys.says(ASIDE, draft)) or journeys.says(HERE, draft):
        return journeys.dateline.country
    return None


def _venue(draft: EventDraft, countries: set[str], journeys: Journeys) -> str | None:
    """Where else in the report the same two met on the same occasion."""
    if draft.status not in MET or _another_time(draft) or journeys.says(ASIDE, draft):
        return None
    venues = journeys.venues.get(frozenset(countries), set())
    return next(iter(venues)) if len(venues) == 1 else None


def _another_time(draft: EventDraft) -> bool:
    """Not on the journey that the report tells of: talks agreed upon there, or told of a week, month or year: "last saw him in March"."""
    if draft.status == "planned" and any(AGREED_UPON in reason for reason in draft.why):
        return True
    days = draft.time.resolve(SOME_DAY, draft.tense) if draft.time is not None else None
    return days is not None and (days.days is None or days.days >= WEEK)


def _filed_from(draft: EventDraft, journeys: Journeys) -> bool:
    """The news is filed from the host's country."""
    if journeys.dateline is None or draft.sentence >= LEAD or draft.status not in MET:
        return False
    return journeys.dateline.country in {actor.country for actor in draft.recipients}


def _stay(draft: EventDraft, journeys: Journeys) -> None:
    if draft.place is not None:
        return
    if draft.mode == "visit":
        hosts = [actor.country for actor in draft.recipients if actor.country in journeys.stays]
        if len(set(hosts)) == 1 and hosts[0] is not None:
            draft.place = journeys.stays[hosts[0]]
            draft.why.append(f"place {draft.place.name}: where the visit goes")
        elif _filed_from(draft, journeys):
            draft.place = journeys.dateline
            draft.why.append("place: the dateline")
    elif draft.mode == "third-party" and journeys.dateline is not None and _soil(draft, journeys) == journeys.dateline.country:
        draft.place = journeys.dateline
        draft.why.append(f"place {draft.place.name}: the dateline")


def _visit(draft: EventDraft, *, host: str, why: str) -> None:
    parties = joined(draft.actors, draft.recipients)
    guests = tuple(actor for actor in parties if actor.country != host)
    hosts = tuple(actor for actor in parties if actor.country == host)
    if guests and hosts:
        draft.mode, draft.actors, draft.recipients = "visit", guests, hosts
        draft.why.append(f"mode visit: {why}")


def _countries(actors: Sequence[Actor]) -> set[str]:
    return {actor.country or actor.name for actor in actors}
