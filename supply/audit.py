"""`python -m supply.audit OSV_FOLDER`: holds the lock against security advisories in OSV's format that lie in a folder (or zip), without a network.

OSV publishes all advisories of PyPI as one zip; fetch it where you may, carry it where you need it.
In: advisories. Out: a line for each that fits, exit status 1 if any does.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from supply.locked import DEV, Locked, read


@dataclass(frozen=True, slots=True)
class Finding:
    """One advisory that fits a locked version."""

    name: str
    version: str
    advisory: str
    summary: str


def audit(locked: list[Locked], advisories: Iterator[dict[str, Any]]) -> list[Finding]:
    """The advisories that fit; withdrawn ones are passed over."""
    by_name = {one.name: one for one in locked}
    found = []
    for advisory in advisories:
        if advisory.get("withdrawn"):
            continue
        for affected in advisory.get("affected", ()):
            package = affected.get("package", {})
            one = by_name.get(canonicalize_name(package.get("name", ""))) if package.get("ecosystem") == "PyPI" else None
            if one is not None and _fits(affected, one.version):
                found.append(Finding(one.name, one.version, str(advisory.get("id")), str(advisory.get("summary") or advisory.get("details") or "")[:160]))
    return sorted(set(found), key=lambda finding: (finding.name, finding.advisory))


def _fits(affected: dict[str, Any], version: str) -> bool:
    """Named outright, or within a range (OSV schema, affected[].ranges[]: introduced, fixed, last_affected)."""
    if version in affected.get("versions", ()):
        return True
    return any(_within(ranged["events"], Version(version)) for ranged in affected.get("ranges", ()) if ranged.get("type") == "ECOSYSTEM")


def _within(events: list[dict[str, str]], version: Version) -> bool:
    inside = False
    for event in events:
        try:
            if "introduced" in event and (event["introduced"] == "0" or version >= Version(event["introduced"])):
                inside = True
            elif ("fixed" in event and version >= Version(event["fixed"])) or ("last_affected" in event and version > Version(event["last_affected"])):
                inside = False
        except InvalidVersion:
            continue
    return inside


def advisories_in(path: Path) -> Iterator[dict[str, Any]]:
    """All advisories in a folder or zip of JSON files."""
    if path.is_file():
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))
        return
    for file in sorted(path.rglob("*.json")):
        yield json.loads(file.read_text("utf-8"))


def main() -> int:
    """Prints what fits."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).exists():
        print("python -m supply.audit FOLDER_OR_ZIP_OF_OSV_ADVISORIES", file=sys.stderr)
        return 2
    found = audit(read(DEV), advisories_in(Path(sys.argv[1])))
    for one in found:
        print(f"{one.name} {one.version}: {one.advisory} {one.summary}")
    print(f"{len(found)} advisories fit the lock")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
