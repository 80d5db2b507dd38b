"""Building a record: again, after a kill, with several processes, from bad input. With components that need no model."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dragoman.export import export
from dragoman.model import InputError
from dragoman.record import Record
from dragoman.run.build import Built, build
from dragoman.run.workers import MOST_PROCESSES, process_count
from factories_run import CONFIGURATION, install

TALKS = "France and Norway held talks."
TESTS = Path(__file__).parent


@pytest.fixture(autouse=True)
def _components(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch.setattr)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def built(paths: list[Path], record: Path, **more: Any) -> Built:
    return build(paths, record, configuration=CONFIGURATION, **more)


def exported(record: Path, out: Path) -> dict[str, bytes]:
    with Record.open(record, read_only=True) as opened:
        export(opened, "jsonl", out)
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.jsonl"))}


def test_built_again_nothing_changes(tmp_path: Path) -> None:
    folder, record = write(tmp_path / "in", a=TALKS, b="It rained."), tmp_path / "R.db"
    first = built([folder], record)
    assert (first.added, first.known, first.resolved, first.counts["event_reports"]) == (2, 0, True, 1)
    before = exported(record, tmp_path / "one")
    second = built([folder], record)
    assert (second.added, second.known, second.resolved) == (0, 2, False)
    assert exported(record, tmp_path / "two") == before
    assert json.loads(before["event_reports.jsonl"])["type"] == "CONSULT"


def test_only_what_is_new_or_changed_is_read(tmp_path: Path) -> None:
    folder, record = write(tmp_path / "in", a=TALKS, b="It rained."), tmp_path / "R.db"
    built([folder], record)
    write(folder, b=f"{TALKS} It rained.", c="Snow.")
    again = built([folder], record)
    assert (again.added, again.known, again.resolved) == (2, 1, True)
    assert again.counts["reports"] == 3
    assert again.counts["superseded"] == 1
    assert again.counts["event_reports"] == 2


def test_the_order_of_the_input_makes_no_difference(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", a=TALKS), write(tmp_path / "two", b=TALKS, c="It rained.")
    built([one, two], tmp_path / "R.db")
    built([two, one], tmp_path / "S.db")
    assert exported(tmp_path / "R.db", tmp_path / "r").keys() == exported(tmp_path / "S.db", tmp_path / "s").keys()
    assert exported(tmp_path / "R.db", tmp_path / "r") == exported(tmp_path / "S.db", tmp_path / "s")


def test_bad_input_is_named_and_never_loses_good_input(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", good=TALKS, empty="", faulty="Things explode.")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "latin.txt").write_bytes("Café talks.".encode("latin-1"))
    (folder / "lines.jsonl").write_text(json.dumps({"id": "x", "text": TALKS}) + "\n{broken\n")
    done = built([folder, tmp_path / "none"], tmp_path / "R.db")
    errors = dict(done.unreadable)
    assert {"empty.txt", "binary.txt", "faulty.txt", str(tmp_path / "none")} <= set(errors)
    assert "ValueError" in errors["faulty.txt"]
    assert any("line 2" in error for error in errors.values())
    with Record.open(tmp_path / "R.db", read_only=True) as record:
        assert {told.id for told in record.event_reports()} >= {"good.txt/e1", "x/e1"}
        assert not [row.id for row in record.reports() if "none" in row.id]
    again = built([folder, tmp_path / "none"], tmp_path / "R.db")
    assert sorted(again.unreadable) == sorted(done.unreadable)


def test_nothing_there_makes_no_record(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        built([tmp_path / "none"], tmp_path / "R.db")
    assert not (tmp_path / "R.db").exists()


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    built([write(tmp_path / "in", a=TALKS, b="Rain.", c="Snow.")], tmp_path / "R.db", tell=lambda done, whole: told.append((done, whole)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_processes_are_as_asked_or_as_many_as_are_worth_their_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert [process_count(reports, None) for reports in (0, 99, 250, 100_000)] == [1, 1, 2, MOST_PROCESSES]
    assert process_count(5, 3) == 3


# Runs a build whose second component dawdles or dies, in a process of its own that can be killed. argv: folder, record, milliseconds, workers.
SCRIPT = """
import os, sys, time
sys.path.insert(0, {tests!r})
import factories_run
def slow(working):
    time.sleep(int(os.environ["DAWDLE"]) / 1000)
    if "deadly" in working.report.text: os.kill(os.getpid(), 9)
    return factories_run.sentences(working)
factories_run.REGISTRY["sentences"] = factories_run._each("sentences", slow, True)
factories_run.install()
if __name__ == "__main__":
    from pathlib import Path
    from dragoman.run.build import build
    done = build([Path(sys.argv[1])], Path(sys.argv[2]), configuration=factories_run.CONFIGURATION, workers=int(sys.argv[3]))
    print(sorted(done.unreadable))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "run_build.py"
    path.write_text(SCRIPT.format(tests=str(TESTS)))
    return path


def start(script: Path, folder: Path, record: Path, workers: int = 1, dawdle: int = 0) -> subprocess.Popen[str]:
    arguments = [sys.executable, str(script), str(folder), str(record), str(workers)]
    return subprocess.Popen(arguments, env={**os.environ, "DAWDLE": str(dawdle)}, stdout=subprocess.PIPE, text=True)


def readings_in(record: Path) -> int:
    if not record.exists():
        return 0
    connection = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM reading").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def test_killed_and_started_again_it_ends_the_same(tmp_path: Path, script: Path) -> None:
    folder = write(tmp_path / "in", **{f"r{number:03}": f"{TALKS if number % 40 == 0 else 'Rain.'} It is day {number}." for number in range(80)})
    killed = start(script, folder, tmp_path / "K.db", dawdle=20)
    until = time.monotonic() + 60
    while not readings_in(tmp_path / "K.db") and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    committed = readings_in(tmp_path / "K.db")
    assert 0 < committed < 80
    done = built([folder], tmp_path / "K.db")
    assert (done.known, done.added) == (committed, 80 - committed)
    built([folder], tmp_path / "whole.db")
    assert exported(tmp_path / "K.db", tmp_path / "k") == exported(tmp_path / "whole.db", tmp_path / "w")


def test_several_processes_give_the_same_and_survive_a_report_that_kills_one(tmp_path: Path, script: Path) -> None:
    folder = write(tmp_path / "in", **{f"r{number:02}": f"{TALKS} It is day {number}." for number in range(12)}, r07x="A deadly text.")
    out, _ = start(script, folder, tmp_path / "two.db", workers=2).communicate(timeout=120)
    assert "r07x.txt" in out
    assert "killed the process" in out
    (folder / "r07x.txt").unlink()
    built([folder], tmp_path / "one.db")
    told = [exported(tmp_path / name, tmp_path / f"{name}.out")["event_reports.jsonl"] for name in ("one.db", "two.db")]
    assert told[0] == told[1]
    assert told[0].count(b"\n") == 12


STOPPED = """
import os, signal, sys, typer
from pathlib import Path
sys.path.insert(0, {tests!r})
import factories_run
from dragoman.cli.commands import build
signal.signal(signal.SIGINT, signal.default_int_handler)  # a program started in the background is born with Ctrl-C ignored
def stop(working):
    os.kill(os.getpid(), signal.{signal})
    return working
factories_run.REGISTRY["sentences"] = factories_run._each("sentences", stop, True)
factories_run.install()
config = Path(sys.argv[1]).parent / "c.toml"
config.write_text('components = ["whole", "sentences"]')
folder, record = map(Path, sys.argv[1:])
del sys.argv[1:]
typer.run(lambda: build.build([folder], record, workers=1, config=config))
"""


@pytest.mark.parametrize(("name", "status"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_told_to_stop_it_says_how_to_go_on(tmp_path: Path, name: str, status: int) -> None:
    script = tmp_path / "stop.py"
    script.write_text(STOPPED.format(tests=str(TESTS), signal=name))
    folder = write(tmp_path / "in", a=TALKS)
    done = subprocess.run([sys.executable, str(script), str(folder), str(tmp_path / "R.db")], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert "run the same command again to go on" in done.stderr
    assert "Traceback" not in done.stderr
