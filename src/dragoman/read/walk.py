"""Which files there are to read, without reading them. In: a path as the user named it; out: files in a stable order, as values that can be sent anywhere."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.read.source import Lines, Problem


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be read.

    Attributes:
        path: where it lies. given: the same as the user named it. name: what ids are made from (see SourceFile).
        named: True if the user named the file itself, so that it is read whatever it looks like.
        refused: why it can't be opened, if that is known already.
        lines: the part of it that is to be read; None for all.
    """

    path: str
    given: str
    name: str
    named: bool
    refused: str | None = None
    lines: Lines | None = None


def walk(path: Path, given: str, counts: Counter[str], problem: Problem) -> Iterator[Found]:
    """The file of this name, or all files below the folder, sorted by name; hidden ones are passed over and counted."""
    name = path.name or given
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        told = (
            "there is no such file or folder" if isinstance(error, FileNotFoundError) else f"it can't be opened ({getattr(error, 'strerror', None) or error})"
        )
        yield Found(str(path), given, name, True, told)
        return
    if stat.S_ISDIR(mode):
        yield from _walk_folder(path, given, counts, problem)
    else:
        yield Found(str(path), given, name, True)


def _walk_folder(folder: Path, given: str, counts: Counter[str], problem: Problem) -> Iterator[Found]:
    def refused(error: OSError) -> None:
        refusals.append(error)

    refusals: list[OSError] = []
    files: list[str] = []
    for place, folders, names in os.walk(folder, onerror=refused):
        hidden = [name for name in (*folders, *names) if name.startswith(".")]
        counts["hidden"] += len(hidden)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(place, name).relative_to(folder).as_posix() for name in names if not name.startswith(".")]
    for refusal in refusals:
        at = str(refusal.filename)
        yield Found(at, at, Path(at).name, True, f"the folder can't be opened ({refusal.strerror})")
    if not files and not refusals:
        problem(f"{given}: the folder holds no files to read")
    for name in sorted(files):
        yield Found(str(folder / name), str(Path(given) / name), name, False)
