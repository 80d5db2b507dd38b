"""Writing files so that none is ever seen half written: in a hidden folder of their own first, given their names when all are whole.

In: a folder or file name given by a person. Out: the finished files, or UsageError and nothing changed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dragoman.model import UsageError

# Begins with a dot: readers of a whole folder (Arrow, DuckDB, Spark) pass over it.
UNFINISHED = ".dragoman-unfinished-"


class Staging:
    """Files on their way into a folder.

    Attributes:
        folder: where they are to stand. begun: where they stand until they are finished, a folder that no other export has.
    """

    def __init__(self, folder: Path, begun: Path) -> None:
        self.folder, self.begun = folder, begun
        self._names: list[str] = []

    def path(self, name: str) -> Path:
        """Where to write the file that is to be called `name`."""
        self._names.append(name)
        return self.begun / name

    def finish(self) -> tuple[Path, ...]:
        """Give all files their names, in one go where two exports end at once; returns them, on the disk."""
        for name in self._names:
            with (self.begun / name).open("rb+") as file:
                os.fsync(file.fileno())
        with _locked(self.folder, wait=True):
            for name in self._names:
                (self.begun / name).replace(self.folder / name)
        sync_folder(self.folder)
        return tuple(self.folder / name for name in self._names)


@contextmanager
def into_folder(out: Path) -> Iterator[Staging]:
    """Write several files into a folder, which is made if there is none. What killed exports left there is removed.

    Raises:
        UsageError: if a file stands in the folder's place, or it can't be written.
    """
    if out.exists() and not out.is_dir():
        raise UsageError("this kind of export is a folder of files, but a file of this name is there already; name another folder", source=str(out))
    with _written(out):
        _make(out)
        _remove_leftovers(out)
        with _begun(out) as begun:
            yield Staging(out, begun)


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


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: a file that was given its name only lasts a power cut once they are."""
    handle = _opened(folder)
    if handle is not None:
        try:
            with suppress(OSError):  # a file system that can't do so for a folder says EINVAL
                os.fsync(handle)
        finally:
            os.close(handle)


def _make(out: Path) -> None:
    missing = [folder for folder in (out, *out.parents) if not folder.exists()]
    out.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        sync_folder(folder.parent)


@contextmanager
def _begun(out: Path) -> Iterator[Path]:
    """A new folder in `out`, locked as long as its export lives, and gone afterwards."""
    while True:
        begun = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=out))
        try:
            with _locked(begun, wait=True):
                # Between its making and its lock another export may have taken it for a leftover.
                if not begun.exists():
                    continue
                yield begun
                return
        finally:
            shutil.rmtree(begun, ignore_errors=True)


def _remove_leftovers(out: Path) -> None:
    """The lock of a folder goes with the process that holds it, however that ends: what can be locked belongs to nobody."""
    for folder in out.glob(UNFINISHED + "*"):
        with _locked(folder, wait=False) as locked:
            if locked:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[bool]:
    """A lock on a folder itself. Yields whether it was got; where the system or the file system knows no such lock, it never is."""
    handle = _opened(folder)
    if handle is None:
        yield False
        return
    try:
        yield _lock(handle, wait)
    finally:
        os.close(handle)


def _lock(handle: int, wait: bool) -> bool:
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError):
        return False
    return True


def _opened(folder: Path) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders; another export may just have removed this one
        return None


@contextmanager
def _written(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"the export can't be written there ({error.strerror or error}); name another place or make room", source=str(out)) from error
