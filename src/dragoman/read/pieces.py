"""The bytes of a web archive, unpacked. In: a stream, plain, gzip or Zstandard; out: pieces of it in order, and what could not be unpacked between them.

Each member of the packing stands for itself: behind a damaged one the next is looked for.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, cast

from dragoman.read.limits import MOST_BYTES_OF_ONE_REPORT
from dragoman.read.packing import GZIP_MAGIC, LONGEST_MAGIC, ZSTD_MAGIC

# What every record begins with.
MARK = b"WARC/"
# What zlib makes of one piece is lost if the piece is damaged: small pieces lose little.
PIECE = 4096
# Among the pieces: all that stands before this has met its checksum.
SOUND = b""
_CHUNK = 64 * 1024
# A record packed by itself is held until its checksum is known; longer members are whole archives and are handed on as they come.
_MOST_HELD = 2 * MOST_BYTES_OF_ONE_REPORT
_GZIP_START = GZIP_MAGIC + b"\x08"


@dataclass(frozen=True, slots=True)
class Lost:
    """A place where something is missing: which byte (of the unpacked archive, or of the packed one if unpacking failed), and why."""

    at: int
    why: str


def pieces(stream: IO[bytes]) -> Iterator[bytes | Lost]:
    """The archive's bytes, unpacked, with a Lost wherever some are missing, and SOUND behind what has met its checksum."""
    start = stream.read(LONGEST_MAGIC)
    stream.seek(0)
    if start.startswith(_GZIP_START):
        yield from _gzip_pieces(stream)
    elif start.startswith(ZSTD_MAGIC) or re.match(rb"[\x50-\x5f]\x2a\x4d\x18", start):
        yield from _zstd_pieces(stream)
    elif not start.startswith(MARK) and _next_member(stream, 0) is not None:
        # The very beginning is damaged.
        yield from _gzip_pieces(stream)
    elif not start.startswith(MARK) and _has_zstd(stream):
        yield from _zstd_pieces(stream)
    else:
        stream.seek(0)
        while data := stream.read(_CHUNK):
            yield data


def _has_zstd(stream: IO[bytes]) -> bool:
    stream.seek(0)
    start = stream.read(_CHUNK)
    return ZSTD_MAGIC in start and MARK not in start


def _gzip_pieces(stream: IO[bytes]) -> Iterator[bytes | Lost]:
    at = 0
    while True:
        stream.seek(at)
        start = stream.read(_CHUNK)
        while start and not start.strip(b"\x00"):
            # Zero padding behind the last member is allowed (RFC 1952, gzip manual).
            start = stream.read(_CHUNK)
        if not start:
            return
        at = stream.tell() - len(start) + len(start) - len(start.lstrip(b"\x00"))
        ended = yield from _gzip_member(stream, at)
        if ended is None:
            ended = _next_member(stream, at + 1)
            yield Lost(at, "the gzip is damaged or cut off")
            if ended is None:
                return
        else:
            yield SOUND
        at = ended


def _gzip_member(stream: IO[bytes], at: int) -> Generator[bytes, None, int | None]:
    """The bytes of one gzip member; returns where it ends, None if it is damaged."""
    stream.seek(at)
    unpacker = zlib.decompressobj(wbits=31)
    held: list[bytes] = []
    size = 0
    whole = True
    while not unpacker.eof:
        piece = unpacker.unconsumed_tail or stream.read(PIECE)
        if not piece:
            whole = False
            break
        try:
            data = unpacker.decompress(piece, _CHUNK)
        except zlib.error:
            whole = False
            break
        held.append(data)
        size += len(data)
        if size > _MOST_HELD:
            yield from held
            held.clear()
    yield from held
    return stream.tell() - len(unpacker.unused_data) if whole else None


def _next_member(stream: IO[bytes], at: int) -> int | None:
    """Where the next gzip member that begins with a record starts, None if there is none."""
    stream.seek(at)
    before, base = b"", at
    while data := stream.read(_CHUNK):
        window = before + data
        found = window.find(_GZIP_START)
        while found >= 0:
            after = stream.tell()
            if _begins_record(stream, base + found):
                return base + found
            stream.seek(after)
            found = window.find(_GZIP_START, found + 1)
        before = window[-2:]
        base += len(window) - len(before)
    return None


def _begins_record(stream: IO[bytes], at: int) -> bool:
    stream.seek(at)
    try:
        return zlib.decompressobj(wbits=31).decompress(stream.read(PIECE), len(MARK)) == MARK
    except zlib.error:
        return False


def _zstd_pieces(stream: IO[bytes]) -> Iterator[bytes | Lost]:
    from fastwarc.stream_io import ZstdReader

    at: int | None = 0
    while at is not None:
        stream.seek(at)
        reader = ZstdReader(stream)
        given = 0
        try:
            while data := reader.read(PIECE):
                given += len(data)
                yield data
            return
        except (OSError, ValueError, EOFError):
            broken = max(at, reader.frame_start_position() or 0)
        # One reading may span several frames, and then loses the whole ones before the broken one.
        whole = 0
        for data in _zstd_part(stream, at, broken):
            if whole + len(data) > given:
                yield data[max(0, given - whole) :]
            whole += len(data)
        if whole >= given:
            yield SOUND
        yield Lost(broken, "the Zstandard file is damaged or cut off")
        at = _find(stream, ZSTD_MAGIC, broken + 1)


def _zstd_part(stream: IO[bytes], begin: int, end: int) -> Iterator[bytes]:
    """What the whole frames between two places unpack to."""
    from fastwarc.stream_io import ZstdReader

    reader = ZstdReader(cast(BinaryIO, _Part(stream, begin, end)))
    try:
        while data := reader.read(PIECE):
            yield data
    except (OSError, ValueError, EOFError):
        return


class _Part(io.RawIOBase):
    """A stream that ends at a place of another one."""

    def __init__(self, stream: IO[bytes], begin: int, end: int) -> None:
        super().__init__()
        self._stream, self._begin, self._end = stream, begin, end
        stream.seek(begin)

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.tell() - self._begin

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(min(len(buffer), max(0, self._end - self._stream.tell())))
        buffer[: len(data)] = data
        return len(data)


def _find(stream: IO[bytes], magic: bytes, at: int) -> int | None:
    stream.seek(at)
    before, base = b"", at
    while data := stream.read(_CHUNK):
        window = before + data
        if (found := window.find(magic)) >= 0:
            return base + found
        before = window[1 - len(magic) :]
        base += len(window) - len(before)
    return None
