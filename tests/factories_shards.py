"""Executors and steps for tests of shards. At the top level of a module, so that worker processes can load them."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dragoman.run.configuration import Configuration
from dragoman.run.shards.coding import begin
from dragoman.run.shards.drive import code_shards
from dragoman.run.shards.executors import Died
from dragoman.run.shards.executors.local import Local
from dragoman.run.shards.job import Sharded, Sizes
from dragoman.run.shards.layout import Layout

PLAIN = Configuration(components=("clean",))  # a real component that needs no model, so that workers start fast


class Here:
    """Does everything in this process; an item whose step raises MemoryError counts as dead."""

    name = "here"
    reads = False

    def __init__(self) -> None:
        self.items: list[Any] = []

    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for item in items:
            self.items.append(item)
            try:
                yield item, step(item)
            except MemoryError:
                yield item, Died("too little memory")

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Fragile:
    """A step that kills its process at shards that hold a marked report, so many times (as the notes of attempts tell)."""

    step: Any
    times: int
    mark: str = "deadly"

    def __call__(self, item: tuple[str, str]) -> Any:
        layout = Layout(Path(self.step.out))
        from dragoman.run.shards.rows import reports_of

        texts = [report.text for report in reports_of(layout.shard(item[0]) / "reports.parquet")]
        if any(self.mark in text for text in texts) and len(list(layout.attempts.glob(f"{item[0]}.*"))) < self.times:
            begin(layout, item[0], self.step.token)
            os.kill(os.getpid(), signal.SIGKILL)
        return self.step(item)


class FragileLocal(Local):
    """Local processes that die of marked shards."""

    def __init__(self, workers: int, times: int) -> None:
        super().__init__(workers)
        self.times = times

    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        return super().map(Fragile(step, self.times), items)


def square(number: int) -> int:
    """A step: the square, a death at 13, an error at 14."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 14:
        raise ValueError("fourteen")
    return number * number


def process_of(number: int) -> int:
    """A step: who does it."""
    return os.getpid()


def lines(path: Path, reports: Iterable[dict[str, Any]]) -> Path:
    """A file of JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in reports))
    return path


def parquet(out: Path) -> dict[str, bytes]:
    """All tables of all shards, by name."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("shards/*/*.parquet"))}


PILED = 13  # shards of the pile below


def pile(folder: Path, *, deadly: int = -1) -> Path:
    """24 short reports; the one numbered `deadly` holds the mark of deadly ones."""
    texts = [f"Norway and Chad held talks on fish{'y' * number}." + (" A deadly text." if number == deadly else "") for number in range(24)]
    lines(folder / "a.jsonl", [{"id": f"r{number}", "text": text, "language": "en"} for number, text in enumerate(texts)])
    return folder


def pile_coded(source: Path, out: Path, by: Any) -> Sharded:
    """The pile in shards of two reports and portions of some seven."""
    return code_shards([source], out, by, configuration=PLAIN, sizes=Sizes(2, portion_bytes=500))


def findable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that are started by others than Python's own multiprocessing find the steps of tests by name."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(Path(__file__).parent), os.environ.get("PYTHONPATH")])))
