"""Makes the index of the register of offices: under which keys which rows are found.

Goes in: the register's rows as the table has them. Comes out: one table for each kind of key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.knowledge.build import write
from dragoman.knowledge.offices import Offices, holding_of
from dragoman.knowledge.packed import KINDS, index_name, steps


def tables(rows: Sequence[Sequence[str]], naming: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """File name and content of each table. The key "" of the roles holds the last day of which any row tells."""
    offices = Offices((), naming)
    found: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in KINDS}
    last = ""
    for number, row in enumerate(rows):
        holding = holding_of(row)
        for kind, key in offices.keys(holding):
            found[kind][key].append(number)
        last = max(last, *(day.isoformat() for day in (holding.from_, holding.to) if day is not None))
    for kind in KINDS:
        cells = [(key, steps(numbers)) for key, numbers in sorted(found[kind].items())]
        yield index_name(kind), write.zipped(("key", "rows"), [("", last), *cells] if kind == "role" else cells)
