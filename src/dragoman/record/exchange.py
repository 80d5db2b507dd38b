"""People's judgements and corrections as lines of a file, so that they go from one record to another. In: judgements, or lines; out: the other.

One JSON object a line. A judgement: `kind` (event, story, origin), `left`, `right`, `verdict`, `why`, `by`, `judged`, `withdrawn`, and for acts
`left_anchor` and `right_anchor`. A correction: `kind` "correction", `event_report`, `field`, `value`, `why`, `by`, `judged`, `withdrawn`, `anchors`.
`left`, `right`, `verdict` and `by` are enough; the same line can be read twice without harm.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from dragoman.model import Anchor, Correction, InputError, Judgement, from_json, to_json
from dragoman.model.judgements import PROGRAM
from dragoman.model.vocabulary import CORRECTABLE_FIELDS, JUDGEMENT_KINDS, JUDGEMENT_VERDICTS
from dragoman.record import clock
from dragoman.record.corrections import check_value, correction
from dragoman.record.judgements import judgement, with_places
from dragoman.record.rows import dumps

CORRECTION = "correction"
Word = Judgement | Correction


def line(word: Word) -> str:
    """A judgement or correction as a line, without line break."""
    common = {"why": word.why, "by": word.by, "judged": word.said, "withdrawn": word.withdrawn}
    if isinstance(word, Correction):
        own = {"kind": CORRECTION, "event_report": word.event_report, "field": word.field, "value": json.loads(word.value)}
        return dumps(own | common | {"anchors": to_json(word.anchors)})
    own = {"kind": word.kind, "left": word.left, "right": word.right, "verdict": word.verdict}
    held = {name: to_json(anchor) for name, anchor in (("left_anchor", word.left_anchor), ("right_anchor", word.right_anchor)) if anchor is not None}
    return dumps(own | common | held)


def word(text: str, source: str, number: int) -> Word:
    """The judgement or correction of a line; `judged` is None where the line doesn't say when.

    Args:
        source, number: file and line, for what is said of a mistake.

    Raises:
        InputError: if the line is none, naming file and line.
    """
    try:
        plain = json.loads(text)
        if not isinstance(plain, dict):
            raise ValueError("an object was expected")
        return _correction(plain) if plain.get("kind") == CORRECTION else _judgement(plain)
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(f"this is no judgement: {error}", source=source, line=number) from error


def _judgement(plain: dict[str, Any]) -> Judgement:
    kind = _one_of(plain.get("kind", "event"), JUDGEMENT_KINDS, "kind")
    verdict = _one_of(plain.get("verdict"), JUDGEMENT_VERDICTS, "verdict")
    left, right = (_text(plain, side) for side in ("left", "right"))
    if left == right:
        raise ValueError(f"both sides are {left}")
    made = judgement(kind, left, right, verdict, why=str(plain.get("why") or ""), by=_person(plain))
    held = [from_json(Anchor, plain[name]) if plain.get(name) else None for name in ("left_anchor", "right_anchor")]
    # `judgement` puts the sides in order; the anchors go with their sides.
    held = held if made.left == left else held[::-1]
    return with_places(replace(made, left_anchor=held[0], right_anchor=held[1], judged=_time(plain, "judged"), withdrawn=_time(plain, "withdrawn")))


def _correction(plain: dict[str, Any]) -> Correction:
    field = _one_of(plain.get("field"), CORRECTABLE_FIELDS, "field")
    held = from_json(tuple[Anchor, ...], plain.get("anchors"))
    if not held:
        raise ValueError("a correction needs its anchors: the acts of the event that it corrects")
    value = json.dumps(plain.get("value"), sort_keys=True, ensure_ascii=False)
    check_value(field, value)
    made = correction(held, field, value, why=str(plain.get("why") or ""), by=_person(plain))
    return replace(made, judged=_time(plain, "judged"), withdrawn=_time(plain, "withdrawn"))


def _time(plain: dict[str, Any], name: str) -> str | None:
    return None if plain.get(name) is None else clock.moment(datetime.fromisoformat(str(plain[name])))


def _text(plain: dict[str, Any], name: str) -> str:
    value = plain.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name!r} is missing")
    return value


def _person(plain: dict[str, Any]) -> str:
    by = _text(plain, "by").strip()
    if not by or by.startswith(PROGRAM):
        raise ValueError(f"{by!r} is no person; the program's own judgements are made anew and not imported")
    return by


def _one_of(value: object, allowed: tuple[str, ...], name: str) -> str:
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}, allowed are {', '.join(allowed)}")
    return str(value)
