"""Keyset paging: a page ends at a row, and the next begins behind that row's key, whatever was added before it.

In: rows in order of their keys. Out: some of them, and where to go on.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from dragoman.model import UsageError

T = TypeVar("T")
Key = tuple[str, ...]


def paged(rows: Sequence[T], key: Callable[[T], Key], after: str | None, limit: int) -> tuple[list[T], str | None]:
    """The rows behind a cursor, at most `limit`, and the cursor of the rows behind those; None at the end.

    Args:
        rows: sorted by `key`, which is a tuple of texts, different for each row.

    Raises:
        UsageError: if `after` is no cursor.
    """
    behind = rows if after is None else [row for row in rows if key(row) > decoded(after)]
    some = list(behind[:limit])
    return some, encoded(key(some[-1])) if len(behind) > limit else None


def encoded(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def decoded(cursor: str, parts: int | None = None) -> Key:
    """The key that a cursor stands for.

    Args:
        parts: how many it must have; None: any number.

    Raises:
        UsageError: if it is none.
    """
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        key = None
    if not isinstance(key, list) or not all(isinstance(part, str) for part in key) or parts not in (None, len(key)):
        raise no_place(cursor)
    return tuple(key)


def no_place(cursor: str) -> UsageError:
    """What is said of a cursor that none of our pages gave."""
    return UsageError(f"after={cursor!r} is no place to go on from; take the `next` of the page before")
