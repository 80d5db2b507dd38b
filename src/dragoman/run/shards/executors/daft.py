"""Daft: its own processes on this machine, or those of a Ray cluster. Items and results travel as bytes; the step loads what it needs once a process.

Daft can't tell which of its processes died of which item: a query that breaks is Broken, and whoever asked finds out what was under way.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from dragoman.model import UsageError
from dragoman.run.shards.executors.registry import Broken, Died

# Items in one query, times workers: a query starts its processes anew, which costs each the loading of its models.
ITEMS_TO_A_WORKER = 64
# Nothing is told to anybody about who runs what; said before either package is loaded, and never against what the user says.
QUIET = {
    "DO_NOT_TRACK": "true",
    "SCARF_NO_ANALYTICS": "true",
    "DAFT_ANALYTICS_ENABLED": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
}


class Daft:
    """Daft's native runner, or with an address its runner on a Ray cluster.

    Args:
        workers: processes at once; 0 on a cluster: as many as it has processors.
        ray: address of the cluster; None for this machine alone.

    Raises:
        ImportError: if Daft, or Ray where it is asked for, is not installed.
        UsageError: if this process has given its queries to a runner of the other kind already.
    """

    name = "daft"

    def __init__(self, workers: int, ray: str | None = None) -> None:
        for name, value in QUIET.items():
            os.environ.setdefault(name, value)
        # By name, so that types are checked alike whether the two are installed or not.
        daft: Any = import_module("daft")
        self._daft = daft
        self.reads = ray is not None
        self._workers = workers
        cluster: Any = import_module("ray") if ray is not None else None
        unset = _unset(daft, "native" if ray is None else "ray")
        if cluster is None:
            if unset:
                daft.set_runner_native()
            return
        if not cluster.is_initialized():
            cluster.init(address=ray, log_to_driver=False)
        if unset:
            daft.set_runner_ray(noop_if_initialized=True)
        self._workers = workers or max(1, int(cluster.cluster_resources().get("CPU", 1)))

    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any | Died]]:
        """See Executor.

        Raises:
            Broken: if a query came to nothing; what it gave before stands.
        """
        waiting = iter(items)
        while some := list(islice(waiting, self._workers * ITEMS_TO_A_WORKER)):
            yield from self._query(step, some)

    def close(self) -> None:
        """See Executor: Daft ends its processes with each query."""

    def _query(self, step: Callable[[Any], Any], items: list[Any]) -> Iterator[tuple[Any, Any]]:
        daft = self._daft
        frame = daft.from_pydict({"number": list(range(len(items))), "item": [pickle.dumps(item) for item in items]})
        if self.reads:
            # One item a task, so that a machine that is lost takes few with it.
            frame = frame.into_partitions(len(items))
        doer = _doer(daft, min(self._workers, len(items)), own_process=None if self.reads else True)(pickle.dumps(step))
        done = frame.select(frame["number"], doer.do(frame["item"]).alias("done"))
        try:
            for row in done.iter_rows():
                told, value = pickle.loads(row["done"])
                if not told:
                    raise _Told(value)
                yield items[row["number"]], value
        except _Told as error:
            raise error.error from None
        except Exception as error:
            raise Broken(" ".join(str(error).split())[:300] or type(error).__name__) from error


def _unset(daft: Any, wanted: str) -> bool:
    """True if this process has no runner yet. Daft lets a process choose once; its public functions can't tell without choosing, hence the private one."""
    there = daft.runners._get_runner()
    if there is not None and there.name != wanted:
        raise UsageError(f"Daft runs its queries {there.name} in this process, which it can't change to {wanted}; start another process")
    return there is None


class _Told(Exception):
    """An error of the step's own."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def _doer(daft: Any, workers: int, *, own_process: bool | None) -> Any:
    """A class of Daft's, made here since its decorators are Daft's, too."""

    @daft.cls(use_process=own_process, max_concurrency=workers)
    class Doer:
        def __init__(self, step: bytes) -> None:
            self._step = pickle.loads(step)

        @daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=1)  # type: ignore[untyped-decorator]
        def do(self, items: Any) -> list[bytes]:
            return [_done(self._step, item) for item in items.to_pylist()]

    return Doer


def _done(step: Callable[[Any], Any], item: bytes) -> bytes:
    try:
        return pickle.dumps((True, step(pickle.loads(item))))
    except Exception as error:
        return pickle.dumps((False, error))
