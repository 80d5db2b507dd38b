"""What became of the drafts on sentences that the head was not fitted to. In: Reads and the head of their fold. Out: Examples of right and wrong reports.

The whole coder reads each sentence. Drafts of words that no row marks say nothing, except where the rows say that no word of the sentence tells an act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.code.coder import Reckoned, code
from dragoman.code.head.examples import Read
from dragoman.code.head.learning import Example
from dragoman.code.head.rows import NONE, Row
from dragoman.code.head.scorer import Head
from dragoman.code.head.trust import RIGHT, WRONG
from dragoman.model.reading import Actor
from dragoman.model.vocabulary import SYMMETRIC_TYPES
from dragoman.model.working import EventDraft, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

Span = tuple[int, int]


def outcomes(reads: Iterable[Read], heads: Sequence[Head], folds: Mapping[str, int], knowledge: Knowledge) -> Iterator[Example]:
    """One example for each draft that the rows judge."""
    rows: dict[int, tuple[Working, list[Row]]] = {}
    for read in reads:
        working = read.sheet.view.working
        rows.setdefault(id(working), (working, []))[1].extend(read.rows)
    for working, marked in rows.values():
        group = marked[0].text
        reckoned: Reckoned = []
        code(working, knowledge, heads[folds[group]], reckoned)
        kept = {id(draft) for draft in working.events}
        for draft, signs in reckoned:
            right = _right(working, draft, marked) if id(draft) in kept else None
            if right is not None:
                yield Example(tuple(signs), RIGHT if right else WRONG, 1.0, group)


def _right(working: Working, draft: EventDraft, rows: Sequence[Row]) -> bool | None:
    trigger = working.clean.original(*draft.trigger)
    told = [row for row in rows if any(_meet(trigger, span) for span in row.triggers)]
    if not told:
        return False if all(row.type == NONE for row in rows) else None
    return any(row.type == draft.type and _parties(working, draft, row) for row in told)


def _parties(working: Working, draft: EventDraft, row: Row) -> bool:
    """Whoever is named on a side is marked there; acts of two on one footing may be told either way round. A side that stays empty says nothing wrong."""
    if draft.type in SYMMETRIC_TYPES:
        return _fits(working, [*draft.actors, *draft.recipients], [*row.actors, *row.recipients])
    return _fits(working, draft.actors, row.actors) and _fits(working, draft.recipients, row.recipients)


def _fits(working: Working, actors: Sequence[Actor], spans: Sequence[Span]) -> bool:
    return not actors or any(_meet(working.clean.original(actor.start, actor.end), span) for actor in actors for span in spans)


def _meet(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
