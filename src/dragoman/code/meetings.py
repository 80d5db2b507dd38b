"""Who visited whom and where, over the whole report: turns meetings into visits, meetings on third soil, or meetings of many.

In: the CONSULT drafts of a report, the journeys it tells of, its dateline. Out: the same drafts with mode, sides and place as the contract asks:
the visitor is the actor and the host the recipient; where neither visits, all parties are actors. A meeting of guest and host on a visit
has the visit's mode and, where it says nothing else, the visit's place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.code.view import joined
from dragoman.model.reading import Actor
from dragoman.model.working import EventDraft, PlaceFound

MANY = 3  # countries at one table make it multilateral
LEAD = 6  # sentences in which a dateline still says where the news took place
MET = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Journeys:
    """What the report tells of travel.

    Attributes:
        routes: (guest, host) countries of every visit told, even in words that made no event of their own, and how often.
        stays: the place named for a host country: "a visit to Beijing" -> CHN: Beijing.
        dateline: the place that the report is filed from.
    """

    routes: Mapping[tuple[str, str], int]
    stays: Mapping[str, PlaceFound]
    dateline: PlaceFound | None


def settle_meetings(drafts: Sequence[EventDraft], journeys: Journeys) -> None:
    """Set mode, sides and place of every CONSULT draft, in place; each change is told in `why`."""
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


def _settle(draft: EventDraft, journeys: Journeys) -> None:
    parties = joined(draft.actors, draft.recipients)
    countries = _countries(parties)
    if draft.mode == "visit" and draft.recipients:
        return
    if len(countries) > MANY:
        draft.mode, draft.actors, draft.recipients = "multilateral", parties, ()
        draft.why.append(f"mode multilateral: {len(countries)} countries")
        return
    if draft.mode == "multilateral" and len(countries) == 2:
        draft.mode = None  # a summit of two is not yet multilateral
    host, why = _host(draft, countries, journeys)
    if host is not None and draft.mode in (None, "visit"):
        _visit(draft, host=host, why=why)
        return
    soil = _soil(draft, journeys)
    if draft.mode is None and soil is not None and soil not in countries and len(countries) == 2:
        draft.mode = "third-party"
        draft.why.append(f"mode third-party: held in {soil}")
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
    if journeys.dateline is not None and draft.sentence < LEAD and draft.status in MET:
        return journeys.dateline.country
    return None


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
    elif draft.mode == "third-party" and journeys.dateline is not None:
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
