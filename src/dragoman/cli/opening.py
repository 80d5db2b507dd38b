"""A record opened for a question: read only, closed when the question is answered. In: the file's path; out: the open record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.record import Record


def opened_now(path: Path) -> Record:
    """The record as it stands, to be used in a `with` statement.

    Raises:
        RecordError: if it can't be opened, is no record, or belongs to a newer program.
    """
    from dragoman.record import Record

    return Record.open(path, create=False, read_only=True)
