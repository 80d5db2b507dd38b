"""Who vouches: the independent origins behind some reports, each with its outlet, the outlet's country and owner, and the copies folded behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge import load
from dragoman.record import Imprint
from dragoman.views.rows import Describer


@dataclass(frozen=True, slots=True)
class Vouching:
    """One independent origin.

    Attributes:
        report: its first telling; source: the outlet of that, or the report's id.
        ownership: state, public, private or unknown. country: of the outlet, where known.
        copies: ids of further reports that repeat it.
    """

    report: str
    source: str
    country: str | None
    ownership: str
    written_from: date | None
    written_to: date | None
    copies: tuple[str, ...]


def vouching(describer: Describer, reports: Iterable[str]) -> tuple[Vouching, ...]:
    """The origins of these reports, first written first."""
    folded: dict[str, list[Imprint]] = defaultdict(list)
    for identifier in dict.fromkeys(reports):
        found = describer.imprint(identifier)
        if found is not None:
            folded[found.origin or found.id].append(found)
    origins = [_vouching(origin, held) for origin, held in folded.items()]
    return tuple(sorted(origins, key=lambda one: (one.written_from or date.max, one.report)))


def _vouching(origin: str, held: list[Imprint]) -> Vouching:
    ordered = sorted(held, key=lambda one: (one.id != origin, one.id)) if len(held) > 1 else held
    first = ordered[0]
    country, owner = ownership(first.outlet)
    copies = tuple(one.id for one in ordered[1:])
    return Vouching(first.id, first.outlet or first.id, country, owner, first.written_from, first.written_to, copies)


def ownership(outlet: str | None) -> tuple[str | None, str]:
    """Country of an outlet, and who owns it: state, public, private or unknown."""
    found = None if outlet is None else load().outlets.find(outlet)
    return (None, "unknown") if found is None else (found.country, found.ownership)
