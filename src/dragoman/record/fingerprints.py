"""Which program made something, told by its bytes: an edited rule counts as what it is, another program. In: files of the package; out: digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import dragoman

DIGEST_BYTES = 8
# What a resolution rests on besides claims and judgements; `resolve` takes nothing of its own from the knowledge files.
RESOLVING_ROOMS = ("model", "resolve")


def package() -> Path:
    """The folder of the installed package."""
    return Path(dragoman.__file__).parent


@cache
def resolver() -> str:
    """Digest of the code and the word lists that resolve; taken once, for a running program is what it was when it started."""
    return digest_of_files(path for room in RESOLVING_ROOMS for path in files_under(package() / room))


def files_under(folder: Path) -> list[Path]:
    """All files below a folder but Python's own leavings."""
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def digest_of_files(paths: Iterable[Path]) -> str:
    """Hash over names (inside the package) and contents, in the order of the names."""
    state = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for name, path in sorted((path.relative_to(package()).as_posix(), path) for path in paths):
        content = path.read_bytes()
        state.update(f"{name}\0{len(content)}\0".encode())
        state.update(content)
    return state.hexdigest()
