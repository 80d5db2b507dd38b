"""Two processes against one: the figures are there and are told; nothing is said where there is one processor."""

from __future__ import annotations

import pytest

from dragoman.evaluate import bench_cores
from dragoman.model import Report
from dragoman.run.configuration import Configuration

REPORTS = [Report(f"r{number}", f"France and Norway held talks in Oslo about fish number {number}.") for number in range(3)]


def test_figures_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_cores, "PARTS", 2)
    monkeypatch.setattr(bench_cores, "EVENT_REPORTS", 60)
    monkeypatch.setattr(bench_cores.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(bench_cores, "_read", lambda reports, processes: (2.0 / processes, 1024 * len(bench_cores._part(reports, 0))))
    found = bench_cores.measured(REPORTS)
    assert (found["read_speed_up"], found["reader_memory_kb"]) == (2.0, 4096)
    assert found["resolve_speed_up"] > 0
    assert "2.00" in bench_cores.lines(found)[1]


def test_the_step_reads_and_tells_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.run import Pipeline

    monkeypatch.setattr(bench_cores, "_pipeline", lambda: Pipeline(Configuration(components=("clean",))))
    assert bench_cores.Read()(bench_cores._part(REPORTS, 1)) > 10_000
    assert bench_cores.Read() == bench_cores.Read()  # an executor keeps its processes from one pass to the next


def test_one_processor_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_cores.os, "cpu_count", lambda: 1)
    assert "one processor" in bench_cores.lines(bench_cores.measured(REPORTS))[0]
