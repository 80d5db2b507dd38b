"""What people have said: their judgements and corrections together, oldest first. In: filters; out: model objects, and each as a line of words."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from dragoman.model import Correction, Judgement, UsageError
from dragoman.model.judgements import last_corrections, last_words
from dragoman.model.vocabulary import JUDGEMENT_KINDS
from dragoman.record import Record
from dragoman.record.exchange import CORRECTION, Word
from dragoman.views.lookup import one


def words(
    record: Record,
    *,
    kind: str | None = None,
    by: str | None = None,
    pending: bool = False,
    withdrawn: bool = False,
    as_of: str | None = None,
) -> list[Word]:
    """People's judgements and corrections in the order in which they were said.

    Args:
        kind: event, story, origin or correction; by: a person; pending: only those that bind nothing at present;
        withdrawn: those taken back, too; as_of: those that stood then.

    Raises:
        UsageError: for a kind that is none.
    """
    if kind is not None and kind not in (*JUDGEMENT_KINDS, CORRECTION):
        raise UsageError(f"{kind!r} is no kind of judgement; known are {', '.join((*JUDGEMENT_KINDS, CORRECTION))}")
    found: list[Word] = [*record.judgements(people_only=True, as_of=as_of, withdrawn=withdrawn), *record.corrections(as_of=as_of, withdrawn=withdrawn)]
    kept = [one for one in found if kind in (None, kind_of_word(one)) and by in (None, one.by) and (one.pending is not None or not pending)]
    return sorted(kept, key=lambda one: (one.said, one.id))


def kind_of_word(word: Word) -> str:
    return word.kind if isinstance(word, Judgement) else CORRECTION


def one_word(record: Record, typed: str, by: str | None = None) -> Word:
    """The standing judgement or correction of an id or beginning of one, or the newest for `last`.

    Args:
        by: of `last`, whose.

    Raises:
        UnknownIdError: if there is none.
    """
    found = words(record, by=by if typed == "last" else None)
    if typed == "last" and found:
        # The one that the record learnt last: what was imported may have been said long before.
        return max(found, key=lambda word: (word.made or "", word.said, word.id))
    identifier = one(typed, (word.id for word in found), "standing judgement")
    return next(word for word in found if word.id == identifier)


def overruled(found: Iterable[Word]) -> frozenset[str]:
    """Ids of standing words of which a later word on the same pair, or on the same act's field, has taken the place."""
    judgements = [one for one in found if isinstance(one, Judgement)]
    corrections = [one for one in found if isinstance(one, Correction)]
    last = {one.id for one in last_words(judgements).values()} | {one.id for one in last_corrections(corrections)}
    both: list[Word] = [*judgements, *corrections]
    return frozenset(one.id for one in both if one.withdrawn is None and one.pending is None and one.id not in last)


def says(word: Word, beaten: Collection[str] = ()) -> str:
    """`2024-05-31 Ana: same, a/e1 and b/e2 (event): why  [id]`.

    Args:
        beaten: ids of words that a later one outranks.
    """
    if isinstance(word, Correction):
        what = f"{word.field} is {value_in_words(word)}, of the event with {word.event_report}"
    else:
        what = f"{word.verdict}, {word.left} and {word.right} ({word.kind})"
    why = f": {word.why}" if word.why else ""
    end = f"; taken back {word.withdrawn[:10]}" if word.withdrawn else f"; binds nothing at present: {word.pending}" if word.pending else ""
    end = "; a later word counts instead" if not end and word.id in beaten else end
    return f"{word.said[:10]} {word.by}: {what}{why}{end}  [{word.id}]"


def value_in_words(word: Correction) -> str:
    """The corrected value as people read it."""
    value = json.loads(word.value)
    if value is None:
        return "unknown"
    if word.field == "date":
        return str(value["from"]) if value["from"] == value["to"] else f"{value['from'] or '?'}..{value['to'] or '?'}"
    if word.field == "place":
        return str(value["name"]) + (f" ({value['country']})" if value.get("country") else "")
    if word.field in ("actors", "recipients"):
        return ", ".join(one["id"] for one in value) or "nobody"
    if word.field == "numbers":
        figure = value.get("value")
        shown = " to ".join(map(str, figure)) if isinstance(figure, list) else str(figure)
        return f"no figure of {value['what']}" if figure is None else " ".join(part for part in (value.get("bound"), shown, value["what"]) if part)
    return str(value)
