"""Dragoman: one sourced, dated, de-duplicated record out of messy news reports. `from dragoman import Record` to ask one from Python."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.library import Record as Record

__version__ = "0.1.0"
__all__ = ["Record", "__version__"]


def __getattr__(name: str) -> Any:
    """`Record` is fetched when it is first asked for, so that `dragoman --help` doesn't load the whole house."""
    if name == "Record":
        return import_module("dragoman.library").Record
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
