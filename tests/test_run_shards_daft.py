"""Daft on this machine and on a Ray cluster of two nodes, one of which is killed: the same bytes as from processes of our own, each shard once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import UsageError
from dragoman.run.shards.drive import Sharded, Sizes, code_shards
from dragoman.run.shards.executors import Broken, executor
from dragoman.run.shards.load import load
from factories_shards import PLAIN, Fragile, Here, lines, parquet

pytest.importorskip("daft", reason="Daft is not installed: pip install 'dragoman[daft]'")
from dragoman.run.shards.executors.daft import QUIET, Daft

SHARDS = 13  # of the pile below
MEMORY = 80 * 2**20  # bytes of a node's object store, near the least that Ray takes


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


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two nodes of one processor each, as processes of this machine."""
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]))
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'dragoman[ray]'")
    from ray.cluster_utils import Cluster

    # As Ray does by itself on systems other than Linux: all nodes are reached by the loopback address.
    monkeypatch.setattr("ray._private.ray_constants.ENABLE_RAY_CLUSTER", False)
    monkeypatch.setenv("RAY_raylet_start_wait_time_s", "120")  # a busy machine
    node = {"num_cpus": 1, "object_store_memory": MEMORY}
    made = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    try:
        assert made.address.startswith("127.0.0.1:")
        made.second = made.add_node(**node)
        ray.init(address=made.address, log_to_driver=False)
        yield made
    finally:
        ray.shutdown()
        made.shutdown()


class Killing(Daft):
    """Kills the second node once some shards are done."""

    killed = False

    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for number, done in enumerate(super().map(step, items), 1):
            yield done
            if number == 3 and not self.killed and isinstance(done[0], tuple):
                self.killed = True
                self.cluster.remove_node(self.cluster.second, allow_graceful=False)


def test_a_ray_cluster_that_loses_a_node_ends_with_every_shard_once(tmp_path: Path, cluster: Any) -> None:
    source = pile(tmp_path / "in")
    coded(source, tmp_path / "here", Here())
    by = Killing(0, cluster.address)
    by.cluster = cluster
    done = coded(source, tmp_path / "ray", by)
    assert by.killed
    assert (done.coded, done.counts["reports"], done.quarantined) == (SHARDS, 24, {})
    assert parquet(tmp_path / "ray") == parquet(tmp_path / "here")
    assert load(tmp_path / "ray", tmp_path / "R.db", configuration=PLAIN).added == 24


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
