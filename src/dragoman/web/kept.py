"""What a server keeps while the record stays as it is: answers that cost much (the whole of a pair's dealings, an actor's company), and pages as sent.

In: questions; out: answers.

What was asked longest ago goes first. Shared by all threads of a server, and gone with it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import blake2b
from threading import Lock
from typing import Any, TypeVar, cast

from starlette.responses import Response

T = TypeVar("T")

MOST_BYTES = 48 * 1024 * 1024  # of pages kept: some hundreds of large ones
LARGEST = 2 * 1024 * 1024  # of one that is kept

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


class Pages:
    """Answers as they were sent, by their marks (see `mark`): who asks the same again costs next to nothing."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size, self._lock = most, 0, Lock()
        self._held = OrderedDict[str, tuple[bytes, list[tuple[bytes, bytes]]]]()

    def get(self, mark: str) -> Response | None:
        """The answer of this mark."""
        with self._lock:
            found = self._held.get(mark)
            if found is None:
                return None
            self._held.move_to_end(mark)
        response = Response(found[0])
        response.raw_headers = list(found[1])
        return response

    def put(self, mark: str, response: Response) -> None:
        """Keeps an answer; what was asked longest ago goes."""
        body = bytes(response.body)
        if len(body) > LARGEST:
            return
        with self._lock:
            if mark not in self._held:
                self._held[mark] = body, list(response.raw_headers)
                self._size += len(body)
            while self._size > self._most:
                _, (old, _) = self._held.popitem(last=False)
                self._size -= len(old)


def mark(*parts: object) -> str:
    """What an answer is known by to browsers (its ETag) and here: the same parts, the same answer."""
    return f'"{blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()}"'
