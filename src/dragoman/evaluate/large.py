"""`python -m dragoman.evaluate.large N OUT.db`: a record of N made-up event reports, to measure how fast a large one is asked.

Claims and what resolving would make of them are written straight, in pieces; nothing is parsed or compared. The same seed gives the same record.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dragoman.evaluate.large_world import Act, LargeWorld, Told, days_of
from dragoman.model import (
    ActorRow,
    Divergence,
    DivergentValue,
    Event,
    EventReport,
    FollowUp,
    Judgement,
    Passage,
    StatusStep,
    Stop,
    Story,
    Traveller,
    Trip,
    UsageError,
    derived_id,
    digest,
)  # fmt: skip
from dragoman.record import Record
from dragoman.record.claims import Claim
from dragoman.record.rows import Run
from dragoman.resolve import Resolution

STORIES_AT_ONCE = 1000
RUN = Run("made up", "", "", "evaluate.large")
ANSWERED = {"REQUEST": "request", "THREATEN": "threat"}
OFTEN_TRAVELLED, SELDOM_DISPUTED = 0.15, 0.5


@dataclass(slots=True)
class Parts:
    """What some stories come to."""

    origins: dict[str, str] = field(default_factory=dict)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stories: list[Story] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    trips: list[Trip] = field(default_factory=list)
    divergences: list[Divergence] = field(default_factory=list)
    followups: list[FollowUp] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)

    def resolution(self, actors: Sequence[ActorRow] = ()) -> Resolution:
        return Resolution(
            self.origins, self.near, tuple(self.stories), tuple(self.events), tuple(self.trips), tuple(self.divergences), tuple(actors),
            tuple(self.judgements), (), tuple(self.followups),
        )  # fmt: skip


def make(event_reports: int, path: Path, seed: int = 1) -> int:
    """Writes the record.

    Args:
        event_reports: at least so many; the last story is told to its end.

    Returns:
        How many it holds.

    Raises:
        UsageError: if there is such a file already.
    """
    if path.exists():
        raise UsageError("this file is there already; name another one", source=str(path))
    world, made, number, seen = LargeWorld(seed), 0, 0, dict[str, ActorRow]()
    named: dict[str, list[str]] = {}
    with Record.open(path) as record, record.filling(RUN) as filling:
        while made < event_reports:
            parts, claims = Parts(), list[Claim]()
            for _ in range(STORIES_AT_ONCE):
                number += 1
                told = world.story(number)
                claims += [Claim(one.report, one.reading, RUN) for one in told.claims]
                made += _resolve(told, parts, seen, named)
                if made >= event_reports:
                    break
            filling.add(claims)
            filling.derive(parts.resolution())
        filling.derive(Parts().resolution([_with_reports(row, named[name]) for name, row in sorted(seen.items())]))
    return made


def _with_reports(row: ActorRow, reports: list[str]) -> ActorRow:
    return ActorRow(row.id, row.name, row.country, row.sector, row.kind, row.offices, row.names, tuple(dict.fromkeys(reports)))


def _resolve(told: Told, parts: Parts, seen: dict[str, ActorRow], named: dict[str, list[str]]) -> int:
    """Adds what the story comes to; how many event reports tell it."""
    written = {claim.report.id: claim.reading.written.from_ for claim in told.claims}
    parts.origins |= {report: told.copies.get(report, report) for report in written}
    parts.near |= {copy: (first,) for copy, first in told.copies.items()}
    events = [_event(act, tellings, parts, written) for act, tellings in zip(told.acts, told.tellings, strict=True)]
    for act, event, tellings in zip(told.acts, events, told.tellings, strict=True):
        _around(act, event, tellings, parts, written)
        for actor in (act.actor, act.recipient):
            identity = actor.id or actor.name
            offices = (actor.office,) if actor.office else ()
            seen.setdefault(identity, ActorRow(identity, actor.name, actor.country, actor.sector, actor.kind, offices, (actor.name,), ()))
            named.setdefault(identity, []).extend(event.reports)
    days = [day for event in events for day in (event.from_, event.to) if day]
    parts.events += events
    first, last, names = min(days, default=None), max(days, default=None), tuple(event.id for event in events)
    parts.stories.append(Story(derived_id("story", written), told.title, first, last, tuple(written), names, ("made together",)))
    return sum(len(tellings) for tellings in told.tellings)


def _event(act: Act, tellings: tuple[EventReport, ...], parts: Parts, written: dict[str, date | None]) -> Event:
    members = tuple(one.id for one in tellings)
    reports = tuple(one.rpartition("/")[0] for one in members)
    history = tuple(StatusStep(one.status, written[report], report, parts.origins[report]) for one, report in zip(tellings, reports, strict=True))
    left, right = (tuple(code for code in (one.country,) if code) for one in (act.actor, act.recipient))
    first, last = days_of(act)
    origins = len({parts.origins[report] for report in reports})
    return Event(
        derived_id("event", members), act.type, act.mode, ("diplomatic",), (act.actor.id or "",), (act.recipient.id or "",), left, right, act.status, history,
        first, last, act.precision, act.place, tellings[0].numbers, members, reports, origins, 0.8, act.negated,
    )  # fmt: skip


def _around(act: Act, event: Event, tellings: tuple[EventReport, ...], parts: Parts, written: dict[str, date | None]) -> None:
    """What hangs on an event: judgements, what is disputed, the journey that it is part of, what came of it."""
    for left, right in zip(event.event_reports, event.event_reports[1:], strict=False):
        parts.judgements.append(Judgement(digest("event", left, right), "event", left, right, "same", 0.9, "made together", "program made"))
    figures: dict[int | float, list[EventReport]] = {}
    for one in tellings:
        figures.setdefault(one.numbers[0].value if one.numbers and isinstance(one.numbers[0].value, (int, float)) else 0, []).append(one)
    lot = int(event.id[-6:], 16) / 16**6  # as good as drawn, and the same each time
    if len(figures) > 1 and event.origins > 1:
        values = tuple(_held(value, held) for value, held in figures.items())
        parts.divergences.append(Divergence(derived_id("divergence", (event.id,)), event.id, values, "figures compared", "number"))
    elif event.origins > 2 and lot < SELDOM_DISPUTED:
        values = (_held(event.status, list(tellings[:1])), _held("denied", list(tellings[1:])))
        parts.divergences.append(Divergence(derived_id("divergence", (event.id,)), event.id, values, "status compared", "status"))
    if (act.type, act.mode, act.actor.kind) == ("CONSULT", "visit", "person") and lot < OFTEN_TRAVELLED * 2:
        stop = Stop(act.recipient.country, act.recipient.country, event.from_, event.to, event.recipients, (event.id,))
        who = (Traveller(event.actors[0], act.actor.name, act.actor.country),)
        trip = Trip(derived_id("trip", (event.id,)), who, event.from_, event.to, act.status, (stop,), event.reports, event.status_history)
        parts.trips.append(trip)
    if act.type in ANSWERED or act.status == "planned":
        said = (_passage(tellings[0]),)
        kind, until = ANSWERED.get(act.type, "plan"), max((day for day in written.values() if day), default=None)
        parts.followups.append(FollowUp(derived_id("followup", (event.id,)), event.id, kind, "nothing yet", None, None, until, "made up", said))


def _held(value: str | int | float, tellings: list[EventReport]) -> DivergentValue:
    reports = tuple(one.id.rpartition("/")[0] for one in tellings)
    return DivergentValue(value, reports, len(reports), tuple(map(_passage, tellings)))


def _passage(told: EventReport) -> Passage:
    return Passage(told.id.rpartition("/")[0], told.sentence.start, told.sentence.end)


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes the record and says how many event reports it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("event_reports", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    print(make(asked.event_reports, asked.out, asked.seed), "event reports in", asked.out, file=sys.stderr)


if __name__ == "__main__":
    main()
