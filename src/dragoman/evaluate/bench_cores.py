"""What a second process is worth, for `make bench`: reading and resolving by two and by one, by the clock, and the memory of a process that reads.

In: reports. Out: figures by name, and lines for people. Says something only of a machine with two idle processors.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.evaluate.peak import peak_kb
from dragoman.evaluate.worlds import claims
from dragoman.model import Report

if TYPE_CHECKING:
    from dragoman.run import Pipeline

PROCESSES = 2
# Reports that are handed over at once, and such parts at least: few enough reports that the last part keeps nobody waiting for long.
PART, PARTS = 4, 48
EVENT_REPORTS = 10_000


@cache
def _pipeline() -> Pipeline:
    """Loaded once a process."""
    from dragoman.run import Pipeline

    return Pipeline()


@dataclass(frozen=True, slots=True)
class Read:
    """A step for executors: reads some reports and says how much memory its process has held at most."""

    def __call__(self, reports: tuple[Report, ...]) -> int:
        _pipeline().read_batch(reports)
        return peak_kb()


def measured(reports: Sequence[Report]) -> dict[str, Any]:
    """All figures; nothing on a machine with one processor.

    Args:
        reports: to read, again and again if they are few.
    """
    if (os.cpu_count() or 1) < PROCESSES:
        return {}
    one, memory = _read(reports, 1)
    two, _ = _read(reports, PROCESSES)
    return {"read_speed_up": round(one / two, 2), "reader_memory_kb": memory, "resolve_speed_up": round(_resolve(1) / _resolve(PROCESSES), 2)}


def lines(found: dict[str, Any]) -> list[str]:
    """The figures for people."""
    if not found:
        return ["two processes against one: not measured, this machine has one processor"]
    return [
        "two processes against one, by the clock",
        f"  reading                     {found['read_speed_up']:6.2f}     times as fast; {found['reader_memory_kb'] / 1024:.0f} MB a process",
        f"  resolving {EVENT_REPORTS:7,} event reports {found['resolve_speed_up']:4.2f}     times as fast",
    ]


def _read(reports: Sequence[Report], processes: int) -> tuple[float, int]:
    """Seconds by the clock for the parts, after each process has loaded its models; and the most kilobytes that one of them held."""
    from dragoman.run.shards.executors.local import Local

    executor = Local(processes)
    try:
        # Each of them gets one, as no process is done with its first before the others have begun: it has models to load.
        _through(executor, [_part(reports, number) for number in range(processes)])
        before = time.perf_counter()
        peaks = _through(executor, [_part(reports, number) for number in range(PARTS)])
        return time.perf_counter() - before, max(peaks)
    finally:
        executor.close()


def _through(executor: Any, parts: Iterable[tuple[Report, ...]]) -> list[int]:
    return [peak for _, peak in executor.map(Read(), parts)]


def _part(reports: Sequence[Report], number: int) -> tuple[Report, ...]:
    return tuple(reports[place % len(reports)] for place in range(number * PART, (number + 1) * PART))


def _resolve(processes: int) -> float:
    from dragoman.resolve import resolve
    from dragoman.resolve.memory import Memory
    from dragoman.run.spread import spreading

    world = list(claims(EVENT_REPORTS))
    before = time.perf_counter()
    resolve(world, memory=Memory(spreading(processes)))
    return time.perf_counter() - before
