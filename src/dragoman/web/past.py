"""The served record as it was: a past is resolved once and kept, and pages ask it like the present. In: a day; out: the path of a record."""

from __future__ import annotations

from threading import Lock

from dragoman.model import UsageError
from dragoman.record import Record
from dragoman.views.past import Pasts

# A past is resolved anew while somebody waits, all others who ask for one behind him. Larger records tell it on the command line.
MOST_REPORTS = 1000


class Keeper:
    """Pasts of one record; they are gone when the program ends."""

    def __init__(self, path: str) -> None:
        self._path, self._making = path, Lock()
        self._pasts: Pasts | None = None
        self._record: Record | None = None

    def at(self, as_of: str | None) -> str:
        """Path of the record as it stood at the end of a day; without one, of the present.

        Raises:
            UsageError: if it is no day, or the record too large to be resolved while somebody waits.
        """
        if as_of is None:
            return self._path
        with self._making:
            if self._pasts is None or self._record is None:
                self._record = Record.open(self._path, create=False, read_only=True)
                self._pasts = Pasts(self._record)
            reports = self._record.counts()["reports"]
            if reports > MOST_REPORTS:
                raise UsageError(f"the past of {reports} reports takes too long for a page (up to {MOST_REPORTS}); ask dragoman show ... --as-of {as_of}")
            return str(self._pasts.at(as_of).path)
