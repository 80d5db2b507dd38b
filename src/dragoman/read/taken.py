"""What each file was taken for. In: files as they are read; out: counts by kind, and one line of words about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

UNREADABLE = "unreadable"


@dataclass(slots=True)
class Taken:
    """Files by the kind they were taken for; the files in archives stand below their archive's kind.

    Attributes:
        files: how many were taken for this.
        reports: how many readable reports they gave.
        inside: what lay in them, by kind.
    """

    files: int = 0
    reports: int = 0
    inside: dict[str, Taken] = field(default_factory=dict)

    def of(self, kind: str) -> Taken:
        """The counts of a kind in here, to be added to."""
        return self.inside.setdefault(kind, Taken())

    def _ordered(self) -> Iterator[tuple[str, Taken]]:
        yield from sorted(self.inside.items(), key=lambda item: (item[0] == UNREADABLE, -item[1].files, item[0]))

    def told(self) -> str:
        """ "38 text, 5 html, 1 zip (12 html, 3 pdf), 2 unreadable"; empty if there was nothing."""
        return ", ".join(f"{one.files} {kind}{one._of_it()}" for kind, one in self._ordered())

    def _of_it(self) -> str:
        if self.inside:
            return f" ({self.told()})"
        return f" ({self.reports} reports)" if self.reports > self.files else ""

    def plain(self) -> list[dict[str, Any]]:
        """The same for JSON: kind, files, reports, and `inside` for archives."""
        return [{"kind": kind, "files": one.files, "reports": one.reports, **({"inside": one.plain()} if one.inside else {})} for kind, one in self._ordered()]
