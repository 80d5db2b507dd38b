"""Who does the steps: processes of this machine, Daft, a Ray cluster. One Protocol, and the executors by name; nothing is loaded unless asked for."""

from dragoman.run.shards.executors.registry import NAMES, Broken, Died, Executor, executor

__all__ = ["NAMES", "Broken", "Died", "Executor", "executor"]
