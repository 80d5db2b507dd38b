"""The gate for web pages, made of what a configuration knows. In: a configuration; out: what says of a page whether it is worth reading, and its digest."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from dragoman.model import digest
from dragoman.run.configuration import Configuration
from dragoman.run.identity import identity


@lru_cache(maxsize=1)
def gate_of(configuration: Configuration) -> Callable[[bytes], bool]:
    """See `read.worth`; made once a process, as its names take seconds to gather."""
    from dragoman.knowledge import load
    from dragoman.read.worth import Worth

    return Worth(load(configuration.knowledge)).passes


def gate_digest(configuration: Configuration) -> str:
    """Stands for all that the gate knows; the code that asks it is that of the readers."""
    return digest(identity(configuration).knowledge, configuration.digest)
