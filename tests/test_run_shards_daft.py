"""Daft on this machine: the same bytes as from processes of our own; what breaks a query is found and put aside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import UsageError
from dragoman.run.shards.executors import Broken, executor
from factories_shards import PILED, Fragile, Here, findable, parquet, pile, pile_coded

pytest.importorskip("daft", reason="Daft is not installed: make test brings it")
from dragoman.run.shards.executors.daft import Daft


@pytest.fixture(autouse=True)
def _steps_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    findable(monkeypatch)


def test_daft_makes_the_same_bytes(tmp_path: Path) -> None:
    source = pile(tmp_path / "in")
    pile_coded(source, tmp_path / "here", Here())
    done = pile_coded(source, tmp_path / "daft", executor("daft", 2))
    assert (done.coded, done.counts["reports"]) == (PILED, 24)
    assert parquet(tmp_path / "daft") == parquet(tmp_path / "here")


class FragileDaft(Daft):
    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        return super().map(Fragile(step, 3), items)


def test_a_shard_that_breaks_dafts_query_three_times_is_put_aside_and_no_other(tmp_path: Path) -> None:
    source = pile(tmp_path / "in", deadly=7)
    done = pile_coded(source, tmp_path / "out", FragileDaft(1))
    assert (done.coded, len(done.quarantined)) == (PILED - 1, 1)
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


def test_a_second_one_in_the_process_works_and_another_kind_of_runner_is_refused() -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'dragoman[ray]'")
    Daft(1), Daft(1)
    with pytest.raises(UsageError, match="native in this process"):
        Daft(1, "127.0.0.1:1")
