"""What a resolution worked out, kept for the next one. In: the parts of a `resolve.Memory`, plain; out: the same, or none if another resolver made them.

It is no evidence: a record without it resolves to the same, only slower.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from dragoman.record import fingerprints
from dragoman.record.connect import insert
from dragoman.record.tables import MEMORY, META

MADE_BY = "memory_made_by"
# The fastest level: the arrays are random numbers, which no level makes smaller, and the JSON shrinks to a fifth.
LEVEL = 1


@dataclass(slots=True)
class Kept:
    """One kind's part of a memory.

    Attributes:
        nothing: codes of pairs, 64 bits each, little-endian, sorted.
        kept: code of a pair -> what was found.
        blocks: key of a block -> its clusters.
    """

    nothing: bytes = b""
    kept: dict[int, Any] = field(default_factory=dict)
    blocks: dict[str, Any] = field(default_factory=dict)


def read(connection: Connection) -> dict[str, Kept]:
    """What is kept by kind; nothing if a resolver with other bytes made it, since its results may differ."""
    made_by = connection.execute(select(META.c.value).where(META.c.name == MADE_BY)).scalar()
    if made_by != fingerprints.resolver():
        return {}
    found: dict[str, Kept] = {}
    for kind, part, value in connection.execute(select(MEMORY.c.kind, MEMORY.c.part, MEMORY.c.value)):
        own, content = found.setdefault(kind, Kept()), zlib.decompress(value)
        if part == "nothing":
            own.nothing = content
        elif part == "kept":
            own.kept = {int(code): result for code, result in json.loads(content).items()}
        else:
            own.blocks = json.loads(content)
    return found


def write(connection: Connection, memory: Mapping[str, Kept]) -> None:
    """Puts this in the place of what was kept."""
    connection.execute(MEMORY.delete())
    rows = []
    for kind in sorted(memory):
        own = memory[kind]
        parts = {"nothing": own.nothing, "kept": _plain(own.kept), "blocks": _plain(own.blocks)}
        rows += [{"kind": kind, "part": part, "value": zlib.compress(content, LEVEL)} for part, content in parts.items()]
    if rows:
        connection.execute(MEMORY.insert(), rows)
    mark = insert(connection, META).values(name=MADE_BY, value=fingerprints.resolver())
    connection.execute(mark.on_conflict_do_update(index_elements=["name"], set_={"value": fingerprints.resolver()}))


def _plain(value: object) -> bytes:
    # Ids and reasons may hold lone surrogates; ASCII escapes keep them.
    return json.dumps(value, separators=(",", ":")).encode("ascii")
