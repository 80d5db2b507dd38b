"""`statements`: who said what about whom, through whom it reached us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.record import Record
from dragoman.record.rows import StatementRow
from dragoman.views.lookup import actor as find_actor
from dragoman.views.rows import Describer, folded


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement in words.

    Attributes:
        via: through whom it reached the report, outermost first; source: the outlet, or the report's id.
    """

    id: str
    report: str
    source: str
    written_from: date | None
    written_to: date | None
    speaker: str | None
    speaker_country: str | None
    via: tuple[str, ...]
    verb: str
    content: str
    quoted: bool
    about: tuple[str, ...]
    stance: str


@dataclass(frozen=True, slots=True)
class StatementFilters:
    """All that are given must hold. `country`: of the speaker; `actor`: id or name of the speaker."""

    country: str | None = None
    about: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None


def statements(record: Record, filters: StatementFilters | None = None) -> tuple[StatementView, ...]:
    """Statements that pass the filters, in order of writing."""
    wanted = filters or StatementFilters()
    rows = record.statements()
    if wanted.actor is not None:
        found = find_actor(record, wanted.actor)
        rows = [row for row in rows if row.statement.speaker is not None and found.id in (row.statement.speaker.id, row.statement.speaker.name)]
    if wanted.country is not None:
        rows = [row for row in rows if row.statement.speaker is not None and row.statement.speaker.country == wanted.country]
    if wanted.about is not None:
        rows = [row for row in rows if wanted.about in row.statement.about]
    return tuple(view for view in described(record, rows) if _within(view, wanted))


def _within(view: StatementView, wanted: StatementFilters) -> bool:
    """By the window in which the report was written; one of unknown date is left out once days are asked for."""
    if wanted.since is None and wanted.until is None:
        return True
    if view.written_from is None and view.written_to is None:
        return False
    after = wanted.since is None or view.written_to is None or view.written_to >= wanted.since
    return after and (wanted.until is None or view.written_from is None or view.written_from <= wanted.until)


def described(record: Record, rows: Iterable[StatementRow]) -> tuple[StatementView, ...]:
    """Statements with their words, in order of writing."""
    describer = Describer(record)
    views = [_described(describer, row) for row in rows]
    return tuple(sorted(views, key=lambda view: (view.written_from or date.max, view.report)))


def _described(describer: Describer, row: StatementRow) -> StatementView:
    said, report = row.statement, describer.report(row.report)
    written = report.written if report else None
    text = report.text if report else ""
    return StatementView(
        id=row.id,
        report=row.report,
        source=describer.source(row.report),
        written_from=written.from_ if written else None,
        written_to=written.to if written else None,
        speaker=said.speaker.name if said.speaker else None,
        speaker_country=said.speaker.country if said.speaker else None,
        via=tuple(actor.name for actor in said.via),
        verb=said.verb,
        content=folded(text[said.content.start : said.content.end]),
        quoted=said.quoted,
        about=said.about,
        stance=said.stance,
    )
