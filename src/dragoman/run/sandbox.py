"""Reads pages, feeds, mails and PDFs in processes of their own, with limits of time and memory. In: what is pending; out: the same outcomes as here.

A page that kills or stalls its process is tried once more in a fresh one, then its plain text alone is asked for, then it is told as unreadable.
"""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import IO, Any

from dragoman.model import InputError
from dragoman.read.apart import ANSWERED, asked, outcome_of, seconds
from dragoman.read.made import unreadable
from dragoman.read.pending import STOPPED, Here, Outcome, Pending

_COMMAND = ("-m", "dragoman.read.apart")
MOST_PROCESSES = 4
# So many waiting for one process make another worth its start (some 0.4 s of processor time, a page takes 0.05 s).
WAITING_WORTH_A_PROCESS = 12
AHEAD = 64
MOST_BYTES_WAITING = 64 * 1024 * 1024
_MOST_BYTES_OF_ANSWER = 512 * 1024 * 1024
# By the clock, for a process that sleeps or starves: far above what it may compute, since the machine may be busy with others.
_CLOCK_TIMES, _CLOCK_MORE = 20, 30.0
_KEPT_OF_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


@dataclass(slots=True)
class Spent:
    """What the reading took: processor seconds of all and of the worst, bytes of the largest process, processes that died of a page."""

    read: int = 0
    seconds: float = 0.0
    most_seconds: float = 0.0
    most_memory: int = 0
    died: int = 0


@dataclass(frozen=True, slots=True)
class _Death:
    """Why there is no outcome; `final` if trying again would end the same way."""

    why: str
    final: bool = False


class Sandbox:
    """An extractor for `read.reports`: hands pages to processes that are started when they are needed and end with it.

    Args:
        processes: how many at most; None: as many as the machine has processors, up to four.
        command: what is run by Python in each; by default `dragoman.read.apart`.
    """

    ahead = AHEAD

    def __init__(self, processes: int | None = None, command: Sequence[str] = _COMMAND) -> None:
        self.spent = Spent()
        self._command = command
        self._most = processes or max(1, min(os.cpu_count() or 1, MOST_PROCESSES))
        self._waiting: queue.SimpleQueue[tuple[Pending, Future[Outcome]] | None] = queue.SimpleQueue()
        self._lanes: list[_Lane] = []
        self._threads: list[threading.Thread] = []
        self._changed = threading.Condition()
        self._bytes = 0
        self._closed = False

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        for lane in self._lanes:
            self._waiting.put(None)
            lane.kill()
        for thread in self._threads:
            thread.join()

    def submit(self, pending: Pending) -> Callable[[], Outcome]:
        """Hands it to a process; what comes back waits for the outcome. Waits itself while too many bytes are under way."""
        if len(self._lanes) < self._most and self._waiting.qsize() >= WAITING_WORTH_A_PROCESS * len(self._lanes):
            self._lanes.append(_Lane(self._command))
            self._threads.append(threading.Thread(target=self._work, args=(self._lanes[-1],), daemon=True))
            self._threads[-1].start()
        with self._changed:
            self._changed.wait_for(lambda: self._bytes == 0 or self._bytes + len(pending.data) <= MOST_BYTES_WAITING)
            self._bytes += len(pending.data)
        future: Future[Outcome] = Future()
        self._waiting.put((pending, future))
        return future.result

    def _work(self, lane: _Lane) -> None:
        try:
            while (job := self._waiting.get()) is not None:
                pending, future = job
                if self._closed:
                    future.cancel()
                    continue
                try:
                    future.set_result(self._outcome(lane, pending))
                except BaseException as error:  # it belongs to whoever waits
                    future.set_exception(error)
                with self._changed:
                    self._bytes -= len(pending.data)
                    self._changed.notify_all()
        finally:
            lane.stop()

    def _outcome(self, lane: _Lane, pending: Pending) -> Outcome:
        found = self._attempt(lane, pending, plain=False)
        if isinstance(found, _Death) and not found.final:
            # In a fresh process, since what the old one had read before may be to blame.
            lane.stop()
            found = self._attempt(lane, pending, plain=False)
        if isinstance(found, Outcome):
            return found
        problems: list[str] = []
        source = pending.source(problems.append)
        told = f"{found.why}; " if pending.report_id is None else f"{pending.report_id}: {found.why}; "
        if pending.kind == "html":
            plain = self._attempt(lane, pending, plain=True)
            if isinstance(plain, Outcome):
                plain.problems.insert(0, str(source.error(f"{told}all text of the page was taken", pending.line)))
                plain.counts[STOPPED] += 1
                return plain
        error = InputError(f"{found.why}; it was left out", source=pending.given, line=pending.line)
        outcome = Outcome([unreadable(source, error, pending.report_id)])
        outcome.counts[STOPPED] += 1
        return outcome

    def _attempt(self, lane: _Lane, pending: Pending, *, plain: bool) -> Outcome | _Death:
        found = _Death("the reading was stopped", final=True) if self._closed else lane.ask(pending, plain=plain)
        with self._changed:
            if isinstance(found, _Death):
                self.spent.died += 1
                return found
            self.spent.read += 1
            self.spent.seconds += found["seconds"]
            self.spent.most_seconds = max(self.spent.most_seconds, found["seconds"])
            self.spent.most_memory = max(self.spent.most_memory, found["memory"])
        if "failed" in found:
            return _Death(f"reading it failed ({found['failed']})", final=True)
        try:
            return outcome_of(found)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            lane.stop()
            return _Death(f"the process that read it gave no sound answer ({type(error).__name__})", final=True)


class _Lane:
    """One process at a time, and the way to talk to it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, pending: Pending, *, plain: bool) -> dict[str, Any] | _Death:
        """The answer as it came, or why none came."""
        process = self._process = self._process or _started(self._command)
        assert process.stdin is not None
        assert process.stdout is not None
        most = seconds(pending.kind, plain)
        try:
            process.stdin.write(asked(pending, plain=plain))
            process.stdin.write(pending.data)
            process.stdin.flush()
            answer = _answer(process.stdout, time.monotonic() + most * _CLOCK_TIMES + _CLOCK_MORE)
        except TimeoutError:
            self.stop()
            return _Death("reading it came to a standstill")
        except (OSError, EOFError, ValueError):
            return self._death(most)
        if answer.get("worn"):
            self.stop()
        return answer

    def _death(self, most: float) -> _Death:
        assert self._process is not None
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            code = 0
        self.stop()
        if code == -signal.SIGPROF:
            return _Death(f"reading it takes more than {most:g} s of processor time", final=True)
        return _Death("reading it killed the process (too little memory, or a fault in a library)")

    def kill(self) -> None:
        """Ends the process from another thread; the one that talks to it then meets its end."""
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """Ends the process, and forgets it."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:  # it has died with a message half written
                continue
        process.kill()
        process.wait()


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    # Nothing of this process goes along but where Python finds its modules: no keys, no open files, no locks.
    environment = {name: os.environ[name] for name in _KEPT_OF_ENVIRONMENT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(part for part in sys.path if part)
    whole = [sys.executable, "-B", *command]
    return subprocess.Popen(whole, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)


def _answer(stream: IO[bytes], until: float) -> dict[str, Any]:
    """The next message.

    Raises:
        EOFError: if the process has ended. TimeoutError: if it says nothing until then. ValueError: if it is no message.
    """
    (size,) = ANSWERED.unpack(_exactly(stream.fileno(), ANSWERED.size, until))
    if size > _MOST_BYTES_OF_ANSWER:
        raise ValueError("the answer is too long")
    answer = json.loads(_exactly(stream.fileno(), size, until))
    if not isinstance(answer, dict) or not isinstance(answer.get("seconds"), float) or not isinstance(answer.get("memory"), int):
        raise ValueError("no answer")
    return answer


def _exactly(descriptor: int, size: int, until: float) -> bytes:
    parts: list[bytes] = []
    while size:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def extractor(processes: int | None = None) -> Sandbox | _Unguarded:
    """The sandbox, of so many processes at most, or where the system has no such limits (Windows) the reading in this process."""
    return Sandbox(processes) if os.name == "posix" else _Unguarded()


class _Unguarded(Here):
    """Reads in this process."""

    def __enter__(self) -> _Unguarded:
        return self

    def __exit__(self, *_: object) -> None:
        return None
