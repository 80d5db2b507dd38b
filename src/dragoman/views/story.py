"""`story`: reports that tell of the same thing: its origins in order of writing with their copies folded under them, and its events."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dragoman.model import ReportRow, Story
from dragoman.record import Record
from dragoman.views.lookup import thing
from dragoman.views.rows import Describer, title
from dragoman.views.timeline import Timeline, grouped


@dataclass(frozen=True, slots=True)
class Source:
    """One report as a story lists it."""

    report: str
    outlet: str | None
    title: str | None
    written_from: date | None
    written_to: date | None
    how: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent telling, and the reports that repeat it."""

    first: Source
    copies: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story."""

    story: Story
    origins: tuple[Origin, ...]
    timeline: Timeline


def stories(record: Record) -> tuple[Story, ...]:
    """All stories in order of time, those of several reports and those of one."""
    return tuple(sorted(record.stories(), key=lambda story: (story.from_ or story.to or date.max, story.id)))


def story(record: Record, typed: str) -> StoryView:
    """The story by id or the beginning of one, or by one of its reports.

    Raises:
        UnknownIdError: if there is none.
    """
    found: Story = thing(record, "story", record.story_of(typed) or typed)
    describer = Describer(record)
    tellings: dict[str, list[ReportRow]] = defaultdict(list)
    describer.look_up_reports(found.reports)
    for identifier in found.reports:
        row = describer.report(identifier)
        if row is not None:
            tellings[row.origin or row.id].append(row)
    origins = [_origin(first, rows) for first, rows in tellings.items()]
    ordered = sorted(origins, key=lambda origin: (origin.first.written_from or date.max, origin.first.report))
    return StoryView(found, tuple(ordered), grouped(describer.events(found.events)))


def _origin(first: str, rows: list[ReportRow]) -> Origin:
    ordered = sorted(rows, key=lambda row: (row.id != first, row.id))
    return Origin(_source(ordered[0]), tuple(_source(row) for row in ordered[1:]))


def _source(row: ReportRow) -> Source:
    written = row.written
    days = (None, None, "unknown") if written is None else (written.from_, written.to, written.how)
    return Source(row.id, row.outlet, title(row), *days)
