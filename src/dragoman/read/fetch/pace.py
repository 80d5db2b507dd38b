"""How fast a host is asked, and how long to wait after a failure. In: hosts and answers; out: pauses in seconds. Clock and sleep are handed in."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

FIRST_PAUSE: Final = 2.0  # seconds before a second try; doubled for each further one
MOST_HOSTS: Final = 10_000  # remembered; those that may be asked again are forgotten first
LONGEST_WAIT: Final = 86_400.0  # what a server may ask for at most and be believed


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Time:
    """Where time comes from, so that tests need none."""

    now: Callable[[], datetime] = utc_now
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Pace:
    """When each host may be asked again."""

    time: Time
    _free: dict[str, float] = field(default_factory=dict)

    def left(self, host: str) -> float:
        """Seconds until the host may be asked."""
        return max(0.0, self._free.get(host, 0.0) - self.time.clock())

    def asked(self, host: str, pause: float) -> None:
        """The host is being asked now; for so many seconds it is left alone."""
        if len(self._free) >= MOST_HOSTS:
            self._free = {known: free for known, free in self._free.items() if free > self.time.clock()}
        self._free[host] = max(self._free.get(host, 0.0), self.time.clock() + pause)

    def wait(self, host: str) -> None:
        if (left := self.left(host)) > 0:
            self.time.sleep(left)


def asked_to_wait(value: str | None, now: datetime) -> float | None:
    """Seconds in a Retry-After (RFC 9110, 10.2.3), as a number or as a date; None if there is none that can be read."""
    if value is None:
        return None
    value = value.strip()
    if re.fullmatch(r"\d{1,9}", value):
        return min(float(value), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (until - now).total_seconds()), LONGEST_WAIT)


def pause_before(attempt: int, asked: float | None) -> float:
    """Seconds before a further try.

    Args:
        attempt: how many have failed, from 1. asked: what the server asked for.
    """
    return max(FIRST_PAUSE * 2.0 ** (attempt - 1), asked or 0.0)
