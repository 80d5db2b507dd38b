"""What the walk over files comes upon, in order. In: steps, some still to be read; out: the same steps with their reports, however far ahead others read."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.model import Report
from dragoman.read.pending import Extractor, Outcome, Pending
from dragoman.read.taken import UNREADABLE, Taken


@dataclass(slots=True)
class File:
    """What has come of one file so far; `kind` None until it gave a readable report."""

    taken: Taken
    reader: str | None = None
    kind: str | None = None
    gave: int = 0

    def meet(self, report: Report) -> None:
        if report.error is None:
            self.kind, self.gave = self.reader, self.gave + 1

    def pass_by(self) -> None:
        """One of its pages was seen and is not read."""
        self.kind = self.kind or self.reader

    def close(self) -> None:
        one = self.taken.of(self.kind or UNREADABLE)
        one.files += 1
        one.reports += self.gave


@dataclass(frozen=True, slots=True)
class Met:
    """A report, or what is still to be read, and the file that it is from."""

    one: Report | Pending
    file: File | None = None


# What the walk over files comes upon, in order: a sentence for the user, a report, the end of a file.
Step = str | Met | File


def in_order(steps: Iterator[Step], extractor: Extractor) -> Iterator[tuple[Step, Outcome]]:
    """Every step with the outcome of what was pending, in order, however far ahead the extractor is."""
    running: deque[tuple[Step, Callable[[], Outcome] | None]] = deque()
    pending = 0

    def first() -> tuple[Step, Outcome]:
        step, waited = running.popleft()
        if waited is not None:
            return step, waited()
        return step, Outcome([step.one] if isinstance(step, Met) and isinstance(step.one, Report) else [])

    for step in steps:
        waited = extractor.submit(step.one) if isinstance(step, Met) and isinstance(step.one, Pending) else None
        pending += waited is not None
        running.append((step, waited))
        while running and (pending >= extractor.ahead or running[0][1] is None):
            pending -= running[0][1] is not None
            yield first()
    while running:
        yield first()
