"""The lock files: every version of every dependency with the hashes of its files. In: locks/*.txt. Out: names, versions, hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
RUN, DEV = ROOT / "locks" / "run.txt", ROOT / "locks" / "dev.txt"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Locked:
    """One pinned distribution. marker: on which machines it is wanted, empty for all."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def wanted_here(self) -> bool:
        return not self.marker or Marker(self.marker).evaluate()


def read(path: Path) -> list[Locked]:
    """The pins of a lock file, in its order.

    Raises:
        ValueError: for a line that is neither a pin nor a hash.
    """
    found: list[tuple[str, str, str, list[str]]] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if pin := _PIN.match(line):
            found.append((canonicalize_name(pin[1]), pin[2], (pin[3] or "").strip(), []))
        elif (hashed := _HASH.search(line)) and found:
            found[-1][3].append(hashed[1])
        else:
            raise ValueError(f"{path.name}:{number}: neither a pin nor a hash: {line!r}")
    return [Locked(name, version, marker, tuple(hashes)) for name, version, marker, hashes in found]
