"""Files of an export: whole under their names or not there, whoever else writes to the same place, and nothing left of the dead."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dragoman.export.files import UNFINISHED, into_file, into_folder
from dragoman.model import UsageError

NAMES = ("a.jsonl", "b.jsonl", "c.jsonl")
# argv: the folder, the writer's mark, how often. Each says that it is there and waits for the word to begin.
WRITER = """
import sys
from pathlib import Path
from dragoman.export.files import into_folder
folder, mark, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    with into_folder(folder) as staging:
        for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
            staging.path(name).write_text(f"{mark} {number}\\n" * (2000 if mark == "one" else 1))
        if rounds == 1:
            print("written", flush=True)
            sys.stdin.readline()
        staging.finish()
"""


def start(folder: Path, mark: str, rounds: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WRITER, str(folder), mark, str(rounds)]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def write(folder: Path, words: str) -> None:
    with into_folder(folder) as staging:
        for name in NAMES:
            staging.path(name).write_text(words)
        staging.finish()


def test_two_exports_at_once_into_one_folder_end_as_one_of_them(tmp_path: Path) -> None:
    writers = [start(tmp_path / "out", mark, 60) for mark in ("one", "two")]
    for writer in writers:
        go(writer)
    seen = set()
    while any(writer.poll() is None for writer in writers):
        if (tmp_path / "out" / NAMES[0]).exists():
            lines = (tmp_path / "out" / NAMES[0]).read_text().splitlines()
            seen.add(len(lines))
            assert len(set(lines)) == 1
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert seen <= {1, 2000}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(NAMES)
    assert len({(tmp_path / "out" / name).read_text() for name in NAMES}) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a folder can't be locked there")
def test_an_export_that_ends_while_another_gives_names_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    naming, named, real = threading.Event(), threading.Event(), Path.replace

    def replace(path: Path, target: Path) -> Path:
        done = real(path, target)
        if threading.current_thread() is first and not naming.is_set():
            naming.set()
            named.wait(0.5)  # the second is through by then if nothing holds it
        return done

    monkeypatch.setattr(Path, "replace", replace)
    first = threading.Thread(target=write, args=(tmp_path, "first"))
    first.start()
    assert naming.wait(60)
    write(tmp_path, "second")
    named.set()
    first.join()
    assert {(tmp_path / name).read_text() for name in NAMES} == {"second"}


@pytest.mark.skipif(sys.platform == "win32", reason="a folder can't be locked there")
def test_what_a_killed_export_left_is_removed_and_a_living_one_is_left_alone(tmp_path: Path) -> None:
    dead, living = start(tmp_path, "dead", 1), start(tmp_path, "living", 1)
    for writer in (dead, living):
        go(writer)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
    assert len(list(tmp_path.glob(UNFINISHED + "*"))) == 2
    dead.kill()
    dead.communicate()
    write(tmp_path, "meanwhile")
    assert {(tmp_path / name).read_text() for name in NAMES} == {"meanwhile"}
    assert len(list(tmp_path.glob(UNFINISHED + "*"))) == 1
    living.communicate("go\n")
    assert living.returncode == 0
    assert {(tmp_path / name).read_text() for name in NAMES} == {"living 0\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


def test_an_export_that_fails_leaves_the_older_files_and_nothing_begun(tmp_path: Path) -> None:
    write(tmp_path, "older")

    def fail() -> None:
        with into_folder(tmp_path) as staging:
            staging.path(NAMES[0]).write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match="No space left on device"):
        fail()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
    assert {(tmp_path / name).read_text() for name in NAMES} == {"older"}


@pytest.mark.skipif(sys.platform == "win32", reason="a folder can't be synced there")
def test_files_then_names_then_made_folders_are_brought_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, synced = tmp_path / "new" / "deep", list[tuple[str, tuple[str, ...]]]()
    places = lambda: {path.stat().st_ino: path.name for path in (tmp_path, *tmp_path.rglob("*"))}  # noqa: E731
    real = os.fsync

    def sync(handle: int) -> None:
        standing = tuple(sorted(path.name for path in out.iterdir() if path.is_file()))
        synced.append((places()[os.fstat(handle).st_ino], standing))
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    with into_file(out / "x.csv") as begun:
        begun.write_text("x")
    assert sorted(synced[:2]) == sorted([("new", ()), (tmp_path.name, ())])
    assert synced[2:] == [("x.csv", ()), ("deep", ("x.csv",))]
