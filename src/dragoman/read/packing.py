"""Unpacking of gzip, bzip2, xz and Zstandard. In: a packed stream; out: its unpacked bytes, until they are out of all proportion."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Mapping
from typing import IO, Any, cast

from dragoman.read.limits import BYTES_BEFORE_RATIO, MOST_TIMES_UNPACKED

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
LONGEST_MAGIC = 10
_BUFFER = 64 * 1024


def _zstd(stream: IO[bytes]) -> Any:
    from fastwarc.stream_io import ZstdReader

    return ZstdReader(stream)


# Enough of each magic that no text begins so ("BZh" alone could begin one).
_PACKINGS: Mapping[bytes, tuple[str, Callable[[IO[bytes]], Any]]] = {
    GZIP_MAGIC: ("gzip", lambda stream: gzip.GzipFile(fileobj=stream)),
    b"BZh": ("bzip2", bz2.BZ2File),
    b"\xfd7zXZ\x00": ("xz", lzma.LZMAFile),
    ZSTD_MAGIC: ("Zstandard file", _zstd),
}


class BrokenPackingError(EOFError):
    """A packed stream that can't be unpacked to its end."""


def packing(start: bytes) -> tuple[str, Callable[[IO[bytes]], Any]] | None:
    """Name and opener of the packing that a file with these first bytes has; None if it is not packed."""
    for magic, found in _PACKINGS.items():
        if start.startswith(magic) and (magic != b"BZh" or start[4:LONGEST_MAGIC] == b"1AY&SY"):
            return found
    return None


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """The stream's bytes, unpacked if it is packed; the stream must be able to seek.

    Its reads raise BrokenPackingError where the packing is damaged, cut off, or swells as no text does.
    """
    at = stream.tell()
    found = packing(stream.read(LONGEST_MAGIC))
    stream.seek(at)
    if found is None:
        return stream
    name, opener = found
    return cast(IO[bytes], io.BufferedReader(_Bounded(stream, opener(stream), name), _BUFFER))


class _Bounded(io.RawIOBase):
    """An unpacking stream that counts what goes in and out."""

    def __init__(self, packed: IO[bytes], stream: Any, name: str) -> None:
        super().__init__()
        self._packed, self._stream, self._name, self._given = packed, stream, name, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
            raise BrokenPackingError(f"the {self._name} is broken or cut off ({error})") from error
        self._given += len(data)
        if self._given > BYTES_BEFORE_RATIO and self._given > MOST_TIMES_UNPACKED * max(1, self._packed.tell()):
            raise BrokenPackingError(f"the {self._name} unpacks to more than {MOST_TIMES_UNPACKED} times its size, as no text does")
        buffer[: len(data)] = data
        return len(data)
