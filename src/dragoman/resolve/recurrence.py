"""How often the same parties do the like again. In: a Telling; out: times a year, from `data/recurrence.yaml`.

A fixed table, not a count over the record: a pair's score must not change because of what else was read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError
from dragoman.model.vocabulary import EVENT_TYPES
from dragoman.resolve.tellings import Telling

SOURCE = "resolve/data/recurrence.yaml"
YEAR = 365.0


@dataclass(frozen=True, slots=True)
class _Rate:
    kind: str
    mode: str | None
    level: str | None
    per_year: float


@cache
def _rates() -> dict[str, tuple[_Rate, ...]]:
    """Entries of each type, in file order.

    Raises:
        KnowledgeError: if an entry is incomplete, or a type has no entry that always fits.
    """
    text = resources.files("dragoman.resolve").joinpath("data/recurrence.yaml").read_text(encoding="utf-8")
    found: dict[str, tuple[_Rate, ...]] = dict.fromkeys(EVENT_TYPES, ())
    for number, entry in enumerate(parse_yaml(text, SOURCE), 1):
        if entry.get("type") not in found or not entry.get("per_year", 0) > 0 or not entry.get("reason"):
            raise KnowledgeError(f"entry {number} needs a known type, a positive per_year and a reason", source=SOURCE)
        found[entry["type"]] += (_Rate(entry["type"], entry.get("mode"), entry.get("level"), float(entry["per_year"])),)
    for kind, rates in found.items():
        if not rates or rates[-1].mode or rates[-1].level:
            raise KnowledgeError(f"{kind} needs a last entry that always fits", source=SOURCE)
    return found


def times_a_year(telling: Telling) -> float:
    """How often its parties do the like in a year."""
    fitting = (rate for rate in _rates()[telling.type] if rate.mode in (None, telling.event.mode) and rate.level in (None, telling.level))
    return next(fitting).per_year


def others_expected(one: Telling, other: Telling, days: int) -> float:
    """Log of one plus the further acts of the kind to be expected within so many days; 0 where there is hardly any."""
    return math.log1p(max(times_a_year(one), times_a_year(other)) * days / YEAR)
