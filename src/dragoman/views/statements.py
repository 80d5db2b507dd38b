"""`statements`: who said what about whom, through whom it reached us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.record import Record
from dragoman.record import StatementFilters as Asked
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
    return described(record, record.statements_named(one for _, _, one in places(record, filters or StatementFilters())))


def places(record: Record, wanted: StatementFilters, stance: str | None = None) -> list[tuple[str, str, str]]:
    """First day of writing ('9999' if unknown), report and id of the statements that pass, in this order.

    Raises:
        UnknownIdError: for an actor that the record doesn't know.
    """
    asked: Asked = {}
    if wanted.actor is not None:
        asked["speaker"] = find_actor(record, wanted.actor).id
    if wanted.country is not None:
        asked["speaker_country"] = wanted.country
    if wanted.about is not None:
        asked["about"] = wanted.about
    if stance is not None:
        asked["stance"] = stance
    return record.statement_order(asked, wanted.since, wanted.until)


def described(record: Record, rows: Iterable[StatementRow]) -> tuple[StatementView, ...]:
    """Statements with their words, in order of writing."""
    describer, rows = Describer(record), list(rows)
    describer.look_up_imprints(row.report for row in rows)
    describer.look_up_texts(row.report for row in rows)
    views = [_described(describer, row) for row in rows]
    return tuple(sorted(views, key=lambda view: (view.written_from or date.max, view.report)))


def _described(describer: Describer, row: StatementRow) -> StatementView:
    said, written, text = row.statement, describer.imprint(row.report), describer.text(row.report)
    return StatementView(
        id=row.id,
        report=row.report,
        source=describer.source(row.report),
        written_from=written.written_from if written else None,
        written_to=written.written_to if written else None,
        speaker=said.speaker.name if said.speaker else None,
        speaker_country=said.speaker.country if said.speaker else None,
        via=tuple(actor.name for actor in said.via),
        verb=said.verb,
        content=folded(text[said.content.start : said.content.end]),
        quoted=said.quoted,
        about=said.about,
        stance=said.stance,
    )
