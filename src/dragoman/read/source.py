"""The file that a reader reads. In: a path and how it was named; out: its bytes or lines, unpacked, within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO

from dragoman.model import InputError
from dragoman.read.limits import MOST_BYTES_OF_ONE_FILE, MOST_BYTES_OF_ONE_REPORT, MOST_BYTES_UNPACKED
from dragoman.read.packing import BrokenPackingError, unpacked

Problem = Callable[[str], None]
HEAD_BYTES = 4096
_PART = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines of a file: the bytes from `start` up to `end`.

    Attributes:
        before: lines that stand before them. filled: how many of those are not empty.
    """

    start: int
    end: int
    before: int
    filled: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file with reports in it.

    Attributes:
        path: where it lies.
        given: the path as the user gave it, for `Report.source` and messages.
        name: path below the folder named, or the file's own name: what ids are made from.
        problem: called with one sentence for everything doubtful that does not make a report unreadable.
        content: the bytes themselves, if they lie in an archive or came by standard input; `path` then only tells what kind they are of.
        part: the lines that are read of a file of lines that is not packed; None for all.
    """

    path: Path
    given: str
    name: str
    problem: Problem
    content: bytes | None = field(default=None, kw_only=True, repr=False)
    part: Lines | None = field(default=None, kw_only=True)

    def error(self, message: str, line: int | None = None) -> InputError:
        return InputError(message, source=self.given, line=line)

    @contextmanager
    def raw(self) -> Iterator[IO[bytes]]:
        """The bytes as they lie there, packed or not; the stream can seek."""
        if self.content is not None:
            yield BytesIO(self.content)
            return
        with self.path.open("rb") as stream:
            yield stream

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes, unpacked if the file is a gzip, bzip2, xz or Zstandard file."""
        with self.raw() as stream:
            yield unpacked(stream)

    def size(self) -> int:
        """Bytes as they lie there."""
        return self.path.stat().st_size if self.content is None else len(self.content)

    def check_size(self) -> None:
        """Raises an InputError if the file is too large for one report."""
        if self.size() > MOST_BYTES_OF_ONE_FILE:
            raise self.error(f"the file is larger than {MOST_BYTES_OF_ONE_FILE // 2**20} MiB, too large for one report: split it, or give it as JSON lines")

    def head(self) -> bytes:
        """The first bytes, unpacked; fewer where the file is short or broken."""
        try:
            with self.open() as stream:
                return stream.read(HEAD_BYTES)
        except BrokenPackingError:
            return b""

    def data(self) -> bytes:
        """The whole file, unpacked.

        Raises:
            InputError: if it is empty, too large, or packed and broken.
        """
        self.check_size()
        try:
            with self.open() as stream:
                data = _at_most(stream, MOST_BYTES_UNPACKED + 1)
        except BrokenPackingError as error:
            raise self.error(str(error)) from error
        if len(data) > MOST_BYTES_UNPACKED:
            raise self.error(f"the file unpacks to more than {MOST_BYTES_UNPACKED // 2**20} MiB")
        if not data.strip():
            raise self.error("the file is empty")
        return data

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Numbered lines (1-based), unpacked; a line over the limit comes cut, which its reader must refuse.

        Raises:
            InputError: if it is packed and broken, after the lines that could be read.
        """
        number = 0 if self.part is None else self.part.before
        try:
            with self.open() as stream:
                if self.part is not None:
                    stream.seek(self.part.start)
                while (self.part is None or stream.tell() < self.part.end) and (line := stream.readline(MOST_BYTES_OF_ONE_REPORT + 1)):
                    number += 1
                    yield number, line
                    while len(line) > MOST_BYTES_OF_ONE_REPORT and not line.endswith(b"\n"):
                        line = stream.readline(MOST_BYTES_OF_ONE_REPORT + 1)
        except BrokenPackingError as error:
            raise self.error(str(error), number + 1) from error


def _at_most(stream: IO[bytes], size: int) -> bytes:
    """So many bytes of the stream, or all; asked for at once, the space for them would be taken whether they are there or not."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(min(size, _PART))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def decode_utf8(source: SourceFile, data: bytes, *, first_line: int = 1) -> str:
    """Text from UTF-8 with or without a byte order mark, or UTF-16 with one.

    Raises:
        InputError: naming byte and line of the first wrong byte, or saying that the file is binary.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise source.error(f"the file begins like UTF-16 but is not valid at byte {error.start}") from error
    if b"\x00" in data[:HEAD_BYTES] and data[:HEAD_BYTES].count(b"\x00") > len(data[:HEAD_BYTES]) // 20:
        raise source.error("the file is binary, not text")
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = first_line + data.count(b"\n", 0, offset)
        raise source.error(f"byte {data[offset]:#04x} at offset {offset} is not valid UTF-8: convert the file to UTF-8", line) from error
