"""Resolving by several processes: the same result, also where one of them dies; errors are those of the work."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate.worlds import claims
from dragoman.record import Record
from dragoman.resolve import resolve
from dragoman.resolve.memory import Memory, all_here
from dragoman.run.build import resolve_record
from dragoman.run.configuration import Configuration
from dragoman.run.identity import identity
from dragoman.run.spread import spreading

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


def processes_of(start: int, end: int) -> list[int]:
    return [os.getpid()] * (end - start)


@linux_only
def test_several_processes_work_and_results_come_in_order() -> None:
    spread = spreading(3, fewest=1)
    for count in (0, 1, 2, 3, 50, 1001):
        assert spread(lambda start, end: list(range(start, end)), count) == list(range(count))
    assert len(set(spread(processes_of, 1000))) == 3
    assert os.getpid() in spread(processes_of, 1000)


def test_little_work_and_one_process_stay_here() -> None:
    assert spreading(1) is all_here
    assert set(spreading(4, fewest=10)(processes_of, 9)) == {os.getpid()}


@linux_only
def test_the_share_of_a_process_that_dies_is_done_here() -> None:
    parent = os.getpid()

    def fragile(start: int, end: int) -> list[int]:
        if os.getpid() != parent:
            os._exit(9)
        return list(range(start, end))

    assert spreading(3, fewest=1)(fragile, 100) == list(range(100))


@linux_only
def test_an_error_in_another_process_is_raised_here() -> None:
    def wrong(start: int, end: int) -> list[int]:
        if start > 0:
            raise ValueError("no such place")
        return [0] * (end - start)

    with pytest.raises(ValueError, match="no such place"):
        spreading(2, fewest=1)(wrong, 100)


def test_a_world_resolved_by_two_processes_is_that_of_one() -> None:
    world = list(claims(600))
    memories = Memory(), Memory(spreading(2, fewest=1))
    one, two = (resolve(world, memory=memory) for memory in memories)
    assert one == two
    assert repr(one) == repr(two)
    assert memories[0].kept == memories[1].kept
    assert memories[0].blocks == memories[1].blocks
    assert (memories[0].opened, memories[0].seen) == (memories[1].opened, memories[1].seen)


def test_a_record_resolved_by_two_processes_holds_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.export import export

    monkeypatch.setattr(spreading, "__defaults__", (1,))
    held: list[dict[str, bytes]] = []
    for workers in (1, 2):
        with Record.open(tmp_path / f"{workers}.db", create=True) as record:
            run: Any = identity(Configuration())
            for claim in claims(300):
                record.add(claim.report, claim.reading, run)
            record.flush()
            resolve_record(record, [], workers)
            held.append({path.name: path.read_bytes() for path in export(record, "jsonl", tmp_path / f"x{workers}").files})
    assert held[0] == held[1]
    assert len(held[0]["events.jsonl"]) > 1000
