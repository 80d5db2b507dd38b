"""Stories: all of them, and one with its origins in order of time, copies folded under theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.model import Story
from dragoman.views import story
from dragoman.views.rows import Describer, EventRow, Telling
from dragoman.views.sources import ownership, vouching
from dragoman.web.asked import Asked
from dragoman.web.cursor import Key, decoded, encoded
from dragoman.web.listing import sources
from dragoman.web.page import PAGED, Answer, Page


def _key(one: Story) -> Key:
    at = one.to or one.from_
    return "" if at is None else at.isoformat(), one.id


def all_stories(asked: Asked) -> Answer:
    after, limit = asked.one("after"), asked.limit()
    place = None if after is None else decoded(after, 2)
    found = asked.record.some_stories(None if place is None else (place[0], place[1]), limit + 1)
    rows, describer = found[:limit], Describer(asked.record)
    describer.look_up_imprints(report for one in rows for report in one.reports)
    shown = {"stories": rows, "sources": {one.id: vouching(describer, one.reports) for one in rows}}
    return Answer(rows, {}, shown, encoded(_key(rows[-1])) if len(found) > limit else None, asked.record.count_of("stories"))


def one_story(asked: Asked) -> Answer:
    found = story(asked.record, asked.parts["id"])
    events = found.timeline.events
    shown = {
        "view": found,
        "story": found.story,
        "owners": {origin.first.report: ownership(origin.first.outlet) for origin in found.origins},
        "adds": _adds(asked, [origin.first.report for origin in found.origins]),
        "wordings": _wordings(asked, Describer(asked.record), events),
        "rows": events,
        "sources": sources(asked.record, events),
    }
    return Answer([found], {"id": found.story.id}, shown)


@dataclass(frozen=True, slots=True)
class Wording:
    """How one origin words an act: its telling, and the outlet's owner."""

    telling: Telling
    ownership: str


def _wordings(asked: Asked, describer: Describer, events: Sequence[EventRow]) -> list[tuple[EventRow, list[Wording]]]:
    """The acts that several origins tell, each with the words of each; copies say the same and are left out."""
    found = []
    told_of = asked.record.told_of(row.id for row in events if row.origins > 1)
    reports = {one.id.rpartition("/")[0] for told in told_of.values() for one in told}
    describer.look_up_imprints(reports)
    describer.look_up_texts(reports)
    for row, told in ((row, told_of[row.id]) for row in events if row.origins > 1):
        tellings = [describer.telling(one) for one in told]
        first: dict[str, Telling] = {}
        for telling in sorted(tellings, key=lambda one: (one.written_from or date.max, one.report != one.origin, one.id)):
            first.setdefault(telling.origin or telling.report, telling)
        if len(first) > 1:
            found.append((row, [Wording(telling, ownership(_outlet(describer, telling.report))[1]) for telling in first.values()]))
    return found


def _outlet(describer: Describer, report: str) -> str | None:
    imprint = describer.imprint(report)
    return None if imprint is None else imprint.outlet


def _adds(asked: Asked, origins: list[str]) -> dict[str, list[str]]:
    """By origin the events of the story that it is the first to tell."""
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    for origin in origins:
        told = [event.id for event in asked.record.events(report=origin)]
        found[origin] = [event for event in told if event not in seen]
        seen.update(told)
    return found


PAGE = Page("stories", "/stories", "stories.html", "All stories, newest first.", all_stories, PAGED, csv=True)
ONE = Page("story", "/story/{id}", "story.html", "One story with its origins and events.", one_story)
