"""Processes of this machine. Which item a process was at when it died is known, so that only this one is suspected, and the others go on."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from dragoman.run.shards.executors.registry import Died

_POLL = 0.2  # seconds after which new items are looked for while a process is idle
_END = object()


@dataclass(slots=True)
class _Lane:
    """A process and what it is at."""

    process: Any
    pipe: Connection
    item: Any = None
    busy: bool = False


class Local:
    """So many processes, each replaced when it dies.

    Args:
        workers: how many at once.
    """

    name = "local"
    reads = False

    def __init__(self, workers: int) -> None:
        self._workers = max(1, workers)
        # spawn: a forked child would inherit the locks of the threads that read ahead here.
        self._context = multiprocessing.get_context("spawn")
        self._lanes: list[_Lane] = []
        self._step: Callable[[Any], Any] | None = None

    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any | Died]]:
        """See Executor."""
        if step != self._step:
            self.close()
            self._step = step
        with _Ahead(items, self._workers) as ahead:
            while True:
                self._hand_out(ahead)
                busy = [lane for lane in self._lanes if lane.busy]
                if not busy and ahead.ended:
                    return
                ready = wait([lane.pipe for lane in busy], None if len(busy) == self._workers or ahead.ended else _POLL) if busy else []
                for lane in [lane for lane in busy if lane.pipe in ready]:
                    yield self._result(lane)

    def close(self) -> None:
        """See Executor."""
        for lane in self._lanes:
            _end(lane)
        self._lanes.clear()

    def _hand_out(self, ahead: _Ahead) -> None:
        while sum(lane.busy for lane in self._lanes) < self._workers:
            item = ahead.next(wait=not any(lane.busy for lane in self._lanes))
            if item is _END:
                return
            lane = next((lane for lane in self._lanes if not lane.busy), None) or self._start()
            lane.item, lane.busy = item, True
            try:
                lane.pipe.send(item)
            except OSError:
                continue  # it has died idle: its end of the pipe tells so at once

    def _start(self) -> _Lane:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_work, args=(there, self._step), daemon=True)
        process.start()
        there.close()
        self._lanes.append(_Lane(process, here))
        return self._lanes[-1]

    def _result(self, lane: _Lane) -> tuple[Any, Any | Died]:
        try:
            told, value = lane.pipe.recv()
        except (EOFError, OSError):
            lane.process.join(5)
            code = lane.process.exitcode
            self._lanes.remove(lane)
            _end(lane)
            return lane.item, Died(_ended(code))
        lane.busy = False
        if not told:
            raise value
        return lane.item, value


class _Ahead:
    """Fetches items in a thread, so that reading goes on while the processes are all at work."""

    def __init__(self, items: Iterable[Any], most: int) -> None:
        self.ended = False
        self._queue: queue.Queue[Any] = queue.Queue(maxsize=most)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._fetch, args=(iter(items),), daemon=True)

    def __enter__(self) -> _Ahead:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join(_POLL * 10)

    def next(self, *, wait: bool) -> Any:
        """The next item, or _END if there is none, or none yet."""
        if self.ended:
            return _END
        try:
            told, value = self._queue.get(block=wait)
        except queue.Empty:
            return _END
        if told:
            return value
        self.ended = True
        if value is not None:
            raise value
        return _END

    def _fetch(self, items: Iterator[Any]) -> None:
        try:
            for item in items:
                if not self._put((True, item)):
                    return
            self._put((False, None))
        except BaseException as error:  # it belongs to whoever waits for items
            self._put((False, error))

    def _put(self, value: Any) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(value, timeout=_POLL)
            except queue.Full:
                continue
            return True
        return False


def _work(pipe: Connection, step: Callable[[Any], Any]) -> None:
    # Ctrl-C reaches the whole group; the parent decides what is to be done and ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return  # the parent is gone
        try:
            answer = (True, step(item))
        except Exception as error:
            answer = (False, error)
        pipe.send(answer)


def _end(lane: _Lane) -> None:
    lane.pipe.close()
    lane.process.kill()
    lane.process.join()


def _ended(code: int | None) -> str:
    if code is None or code >= 0:
        return f"its process ended by itself with status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    hint = {"SIGKILL": " (killed, most often for want of memory)", "SIGSEGV": " (a fault in a library)", "SIGBUS": " (a fault in a library)"}.get(name, "")
    return f"its process was ended by {name}{hint}"
