"""The stops of one journey: legs at one place, one after the other. In: the legs of a party in order of time; out: Stops.

A place come back to after another country is a stop of its own; what was called off is a stop of its own beside what was made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.model import Stop
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.legs import Leg, days_of

Key = tuple[str, str, bool]


def stops_of(legs: Sequence[Leg], travellers: set[str]) -> tuple[Stop, ...]:
    """One stop for each place, in order of time.

    Args:
        legs: of all travellers, sorted by `Leg.order`; `travellers`: their ids, who are not met.
    """
    groups: dict[Key, list[Leg]] = defaultdict(list)
    for leg in legs:
        groups[leg.country, leg.city, leg.off].append(leg)
    for key in [key for key in groups if not key[1]]:
        _settle(groups, key)
    exact = [leg for leg in legs if leg.exact and not leg.off]
    stops = [_stop(run, travellers) for group in groups.values() if group for run in _runs(group, exact)]
    return tuple(sorted(stops, key=lambda stop: (stop.from_ or date.max, stop.to or date.max, stop.country or "", stop.place or "", stop.status)))


def _settle(groups: dict[Key, list[Leg]], key: Key) -> None:
    """What is told without a place, or of the country as a whole, belongs to a place there: one of the same days, else the first."""
    country, _, off = key
    named = [group for (where, city, called_off), group in groups.items() if where == country and city and called_off == off]
    if not named:
        return
    for leg in groups.pop(key):
        then = [group for group in named if any(leg.window.overlaps(other.window) for other in group)]
        (then or named)[0].append(leg)


def _runs(group: list[Leg], exact: Sequence[Leg]) -> Iterator[list[Leg]]:
    """The group cut where the traveller was in another country in between."""
    run: list[Leg] = []
    loose = [leg for leg in group if not leg.exact]
    for leg in sorted((leg for leg in group if leg.exact), key=lambda leg: leg.order):
        last = max((one.last for one in run), default=leg.first)
        if run and leg.first > last and any(one.country != leg.country and last <= one.first and one.last <= leg.first for one in exact):
            yield run + loose
            run, loose = [], []
        run.append(leg)
    yield run + loose


def _stop(legs: Sequence[Leg], travellers: set[str]) -> Stop:
    exact = days_of([leg for leg in legs if not leg.whole])
    narrow = min((leg.window for leg in legs), key=lambda window: (window.days or 10**6, window.from_ or date.min))
    days = exact or narrow
    names = Counter(leg.place for leg in legs if leg.place is not None and leg.city)
    met = {person.id for leg in legs for person in leg.met} - travellers
    return Stop(
        place=min(names, key=lambda name: (-names[name], name), default=None),
        country=legs[0].country,
        from_=days.from_,
        to=days.to,
        with_=tuple(sorted(met)),
        events=tuple(sorted({leg.event.id for leg in legs})),
        status=_status([leg.event.status for leg in legs]),
        exact=exact is not None,
    )


def _status(statuses: Sequence[str]) -> str:
    """Made if any part of the stop was; else planned if any part is; else what most parts are."""
    real = [status for status in statuses if status in REAL_STATUSES]
    if real:
        return "happened" if "happened" in real else "ongoing"
    if "planned" in statuses:
        return "planned"
    counts = Counter(statuses)
    return min(counts, key=lambda status: (-counts[status], status))
