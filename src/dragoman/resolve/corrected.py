"""People's corrections set into the events that the program made. In: an event and the corrections that hold by its event reports; out: the event, and notes.

A value is JSON: of `status`, `type`, `mode` a word (or null); of `date` `{"from", "to", "precision"}`; of `place` a `where`; of `actors` and
`recipients` a list of `{"id", "country"}`; of `numbers` one `{"what", "value", "bound"}`, without a value to strike it out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dragoman.model import Corrected, Correction, Event, Number, Where, from_json
from dragoman.model.vocabulary import REAL_STATUSES
from dragoman.resolve.judged import LATER_COUNTS
from dragoman.resolve.traits import stem

# The type comes before the mode that must fit it.
_ORDER = ("type", "mode", "status", "date", "place", "actors", "recipients", "numbers")


def by_event_report(corrections: Iterable[Correction]) -> Mapping[str, list[Correction]]:
    """The corrections that bind, by the event report that each holds by, in the order in which they were said."""
    found: dict[str, list[Correction]] = defaultdict(list)
    binding = (one for one in corrections if one.withdrawn is None and one.pending is None)
    for correction in sorted(binding, key=lambda one: (one.said, one.id)):
        found[correction.event_report].append(correction)
    return found


def correct(event: Event, corrections: Mapping[str, Sequence[Correction]], notes: list[str]) -> Event:
    """The event with what people said of it.

    Args:
        corrections: as `by_event_report` gives them.
        notes: gets a line where two people say different things of one field; the later word counts.
    """
    if not corrections:
        return event
    said = sorted((one for member in event.event_reports for one in corrections.get(member, ())), key=lambda one: (one.said, one.id))
    last: dict[tuple[str, str], Correction] = {}
    for one in said:
        before = last.get((one.field, one.part))
        if before is not None and before.value != one.value and before.by != one.by:
            notes.append(f"{event.id}: {before.by} corrected its {one.field} to {before.value}, {one.by} later to {one.value}; {LATER_COUNTS}")
        last[one.field, one.part] = one
    if not last:
        return event
    in_order = sorted(last.values(), key=lambda one: (_ORDER.index(one.field), one.part))
    # Taken before any correction, so that the word of `was` is the program's.
    marks = tuple(Corrected(_was(event, one), one.by, one.id, one.field) for one in in_order)
    for one in in_order:
        event = _SETTERS[one.field](event, json.loads(one.value))
    return replace(event, corrected=marks)


def _was(event: Event, one: Correction) -> str | None:
    if one.field == "numbers":
        return next((number_in_words(number) for number in event.numbers if stem(number.what.casefold()) == stem(one.part.casefold())), None)
    return in_words(event, one.field)


def in_words(event: Event, field: str) -> str | None:
    """The value of a field as people read it; None where there is none."""
    if field == "date":
        ends = [day.isoformat() if day else "?" for day in (event.from_, event.to)]
        return None if event.from_ is None and event.to is None else ends[0] if event.from_ == event.to else "..".join(ends)
    if field == "place":
        return event.where.name + (f" ({event.where.country})" if event.where.country else "") if event.where else None
    if field == "numbers":
        return ", ".join(map(number_in_words, event.numbers)) or None
    value: str | tuple[str, ...] | None = getattr(event, field)
    return value if value is None or isinstance(value, str) else ", ".join(value) or None


def number_in_words(number: Number) -> str:
    """`at least 20 missiles`, `2 to 3 days`."""
    value = " to ".join(map(str, number.value)) if isinstance(number.value, tuple) else str(number.value)
    return " ".join(part for part in (number.bound, value, number.what) if part)


def _has_mode(kind: str, mode: str | None) -> bool:
    from dragoman.knowledge import load  # only where somebody corrects a type or mode

    return mode in load().ontology.modes.get(kind, {})


def _set_type(event: Event, value: Any) -> Event:
    return replace(event, type=value, mode=event.mode if _has_mode(value, event.mode) else None)


def _set_mode(event: Event, value: Any) -> Event:
    # Checked when it was said; but the type may have been corrected since, or be read otherwise by now.
    return replace(event, mode=value if value is None or _has_mode(event.type, value) else None)


def _set_status(event: Event, value: Any) -> Event:
    return replace(event, status=value, negated=event.negated and value not in REAL_STATUSES)


def _set_date(event: Event, value: Any) -> Event:
    days = value or {}
    from_, to = (date.fromisoformat(days[end]) if days.get(end) else None for end in ("from", "to"))
    return replace(event, from_=from_, to=to, precision=days.get("precision", "unknown"))


def _set_numbers(event: Event, value: Any) -> Event:
    kept = [number for number in event.numbers if stem(number.what.casefold()) != stem(value["what"].casefold())]
    if value.get("value") is not None:
        # No report's words bear it out: it points at none.
        kept.append(from_json(Number, {"start": 0, "end": 0, **value}))
    return replace(event, numbers=tuple(sorted(kept, key=lambda number: number.what)))


def _set_side(side: str) -> Callable[[Event, Any], Event]:
    def put(event: Event, value: Any) -> Event:
        ids = tuple(sorted({one["id"] for one in value}))
        countries = tuple(sorted({one.get("country") or one["id"] for one in value}))
        return replace(event, **{side: ids, f"{side.removesuffix('s')}_countries": countries})  # type: ignore[arg-type]

    return put


_SETTERS: Mapping[str, Callable[[Event, Any], Event]] = {
    "type": _set_type,
    "mode": _set_mode,
    "status": _set_status,
    "date": _set_date,
    "place": lambda event, value: replace(event, where=None if value is None else from_json(Where, value)),
    "actors": _set_side("actors"),
    "recipients": _set_side("recipients"),
    "numbers": _set_numbers,
}
