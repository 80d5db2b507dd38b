"""The served record, kept open, and as it was: a past is resolved once and kept, and pages ask it like the present. In: a day; out: an open record."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from dragoman.model import UsageError
from dragoman.record import Record
from dragoman.views.past import Pasts

# A past is resolved anew while somebody waits, all others who ask for one behind him. Larger records tell it on the command line.
MOST_REPORTS = 1000


class Keeper:
    """A record and its pasts, open as long as the program runs: to open one for each page would cost more than most pages."""

    def __init__(self, path: str) -> None:
        self._path, self._opening, self._making = path, Lock(), Lock()
        self._record: Record | None = None
        self._file: tuple[int, int] | None = None
        self._pasts: Pasts | None = None
        self._past_of: Record | None = None

    def at(self, as_of: str | None) -> Record:
        """The record as it stood at the end of a day; without one, that of the present. It is shared: each thread asks `beside` it.

        Raises:
            UsageError: if it is no day, or the record too large to be resolved while somebody waits.
        """
        present = self._present()
        if as_of is None:
            return present
        with self._making:
            if self._pasts is None or self._past_of is not present:
                self._pasts, self._past_of = Pasts(present.beside()), present
            reports = present.beside().counts()["reports"]
            if reports > MOST_REPORTS:
                raise UsageError(f"the past of {reports} reports takes too long for a page (up to {MOST_REPORTS}); ask dragoman show ... --as-of {as_of}")
            return self._pasts.at(as_of)

    def _present(self) -> Record:
        """The open record; opened anew where another file has taken the name."""
        file = _file(self._path)
        with self._opening:
            if self._record is None or file != self._file:
                # Who still asks the old one has his connection; it ends with the question.
                self._record, self._file = Record.open(self._path, create=False, read_only=True), file
            return self._record


def _file(path: str) -> tuple[int, int] | None:
    """Which file bears the name; None for a database, and where there is none."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
