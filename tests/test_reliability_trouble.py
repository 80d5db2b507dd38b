"""A full disk, a power cut, a clock put back, two builds at once: told in a clear sentence, and the record stays whole."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dragoman.evaluate.worlds import claims
from dragoman.export import export
from dragoman.model import RecordError, UsageError
from dragoman.record import Record
from dragoman.record.rows import Run
from dragoman.run.build import resolve_record
from kills import KINDS

RUN = Run("test")
WORLD = list(claims(150, 4))


def fill(record: Record) -> None:
    for one in WORLD:
        if not record.has(one.report.digest, RUN.id):
            record.add(one.report, one.reading, RUN)


def whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not connection.execute("PRAGMA foreign_key_check").fetchall()


def exported(path: Path, out: Path) -> dict[str, bytes]:
    with Record.open(path, read_only=True) as record:
        return {file.name: file.read_bytes() for file in export(record, "jsonl", out).files}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "R.db"
    with Record.open(path) as record:
        fill(record)
        resolve_record(record, [])
    return path


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 32 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(folder)], capture_output=True, check=False)
    if not mounted or mounted.returncode:
        pytest.skip("a disk of a few kilobytes can't be mounted here (needs root)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def grow(disk: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def test_a_disk_that_fills_up_is_told_and_the_record_goes_on_when_there_is_room(small: Path, tmp_path: Path, built: Path) -> None:
    path = small / "R.db"
    grow(small, "1m")
    with pytest.raises(RecordError, match="the disk is full; make room and run the command again"), Record.open(path, batch=2) as record:  # noqa: PT012
        fill(record)
        resolve_record(record, [])
    grow(small, "1200k")  # SQLite needs a little room to look at a record
    assert whole(path)
    with Record.open(path, read_only=True) as record:
        kept = {report.id: reading for report, reading in record.claims()}
    assert kept
    assert all(kept[one.report.id] == one.reading for one in WORLD if one.report.id in kept)
    grow(small, "40m")
    with Record.open(path) as record:
        fill(record)
        resolve_record(record, [])
    assert exported(path, tmp_path / "one") == exported(built, tmp_path / "two")


def test_a_judgement_that_finds_no_room_is_refused_not_half_kept(small: Path, built: Path) -> None:
    grow(small, "40m")
    shutil.copy(built, small / "R.db")
    with Record.open(small / "R.db") as record:
        ids = [one.id for one in record.event_reports()]
        record.add_judgement(kind="event", left=ids[0], right=ids[1], verdict="same", why="w", by="ada")
        free = os.statvfs(small).f_bavail * os.statvfs(small).f_frsize
        filler = (small / "filler").open("wb")
        with pytest.raises(OSError, match="No space"), filler:
            filler.write(b"x" * (free + 1))
        with pytest.raises(RecordError, match="disk is full"):  # noqa: PT012
            for right in ids[2:]:
                record.add_judgement(kind="event", left=ids[0], right=right, verdict="different", why="w" * 9000, by="ada")
        said = len(record.judgements(people_only=True))
        (small / "filler").unlink()
        record.add_judgement(kind="event", left=ids[0], right=ids[-1], verdict="different", why="room again", by="ada")
        assert len(record.judgements(people_only=True)) in (said, said + 1)
    assert whole(small / "R.db")


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_that_finds_no_room_leaves_the_older_one(small: Path, built: Path, kind: str) -> None:
    out = small / ("out" if kind in ("jsonl", "csv", "parquet") else f"out.{kind}")
    older = out / "events.jsonl" if kind in ("jsonl", "csv", "parquet") else out
    older.parent.mkdir(exist_ok=True)
    older.write_bytes(b"older")
    with pytest.raises(UsageError, match=r"can't be written there .*make room"), Record.open(built, read_only=True) as record:
        export(record, kind, out)
    assert [path for path in small.rglob("*") if path.is_file()] == [older]
    assert older.read_bytes() == b"older"


def test_after_a_power_cut_the_record_ends_with_a_whole_commit(tmp_path: Path) -> None:
    """What SQLite had not yet brought to the disk may be cut off or be anything; all that was committed before stands."""
    path, choice = tmp_path / "R.db", random.Random(0)
    sizes: list[int] = []
    with Record.open(path, batch=2) as record:
        for one in WORLD[:12]:
            record.add(one.report, one.reading, RUN)
            sizes.append(path.with_name("R.db-wal").stat().st_size)
        data, log = path.read_bytes(), path.with_name("R.db-wal").read_bytes()
    assert sizes == sorted(sizes), "the log was taken over meanwhile; sizes tell no commits then"
    for number in range(25):
        cut = choice.randrange(sizes[1], len(log) + 1)
        safe = max(count for count, size in enumerate(sizes, 1) if size <= cut) // 2 * 2
        copy = tmp_path / f"cut{number}.db"
        copy.write_bytes(data)
        copy.with_name(copy.name + "-wal").write_bytes(log[:cut] + (choice.randbytes(len(log) - cut) if number % 2 else b""))
        assert whole(copy)
        with Record.open(copy) as record:
            held = [report.id for report, _ in record.claims()]
        assert held == [one.report.id for one in WORLD[: len(held)]]
        assert len(held) % 2 == 0
        assert len(held) >= safe


def test_a_clock_put_back_never_makes_a_claim_end_before_it_began(tmp_path: Path) -> None:
    moments = iter([datetime(2024, 5, 1, tzinfo=UTC) - timedelta(days=number * 40) for number in range(100)])
    with Record.open(tmp_path / "R.db", now=lambda: next(moments)) as record:
        one, other = WORLD[:2]
        for run in (Run("1"), Run("2"), Run("3")):
            record.add(one.report, one.reading, run)
            record.add(other.report, other.reading, run)
            record.flush()
        versions = record.history(one.report.id)
        assert len(versions) == 3
        assert all(version.superseded_at is None or version.superseded_at >= version.learnt_at for version in versions)
        assert record.last_moment() == "2024-05-01T00:00:00.000000Z"
        ids = [found.id for found in record.event_reports()]
        made = record.add_judgement(kind="event", left=ids[0], right=ids[1], verdict="same", why="w", by="ada")
        record.withdraw_judgement(made.id)
        (word,) = record.judgements(people_only=True, withdrawn=True)
        assert word.withdrawn >= word.made


def test_two_builds_at_once_both_end_well_and_each_claim_stands_once(tmp_path: Path, built: Path) -> None:
    path, errors = tmp_path / "R.db", list[Exception]()

    def build() -> None:
        try:
            with Record.open(path, batch=3) as record:
                fill(record)
                resolve_record(record, [])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=build) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Record.open(path, read_only=True) as record:
        assert (record.counts()["reports"], record.counts()["superseded"]) == (len(WORLD), 0)
    assert exported(path, tmp_path / "one") == exported(built, tmp_path / "two")


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")
def test_a_disk_mounted_for_reading_is_named_and_still_answers(small: Path, built: Path, tmp_path: Path) -> None:
    grow(small, "40m")
    shutil.copy(built, small / "R.db")
    if subprocess.run(["mount", "-o", "remount,ro", str(small)], capture_output=True, check=False).returncode:
        pytest.skip("can't be mounted for reading only here")
    with pytest.raises(RecordError, match=r"read-only|folder can be written"):
        Record.open(small / "R.db")
    with Record.open(small / "R.db", read_only=True) as record:
        export(record, "jsonl", tmp_path / "out")
        with pytest.raises(UsageError, match="Read-only file system"):
            export(record, "panel", small / "panel.csv")
