"""Work on many places by several processes that find all they need in the memory they were forked with. In: processes; out: a `Spread` for the resolver.

What is compared is large and its result small: to send an event report to another process takes longer than to compare it with all its partners, so that
nothing is sent but results. Where a process can't be forked safely (all systems but Linux) everything is done in this one.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from dragoman.resolve.memory import Spread, all_here

# Places below which it is not worth forking: some tenths of a second of work.
FEWEST = 2_000
# Stretches that each process gets, one here and one there: neighbours are alike, and so is what they cost.
STRETCHES = 16

Work = Callable[[int, int], list[Any]]
Bounds = tuple[int, int]


def spreading(processes: int, fewest: int = FEWEST) -> Spread:
    """A Spread over so many processes, this one among them.

    Args:
        fewest: places below which this process does all.
    """
    if processes < 2 or sys.platform != "linux":
        return all_here

    def spread(work: Work, count: int) -> list[Any]:
        return work(0, count) if count < fewest else _forked(work, _stretches(count, processes))

    return spread


def _stretches(count: int, processes: int) -> list[list[Bounds]]:
    """For each process its stretches."""
    step = max(1, -(-count // (processes * STRETCHES)))
    bounds = [(start, min(start + step, count)) for start in range(0, count, step)]
    return [bounds[first::processes] for first in range(processes)]


def _forked(work: Work, shares: Sequence[Sequence[Bounds]]) -> list[Any]:
    others = [_start(work, share) for share in shares[1:]]
    try:
        done = dict(zip(shares[0], _do(work, shares[0]), strict=True))
        for share, (_, pipe) in zip(shares[1:], others, strict=True):
            done |= zip(share, _received(pipe) or _do(work, share), strict=True)
    finally:
        for process, pipe in others:
            os.close(pipe)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    return [result for bounds in sorted(done) for result in done[bounds]]


def _do(work: Work, share: Sequence[Bounds]) -> list[list[Any]]:
    return [work(start, end) for start, end in share]


def _start(work: Work, share: Sequence[Bounds]) -> tuple[int, int]:
    """A process that does its share, and the end of the pipe where its results come out."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        os.close(reading)
        # Ended by a signal it says nothing of its own: the parent does, and does the share itself if it lives.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(_do(work, share), pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        # Whatever was raised will be raised in the parent, which does the share again. Nothing of the parent's is closed or flushed here.
        os._exit(0)


def _received(pipe: int) -> list[list[Any]] | None:
    """What a process worked out; None if it came to its end before it was done."""
    with os.fdopen(os.dup(pipe), "rb") as results:
        try:
            found: list[list[Any]] = pickle.load(results)
        except (EOFError, pickle.UnpicklingError):
            return None
    return found
