"""Finds an act again in a report that was read anew, so that a judgement on it keeps its hold. In: anchors; out: ids of event reports as they stand.

An act is the same if the same words name it with the same type. Words that moved, since the report's text came anew with another head, are
found by their sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.model import Anchor, EventReport, Reading, Report
from dragoman.record import claims, rows
from dragoman.record.tables import READING


@dataclass(frozen=True, slots=True)
class Standing:
    """Reports as they stand at one moment, and the acts in those that were asked for."""

    reports: frozenset[str]
    texts: dict[str, tuple[str, tuple[EventReport, ...]]]

    def find(self, anchor: Anchor) -> str | None:
        """Id of the event report at this anchor; None if its report is not there or the act is no longer found in it."""
        held = self.texts.get(anchor.report)
        return None if held is None else find(anchor, *held)

    def holds(self, event_report: str) -> bool:
        """True if an event report of this very id stands."""
        _, events = self.texts.get(report_of(event_report), ("", ()))
        return any(one.id == event_report for one in events)


def report_of(event_report: str) -> str:
    """The report that an event report was read from."""
    return event_report.rpartition("/")[0]


def standing(connection: Connection, reports: Iterable[str], as_of: str | None = None) -> Standing:
    """What stands of these reports, now or at a moment of record time; unreadable ones are not there."""
    found: dict[str, tuple[str, tuple[EventReport, ...]]] = {}
    for identifier in sorted(set(reports)):
        for report, reading in claims.read(connection, as_of, identifier):
            found[identifier] = report.text, reading.events
    return Standing(frozenset(found), found)


def there(connection: Connection, reports: Iterable[str], as_of: str | None = None) -> frozenset[str]:
    """Those of the reports that stand and can be read."""
    found = set()
    for identifier in set(reports):
        query = select(READING.c.key).where(READING.c.report_id == rows.key(identifier), READING.c.error.is_(None), claims.standing(as_of))
        if connection.execute(query).first() is not None:
            found.add(identifier)
    return frozenset(found)


def anchor(report: Report, reading: Reading, event_report: str) -> Anchor | None:
    """Where an event report stands; None if the reading holds none of this id."""
    told = next((one for one in reading.events if one.id == event_report), None)
    if told is None:
        return None
    alike = [one.id for one in reading.events if one.type == told.type and one.trigger == told.trigger]
    says, words = (report.text[span.start : span.end] for span in (told.sentence, told.trigger))
    return Anchor(told.id, report.id, told.type, told.sentence, told.trigger, says, words, alike.index(told.id))


def find(wanted: Anchor, text: str, events: Sequence[EventReport]) -> str | None:
    """Id of the act among a report's event reports: at the same words, else at words that overlap in the same sentence, else in a sentence that moved."""
    typed = [one for one in events if one.type == wanted.type]
    unmoved = text[wanted.trigger.start : wanted.trigger.end] == wanted.words and text[wanted.sentence.start : wanted.sentence.end] == wanted.says
    if unmoved:
        same = [one for one in typed if one.trigger == wanted.trigger]
        if same:
            return same[min(wanted.nth, len(same) - 1)].id
        # A newer program may cut the trigger otherwise ("held talks" for "talks"), or the sentence.
        shared = [(min(one.trigger.end, wanted.trigger.end) - max(one.trigger.start, wanted.trigger.start), one) for one in typed]
        touching = [(length, one) for length, one in shared if length > 0]
        return max(touching, key=lambda found: (found[0], -found[1].trigger.start))[1].id if touching else None
    moved = [one for one in typed if _same_words(wanted, text, one)]
    # A sentence that a report prints twice: the one that stands nearest to where it was.
    moved.sort(key=lambda one: (abs(one.trigger.start - wanted.trigger.start), one.trigger.start))
    nearest = [one for one in moved if one.trigger == moved[0].trigger]
    return nearest[min(wanted.nth, len(nearest) - 1)].id if nearest else None


def _same_words(wanted: Anchor, text: str, one: EventReport) -> bool:
    says, words = text[one.sentence.start : one.sentence.end], text[one.trigger.start : one.trigger.end]
    return _folded(words) == _folded(wanted.words) and _folded(says) == _folded(wanted.says)


def _folded(words: str) -> str:
    return " ".join(words.split())
