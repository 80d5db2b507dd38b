"""Sentence -> event reports and statements: triggers, roles, type and mode, status, attribution, numbers.

Doors: `code(working, knowledge)` and `registry`, which names coders so that a configuration can choose one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.code import coder
from dragoman.code.head.scorer import load_head
from dragoman.code.llm.options import LlmOptions
from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

Coder = Callable[[Working, "Knowledge"], Working]
Factory = Callable[[LlmOptions], Coder]
USUAL = "rules+head"


def code(working: Working, knowledge: Knowledge) -> Working:
    """Events and statements of a report: rules, and the trained head that doubts, completes and adds to what they find."""
    return coder.code(working, knowledge, load_head())


def rules(working: Working, knowledge: Knowledge) -> Working:
    """Rules alone."""
    return coder.code(working, knowledge)


def asking(options: LlmOptions) -> Coder:
    """A coder that asks a language model; it sends what it reads to the options' endpoint.

    Raises:
        UsageError: if the options or the installation don't allow it.
    """
    from dragoman.code.llm.coder import LlmCoder

    fallback = None if options.on_error == "error" else {USUAL: code, "rules": rules}.get(options.on_error)
    return LlmCoder(options, fallback)


registry: Mapping[str, Factory] = MappingProxyType({USUAL: lambda options: code, "rules": lambda options: rules, "llm": asking})

__all__ = ["USUAL", "Coder", "Factory", "code", "registry", "rules"]
