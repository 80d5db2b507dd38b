"""A process that reads what may be hostile: `python -m dragoman.read.apart`. In: pending pages on standard input; out: their reports on standard output.

It limits itself: processor time for each, memory, no file of its own, no child processes' core dumps. What exceeds a limit ends it, and whoever
started it starts another. Messages are a length in four bytes and JSON; what comes in has the length of its data in four bytes more, and the data.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import time
from collections.abc import Mapping
from dataclasses import fields
from typing import IO, Any

from dragoman.model import Report
from dragoman.read.limits import (
    MOST_BYTES_OF_MEMORY,
    MOST_SECONDS_OF_FEED,
    MOST_SECONDS_OF_MAIL,
    MOST_SECONDS_OF_PAGE,
    MOST_SECONDS_OF_PDF,
    MOST_SECONDS_OF_PLAIN_TEXT,
)
from dragoman.read.pending import Outcome, Pending, read_pending

ASKED = struct.Struct(">II")
ANSWERED = struct.Struct(">I")
SECONDS: Mapping[str, float] = {
    "html": MOST_SECONDS_OF_PAGE,
    "mail": MOST_SECONDS_OF_MAIL,
    "feed": MOST_SECONDS_OF_FEED,
    "links": MOST_SECONDS_OF_FEED,
    "pdf": MOST_SECONDS_OF_PDF,
}
_TOLD = ("kind", "given", "name", "report_id", "line", "url", "charset")
# All that a reader fills in is text; which lines belong to a site a build learns later.
_REPORT_FIELDS = tuple(field.name for field in fields(Report) if field.name != "recurring")
# A process that keeps so much of what it read gives way to a fresh one.
_MOST_KEPT = MOST_BYTES_OF_MEMORY // 4
_OPEN_FILES = 64


def seconds(kind: str, plain: bool) -> float:
    """Processor time that one may take."""
    return MOST_SECONDS_OF_PLAIN_TEXT if plain else SECONDS[kind]


def asked(pending: Pending, *, plain: bool) -> bytes:
    """The message that asks for it, without the data."""
    told = json.dumps({"plain": plain, **{name: getattr(pending, name) for name in _TOLD}}).encode()
    return ASKED.pack(len(told), len(pending.data)) + told


def outcome_of(answer: Mapping[str, Any]) -> Outcome:
    """The outcome in an answer. The process that wrote it may have been taken over: only strings and numbers are believed, each where it belongs.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: if it is no such answer.
    """
    outcome = Outcome()
    for one in answer["reports"]:
        values = {name: one.get(name) for name in _REPORT_FIELDS}
        if not all(value is None or isinstance(value, str) for value in values.values()) or values["id"] is None or values["text"] is None:
            raise TypeError("no report")
        outcome.reports.append(Report(**values))
    outcome.problems += map(str, answer["problems"])
    outcome.counts.update({str(name): int(count) for name, count in answer["counts"].items()})
    return outcome


def main() -> None:
    """Reads until standard input ends."""
    import signal

    inward, outward = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints would break into the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # No handler in Python: it would wait for native code to return. The signal itself ends the process.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _load()
    begun = _limit()
    while (header := inward.read(ASKED.size)) and len(header) == ASKED.size:
        told, size = ASKED.unpack(header)
        request = json.loads(inward.read(told))
        plain = request.pop("plain")
        pending = Pending(**request, data=inward.read(size))
        before = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, seconds(pending.kind, plain))
        outcome = _read(pending, plain)
        signal.setitimer(signal.ITIMER_PROF, 0)
        worn = (_memory() or 0) > begun + _MOST_KEPT
        _answer(outward, outcome, time.process_time() - before, worn)
        if worn:
            return


def _read(pending: Pending, plain: bool) -> Outcome | str:
    try:
        return read_pending(pending, plain=plain)
    except Exception as error:  # whatever a library raises on a page made to break it: the page is told, the others go on
        return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _answer(outward: IO[bytes], outcome: Outcome | str, spent: float, worn: bool) -> None:
    answer: dict[str, Any] = {"seconds": spent, "memory": _peak(), "worn": worn}
    if isinstance(outcome, str):
        answer["failed"] = outcome
    else:
        answer["reports"] = [{name: value for name in _REPORT_FIELDS if (value := getattr(report, name)) is not None} for report in outcome.reports]
        answer |= {"problems": outcome.problems, "counts": dict(outcome.counts)}
    data = json.dumps(answer).encode()
    outward.write(ANSWERED.pack(len(data)) + data)
    outward.flush()


def _load() -> None:
    """What nearly every page needs, so that its time is not charged to the first."""
    from resiliparse.extract.html2text import extract_plain_text
    from trafilatura import bare_extraction

    page = "<html><head><title>A</title></head><body><article><p>The talks went on for a day, both sides said.</p></article></body></html>"
    bare_extraction(page, with_metadata=True)
    extract_plain_text(page)


def _limit() -> int:
    """Sets the limits of memory and files; returns the memory in use, 0 where that can't be known."""
    import resource

    used = _memory() or 0
    limits = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, _OPEN_FILES)]
    if used:
        limits.append((resource.RLIMIT_AS, used + MOST_BYTES_OF_MEMORY))
    for kind, most in limits:
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # not on every system; the clock and the parent still watch
            continue
    return used


def _memory() -> int | None:
    """Bytes of address space in use; None where the system does not tell (outside Linux)."""
    try:
        with open("/proc/self/statm", "rb") as stream:
            return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None


def _peak() -> int:
    """Bytes of memory that this process ever held."""
    import resource

    try:
        # The kernel's ru_maxrss is inherited from the process that started this one; this mark is its own.
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
