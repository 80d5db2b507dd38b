"""The Protocol of executors, and which there are. In: a name; out: an Executor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from dragoman.model import UsageError

NAMES = ("local", "daft")


@dataclass(frozen=True, slots=True)
class Died:
    """Instead of a result: the process, or the machine, that was at it came to its end.

    Attributes:
        why: in words for people.
    """

    why: str


class Broken(Exception):
    """All that was under way came to nothing, and it can't be told which item was to blame."""


class Executor(Protocol):
    """Does steps elsewhere.

    Attributes:
        name: what it is called.
        reads: True if the input is best read by it, too; False if it is read here and the reports' shards are handed over.
    """

    @property
    def name(self) -> str: ...

    @property
    def reads(self) -> bool: ...

    def map(self, step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any | Died]]:
        """Every item with its result or Died, in the order in which they are done.

        Args:
            step: a value that can be sent to another process; what it keeps for itself there lasts from item to item.
            items: may be slow to come; they are fetched some ahead.

        Raises:
            Broken: if a process died and it can't be told at which item; the rest of `items` can be handed over once more.
            what the step raised, when it raised an error: that is no death.
        """

    def close(self) -> None:
        """Ends all processes."""


def executor(name: str, workers: int, ray: str | None = None) -> Executor:
    """An executor by its name.

    Args:
        workers: processes; with Ray: the most tasks at once, 0 for as many as the cluster has processors.
        ray: address of a Ray cluster; None for this machine alone.

    Raises:
        UsageError: if there is none of this name, or what it needs is not installed.
    """
    if name not in NAMES:
        raise UsageError(f"there is no executor {name!r}; known: {', '.join(NAMES)}")
    if ray is not None and name != "daft":
        raise UsageError(f"--ray goes with --executor daft, not with {name}")
    if name == "local":
        from dragoman.run.shards.executors.local import Local

        return Local(workers)
    try:
        from dragoman.run.shards.executors.daft import Daft

        return Daft(workers, ray)
    except ImportError as error:
        extra = "ray" if ray is not None else "daft"
        raise UsageError(f"{error.name or extra} is not installed: pip install 'dragoman[{extra}]'") from error
