"""`dragoman code`: JSON lines of reports in, JSON lines of readings out, one for one and in order. A faulty line gives an error line.

Lines are read one batch at a time, so a file of any length fits into memory.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from dragoman.languages import reasons, uncoded_line
from dragoman.model import Reading, Report, Unreadable, to_json
from dragoman.read.source import SourceFile
from dragoman.read.tables import JsonLinesReader
from dragoman.run.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Coded:
    """How many lines were coded, how many of them could not be read, and what was not coded for its language, one sentence a language."""

    lines: int
    unreadable: int
    uncoded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line(SourceFile):
    """One line of a stream, for the reader of JSON lines."""

    number: int
    data_: bytes

    def lines(self) -> Iterator[tuple[int, bytes]]:
        yield self.number, self.data_


def code_lines(source: IO[bytes], name: str, out: IO[bytes], pipeline: Pipeline, *, explain: bool = False) -> Coded:
    """Codes every line of `source` to a line of `out`.

    Args:
        source: JSON lines, UTF-8; empty lines are passed over.
        name: file name for messages, and for the ids of lines that have none of their own (`IN.jsonl:17`).
        out: gets the readings, UTF-8.
        explain: also writes which rules made each event report.
    """
    lines = unreadable = 0
    doubts: dict[int, list[str]] = defaultdict(list)
    seen: set[str] = set()
    uncoded: Counter[tuple[str, str]] = Counter()
    for lines, (_, reading) in enumerate(pipeline.read_all(report_lines(source, name, doubts)), 1):
        unreadable += isinstance(reading, Unreadable)
        told = doubts.pop(lines, [])
        if reading.id in seen:
            told.append(f"The id {reading.id!r} stands on an earlier line too, so that ids of events are not unique.")
        seen.add(reading.id)
        uncoded.update(() if isinstance(reading, Unreadable) else reasons(reading.notes))
        out.write(json_line(_for_people(reading, told, explain)))
    return Coded(lines, unreadable, tuple(uncoded_line(language, reason, count) for (language, reason), count in sorted(uncoded.items())))


def _for_people(reading: Reading | Unreadable, told: list[str], explain: bool) -> Reading | Unreadable:
    """With the line's own doubts among the notes, and without the rules that made the event reports unless they were asked for."""
    if isinstance(reading, Unreadable):
        return reading
    events = reading.events if explain else tuple(replace(event, why=()) for event in reading.events)
    return replace(reading, notes=(*told, *reading.notes), events=events)


def json_line(value: Any) -> bytes:
    """One line of JSON, UTF-8; lone surrogates, which UTF-8 can't hold, are written as escapes."""
    plain = to_json(value)
    try:
        return json.dumps(plain, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(plain, allow_nan=False).encode() + b"\n"


def report_lines(source: IO[bytes], name: str, doubts: dict[int, list[str]]) -> Iterator[Report]:
    """A Report for each line that isn't empty; one that can't be read has its `error` set.

    Args:
        doubts: gets, by the report's number from 1 on, what was doubtful about it ("published is no date").
    """
    reader = JsonLinesReader()
    count = 0
    for number, data in enumerate(source, 1):
        if not data.strip():
            continue
        count += 1
        line = _Line(Path(name), name, name, doubts[count].append, number, data)
        for report in reader.read(line):
            # The reader numbers reports of a file; of a file of one line each is the first.
            yield replace(report, id=f"{name}:{number}") if report.error is not None and report.id == f"{name}#1" else report
