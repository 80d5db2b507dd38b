"""Writing files so that none is ever seen half written: under `NAME.tmp` first, renamed when all are whole.

In: a folder or file name given by a person. Out: the finished files, or UsageError and nothing changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.model import UsageError


class Staging:
    """Files on their way into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names: list[str] = []

    def path(self, name: str) -> Path:
        """Where to write the file that is to be called `name`."""
        self._names.append(name)
        return self._temporary(name)

    def finish(self) -> tuple[Path, ...]:
        """Give all files their names; returns them."""
        for name in self._names:
            with self._temporary(name).open("rb+") as file:
                os.fsync(file.fileno())
        for name in self._names:
            self._temporary(name).replace(self.folder / name)
        return tuple(self.folder / name for name in self._names)

    def discard(self) -> None:
        """Take away what was begun."""
        for name in self._names:
            self._temporary(name).unlink(missing_ok=True)

    def _temporary(self, name: str) -> Path:
        return self.folder / (name + ".tmp")


@contextmanager
def into_folder(out: Path) -> Iterator[Staging]:
    """Write several files into a folder, which is made if there is none.

    Raises:
        UsageError: if a file stands in the folder's place, or it can't be written.
    """
    if out.exists() and not out.is_dir():
        raise UsageError("this kind of export is a folder of files, but a file of this name is there already; name another folder", source=str(out))
    with _written(out):
        out.mkdir(parents=True, exist_ok=True)
        staging = Staging(out)
        try:
            yield staging
        except BaseException:
            staging.discard()
            raise


@contextmanager
def into_file(out: Path) -> Iterator[Path]:
    """Write one file; its folder is made if there is none. Yields the path to write to.

    Raises:
        UsageError: if a folder stands in the file's place, or it can't be written.
    """
    if out.is_dir():
        raise UsageError("this kind of export is one file, but a folder of this name is there already; name a file", source=str(out))
    with into_folder(out.parent) as staging:
        yield staging.path(out.name)
        staging.finish()


@contextmanager
def _written(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"the export can't be written there ({error.strerror or error}); name another place or make room", source=str(out)) from error
