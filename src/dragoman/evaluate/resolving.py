"""What resolving costs by the number of event reports, on made-up worlds. In: sizes; out: seconds, memory, and what one per cent more reports costs.

Each size is measured in a process of its own, since the most memory that a process ever took can't be measured twice in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.evaluate.peak import peak_kb
from dragoman.evaluate.worlds import claims
from dragoman.resolve import resolve
from dragoman.resolve.memory import Memory

SIZES = (1_000, 10_000, 100_000)
# Reports added to see what a build costs that re-opens only what they touch: one in so many.
FURTHER = 100


def costs(sizes: Iterable[int]) -> list[dict[str, Any]]:
    """The figures of each size, each from a process of its own."""
    command = [sys.executable, "-m", "dragoman.evaluate.resolving"]
    return [json.loads(subprocess.run([*command, str(size)], capture_output=True, text=True, check=True).stdout) for size in sizes]


def cost(size: int) -> dict[str, Any]:
    """Seconds of processor time and kilobytes for so many event reports (or a few more), and the same with one per cent more reports."""
    whole = list(claims(size + size // FURTHER + 1))
    first = whole[: len(whole) * FURTHER // (FURTHER + 1)]
    memory = Memory()
    before = time.process_time()
    resolve(first, memory=memory)
    seconds = time.process_time() - before
    peak = peak_kb()
    memory.forget()
    memory.opened.clear()
    memory.seen.clear()
    before = time.process_time()
    resolve(whole, memory=memory)
    return {
        "event_reports": sum(len(claim.reading.events) for claim in first),
        "reports": len(first),
        "seconds": round(seconds, 2),
        "peak_memory_kb": peak,
        "added_reports": len(whole) - len(first),
        "seconds_again": round(time.process_time() - before, 2),
        "reopened": {kind: [memory.opened[kind], memory.seen[kind]] for kind in sorted(memory.seen)},
    }


def lines(found: Sequence[dict[str, Any]]) -> list[str]:
    """The figures for people; growth is that of the seconds from the size before."""
    out = ["resolving made-up worlds, one process"]
    for place, one in enumerate(found):
        size, seconds = one["event_reports"], one["seconds"]
        growth = f"   {seconds / found[place - 1]['seconds']:5.1f} times the size before" if place and found[place - 1]["seconds"] else ""
        out.append(f"{size:9} event reports {seconds:9.2f} s CPU   {one['peak_memory_kb'] / 1024:6.0f} MB{growth}")
        opened = ", ".join(f"{opened} of {seen} {kind} blocks" for kind, (opened, seen) in one["reopened"].items())
        share = f" ({one['seconds_again'] / seconds:.0%} of a full resolve)" if seconds else ""
        out.append(f"    {one['added_reports']} of {one['reports']} reports more: {one['seconds_again']:.2f} s CPU{share}; re-opened {opened}")
    return out


if __name__ == "__main__":
    print(json.dumps(cost(int(sys.argv[1]))))
