"""The most memory that this process has held. In: nothing; out: kilobytes.

The figure of `getrusage` outlives the start of another program, so that a small process started by a large one seems large; the kernel's own
count of the address space begins anew with the program.
"""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_MOST = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


def peak_kb() -> int:
    """Kilobytes of resident memory at most so far; where the kernel does not tell (no Linux), those that `getrusage` gives."""
    found = _MOST.search(_STATUS.read_text(encoding="ascii")) if _STATUS.exists() else None
    if found is not None:
        return int(found[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most
