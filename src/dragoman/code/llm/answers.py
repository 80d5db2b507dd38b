"""The model's words -> the items in them. Nothing is believed: whatever is not an object with plain fields is left out and counted.

In: text that should be JSON, and may have a fence, a preamble or its end cut off. Out: an Answer of dicts, fields unchecked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.code.llm.errors import LlmError

MOST_ITEMS = 400  # of each kind in one answer: some ten a sentence; more is a model that repeats itself
_MOST_STARTS = 200  # places at which an object is looked for
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_DECODER = json.JSONDecoder()
KINDS = ("events", "statements")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought.

    Attributes:
        events, statements: objects as the model gave them.
        left_out: how many items were no objects, or too many; cut: the answer ended before its end.
    """

    events: tuple[dict[str, Any], ...] = ()
    statements: tuple[dict[str, Any], ...] = ()
    left_out: int = 0
    cut: bool = False


def read_answer(content: str) -> Answer:
    """The answer in the model's words.

    Raises:
        LlmError: if there is no JSON object with events or statements in it.
    """
    text = _THOUGHT.sub("", content)
    for start in _starts(text):
        found = _decoded(text, start)
        if isinstance(found, dict) and any(isinstance(found.get(kind), list) for kind in KINDS):
            return _answer({kind: found.get(kind) for kind in KINDS}, cut=False)
    saved = {kind: list(_whole_items(text, kind)) for kind in KINDS}
    if any(re.search(rf'"{kind}"\s*:\s*\[', text) for kind in KINDS):
        return _answer(saved, cut=True)
    raise LlmError("the answer is no JSON with events and statements")


def _answer(lists: dict[str, Any], *, cut: bool) -> Answer:
    kept: dict[str, tuple[dict[str, Any], ...]] = {}
    left_out = 0
    for kind, items in lists.items():
        whole = items if isinstance(items, list) else []
        objects = [item for item in whole if isinstance(item, dict)]
        kept[kind] = tuple(objects[:MOST_ITEMS])
        left_out += len(whole) - len(kept[kind])
    return Answer(kept["events"], kept["statements"], left_out, cut)


def _starts(text: str) -> Iterator[int]:
    at = text.find("{")
    for _ in range(_MOST_STARTS):
        if at < 0:
            return
        yield at
        at = text.find("{", at + 1)


def _decoded(text: str, start: int) -> Any:
    try:
        return _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _whole_items(text: str, kind: str) -> Iterator[Any]:
    """Items of a list whose end is missing, up to the first that is not whole."""
    opened = re.search(rf'"{kind}"\s*:\s*\[', text)
    at = opened.end() if opened else len(text)
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text) or text[at] != "{":
            return
        try:
            item, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield item
