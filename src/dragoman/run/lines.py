"""`dragoman code`: JSON lines of reports in, JSON lines of readings out, one for one and in order. A faulty line gives an error line.

Lines are read one batch at a time, so a file of any length fits into memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from dragoman.model import InputError, Reading, Report, Unreadable, to_json
from dragoman.run.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Coded:
    """How many lines were coded, and how many could not be read."""

    lines: int
    unreadable: int


def code_lines(source: IO[bytes], name: str, out: IO[bytes], pipeline: Pipeline, *, explain: bool = False) -> Coded:
    """Codes every line of `source` to a line of `out`.

    Args:
        source: JSON lines, UTF-8; empty lines are passed over.
        name: file name for the ids of lines that have none of their own (`IN.jsonl:17`).
        out: gets the readings, UTF-8.
        explain: also writes which rules made each event report.
    """
    lines = unreadable = 0
    for reading in _numbered(pipeline, report_lines(source, name)):
        lines += 1
        unreadable += isinstance(reading, Unreadable)
        out.write(json_line(reading if explain else without_reasons(reading)))
    return Coded(lines, unreadable)


def _numbered(pipeline: Pipeline, reports: Iterable[Report]) -> Iterator[Reading | Unreadable]:
    """Readings; one whose id an earlier line had says so, for ids of its events will be those of the other too."""
    seen: set[str] = set()
    for _, reading in pipeline.read_all(reports):
        if reading.id in seen and isinstance(reading, Reading):
            reading = replace(reading, notes=(*reading.notes, f"The id {reading.id} stands on an earlier line too."))
        seen.add(reading.id)
        yield reading


def without_reasons(reading: Reading | Unreadable) -> Reading | Unreadable:
    """The reading without the rules that made its event reports."""
    if isinstance(reading, Unreadable):
        return reading
    return replace(reading, events=tuple(replace(event, why=()) for event in reading.events))


def json_line(value: Any) -> bytes:
    """One line of JSON, UTF-8; lone surrogates, which UTF-8 can't hold, are written as escapes."""
    plain = to_json(value)
    try:
        return json.dumps(plain, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(plain, allow_nan=False).encode() + b"\n"


def report_lines(source: IO[bytes], name: str) -> Iterator[Report]:
    """A Report for each line that isn't empty; one that can't be read has its `error` set."""
    from dragoman.read.lines import report_from_line

    for number, line in enumerate(source, 1):
        if line.strip():
            yield report_from_line(line, name, number)


__all__ = ["Coded", "InputError", "code_lines", "json_line", "report_lines", "without_reasons"]
