"""Daft on this machine: the same bytes as from processes of our own; what breaks a query is found and put aside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import UsageError
from dragoman.run.shards.drive import Sharded, Sizes, code_shards
from dragoman.run.shards.executors import Broken, executor
from factories_shards import PLAIN, Fragile, Here, lines, parquet

pytest.importorskip("daft", reason="Daft is not installed: pip install 'dragoman[daft]'")
from dragoman.run.shards.executors.daft import Daft

SHARDS = 13  # of the pile below


def pile(folder: Path, *, deadly: int = -1) -> Path:
    texts = [f"Norway and Chad held talks on fish{'y' * number}." + (" A deadly text." if number == deadly else "") for number in range(24)]
    lines(folder / "a.jsonl", [{"id": f"r{number}", "text": text, "language": "en"} for number, text in enumerate(texts)])
    return folder


def coded(source: Path, out: Path, by: Any) -> Sharded:
    return code_shards([source], out, by, configuration=PLAIN, sizes=Sizes(2, portion_bytes=500))


def test_daft_makes_the_same_bytes(tmp_path: Path) -> None:
    source = pile(tmp_path / "in")
    coded(source, tmp_path / "here", Here())
    done = coded(source, tmp_path / "daft", executor("daft", 2))
    assert (done.coded, done.counts["reports"]) == (SHARDS, 24)
    assert parquet(tmp_path / "daft") == parquet(tmp_path / "here")


class FragileDaft(Daft):
    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        return super().map(Fragile(step, 3), items)


def test_a_shard_that_breaks_dafts_query_three_times_is_put_aside_and_no_other(tmp_path: Path) -> None:
    source = pile(tmp_path / "in", deadly=7)
    done = coded(source, tmp_path / "out", FragileDaft(2))
    assert (done.coded, len(done.quarantined)) == (SHARDS - 1, 1)
    assert not list((tmp_path / "out" / "attempts").iterdir())


def raised(item: int) -> int:
    raise UsageError(f"no {item}")


def test_an_error_of_the_step_is_raised_as_it_is() -> None:
    with pytest.raises(UsageError, match="no 1"):
        list(Daft(1).map(raised, [1]))


def died(item: int) -> int:
    os._exit(3)


def test_a_query_whose_process_died_is_broken() -> None:
    with pytest.raises(Broken):
        list(Daft(1).map(died, [1]))
