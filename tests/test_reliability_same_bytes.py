"""The same reports give the same bytes: whatever the hash seed, time zone, locale, folder, order of arrival, number of processes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kills import KINDS

TESTS = Path(__file__).parent
EXAMPLES = TESTS.parent / "examples"
# Made-up readings are recorded, resolved and exported in every kind; argv: folder to work in, seed of the order of arrival (0: as they come).
MADE_UP = """
import hashlib, random, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from dragoman.evaluate.worlds import claims
from dragoman.export import export
from dragoman.record import Record
from dragoman.record.rows import Run
from dragoman.run.build import resolve_record
from kills import KINDS
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
world = list(claims(150, 4))
if seed:
    random.Random(seed).shuffle(world)
with Record.open(folder / "R.db") as record:
    for one in world:
        record.add(one.report, one.reading, Run("test"))
    resolve_record(record, [])
    for kind in KINDS:
        export(record, kind, folder / "out" / (kind if kind in ("jsonl", "csv", "parquet") else "events." + kind))
"""
ELSEWHERE = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
)


def run(command: list[object], cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode()


def digests(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("usual")
    run(["-c", MADE_UP.format(tests=str(TESTS)), folder, 0], TESTS, PYTHONHASHSEED="0", TZ="UTC")
    return digests(folder / "out")


@pytest.mark.parametrize("environment", ELSEWHERE, ids=["Seoul", "New York, Turkish"])
def test_every_export_is_the_same_elsewhere_and_in_another_order(usual: dict[str, str], tmp_path: Path, environment: dict[str, str]) -> None:
    run(["-c", MADE_UP.format(tests=str(TESTS)), tmp_path, 7], tmp_path, **environment)
    assert digests(tmp_path / "out") == usual
    assert {name.split("/")[0].removeprefix("events.") for name in usual} >= set(KINDS)


def test_real_reading_is_the_same_with_two_processes_elsewhere_and_in_another_order(tmp_path: Path) -> None:
    reports = [{"id": path.name, "text": path.read_text("utf-8")} for path in sorted(EXAMPLES.rglob("*.txt"))[:8]]
    assert len(reports) == 8
    found = []
    for number, environment in enumerate(({"PYTHONHASHSEED": "0", "TZ": "UTC"}, ELSEWHERE[1])):
        folder = tmp_path / f"f{number}"
        folder.mkdir()
        (folder / "in.jsonl").write_text("".join(json.dumps(one) + "\n" for one in reports))
        (folder / "c.toml").write_text("batch_reports = 3\n" if number else "batch_reports = 32\n")
        run(["-m", "dragoman", "build", "in.jsonl", "--record", "R.db", "--config", "c.toml", "--workers", number + 1], folder, **environment)
        run(["-m", "dragoman", "export", "--as", "jsonl", "--out", "out", "--record", "R.db"], folder, **environment)
        found.append(digests(folder / "out"))
        random.Random(1).shuffle(reports)
    assert found[0] == found[1]
