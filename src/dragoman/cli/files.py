"""Files named on the command line, `-` among them: opened as byte streams, with one clear sentence for what can go wrong.

A file to be written appears under its name only when it is whole.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from dragoman.model import InputError, UsageError

STANDARD = "-"


@contextmanager
def input_stream(name: str) -> Iterator[IO[bytes]]:
    """The file's bytes, or standard input for `-`.

    Raises:
        InputError: if there is no such file, or it is a folder, or may not be read.
    """
    if name == STANDARD:
        yield sys.stdin.buffer
        return
    path = Path(name)
    if path.is_dir():
        raise InputError("is a folder; name a file of JSON lines (dragoman build reads folders)", source=name)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", source=name) from error
    with stream:
        yield stream


@contextmanager
def output_stream(name: str) -> Iterator[IO[bytes]]:
    """A stream that becomes the file when it is closed without an error; standard output for `-`.

    Raises:
        UsageError: if the file can't be made.
    """
    if name == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    if path.exists() and not path.is_file():
        # Devices and pipes (/dev/null, a named pipe) can only be written as they are.
        if path.is_dir():
            raise UsageError("is a folder; name a file to write to", source=name)
        with path.open("wb") as stream:
            yield stream
        return
    yield from _replaced_when_whole(path, name)


def _replaced_when_whole(path: Path, name: str) -> Iterator[IO[bytes]]:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        stream = unfinished.open("wb")
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", source=name) from error
    try:
        with stream:
            yield stream
            # A name given to what a power cut then takes would stand for an empty file in place of the older one.
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()
