"""What is known of each site's wishes: its robots.txt and its tdmrep.json, asked for once a day. In: a target; out: a refusal, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from dragoman.read.fetch import robots, tdm
from dragoman.read.fetch.addresses import Target
from dragoman.read.fetch.outcome import FailedError, RefusedError
from dragoman.read.fetch.robots import Rules
from dragoman.read.fetch.tdm import Reservations

GOOD_FOR: Final = 86_400.0  # seconds that what a site said holds (RFC 9309, 2.4)
UNREACHABLE_FOR: Final = 600.0  # after which a site that gave no answer is asked again
MOST_SITES: Final = 10_000

# Target and most bytes -> status and body; follows redirects by the same rules as for pages.
Get = Callable[[Target, int], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Site:
    """What a site asks for, and until when that is believed (monotonic seconds)."""

    rules: Rules
    reservations: Reservations
    until: float


class Sites:
    """What each site asks for.

    Args:
        get: asks for one of its files. clock: monotonic seconds. licensed: hosts whose reservation does not bind this user.
    """

    def __init__(self, get: Get, clock: Callable[[], float], licensed: frozenset[str]) -> None:
        self._get, self._clock, self._licensed = get, clock, licensed
        self._known: dict[str, Site] = {}

    def check(self, target: Target) -> float:
        """Seconds to leave between two of the site's pages, as it asks.

        Raises:
            RefusedError: if the site asks not to fetch the page. FailedError: if it can't be asked.
        """
        site = self._site(target)
        if site.rules.unreachable is not None:
            raise FailedError(f"{target.host} was not asked for the page: {site.rules.unreachable}", passing=True, wait=UNREACHABLE_FOR)
        if (why := site.rules.refusal(target.url)) is not None:
            raise RefusedError(why)
        if target.host not in self._licensed and site.reservations.reserved(target.path):
            raise RefusedError(f"{tdm.RESERVED} (in {tdm.PLACE})")
        return site.rules.pause

    def _site(self, target: Target) -> Site:
        known = self._known.get(target.origin)
        if known is None or known.until <= self._clock():
            known = self._asked(target)
            if len(self._known) >= MOST_SITES:
                self._known.clear()
            self._known[target.origin] = known
        return known

    def _asked(self, target: Target) -> Site:
        try:
            rules = robots.rules_of(*self._get(replace(target, path="/robots.txt"), robots.MOST_BYTES))
        except (FailedError, RefusedError) as error:
            # A file that leads to where nothing is fetched from, or that is too large, tells as little as a server that fails.
            rules = Rules(unreachable=f"its robots.txt can't be had ({error})")
        if rules.unreachable is not None:
            return Site(rules, Reservations(), self._clock() + UNREACHABLE_FOR)
        if target.host in self._licensed or rules.refusal(replace(target, path=tdm.PLACE).url):
            return Site(rules, Reservations(), self._clock() + GOOD_FOR)
        try:
            reservations = tdm.reservations_of(*self._get(replace(target, path=tdm.PLACE), tdm.MOST_BYTES))
        except (FailedError, RefusedError):
            reservations = Reservations()
        return Site(rules, reservations, self._clock() + GOOD_FOR)
