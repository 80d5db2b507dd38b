"""A record opened for a question: read only, closed when the question is answered. In: its path or address, and perhaps a past day; out: the record, open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.record import Record


@contextmanager
def record_at(path: str, as_of: str | None = None) -> Iterator[Record]:
    """The record as it stands, or as it stood; for the past it is said on standard error how much of it was known, and how long that took.

    Raises:
        RecordError: if it can't be opened, is no record, or belongs to a newer program.
        UsageError: if `as_of` is no day or date-time.
    """
    from dragoman.record import Record

    with Record.open(path, create=False, read_only=True) as record:
        if as_of is None:
            yield record
            return
        from dragoman.cli.counting import counted
        from dragoman.cli.progress import working
        from dragoman.views.past import Pasts

        began = monotonic()
        with Pasts(record) as pasts:
            with working(f"the record as of {as_of}") as tell:
                past = pasts.at(as_of, tell)
            if past is record:
                told = "the record has learnt nothing since"
            else:
                known, now = (one.counts()["reports"] for one in (past, record))
                told = f"{counted(known, 'report')} of {now} known; resolved anew in {monotonic() - began:.1f} s"
            print(f"as of {as_of}: {told}", file=sys.stderr)
            yield past
