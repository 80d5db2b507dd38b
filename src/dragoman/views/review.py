"""`review`: what is the program least sure of? Pairs that it nearly joined, and pairs that it barely did, least sure first, with what speaks on each side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import Interval, Judgement, RecordError, UsageError
from dragoman.model.vocabulary import JUDGEMENT_KINDS as KINDS
from dragoman.record import Record
from dragoman.views.rows import Describer, Telling, folded, title

# Characters of a report that are shown for it.
OPENING = 300


@dataclass(frozen=True, slots=True)
class ReviewSide:
    """One side of an open pair.

    Attributes:
        id: of the event report or report; part_of: its event or story.
        source: outlet, or the report's id. text: the sentence, or title and opening of the report. trigger: the words that name the act.
        says: type, mode, status and parties of an act, in one line.
    """

    id: str
    part_of: str | None
    source: str
    written: Interval
    days: Interval
    text: str
    trigger: str
    says: str
    place: str | None
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A pair that the program is not sure of.

    Attributes:
        verdict: what the program did: same (it joined them) or unsure (it left them apart).
        score: 0 to 1, how much speaks for "same"; 0.5 is even. reasons: with their weights.
    """

    kind: str
    verdict: str
    score: float
    reasons: tuple[str, ...]
    left: ReviewSide
    right: ReviewSide
    judgement: str


def review(record: Record, kind: str | None = None) -> Iterator[Case]:
    """The open pairs one by one, least sure first. Pairs on which a person has a word already are left out; of pairs between the same two events
    (or stories) only the least sure is asked, as one answer settles the others.

    Args:
        kind: event, story or origin; None for all.

    Raises:
        UsageError: for a kind that is none.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of pair; known are {', '.join(KINDS)}")
    sides = _Sides(record)
    return (case for judgement in _open(record, sides, kind) if (case := sides.case(judgement)) is not None)


def open_pairs(record: Record, kind: str | None = None) -> int:
    """How many pairs `review` would ask about, told without describing them."""
    return sum(1 for _ in _open(record, _Sides(record), kind))


def _open(record: Record, sides: _Sides, kind: str | None) -> Iterator[Judgement]:
    """The open judgements of the program, least sure first, one between each two events or stories."""
    judgements = record.judgements()
    people = [one for one in judgements if one.by_person]
    settled = {(one.kind, one.left, one.right) for one in people}
    # Where a person has said a word on one pair between two events, their other pairs wait for nothing more; so before the record is resolved, too.
    seen = {(one.kind, apart) for one in people if (apart := sides.apart(one)) is not None}
    left_open = [one for one in judgements if not one.by_person and kind in (None, one.kind) and (one.kind, one.left, one.right) not in settled]
    for judgement in sorted(left_open, key=lambda one: (abs(one.score - 0.5), one.kind, one.left, one.right)):
        apart = sides.apart(judgement)
        if apart is not None:
            if (judgement.kind, apart) in seen:
                continue
            seen.add((judgement.kind, apart))
        yield judgement


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on a pair, and what the record makes of it.

    Attributes:
        left_of, right_of: the events or stories that hold the two sides now; None where none does.
        became: one, two or left open, or "waiting": the record does not show the word yet.
    """

    judgement: Judgement
    left_of: str | None
    right_of: str | None
    became: str


def decisions(record: Record, by: str | None = None) -> tuple[Decision, ...]:
    """What people have said on pairs, newest first, each with what became of it.

    Args:
        by: only this person's.
    """
    sides = _Sides(record)
    said = [one for one in record.judgements(people_only=True) if by in (None, one.by)]
    return tuple(sides.decision(one) for one in sorted(said, key=lambda one: (one.said, one.id), reverse=True))


class _Sides:
    """Describes the sides of judgements; remembers which claims stand together."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._describer = Describer(record)
        self._holder = {
            "event": _holders(record.clusters("event")),
            "story": _holders(record.clusters("story")),
        }

    def apart(self, judgement: Judgement) -> frozenset[str] | None:
        """The two events or stories that a pair stands between; None if it is inside of one."""
        holder = self._holder["event" if judgement.kind == "event" else "story"]
        both = frozenset(holder.get(side, side) for side in (judgement.left, judgement.right))
        return both if judgement.kind != "origin" and len(both) == 2 else None

    def decision(self, judgement: Judgement) -> Decision:
        """What the record makes of a person's word. A word on origins has no holder to be read from: it is taken as said."""
        holder = self._holder["event" if judgement.kind == "event" else "story"]
        left, right = holder.get(judgement.left), holder.get(judgement.right)
        shown = {"same": "one", "different": "two"}.get(judgement.verdict, "left open")
        if judgement.kind != "origin" and shown != "left open" and (left is not None and left == right) != (shown == "one"):
            shown = "waiting"
        return Decision(judgement, left, right, shown)

    def case(self, judgement: Judgement) -> Case | None:
        """None where a side is gone since the record was resolved."""
        make = self._act if judgement.kind == "event" else self._report
        left, right = make(judgement.left), make(judgement.right)
        if left is None or right is None:
            return None
        reasons = tuple(part.strip() for part in judgement.why.split("; ") if part.strip())
        return Case(judgement.kind, judgement.verdict, judgement.score, reasons, left, right, judgement.id)

    def _act(self, identifier: str) -> ReviewSide | None:
        report = identifier.rpartition("/")[0]
        told = next((one for one in self._record.event_reports(report=report) if one.id == identifier), None)
        if told is None:
            return None
        telling: Telling = self._describer.telling(told)
        parties = " → ".join(", ".join(side) for side in (telling.actors, telling.recipients) if side) or "?"
        what = f"{told.type}/{told.mode}" if told.mode else told.type
        status = f"{told.status}{' (negated)' if told.negated else ''}"
        return ReviewSide(
            identifier,
            self._holder["event"].get(identifier),
            telling.source,
            Interval(telling.written_from, telling.written_to),
            Interval(told.when.from_, told.when.to, told.when.precision),
            telling.sentence,
            telling.trigger,
            f"{what} {status}: {parties}",
            told.where.name if told.where else None,
            tuple(f"{number.value} {number.what}" for number in told.numbers),
        )

    def _report(self, identifier: str) -> ReviewSide | None:
        try:
            row = self._record.report(identifier)
        except RecordError:
            return None
        head = title(row)
        text = folded(row.text)
        text = text if len(text) <= OPENING else text[:OPENING].rsplit(" ", 1)[0] + " …"
        written = Interval(row.written.from_, row.written.to) if row.written else Interval()
        story = self._holder["story"].get(identifier)
        return ReviewSide(identifier, story, row.outlet or row.id, written, Interval(), text if text.startswith(head) else f"{head} — {text}", "", "", None, ())


def _holders(clusters: dict[str, frozenset[str]]) -> dict[str, str]:
    return {member: identifier for identifier, members in clusters.items() for member in members}
