"""How the pages put things: days, acts, parties, counts. In: rows of the views; out: plain text (escaping is the template's)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from dragoman.knowledge import load
from dragoman.model import KnowledgeError, Number
from dragoman.views.rows import EventRow, Party

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Hollow: not yet, or in words only. Solid: done. Struck: not so, or called off.
SHAPES = {
    "happened": "solid", "ongoing": "solid", "resumed": "solid", "planned": "hollow", "possible": "hollow", "called-for": "hollow",
    "threatened": "hollow", "denied": "struck", "cancelled": "struck", "suspended": "struck",
}  # fmt: skip
# Quarters of PLOVER to the three colours.
TONES = ("", "cooperation", "cooperation", "verbal-conflict", "material-conflict")
MOST_NAMES = 4


@cache
def _acts() -> Mapping[str, str]:
    """What acts are called.

    Raises:
        KnowledgeError: if a line names no type or mode of PLOVER.
    """
    source = files("dragoman.web") / "data" / "acts.yaml"
    found: dict[str, str] = yaml.safe_load(source.read_text(encoding="utf-8"))
    modes = load().ontology.modes
    for code in found:
        kind, _, mode = code.partition("/")
        if kind not in modes or (mode and mode not in modes[kind]):
            raise KnowledgeError(f"{code!r} is no type or mode of PLOVER", source="acts.yaml")
    return found


def act(kind: str, mode: str | None) -> str:
    """`call` for CONSULT/phone."""
    return _acts().get(f"{kind}/{mode}") or _acts()[kind]


def what(row: EventRow) -> str:
    return act(row.type, row.mode)


def code(kind: str, mode: str | None) -> str:
    return f"{kind}/{mode}" if mode else kind


def tone(kind: str) -> str:
    """cooperation, verbal-conflict or material-conflict."""
    return TONES[load().ontology.quad(kind)]


def shape(status: str, negated: bool = False) -> str:
    """solid, hollow or struck."""
    return "struck" if negated else SHAPES[status]


def day(value: date | None) -> str:
    """`9 Nov 2023`. Not strftime: its names follow the locale of the machine."""
    return "" if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def days(from_: date | None, to: date | None) -> str:
    """`9 Nov 2023`, `9–10 Nov 2023`, `Nov 2023`, `2023`, `since 9 Nov 2023`, `day unknown`."""
    if from_ is None or to is None:
        return f"since {day(from_)}" if from_ else f"until {day(to)}" if to else "day unknown"
    if from_ == to:
        return day(from_)
    whole = _whole(from_, to)
    if whole is not None:
        return whole
    if (from_.year, from_.month) == (to.year, to.month):
        return f"{from_.day}–{day(to)}"
    return f"{from_.day} {MONTHS[from_.month - 1]} – {day(to)}" if from_.year == to.year else f"{day(from_)} – {day(to)}"


def _whole(from_: date, to: date) -> str | None:
    """The month or year that the days make up."""
    if from_.day != 1 or to.day != monthrange(to.year, to.month)[1] or from_.year != to.year:
        return None
    if from_.month == to.month:
        return f"{MONTHS[from_.month - 1]} {from_.year}"
    return str(from_.year) if (from_.month, to.month) == (1, 12) else None


def month(code: str) -> str:
    """`Nov 2023` for 2023-11."""
    return f"{MONTHS[int(code[5:7]) - 1]} {code[:4]}"


def names(parties: Iterable[Party]) -> str:
    known = list(dict.fromkeys(party.name for party in parties))
    return ", ".join(known[:MOST_NAMES]) + (f" +{len(known) - MOST_NAMES}" if len(known) > MOST_NAMES else "")


def who(row: EventRow) -> str:
    """`A, B → C`."""
    actors, recipients = names(row.actors), names(row.recipients)
    return f"{actors or '?'} → {recipients}" if recipients else actors or "?"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 origin`, `2 stories`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural or (noun.removesuffix('y') + 'ies' if noun.endswith('y') else noun + 's')}"


def figure(number: Number) -> str:
    """`at least 20 missiles`."""
    shown = "–".join(map(str, number.value)) if isinstance(number.value, tuple) else str(number.value)
    return " ".join(part for part in (number.bound, shown, number.what) if part)


def score(value: float | None) -> str:
    """A PLOVER score with its sign and a true minus."""
    return "–" if value is None else f"{value:+.1f}".replace("-", "−")


def plain(value: float | None) -> str:
    """A mean as short as it is: `2.58`, `3`, `−1.9`."""
    return "–" if value is None else f"{value:g}".replace("-", "−")


def change(value: float | None) -> str:
    """What went up or down: `+0.5`, `−5.2`, `0`."""
    return plain(value) if not value else f"{value:+g}".replace("-", "−")


def file_name(source: str) -> str:
    """What is shown of where a report was read from: an address whole, of a file only its name, as folders are the server's own business."""
    return source if "://" in source else source.replace("\\", "/").rstrip("/").rpartition("/")[2]
