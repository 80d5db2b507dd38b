"""How long a meeting or a pause lasted, as a figure of the event: "talked for 53 minutes", "a truce of four days".

In: the trigger, its type and the time expressions of its sentence. Out: Numbers in minutes, hours, days or weeks with clean offsets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from dragoman.code.view import SentenceView
from dragoman.model.reading import Number
from dragoman.model.working import TimeExpression

Token = Any

_LENGTH: Final = re.compile(r"P(T?)(\d+(?:\.\d+)?)([HMDW])")
_UNITS: Final = {"TH": "hours", "TM": "minutes", "D": "days", "W": "weeks"}
# What lasts so long that a report tells how long: a meeting goes on for minutes or hours ("a two-day visit" is told by its days), a pause for hours to weeks.
_MEASURED: Final = {"CONSULT": frozenset({"hours", "minutes"}), "RETREAT": frozenset({"hours", "days", "weeks"})}
# Words that make a length a distance in time: "three hours later", "two days before", "after ten days".
_DISTANCE: Final = re.compile(r"^\W*(?:later|after|before|earlier|ago|of (?:fighting|war|bombardment|clashes))\b", re.IGNORECASE)
_SINCE: Final = re.compile(r"\b(?:after|within|in|every|per|next|coming|last|past|first|over the)\W*$", re.IGNORECASE)
_ABOUT: Final = re.compile(r"\b(?:about|around|nearly|almost|some|roughly|approximately)\b", re.IGNORECASE)
# Characters between the trigger and a length that is surely its own ("talked there for about 50 minutes and agreed to ...").
BESIDE: Final = 20
# Characters before a length in which "about" may stand.
REACH: Final = 14


def lengths(view: SentenceView, token: Token, kind: str, mode: str | None, times: Sequence[TimeExpression], alone: bool) -> tuple[Number, ...]:
    """How long the act went on, if its sentence tells.

    Args:
        token: the trigger. kind, mode: type and mode of the act.
        alone: no other act of this type stands in the sentence, so that a length anywhere in it is this act's.
    """
    measured = _MEASURED.get(kind)
    if measured is None or (kind == "RETREAT" and mode != "ceasefire"):
        return ()
    text, base = view.doc.text, view.sentence.start
    own = sorted(token.subtree, key=lambda near: near.i)
    own_start, own_end = view.span(own[0], own[-1])
    found = []
    for time in times:
        match = _LENGTH.fullmatch(time.value(None, None)) if time.type == "DURATION" else None
        unit = _UNITS.get(match[1] + match[3]) if match else None
        if match is None or unit not in measured or _apart(text, time.start - base, time.end - base):
            continue
        beside = 0 <= time.start - view.span(token)[1] <= BESIDE
        if (alone or beside) if kind == "CONSULT" else own_start <= time.start and time.end <= own_end:
            bound = "about" if _ABOUT.search(text[max(0, time.start - base - REACH) : time.end - base]) else None
            value = float(match[2])
            found.append(Number(unit, int(value) if value == int(value) else value, time.start, time.end, bound))
    return tuple(found) if len(found) == 1 else ()


def _apart(text: str, start: int, end: int) -> bool:
    """The length is a distance in time, or that of something else."""
    return bool(_DISTANCE.match(text[end : end + 20]) or _SINCE.search(text[max(0, start - REACH) : start]))
