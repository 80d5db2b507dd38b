"""Builds records of the same reports in many surroundings and compares all that comes out, byte by byte. In: reports, Pythons; out: what differed.

`python tests/same_bytes.py examples --python python3.12 --python python3.13` tries each Python (this one too) with 1, 2 and 8 processes, each time
with another hash seed, time zone, locale, folder, size of batches and order of arrival. Each Python must have what Dragoman needs, in the same versions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"  # and nothing else of this Python: its packages are not for another
KINDS = ("jsonl", "csv", "parquet", "polecat", "gdelt2", "icews", "ftm", "geojson", "panel")
FOLDERS = ("jsonl", "csv", "parquet")
SURROUNDINGS: tuple[dict[str, str], ...] = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
)
WORKERS, BATCHES = (1, 2, 8), (32, 3, 7)


@dataclass(frozen=True)
class Place:
    """Where and how a record is built."""

    python: str
    workers: int
    surroundings: Mapping[str, str]
    batch: int
    order: int

    def __str__(self) -> str:
        return f"{self.python}, {self.workers} process(es), batches of {self.batch}, order {self.order}, " + " ".join(
            f"{name}={value}" for name, value in self.surroundings.items()
        )


def places(pythons: Sequence[str], workers: Sequence[int]) -> Iterator[Place]:
    for number, (python, processes) in enumerate(product(pythons, workers)):
        # Of three and three in step each Python meets each surroundings, but no number of processes the same ones in every Python.
        turn = (number + number // len(workers)) % len(SURROUNDINGS)
        yield Place(python, processes, SURROUNDINGS[turn], BATCHES[turn], number)


def dragoman(place: Place, cwd: Path, *arguments: object) -> bytes:
    done = subprocess.run(
        [place.python, "-m", "dragoman", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **place.surroundings},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, f"{place}: {done.stderr.decode('utf-8', 'replace')[-2000:]}"
    return done.stdout


def digests(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def made(place: Place, reports: Sequence[Mapping[str, object]], folder: Path) -> dict[str, str]:
    """What `code`, `build`, every kind of export and a briefing make of the reports there.

    Args:
        reports: as JSON lines; all of them have ids.
    """
    folder.mkdir(parents=True)
    told = sorted(reports, key=lambda one: str(one["id"]))
    if place.order:
        random.Random(place.order).shuffle(told)
    (folder / "in.jsonl").write_text("".join(json.dumps(one) + "\n" for one in told), "utf-8")
    (folder / "c.toml").write_text(f"batch_reports = {place.batch}\n")
    dragoman(place, folder, "build", "in.jsonl", "--record", "R.db", "--config", "c.toml", "--workers", place.workers)
    for kind in KINDS:
        dragoman(place, folder, "export", "--as", kind, "--out", Path("out") / (kind if kind in FOLDERS else f"events.{kind}"), "--record", "R.db")
    lines = dragoman(place, folder, "code", "in.jsonl", "--explain", "--config", "c.toml").splitlines(keepends=True)
    (folder / "out" / "code.jsonl").write_bytes(b"".join(sorted(lines)))
    for name in ("timeline", "differ"):
        (folder / "out" / f"{name}.json").write_bytes(dragoman(place, folder, "show", name, "--json", "--record", "R.db"))
    return digests(folder / "out")


def given(paths: Sequence[Path]) -> list[dict[str, object]]:
    """The reports of files and folders, as `read` finds them."""
    from dragoman.model import to_json
    from dragoman.read import reports

    found = [{name: value for name, value in to_json(report).items() if value is not None and name != "recurring"} for report in reports(paths)]
    return [{name: value for name, value in one.items() if name != "source"} for one in found if "error" not in one]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--python", action="append", default=[], help="a further Python; may be given again")
    parser.add_argument("--workers", type=int, nargs="+", default=list(WORKERS))
    asked = parser.parse_args()
    reports = given(asked.reports)
    print(f"{len(reports)} reports", flush=True)
    first: dict[str, str] = {}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, place in enumerate(places([sys.executable, *asked.python], asked.workers)):
            found = made(place, reports, Path(folder) / f"place{number}")
            first = first or found
            other = sorted(name for name in {*first, *found} if first.get(name) != found.get(name))
            wrong += bool(other)
            print(f"{place}: {'differs in ' + ', '.join(other) if other else f'{len(found)} files, all the same'}", flush=True)
    sys.exit(f"{wrong} of the records differ from the first" if wrong else 0)


if __name__ == "__main__":
    main()
