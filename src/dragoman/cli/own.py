"""A user's own knowledge files as told on the command line. In: a configuration and paths; out: the configuration with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.run import Configuration


def with_knowledge(configuration: Configuration, files: list[Path] | None) -> Configuration:
    """The configuration with the files added to its own; read here, so that a mistake in them is told before any report is read.

    Raises:
        KnowledgeError: if a file can't be read or is wrong, naming file and line.
    """
    if not files:
        return configuration
    from dragoman.knowledge import load

    found = replace(configuration, knowledge=(*configuration.knowledge, *files))
    load(found.knowledge)
    return found
