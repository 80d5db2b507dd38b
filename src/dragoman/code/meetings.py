"""Who visited whom, over the whole report: turns meetings into visits, meetings on third soil, or meetings of many.

In: the CONSULT drafts of a report. Out: the same drafts with mode, actors and recipients as the contract asks: the visitor is the actor and
the host the recipient; where neither visits, all parties are actors. A meeting of guest and host on a visit has the visit's mode.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.view import joined
from dragoman.model.reading import Actor
from dragoman.model.working import EventDraft

MANY = 3  # countries at one table make it multilateral


def settle_meetings(drafts: Sequence[EventDraft]) -> None:
    """Set mode and sides of every CONSULT draft, in place; each change is told in `why`."""
    meetings = [draft for draft in drafts if draft.type == "CONSULT"]
    journeys = {
        (guest, host)
        for draft in meetings
        if draft.mode == "visit"
        for guest in _countries(draft.actors)
        for host in _countries(draft.recipients)
        if guest != host
    }
    for draft in meetings:
        if draft.mode == "phone":
            _all_actors(draft)
        elif draft.mode in (None, "visit", "multilateral", "third-party"):
            _settle(draft, journeys)


def _settle(draft: EventDraft, journeys: set[tuple[str, str]]) -> None:
    parties = (*draft.actors, *draft.recipients)
    countries = _countries(parties)
    if draft.mode == "visit" and draft.recipients:
        return
    place = draft.place.country if draft.place is not None else None
    if draft.mode == "multilateral" and len(countries) == 2:
        draft.mode = None  # a summit of two is not yet multilateral
    if draft.mode in (None, "visit") and place is not None and place in countries and len(countries) >= 2:
        _visit(draft, host=place, why=f"held in {place}")
        return
    if draft.mode is None and len(countries) == 2:
        first, second = sorted(countries)
        for guest, host in ((first, second), (second, first)):
            if (guest, host) in journeys and (host, guest) not in journeys:
                _visit(draft, host=host, why=f"{guest} visits {host} in this report")
                return
    if draft.mode is None and place is not None and place not in countries and len(countries) == 2:
        draft.mode = "third-party"
        draft.why.append(f"mode third-party: held in {place}")
    elif draft.mode is None and len(countries) >= MANY:
        draft.mode = "multilateral"
        draft.why.append(f"mode multilateral: {len(countries)} countries")
    if draft.mode != "visit":
        _all_actors(draft)


def _visit(draft: EventDraft, *, host: str, why: str) -> None:
    parties = joined(draft.actors, draft.recipients)
    guests = tuple(actor for actor in parties if actor.country != host)
    hosts = tuple(actor for actor in parties if actor.country == host)
    if not guests or not hosts:
        return
    draft.mode, draft.actors, draft.recipients = "visit", guests, hosts
    draft.why.append(f"mode visit: {why}")


def _all_actors(draft: EventDraft) -> None:
    draft.actors = joined(draft.actors, draft.recipients)
    draft.recipients = ()


def _countries(actors: Sequence[Actor]) -> set[str]:
    return {actor.country or actor.name for actor in actors}
