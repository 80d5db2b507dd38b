"""Files of others that the pages need, kept in static/vendor so that everything works offline: fetched from npm by name and version, checked by hash.

In: vendor.yaml. Out: files. `python -m dragoman.web.vendor` fetches them all anew with `npm pack` and says which differ from their hash;
with --write it writes the hashes of what it fetched, for a new version. `check()` compares what lies there.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
FILES = HERE / "static" / "vendor"
MANIFEST = FILES / "vendor.yaml"


@dataclass(frozen=True, slots=True)
class Vendored:
    """One file: `inside` the npm package, under `file` in static/vendor, with the hash that it must have."""

    name: str
    version: str
    licence: str
    inside: str
    file: str
    sha256: str


def manifest() -> list[Vendored]:
    """All files of vendor.yaml."""
    return [Vendored(**{name: str(value) for name, value in entry.items()}) for entry in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))]


def check() -> list[str]:
    """What is wrong with the files that lie there: one line each, none where all is well."""
    wrong = []
    known = {MANIFEST.name} | {entry.file for entry in manifest()}
    for entry in manifest():
        path = FILES / entry.file
        if not path.is_file():
            wrong.append(f"{entry.file} is not there")
        elif _hash(path.read_bytes()) != entry.sha256:
            wrong.append(f"{entry.file} is not the {entry.inside} of {entry.name} {entry.version} that the manifest names")
    there = (path.relative_to(FILES).as_posix() for path in FILES.rglob("*") if path.is_file())
    return wrong + [f"{name} stands in no line of the manifest" for name in sorted(there) if name not in known]


def fetch(write: bool) -> list[str]:
    """Fetches all files anew.

    Args:
        write: keep what came, and its hashes; else only files with the right hash are kept.

    Returns:
        What did not have its hash.
    """
    differ, entries = [], []
    with tempfile.TemporaryDirectory() as folder:
        for entry in manifest():
            data = _inside(entry, Path(folder))
            if _hash(data) != entry.sha256:
                differ.append(f"{entry.file}: {_hash(data)} came, {entry.sha256} was expected")
            if write or _hash(data) == entry.sha256:
                (FILES / entry.file).parent.mkdir(parents=True, exist_ok=True)
                (FILES / entry.file).write_bytes(data)
            entries.append({**{name: getattr(entry, name) for name in Vendored.__slots__}, "sha256": _hash(data) if write else entry.sha256})
    if write:
        head = "".join(line for line in MANIFEST.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
        MANIFEST.write_text(head + yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")
    return differ


def _inside(entry: Vendored, folder: Path) -> bytes:
    """The file out of the package, which is fetched once."""
    wanted = f"{entry.name}@{entry.version}"
    packed = folder / (entry.name.strip("@").replace("/", "-") + f"-{entry.version}.tgz")
    if not packed.is_file():
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(packed) as archive:
        member = archive.extractfile(f"package/{entry.inside}")
        if member is None:
            raise FileNotFoundError(f"{wanted} holds no {entry.inside}")
        return member.read()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    """Fetch, and say what differs."""
    differ = fetch("--write" in sys.argv[1:])
    for line in [*differ, *check()]:
        print(line)
    sys.exit(1 if check() else 0)


if __name__ == "__main__":
    main()
