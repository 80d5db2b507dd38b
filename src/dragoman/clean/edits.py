"""Changes to a text that keep account of where each character came from. In: a text and edits; out: clean text and origins.

An edit replaces a stretch of the text (perhaps an empty one) by other characters; all that no edit touches is copied.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace [start, end) of the text by `by`. `what` names the repair for the notes; empty for mere layout."""

    start: int
    end: int
    by: str = ""
    what: str = ""


@dataclass(slots=True)
class Draft:
    """Clean text in the making: pieces of text, and for each character the offset that it came from."""

    pieces: list[str] = field(default_factory=list)
    origin: array[int] = field(default_factory=lambda: array("l"))

    @property
    def length(self) -> int:
        return len(self.origin)

    def copy(self, text: str, start: int, end: int) -> None:
        self.pieces.append(text[start:end])
        self.origin.extend(range(start, end))

    def put(self, by: str, start: int) -> None:
        """Append characters that stand for, or are inserted before, the one at `start`."""
        self.pieces.append(by)
        self.origin.extend([start] * len(by))

    def take_back_spaces(self) -> None:
        """Drop the spaces at the end: a removed word must not leave two."""
        while self.pieces and (not self.pieces[-1] or self.pieces[-1][-1] == " "):
            if self.pieces[-1]:
                self.pieces[-1] = self.pieces[-1][:-1]
                self.origin.pop()
            if not self.pieces[-1]:
                self.pieces.pop()


def without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order; of two that overlap the one that begins first stays, of two that begin together the longer."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def apply(draft: Draft, text: str, start: int, end: int, edits: Iterable[Edit]) -> None:
    """Append [start, end) of `text` to the draft with the edits that lie in it (in order, not overlapping)."""
    at = start
    for edit in edits:
        draft.copy(text, at, edit.start)
        if edit.by:
            draft.put(edit.by, edit.start)
        at = edit.end
    draft.copy(text, at, end)
