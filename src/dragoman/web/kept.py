"""Answers that cost much, kept while the record stays as it is: the whole of a pair's dealings, an actor's company. In: questions; out: answers.

What was asked longest ago goes first. Shared by all threads of a server, and gone with it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")

MOST_KEPT = 256  # answers; that of the busiest pair in a record of a million event reports takes some 10 MB, most take some kB


class Kept:
    """A bounded store of answers."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most, self._held, self._lock = most, OrderedDict[Hashable, Any](), Lock()
        self._asked: dict[Hashable, Lock] = {}  # questions that are being worked out

    def get(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer kept, else a new one: one thread works it out, and who asks meanwhile waits for it."""
        with self._lock:
            if question in self._held:
                return cast(T, self._found(question))
            turn = self._asked.setdefault(question, Lock())
        with turn:
            with self._lock:
                if question in self._held:
                    return cast(T, self._found(question))
            try:
                found = answer()
            finally:
                with self._lock:
                    self._asked.pop(question, None)
            with self._lock:
                self._held[question] = found
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        return found

    def _found(self, question: Hashable) -> Any:
        self._held.move_to_end(question)
        return self._held[question]
