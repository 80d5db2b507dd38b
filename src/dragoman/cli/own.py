"""A user's own knowledge files and choice of coder as told on the command line. In: a configuration and options; out: the configuration with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def with_coder(configuration: Configuration, coder: str | None, told: dict[str, Any]) -> Configuration:
    """The configuration with this coder, and with what the one that asks a language model is told.

    Args:
        told: settings of LlmOptions; None where the command line says nothing of one.

    Raises:
        UsageError: if there is no such coder, or if something is told to a coder that isn't chosen.
    """
    from dragoman.model import UsageError
    from dragoman.run.configuration import ASKING, check_coder

    if coder is not None:
        check_coder(coder)
        configuration = replace(configuration, coder=coder)
    said = {name: value for name, value in told.items() if value is not None}
    if not said:
        return configuration
    if configuration.coder != ASKING:
        option = next(iter(said)).replace("_", "-")
        raise UsageError(f"--llm-{option} has no effect with the coder {configuration.coder!r}; say --coder {ASKING} if a language model is to be asked")
    return replace(configuration, llm=replace(configuration.llm, **said))
