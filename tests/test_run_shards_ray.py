"""A Ray cluster of two nodes, one of which is killed in the middle: the same bytes as from this process, each shard once.

In a process of its own, since Daft can choose its runner only once in a process.
"""

from __future__ import annotations

import faulthandler
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.run.shards.layout import read_json
from dragoman.run.shards.load import load
from factories_shards import PILED, PLAIN, Here, findable, parquet, pile, pile_coded

pytest.importorskip("daft", reason="Daft is not installed: make cluster brings it")
from dragoman.run.shards.executors.daft import QUIET, Daft

MEMORY = 80 * 2**20  # bytes of a node's object store, near the least that Ray takes
STARTS = 3
MOST_SECONDS = 400  # a cluster that hangs takes this process with it, and the cluster goes with the process


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two nodes of one processor each, as processes of this machine."""
    ray = pytest.importorskip("ray", reason="Ray is not installed: make cluster brings it")
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    findable(monkeypatch)
    from ray.cluster_utils import Cluster

    # As Ray does by itself on systems other than Linux: all nodes are reached by the loopback address.
    monkeypatch.setattr("ray._private.ray_constants.ENABLE_RAY_CLUSTER", False)
    node = {"num_cpus": 1, "object_store_memory": MEMORY, "include_dashboard": False}
    faulthandler.dump_traceback_later(MOST_SECONDS, exit=True)
    # Not pytest's own folder: the path of a socket must not be longer than 107 characters.
    with tempfile.TemporaryDirectory(prefix="ray", dir="/tmp", ignore_cleanup_errors=True) as folder:
        made = started(Cluster, node, folder)
        try:
            assert made.address.startswith("127.0.0.1:")
            ray.init(address=made.address, log_to_driver=False)
            yield made
        finally:
            ray.shutdown()
            made.shutdown()
            faulthandler.cancel_dump_traceback_later()


def started(kind: Any, node: dict[str, Any], folder: str) -> Any:
    """A head and a second node. Ray gives each thirty seconds to start, which it may not have on a busy machine."""
    for left in reversed(range(STARTS)):
        made = kind()
        try:
            made.add_node(**node, temp_dir=folder)
            made.second = made.add_node(**node)
            break
        except Exception as error:
            made.shutdown()
            if not left or "timed out" not in str(error):
                raise
    return made


class Killing(Daft):
    """Kills the second node once three shards are coded, while others are under way."""

    killed_at = 0

    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for number, done in enumerate(super().map(step, items), 1):
            yield done
            if number == 3 and not self.killed_at and isinstance(done[0], tuple):
                self.killed_at = number
                self.cluster.remove_node(self.cluster.second, allow_graceful=False)


def test_a_cluster_that_loses_a_node_ends_with_every_shard_once(tmp_path: Path, cluster: Any) -> None:
    source, out = pile(tmp_path / "in"), tmp_path / "ray"
    pile_coded(source, tmp_path / "here", Here())
    by = Killing(0, cluster.address)
    by.cluster = cluster
    done = pile_coded(source, out, by)
    assert by.killed_at == 3
    assert (done.coded, done.counts["reports"], done.quarantined) == (PILED, 24, {})
    assert parquet(out) == parquet(tmp_path / "here")
    named = [read_json(path)["input"] for path in out.glob("shards/*/done.json")]  # type: ignore[index]
    assert len(named) == len(set(named)) == PILED
    assert load(out, tmp_path / "R.db", configuration=PLAIN).added == 24
