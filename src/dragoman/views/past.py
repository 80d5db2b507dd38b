"""The record as it was: what it had learnt by a moment, resolved anew from that. In: an open record and a moment; out: a record to ask like any other.

Derived tables hold only the present, so that the past is resolved again, by the present program. Pasts that were made are kept while the
record is open.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from dragoman.record import Record
from dragoman.record.clock import moment as moment_of

# Pasts kept at once: each is a file about as large as the record was.
MOST_KEPT = 4
Tell = Callable[[str], None]


class Pasts:
    """The pasts of one record. Use it as a context manager: leaving it takes the copies away."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._kept: dict[tuple[str, str], tuple[Record, ExitStack]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        while self._kept:
            self._drop(next(iter(self._kept)))

    def at(self, as_of: str | date | datetime, tell: Tell = lambda what: None) -> Record:
        """The record as it stood at the end of that day (UTC), or at that moment: read it, and leave closing to this object.

        Args:
            tell: called with what is being done, as it goes on.

        Raises:
            UsageError: if `as_of` is no day or date-time.
        """
        moment, last = moment_of(as_of), self._record.last_moment()
        if moment >= last and self._record.resolved_for == self._record.claims_digest():
            return self._record
        # A moment yet to come may still learn something.
        key = moment, last if moment >= last else ""
        if key not in self._kept:
            while len(self._kept) >= MOST_KEPT:
                self._drop(next(iter(self._kept)))
            self._kept[key] = self._made(moment, tell)
        return self._kept[key][0]

    def _drop(self, key: tuple[str, str]) -> None:
        _, stack = self._kept.pop(key)
        stack.close()

    def _made(self, moment: str, tell: Tell) -> tuple[Record, ExitStack]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dragoman-as-of-")))
            path = folder / self._record.path.name
            resolved_as_of(self._record, path, moment, tell)
            record = stack.enter_context(Record.open(path, create=False, read_only=True))
            return record, stack.pop_all()


def resolved_as_of(record: Record, path: Path, moment: str, tell: Tell) -> None:
    """Writes the record as it stood at a moment of record time to a new file, resolved."""
    from dragoman.resolve import Claim, resolve

    at = datetime.fromisoformat(moment)
    # Record time stands still in it: what is concluded now must not look as if it had been learnt later.
    with Record.open(path, now=lambda: at) as past:
        tell("copying what was known")
        past.past_of(record, moment)
        claims = [Claim(report, reading) for report, reading in past.claims()]
        tell(f"resolving {len(claims)} reports")
        past.write_resolution(resolve(claims, past.judgements(people_only=True), past.corrections()))
