"""Who vouches: the independent origins behind some reports, each with its outlet, the outlet's country and owner, and the copies folded behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge import load
from dragoman.model import ReportRow
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
    folded: dict[str, list[ReportRow]] = defaultdict(list)
    for identifier in dict.fromkeys(reports):
        row = describer.report(identifier)
        if row is not None:
            folded[row.origin or row.id].append(row)
    found = [_vouching(origin, rows) for origin, rows in folded.items()]
    return tuple(sorted(found, key=lambda one: (one.written_from or date.max, one.report)))


def _vouching(origin: str, rows: list[ReportRow]) -> Vouching:
    ordered = sorted(rows, key=lambda row: (row.id != origin, row.id))
    first = ordered[0]
    country, owner = ownership(first.outlet)
    written = first.written
    return Vouching(
        report=first.id,
        source=first.outlet or first.id,
        country=country,
        ownership=owner,
        written_from=written.from_ if written else None,
        written_to=written.to if written else None,
        copies=tuple(row.id for row in ordered[1:]),
    )


def ownership(outlet: str | None) -> tuple[str | None, str]:
    """Country of an outlet, and who owns it: state, public, private or unknown."""
    found = None if outlet is None else load().outlets.find(outlet)
    return (None, "unknown") if found is None else (found.country, found.ownership)
