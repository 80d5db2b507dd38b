"""Event: did it happen, and how do we know? Its fields with who supports them, its status step by step, every sentence that tells it, why these were merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.model import EventReport, Judgement, Reading
from dragoman.model.vocabulary import CORRECTABLE_FIELDS
from dragoman.record.briefs import Mentions
from dragoman.views import EventView, event
from dragoman.views.rows import Describer, Telling
from dragoman.views.sources import ownership, vouching
from dragoman.views.support import support
from dragoman.web.asked import Asked
from dragoman.web.marked import Segment, Stretch, segments
from dragoman.web.page import Answer, Page

MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Told:
    """One event report as the page shows it: where it stands, and its sentence with marks."""

    telling: Telling
    country: str | None
    ownership: str
    how: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A near miss: the other event report, what it says, its event, and why it was kept apart."""

    judgement: Judgement
    own: str
    other: Telling
    event: str | None


def answer(asked: Asked) -> Answer:
    record = asked.record
    view = event(record, asked.parts["id"])
    found = record.event(view.row.id)
    describer = Describer(record)
    describer.look_up((found,), whole=True)
    describer.look_up_reports(found.reports)
    describer.look_up_imprints(_reports(view))
    reports = {one.id: one for one in describer.told(found)}
    mentions = record.mentions(found.reports)
    shown = {
        "view": view,
        "event": found,
        "fields": support(describer, found, list(reports.values())),
        "told": [_told(describer, telling, reports[telling.id], mentions) for telling in view.tellings],
        "sources": {found.id: vouching(describer, found.reports)},
        "near": _near(asked, describer, view.apart, frozenset(reports)),
        "named": {report: describer.source(report) for report in _reports(view)},
        "correctable": CORRECTABLE_FIELDS,
    }
    return Answer([view], {"id": found.id}, shown)


def _reports(view: EventView) -> set[str]:
    """All reports that the page names."""
    told = {telling.origin or telling.report for telling in view.tellings} | {telling.report for telling in view.tellings}
    return (
        told
        | {report for turn in view.history for report in turn.reports}
        | {one for dispute in view.divergences for held in dispute.values for one in held.reports}
    )


def _told(describer: Describer, telling: Telling, told: EventReport, mentions: Mapping[str, Mentions]) -> Told:
    row = describer.report(telling.report)
    country, owner = ownership(row.outlet if row else None)
    how = row.written.how if row and row.written else "unknown"
    if row is None or telling.report not in mentions:
        return Told(telling, country, owner, how, (Segment(telling.sentence, (), ""),))
    return Told(telling, country, owner, how, segments(row.text, stretches(told, mentions[telling.report]), told.sentence.start, told.sentence.end))


def stretches(told: EventReport, reading: Mentions | Reading) -> list[Stretch]:
    """The words of the act, who takes part, times and places of its sentence."""
    found = [Stretch(told.trigger.start, told.trigger.end, "trigger", "the act")]
    found += [Stretch(one.start, one.end, "actor", one.name) for one in told.actors]
    found += [Stretch(one.start, one.end, "recipient", one.name) for one in told.recipients]
    found += [Stretch(one.start, one.end, "time", one.value) for one in reading.times]
    return found + [Stretch(one.start, one.end, "place", one.name) for one in reading.places if one.literal]


def _near(asked: Asked, describer: Describer, apart: Sequence[Judgement], own: frozenset[str]) -> list[Near]:
    """Those that were nearest to being merged."""
    found = []
    for judgement in apart[:MOST_NEAR]:
        mine, other = (judgement.left, judgement.right) if judgement.left in own else (judgement.right, judgement.left)
        report = other.rpartition("/")[0]
        told = next((one for one in asked.record.event_reports(report=report) if one.id == other), None)
        if told is not None:
            holder = next((one.id for one in asked.record.events(report=report) if other in one.event_reports), None)
            found.append(Near(judgement, mine, describer.telling(told), holder))
    return found


PAGE = Page("event", "/event/{id}", "event.html", "One event with every event report behind it.", answer)
