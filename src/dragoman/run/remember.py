"""Between the resolver's memory and the record that keeps it. In: the one; out: the other; and which blocks a resolution re-opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dragoman.record.memory import Kept
from dragoman.resolve.memory import Memory
from dragoman.run.spread import spreading

# The codes' form in the record, whatever the machine's own is.
CODES = np.dtype("<u8")


@dataclass(frozen=True, slots=True)
class Reopened:
    """Blocks by kind ("event", "story"): those worked out anew, and all. A block is what hangs together by likeness of its members."""

    opened: Mapping[str, int]
    seen: Mapping[str, int]

    def told(self) -> str:
        """For people: `re-opened 3 of 120 event blocks, 1 of 40 story blocks`."""
        return "re-opened " + ", ".join(f"{self.opened.get(kind, 0)} of {count} {kind} blocks" for kind, count in sorted(self.seen.items()) if count)


def remembered(parts: Mapping[str, Kept], processes: int = 1) -> Memory:
    """The memory that the record keeps; what it does not hold is worked out by so many processes."""
    memory = Memory(spreading(processes))
    for kind, own in parts.items():
        memory.nothing[kind] = np.frombuffer(own.nothing, dtype=CODES).astype(np.uint64)
        memory.kept[kind], memory.blocks[kind] = own.kept, own.blocks
    return memory


def kept(memory: Memory) -> dict[str, Kept]:
    """What of a memory the record keeps."""
    kinds = {*memory.nothing, *memory.kept, *memory.blocks}
    found = {}
    for kind in sorted(kinds):
        nothing = memory.nothing.get(kind, np.empty(0, dtype=np.uint64))
        found[kind] = Kept(nothing.astype(CODES).tobytes(), memory.kept.get(kind, {}), memory.blocks.get(kind, {}))
    return found
