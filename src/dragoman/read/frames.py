"""The records of a web archive as bytes. In: a stream, plain, gzip or Zstandard; out: whole records, and what was lost between them.

A record counts as whole if as many bytes follow its header as it declares, and then the next record. Where that fails the next beginning is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from dragoman.read.limits import MOST_BYTES_OF_ONE_REPORT
from dragoman.read.pieces import MARK, PIECE, Lost, pieces

# Headers have some 500 bytes; fastwarc's own limit is of this size, too.
_MOST_HEADER = 32 * 1024
_START = re.compile(rb"\n(?=WARC/[01]\.\d{1,2}\r?\n)")
_LONGEST_START = 12
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_GAP = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole record: header, empty line, and its content; no content if it is larger than a report may be."""

    data: bytes
    too_large: bool = False


def frames(stream: IO[bytes]) -> Iterator[Frame | Lost]:
    """The records of an archive in order, and a Lost for each stretch that is damaged or cut off."""
    return _Framer(pieces(stream)).frames()


class _Framer:
    """Cuts pieces into records."""

    def __init__(self, pieces: Iterator[bytes | Lost]) -> None:
        self._pieces = pieces
        self._buffer = bytearray()
        self._base = 0
        self._ended = False
        self._mark: Lost | None = None
        self._sound_to = 0

    def frames(self) -> Iterator[Frame | Lost]:
        while True:
            self._skip_gap()
            if not self._buffer:
                if self._mark is None:
                    return
                mark, self._mark = self._mark, None
                yield mark
                continue
            if self._fill(len(MARK)) and self._buffer.startswith(MARK):
                yield from self._record()
            else:
                at = self._base
                yield Lost(at, f"{self._to_next_start(0)} bytes that belong to no record")

    def _fill(self, size: int) -> bool:
        """True if the buffer holds so many bytes; reads no further than to a mark."""
        while len(self._buffer) < size and self._mark is None and not self._ended:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
            elif isinstance(piece, Lost):
                self._mark = piece
            elif piece:
                self._buffer += piece
            else:
                self._sound_to = self._base + len(self._buffer)
        return len(self._buffer) >= size

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        self._base += size

    def _skip_gap(self) -> None:
        while self._fill(1):
            # A window, for the buffer may hold thousands of records.
            window = self._buffer[:PIECE]
            self._drop(len(window) - len(window.lstrip(b"\r\n")))
            if self._buffer and self._buffer[0] not in b"\r\n":
                return

    def _to_next_start(self, begin: int) -> int:
        """Drops all up to the next beginning of a record behind `begin`, or up to the mark or the end; how much that was."""
        dropped = 0
        while True:
            found = _START.search(self._buffer, begin)
            if found is not None:
                self._drop(found.end())
                return dropped + found.end()
            size = max(begin, len(self._buffer) - _LONGEST_START)
            if not self._fill(len(self._buffer) + 1):
                dropped += len(self._buffer)
                self._drop(len(self._buffer))
                return dropped
            self._drop(size)
            dropped += size
            begin = 0

    def _record(self) -> Iterator[Frame | Lost]:
        at = self._base
        head = self._header()
        length = _LENGTH.search(self._buffer, 0, head) if head else None
        if not head or length is None:
            yield Lost(at, f"a record without a whole header; {self._to_next_start(len(MARK))} bytes passed over")
            return
        size = head + int(length.group(1))
        if size - head > MOST_BYTES_OF_ONE_REPORT:
            yield from self._too_large(at, head, size)
            return
        if not self._fill(size):
            there = len(self._buffer) - head
            self._to_next_start(len(MARK))
            yield Lost(at, f"a record that declares {size - head} bytes and has at most {there}")
            return
        self._fill(size + len(_GAP) + len(MARK))
        behind = bytes(self._buffer[size : size + len(_GAP) + len(MARK)])
        if not _ends_record(behind):
            yield Lost(at, f"a record whose length of {size - head} bytes is wrong; {self._to_next_start(len(MARK))} bytes passed over")
            return
        if self._mark is not None and len(self._buffer) <= size + len(_GAP) and at + size > self._sound_to:
            # The last record before a damaged place of the packing, whose checksum then was never met: its bytes may be wrong.
            self._drop(len(self._buffer))
            return
        yield Frame(bytes(self._buffer[:size]))
        self._drop(size)
        if len(behind) < len(_GAP):
            yield Lost(at + size, "the end: the archive is cut off behind its last record")
        # A wrong byte in the gap is part of neither record.
        self._drop(min(len(_GAP), len(behind)) if behind.startswith(_GAP[: len(behind)]) or behind[len(_GAP) :] == MARK else 0)

    def _header(self) -> int:
        """Where the record's content begins, 0 if its header has no end."""
        while (found := self._buffer.find(_GAP)) < 0:
            if len(self._buffer) > _MOST_HEADER or not self._fill(len(self._buffer) + 1):
                return 0
        return found + len(_GAP)

    def _too_large(self, at: int, head: int, size: int) -> Iterator[Frame | Lost]:
        yield Frame(bytes(self._buffer[:head]), too_large=True)
        left = size
        while left and self._fill(1):
            step = min(left, len(self._buffer))
            # A wrong length may swallow whole records: a beginning met on the way counts as one.
            found = _START.search(self._buffer, head if left == size else 0, step)
            if found is not None:
                self._drop(found.end())
                yield Lost(at, f"a record whose length of {size - head} bytes is wrong")
                return
            self._drop(step)
            left -= step
        if left:
            yield Lost(at, f"a record that declares {size - head} bytes and lacks {left} of them")


def _ends_record(behind: bytes) -> bool:
    """True if what stands behind a record may stand there: the gap, or the next record with a gap of any other length or with a wrong byte in it."""
    return behind.startswith(_GAP) or _GAP.startswith(behind) or behind.lstrip(b"\r\n").startswith(MARK[:1]) or behind[len(_GAP) :] == MARK
