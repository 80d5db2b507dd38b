"""Training sentences: TSV rows with marked parties and trigger. In: *.tsv of a folder. Out: Rows with the plain text and where the marks were.

Form: type, mode or `-`, status or `-`, sentence with `[A actor]`, `[R recipient]`, `[T trigger]`, `[B further party]`; NONE rows tell no act.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import KnowledgeError
from dragoman.model.vocabulary import EVENT_TYPES

NONE = "NONE"
NO_MODE = "-"
_MARK = re.compile(r"\[([ARTB]) ([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One marked sentence; spans are (start, end) in `text`."""

    type: str
    mode: str | None
    text: str
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    triggers: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...]


def read_rows(folder: Path) -> list[Row]:
    """All rows of all *.tsv files, by file name, then in their order.

    Raises:
        KnowledgeError: if a line is not of the form above, naming file and line.
    """
    return [row for file in sorted(folder.glob("*.tsv")) for row in _rows_of(file)]


def rows_digest(folder: Path) -> str:
    """What identifies the rows: SHA-256, in hexadecimal, of all lines that are not blank, by file name, then in their order."""
    state = hashlib.sha256()
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            if line.strip():
                state.update(line.encode() + b"\n")
    return state.hexdigest()


def _rows_of(file: Path) -> Iterator[Row]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[0] not in (*EVENT_TYPES, NONE):
            raise KnowledgeError("a training row needs type, mode, status and sentence, separated by tabs", source=f"{file.name}, line {number}")
        row = _row(*cells)
        if "[" in row.text or not row.triggers:
            raise KnowledgeError("a training sentence needs a [T trigger], and its marks must not be nested", source=f"{file.name}, line {number}")
        yield row


def _row(kind: str, mode: str, _status: str, marked: str) -> Row:
    text, spans, last = "", {letter: [] for letter in "ARTB"}, 0  # type: str, dict[str, list[tuple[int, int]]], int
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans[mark[1]].append((len(text), len(text) + len(mark[2])))
        text += mark[2]
        last = mark.end()
    text += marked[last:]
    return Row(kind, None if mode == NO_MODE else mode, text, tuple(spans["A"]), tuple(spans["R"]), tuple(spans["T"]), tuple(spans["B"]))
