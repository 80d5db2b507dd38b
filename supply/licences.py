"""`python -m supply.licences`: the licence of everything that comes with the program, held against allowed.yaml. Fails on one that isn't there.

In: the lock file and the notes of what is installed. Out: a table, and exit status 1 if a licence is unknown or not allowed.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import yaml

from supply.locked import DEV, RUN, Locked, read

ALLOWED = Path(__file__).with_name("allowed.yaml")
_SPLIT = re.compile(r"\s+(?:AND|OR|WITH)\s+|[()]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Licensed:
    """One distribution with its licence as its own notes tell it, and what is wrong with that."""

    name: str
    version: str
    licence: str
    wrong: str | None


def check(locked: list[Locked], *, for_users: bool) -> list[Licensed]:
    """The licences of what is installed of these; what this machine doesn't need is left out.

    Args:
        for_users: whether users get it with the program; what only developers use may have more licences.
    """
    rules = yaml.safe_load(ALLOWED.read_text("utf-8"))
    allowed = {*rules["users"], *(() if for_users else rules["developers"])}
    named = rules["named"]
    found = []
    for one in locked:
        try:
            told = metadata.metadata(one.name)
        except metadata.PackageNotFoundError:
            continue
        licence = named[one.name]["licence"] if one.name in named else _licence(told, rules["spellings"])
        parts = [part for part in _SPLIT.split(licence) if part and part.strip()]
        choice = re.search(r"\sOR\s", licence, re.IGNORECASE) is not None
        fits = [part.strip() in allowed for part in parts]
        right = bool(fits) and (any(fits) if choice and "AND" not in licence else all(fits))
        found.append(Licensed(one.name, one.version, licence, None if right else ("no licence told" if not licence else "not allowed")))
    return found


def _licence(told: metadata.PackageMetadata, spellings: dict[str, str]) -> str:
    """SPDX expression if there is one, else what classifiers and the licence field say, in SPDX's spelling."""
    expression = told.get("License-Expression")
    if expression:
        return str(expression)
    classified = [line.rsplit("::", 1)[1].strip() for line in told.get_all("Classifier") or [] if line.startswith("License ::") and line.count("::") > 1]
    words = classified or [str(told.get("License") or "").strip().split("\n")[0]]
    return " AND ".join(sorted({spellings.get(word, word) for word in words if word}))


def main() -> int:
    """Prints the table; 1 if a licence is not allowed."""
    users = {one.name for one in read(RUN)}
    rows = check(read(RUN), for_users=True) + check([one for one in read(DEV) if one.name not in users], for_users=False)
    for row in rows:
        print(f"{row.name:32} {row.version:14} {row.licence or '?':50} {row.wrong or ''}".rstrip())
    wrong = [row for row in rows if row.wrong]
    print(f"{len(rows)} distributions, {len(wrong)} with a licence that is not allowed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
