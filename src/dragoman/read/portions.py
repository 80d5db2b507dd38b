"""Cuts an input into portions that can be read apart, on any machine that sees the same files. In: paths; out: portions in order.

Nothing but names and line ends decides where a portion begins: files are never cut, save JSON lines that are not packed, which are cut between
lines. A packed file or a web archive is one portion by itself, read once by one task; cut a single huge one into several files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from dragoman.model.ids import digest
from dragoman.read.source import Lines, Problem
from dragoman.read.tables import JsonLinesReader
from dragoman.read.walk import Found, walk

# Some twenty thousand news texts: minutes of coding, so that many tasks can share one file, and a task that is cut off loses little.
PORTION_BYTES = 64 * 1024 * 1024
MOST_FILES = 2_000
# One name in so many ends its portion whatever came before: files that are added or taken away then move the bounds of few portions.
NAMES_TO_AN_END = 512
_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Portion:
    """Files that are read together, in order; `key` is made from their names and is the same wherever they are listed."""

    key: str
    files: tuple[Found, ...]


def portions(paths: Iterable[Path], counts: Counter[str], problem: Problem, kind: str | None = None, most_bytes: int = PORTION_BYTES) -> Iterator[Portion]:
    """All portions of an input, in its order.

    Args:
        counts: gets the number of hidden files passed over. problem: is told of folders without files.
        kind: the reader for all files, by its name; None: each file's own.
        most_bytes: what a portion should hold, before unpacking; a file that can't be cut may be larger.
    """
    held: list[Found] = []
    size = 0
    for path in paths:
        for found in walk(path, str(path), counts, problem):
            for piece, its_size in _pieces(found, kind, most_bytes):
                if held and (size + its_size > most_bytes or len(held) >= MOST_FILES):
                    yield _portion(held)
                    held, size = [], 0
                held.append(piece)
                size += its_size
                if _ends(piece):
                    yield _portion(held)
                    held, size = [], 0
    if held:
        yield _portion(held)


def _portion(files: list[Found]) -> Portion:
    key = digest(*[[found.given, found.name, *(() if found.lines is None else astuple(found.lines))] for found in files])[:_LETTERS]
    return Portion(key, tuple(files))


def _ends(found: Found) -> bool:
    return int.from_bytes(hashlib.blake2b(found.name.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big") % NAMES_TO_AN_END == 0


def _pieces(found: Found, kind: str | None, most_bytes: int) -> Iterator[tuple[Found, int]]:
    """The file whole, or in runs of lines where it is large and made of lines; each with its bytes."""
    path = Path(found.path)
    try:
        size = path.stat().st_size if found.refused is None and path.is_file() else 0
        of_lines = kind == JsonLinesReader.name or (kind is None and path.name.lower().endswith(JsonLinesReader.suffixes))
        if size <= most_bytes or not of_lines:
            yield found, size
            return
        for lines in _runs(path, most_bytes):
            yield Found(found.path, found.given, found.name, found.named, None, lines), lines.end - lines.start
    except OSError:
        yield found, 0  # whoever reads it tells why it can't be read


def _runs(path: Path, most_bytes: int) -> Iterator[Lines]:
    start = end = before = filled = lines = full = 0
    with path.open("rb") as stream:
        for line in stream:
            end += len(line)
            lines += 1
            full += bool(line.strip())
            if end - start >= most_bytes:
                yield Lines(start, end, before, filled)
                start, before, filled = end, lines, full
    if end > start:
        yield Lines(start, end, before, filled)
