"""The body of an answer, unpacked piece by piece and cut off at a limit. In: packed pieces; out: the bytes, or why there are none."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from dragoman.read.fetch.outcome import FailedError, RefusedError

ENCODINGS: Final = "gzip, deflate, br, zstd"  # what is asked for
_PIECE: Final = 64 * 1024  # unpacked at once at most, however much the next packed byte may hold
_ARROW: Final = {"br": "brotli", "zstd": "zstd"}


def whole(pieces: Iterator[bytes], encoding: str | None, most: int) -> bytes:
    """The unpacked body.

    Args:
        encoding: as the header Content-Encoding has it. most: bytes, packed and unpacked alike.

    Raises:
        RefusedError: if it is larger. FailedError: if it is broken, cut off, or packed in a way that was not asked for.
    """
    name = (encoding or "identity").strip().lower()
    held = bytearray()
    for piece in _unpacked(_counted(pieces, most), name):
        held += piece
        if len(held) > most:
            raise RefusedError(f"the body is larger than {most // 1024} KiB" + (" once unpacked" if name != "identity" else ""))
    return bytes(held)


def _counted(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if seen > most:
            raise RefusedError(f"the body is larger than {most // 1024} KiB")
        yield piece


def _unpacked(pieces: Iterator[bytes], name: str) -> Iterable[bytes]:
    if name in ("", "identity"):
        return pieces
    if name in ("gzip", "x-gzip"):
        return _inflated(pieces, zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _inflated(pieces, zlib.MAX_WBITS)
    if name in _ARROW:
        return _by_arrow(pieces, name)
    raise FailedError(f"the body is packed as {name[:40]!r}, which was not asked for")


def _inflated(pieces: Iterator[bytes], bits: int) -> Iterator[bytes]:
    """zlib, at most 64 KiB at a time; what follows the end is left (a second gzip member is read)."""
    unpacker, begun = zlib.decompressobj(bits), False
    try:
        for piece in pieces:
            if not begun and bits == zlib.MAX_WBITS and piece and (piece[0] & 0x0F) != 8:
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)  # "deflate" without its wrapper, as some servers send it (RFC 9110, 8.4.1.2)
            begun = begun or bool(piece)
            data = piece
            while data:
                yield unpacker.decompress(data, _PIECE)
                data = unpacker.unconsumed_tail
                if unpacker.eof:
                    data = unpacker.unused_data
                    if bits != zlib.MAX_WBITS | 16 or not data.startswith(b"\x1f"):
                        break
                    unpacker = zlib.decompressobj(bits)
        yield unpacker.flush()
    except zlib.error as error:
        raise FailedError("the packed body is broken", passing=True) from error
    if begun and not unpacker.eof:
        raise FailedError("the packed body is cut off", passing=True)


class _Stream(io.RawIOBase):
    """Pieces as a file, for a library that pulls."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._rest = pieces, b""
        self.failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            try:
                piece = next(self._pieces, None)
            except Exception as error:  # kept: on its way through native code the error loses its type
                self.failure = error
                raise
            if piece is None:
                return 0
            self._rest = piece
        given = self._rest[: len(buffer)]
        buffer[: len(given)] = given
        self._rest = self._rest[len(given) :]
        return len(given)


def _by_arrow(pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
    import pyarrow

    stream = _Stream(pieces)
    unpacking = pyarrow.CompressedInputStream(pyarrow.PythonFile(stream, mode="r"), _ARROW[name])
    try:
        while piece := unpacking.read(_PIECE):
            yield piece
    except (OSError, pyarrow.ArrowException) as error:
        if stream.failure is not None:
            raise stream.failure from error
        raise FailedError("the packed body is broken or cut off", passing=True) from error
