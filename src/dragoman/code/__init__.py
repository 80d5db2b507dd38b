"""Sentence -> event reports and statements: triggers, roles, type and mode, status, attribution, numbers.

Doors: `code(working, knowledge)` and `registry`, which names coders so that a configuration can choose one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.code.coder import code
from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

Coder = Callable[[Working, "Knowledge"], Working]
registry: Mapping[str, Coder] = MappingProxyType({"rules": code})

__all__ = ["Coder", "code", "registry"]
