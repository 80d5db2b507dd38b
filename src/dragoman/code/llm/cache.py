"""Answers kept by the name of their request, so that the same report costs once and reads the same ever after. In: a folder; out: kept answers.

A file is one answer. It is read with the same distrust as the endpoint's own: whoever can write to the folder can make the model say things.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dragoman.code.llm.errors import LlmError
from dragoman.model import UsageError

FORMAT: Final = 1
# Answers held in memory besides: a batch that is read again after a fault in another component asks nothing twice, even without a folder.
MOST_HELD = 512
MOST_BYTES = 8 * 2**20  # of one file; twice what the client takes of an answer


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer took: tokens read and written, and its price where the endpoint tells one."""

    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: the model's words, and what they took when they were asked for."""

    content: str
    usage: Usage


class AnswerCache:
    """Answers by name, in memory and, if there is a folder, on disk.

    Raises:
        UsageError: if the folder can't be made.
    """

    def __init__(self, folder: Path | None, *, read_only: bool = False) -> None:
        self._folder, self._read_only = folder, read_only
        self._held: OrderedDict[str, Kept] = OrderedDict()
        if folder is None or read_only:
            return
        try:
            # Answers quote the reports: nobody else on the machine needs to read them.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"the cache folder can't be made: {error.strerror}", source=str(folder)) from error

    def get(self, name: str) -> Kept | None:
        """The answer of that name, None where there is none that can be read."""
        if name in self._held:
            return self._held[name]
        path = self.path(name)
        if path is None:
            return None
        try:
            with path.open("rb") as stream:
                found = _kept(json.loads(stream.read(MOST_BYTES + 1)))
        except (OSError, ValueError, RecursionError):
            return None
        if found is not None:
            self._hold(name, found)
        return found

    def put(self, name: str, kept: Kept, model: str) -> None:
        """Keep an answer.

        Raises:
            LlmError: if it can't be written.
        """
        self._hold(name, kept)
        path = self.path(name)
        if path is None or self._read_only:
            return
        usage = {"tokens_in": kept.usage.tokens_in, "tokens_out": kept.usage.tokens_out, "cost": kept.usage.cost}
        text = json.dumps({"format": FORMAT, "model": model, "usage": usage, "content": kept.content}, sort_keys=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
                stream.write(text)
            unfinished.replace(path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise LlmError(f"the cache can't be written: {error.strerror}", source=str(path)) from error

    def path(self, name: str) -> Path | None:
        """The file that holds, or would hold, the answer of that name."""
        return None if self._folder is None else self._folder / name[:2] / f"{name}.json"

    def _hold(self, name: str, kept: Kept) -> None:
        self._held[name] = kept
        self._held.move_to_end(name)
        if len(self._held) > MOST_HELD:
            self._held.popitem(last=False)


def _kept(data: Any) -> Kept | None:
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("content"), str):
        return None
    return Kept(data["content"], usage_of(data.get("usage"), "tokens_in", "tokens_out"))


def usage_of(data: Any, read: str, written: str) -> Usage:
    """Counts out of an untrusted object; what is missing or no count is zero.

    Args:
        read, written: names of the counts of tokens read and written.
    """
    if not isinstance(data, dict):
        return Usage()
    cost = data.get("cost")
    told = float(cost) if isinstance(cost, int | float) and not isinstance(cost, bool) and 0 <= cost < 1e6 else None
    return Usage(_count(data.get(read)), _count(data.get(written)), told)


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0
