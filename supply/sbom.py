"""`python -m supply.sbom OUT.json`: a software bill of materials (CycloneDX 1.5) of what the program is installed with, and of the files it brings along.

In: the lock file, installed notes, the manifest of vendored web files. Out: JSON; the same lock gives the same bytes (no clock, no random serial number).
"""

from __future__ import annotations

import json
import sys
import uuid
from pathlib import Path
from typing import Any

import dragoman
from supply.licences import check
from supply.locked import RUN, read


def sbom() -> dict[str, Any]:
    """The bill as plain values."""
    locked = read(RUN)
    licences = {one.name: one.licence for one in check(locked, for_users=True)}
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name}@{one.version}",
            "licenses": [{"license": {"name": licences[one.name]}}] if licences.get(one.name) else [],
            "hashes": [{"alg": "SHA-256", "content": digest.removeprefix("sha256:")} for digest in one.hashes],
        }
        for one in locked
    ]
    components += _vendored()
    told = json.dumps(components, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "dragoman", "version": dragoman.__version__, "purl": f"pkg:pypi/dragoman@{dragoman.__version__}"}
        },
        "components": components,
    }


def _vendored() -> list[dict[str, Any]]:
    """The files of the web pages that were taken from npm packages, by their own manifest."""
    from dragoman.web.vendor import manifest

    return [
        {
            "type": "library",
            "bom-ref": f"pkg:npm/{one.name}@{one.version}#{one.file}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:npm/{one.name}@{one.version}",
            "licenses": [{"license": {"name": one.licence}}],
            "hashes": [{"alg": "SHA-256", "content": one.sha256}],
        }
        for one in manifest()
    ]


def main() -> int:
    """Writes the bill."""
    if len(sys.argv) != 2:
        print("python -m supply.sbom OUT.json", file=sys.stderr)
        return 2
    Path(sys.argv[1]).write_text(json.dumps(sbom(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
