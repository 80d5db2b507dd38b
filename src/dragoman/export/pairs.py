"""Events taken apart into pairs of parties, for the data sets that know nothing else. In: plain events; out: pairs, each with a lasting number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.export.plain import Party, PlainEvent, PlainEvents, dyads, parties


@dataclass(frozen=True, slots=True)
class PlainPair:
    """One event between one actor and one recipient; either may be unknown, not both."""

    plain: PlainEvent
    actor: Party | None
    recipient: Party | None

    @property
    def number(self) -> int:
        """A number for programs that want one: the same in every export, below 2**53, so that no reader rounds it."""
        named = "\t".join((self.plain.event.id, self.actor.id if self.actor else "", self.recipient.id if self.recipient else ""))
        return int.from_bytes(hashlib.sha256(named.encode("utf-8", "backslashreplace")).digest()[:7], "big") >> 3


def pairs_of(events: PlainEvents) -> Iterator[PlainPair]:
    """The pairs of each event, in the events' order."""
    actors = events.actors()
    for plain in events:
        doers = parties(plain.event.actors, plain.surest.actors, actors)
        receivers = parties(plain.event.recipients, plain.surest.recipients, actors)
        for actor, recipient in dyads(doers, receivers):
            yield PlainPair(plain, actor, recipient)
