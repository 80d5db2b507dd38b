"""Sentence -> event reports and statements: triggers, roles, type and mode, status, attribution, numbers.

Doors: `code(working, knowledge)` and `registry`, which names coders so that a configuration can choose one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.code import coder
from dragoman.code.head.scorer import load_head
from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

Coder = Callable[[Working, "Knowledge"], Working]


def code(working: Working, knowledge: Knowledge) -> Working:
    """Events and statements of a report: rules, and the trained head that doubts, completes and adds to what they find."""
    return coder.code(working, knowledge, load_head())


def rules(working: Working, knowledge: Knowledge) -> Working:
    """Rules alone."""
    return coder.code(working, knowledge)


registry: Mapping[str, Coder] = MappingProxyType({"rules+head": code, "rules": rules})

__all__ = ["Coder", "code", "registry", "rules"]
