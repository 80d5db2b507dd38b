"""What goes into `resolve`: a report together with what one reading found in it. Offsets in the reading are those of the report's text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.model import Interval, Reading, Report


@dataclass(frozen=True, slots=True)
class Claim:
    """One report and its reading, the evidence that `resolve` works on. Never changed by it.

    `digest` stands for the content of both where a memory is to know it again; without one the id does.
    """

    report: Report
    reading: Reading
    digest: str = ""

    @property
    def id(self) -> str:
        return self.report.id

    @property
    def content(self) -> str:
        """What stands for all that this claim says."""
        return self.digest or self.report.id

    @property
    def written(self) -> Interval:
        """Window in which the report was written; open at both ends where that is not known."""
        written = self.reading.written
        if written.how == "unknown":
            return Interval()
        return Interval(written.from_, written.to, written.precision)

    def text(self, start: int, end: int) -> str:
        """Words of the report between two offsets, line breaks and double blanks folded."""
        return " ".join(self.report.text[start:end].split())


def in_order(claims: list[Claim]) -> tuple[list[Claim], list[str]]:
    """Claims sorted by report id, one for each id, with a note for every further one left aside.

    Two readings of one report would count its evidence twice; the one kept is picked by content, so that
    the order in which they came makes no difference.
    """
    kept: list[Claim] = []
    notes: list[str] = []
    times = Counter(claim.id for claim in claims)
    for claim in sorted(claims, key=lambda claim: (claim.id, *((claim.report.digest, repr(claim.reading)) if times[claim.id] > 1 else ()))):
        if kept and kept[-1].id == claim.id:
            notes.append(f"{claim.id}: more than one reading of this report; only one of them is used")
        else:
            kept.append(claim)
    return kept, notes
