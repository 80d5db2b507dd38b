"""Where things lie in a folder of shards, and writing them so that none is ever seen half written.

OUT/plan.json                       the portions of the input, in order
OUT/portions/KEY.json               the shards of a portion, and what its files held when they were read
OUT/shards/KEY-0001/reports.parquet the reports of a shard, as they were read
OUT/shards/KEY-0001/*.parquet       what was read in them; done.json comes last and says so
OUT/attempts/KEY-0001.TOKEN.1       a shard that is being coded; its content says how it ended, if it ended badly
OUT/quarantine/KEY-0001.json        a shard that is given up, and why
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.model import UsageError

REPORTS = "reports.parquet"


@dataclass(frozen=True, slots=True)
class Layout:
    """A folder of shards."""

    out: Path

    @property
    def plan(self) -> Path:
        return self.out / "plan.json"

    def portion(self, key: str) -> Path:
        return self.out / "portions" / f"{key}.json"

    def shard(self, name: str) -> Path:
        return self.out / "shards" / name

    def done(self, name: str) -> Path:
        return self.shard(name) / "done.json"

    def quarantine(self, name: str) -> Path:
        return self.out / "quarantine" / f"{name}.json"

    @property
    def attempts(self) -> Path:
        return self.out / "attempts"

    def make(self) -> None:
        """Make the folders.

        Raises:
            UsageError: if they can't be made.
        """
        try:
            for name in ("portions", "shards", "attempts", "quarantine"):
                (self.out / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"the folder for shards can't be made ({error.strerror or error})", source=str(self.out)) from error


def shard_name(portion: str, number: int) -> str:
    """`number` counts from 1 within the portion."""
    return f"{portion}-{number:04d}"


def portion_of(shard: str) -> str:
    """The portion that a shard is of, by its name."""
    return shard.rpartition("-")[0]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name to write to; what stands there is on disk, and then gets its own name, when all went well."""
    # Host and process: two tasks that make the same file by accident must not write into one another.
    unfinished = path.with_name(f"{path.name}.{socket.gethostname()}-{os.getpid()}.tmp")
    try:
        yield unfinished
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
        _sync_folder(path.parent)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path: Path, value: Any) -> None:
    """One JSON document, whole or not at all."""
    with replacing(path) as unfinished:
        unfinished.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", "utf-8")


def read_json(path: Path) -> dict[str, Any] | None:
    """The document, or None if there is none, or none that is whole."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
