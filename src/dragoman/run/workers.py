"""Spreads the reading over processes. In: reports; out: the same reports with their readings, in the same order, whatever the number of processes.

A report that kills its process (memory, a fault in native code) is tried once more alone, and is then told as unreadable; the others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from dragoman.model import Reading, Report, Unreadable
from dragoman.run.configuration import Configuration
from dragoman.run.pipeline import Pipeline, batches

Batch = list[Report]
Readings = list[Reading | Unreadable]

# Loading knowledge and model takes some seconds a process; below this many reports one process is done sooner.
REPORTS_WORTH_A_PROCESS = 100
MOST_PROCESSES = 8  # each holds its own knowledge and model, some 600 MB
# Batches handed out ahead of the one that is waited for: enough to keep every process busy, few enough to bound memory.
AHEAD = 2

_pipeline: list[Pipeline] = []  # filled once in each worker process by `_start`


def process_count(reports: int, asked: int | None) -> int:
    """How many processes to read with: as asked, else by the number of reports and processors."""
    if asked is not None:
        return asked
    return max(1, min(os.cpu_count() or 1, MOST_PROCESSES, reports // REPORTS_WORTH_A_PROCESS))


def read_all(
    reports: Iterable[Report], configuration: Configuration, processes: int, on_end: Callable[[tuple[str, ...]], None] | None = None
) -> Iterator[tuple[Report, Reading | Unreadable]]:
    """Every report with its reading, in order.

    Args:
        processes: with 1, all is read in this process.
        on_end: gets what the pipeline has to tell at the end; only with one process.
    """
    if processes <= 1:
        pipeline: Pipeline | None = None
        for batch in batches(reports, configuration):
            pipeline = pipeline or Pipeline(configuration)  # made when there is something to read: an up-to-date record needs none
            yield from zip(batch, pipeline.read_batch(batch), strict=True)
        if pipeline is not None and on_end is not None:
            on_end(pipeline.told())
        return
    with _Pool(configuration, processes) as pool:
        for batch, readings in pool.read(batches(reports, configuration)):
            yield from zip(batch, readings, strict=True)


class _Pool:
    """Worker processes that can be replaced when one of them dies."""

    def __init__(self, configuration: Configuration, processes: int) -> None:
        self._configuration, self._processes = configuration, processes
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, waiting: Iterator[Batch]) -> Iterator[tuple[Batch, Readings]]:
        running: deque[tuple[Batch, Future[Readings]]] = deque()
        for batch in waiting:
            running.append((batch, self._submit(batch)))
            if len(running) >= self._processes * AHEAD:
                yield self._next(running)
        while running:
            yield self._next(running)

    def _next(self, running: deque[tuple[Batch, Future[Readings]]]) -> tuple[Batch, Readings]:
        batch, future = running.popleft()
        try:
            return batch, future.result()
        except BrokenProcessPool:
            # Which batch killed it can't be told, so the first is read report by report and the others are handed out anew.
            readings = [self._alone(report) for report in batch]
            again = [other for other, _ in running]
            running.clear()
            running.extend((other, self._submit(other)) for other in again)
            return batch, readings

    def _alone(self, report: Report) -> Reading | Unreadable:
        self._stop()
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _start, (self._configuration,)) as executor:
            try:
                return executor.submit(_read, [report]).result()[0]
            except BrokenProcessPool:
                return Unreadable(report.id, "reading it killed the process twice (too little memory, or a fault in a library); it was left out")

    def _submit(self, batch: Batch) -> Future[Readings]:
        if self._executor is None:
            # spawn: a forked child would inherit threads' locks and open databases.
            self._executor = ProcessPoolExecutor(self._processes, multiprocessing.get_context("spawn"), _start, (self._configuration,))
        try:
            return self._executor.submit(_read, batch)
        except BrokenProcessPool as broken:
            failed: Future[Readings] = Future()
            failed.set_exception(broken)
            return failed

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _start(configuration: Configuration) -> None:
    # Ctrl-C reaches the whole group; the parent decides what is to be done and ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _pipeline[:] = [Pipeline(configuration)]


def _read(batch: Sequence[Report]) -> Readings:
    return _pipeline[0].read_batch(batch)
