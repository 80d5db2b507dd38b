"""The packed gazetteer: hundreds of thousands of places of which a report asks for a few dozen.

Goes in: bytes made by `pack` (data/places.bin). Comes out: for a name key the rows that bear it. Only the table of names is held in memory; rows
lie in small zipped blocks that are opened when a name asks for them.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from dragoman.model import KnowledgeError

# Rows to a block: 256 unzip in some 60 microseconds; larger blocks save little more.
_ROWS_A_BLOCK = 256
# Open blocks kept: 192 are some 5 MB, the places of a few reports on end.
_BLOCKS_HELD = 192
_MAGIC = b"DRGZ1"
_OTHERWISE, _WORD = 1, 2


@dataclass(frozen=True, slots=True)
class Posting:
    """That a row bears a name. `otherwise`: it is not the usual one. `word`: the name is a plain English word too ("Reading")."""

    row: int
    otherwise: bool
    word: bool


def _digest(key: str) -> tuple[int, int]:
    """48 bits of a name key: the first 32 order the table, the last 16 leave one wrong hit in some thousand million."""
    first, last = struct.unpack("<IH", blake2b(key.encode("utf-8"), digest_size=6).digest())
    return int(first), int(last)


def pack(rows: Sequence[str], names: Iterable[tuple[str, Posting]]) -> bytes:
    """The table as bytes, the same for the same rows.

    Args:
        rows: tab-separated lines.
        names: name key and posting; postings of one key keep their order.
    """
    told = sorted((*_digest(key), at, posting) for at, (key, posting) in enumerate(names))
    hashes, checks = array("I", (one[0] for one in told)), array("H", (one[1] for one in told))
    postings = array("I", ((one[3].row << 2) | (_OTHERWISE * one[3].otherwise) | (_WORD * one[3].word) for one in told))
    blocks = [zlib.compress("\n".join(rows[at : at + _ROWS_A_BLOCK]).encode("utf-8"), 9) for at in range(0, len(rows), _ROWS_A_BLOCK)]
    tables = [zlib.compress(_little(table).tobytes(), 9) for table in (hashes, checks, postings)]
    header = json.dumps({"rows": len(rows), "tables": [len(table) for table in tables], "blocks": [len(block) for block in blocks]}).encode("utf-8")
    return b"".join([_MAGIC, struct.pack("<I", len(header)), header, *tables, *blocks])


def _little(table: array[int]) -> array[int]:
    if sys.byteorder == "big":
        table = array(table.typecode, table)
        table.byteswap()
    return table


class Gazetteer:
    """Rows by name key.

    Args:
        data: what `pack` made. source: used in errors.

    Raises:
        KnowledgeError: if the bytes are something else.
    """

    def __init__(self, data: bytes, source: str = "places.bin") -> None:
        if data[: len(_MAGIC)] != _MAGIC:
            raise KnowledgeError("is no packed gazetteer; build it with `python -m dragoman.knowledge.build.places`", source=source)
        at = len(_MAGIC) + 4
        (length,) = struct.unpack("<I", data[at - 4 : at])
        header = json.loads(data[at : at + length])
        at += length
        tables = []
        for code, size in zip("IHI", header["tables"], strict=True):
            table = array(code)
            table.frombytes(zlib.decompress(data[at : at + size]))
            tables.append(_little(table))
            at += size
        self._hashes, self._checks, self._postings = tables
        self._rows = int(header["rows"])
        starts = [0]
        for size in header["blocks"]:
            starts.append(starts[-1] + size)
        self._starts, self._blocks = starts, data[at:]
        self._block = lru_cache(maxsize=_BLOCKS_HELD)(self._opened)

    def __len__(self) -> int:
        return self._rows

    def postings(self, key: str) -> list[Posting]:
        """The rows that bear a name, most people first; empty where none does."""
        first, last = _digest(key)
        at, found = bisect_left(self._hashes, first), []
        while at < len(self._hashes) and self._hashes[at] == first:
            if self._checks[at] == last:
                value = self._postings[at]
                found.append(Posting(value >> 2, bool(value & _OTHERWISE), bool(value & _WORD)))
            at += 1
        return found

    def row(self, number: int) -> list[str]:
        """The cells of one row."""
        return self._block(number // _ROWS_A_BLOCK)[number % _ROWS_A_BLOCK].split("\t")

    def _opened(self, number: int) -> list[str]:
        return zlib.decompress(self._blocks[self._starts[number] : self._starts[number + 1]]).decode("utf-8").split("\n")
