"""The figures on pages are told whole, and the gate tells the made pages apart."""

from __future__ import annotations

import pytest

from dragoman.evaluate import bench_pages
from dragoman.model import Report


def test_figures_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_pages, "PAGES", 2)
    monkeypatch.setattr(bench_pages, "PAGES_APART", 4)
    monkeypatch.setattr(bench_pages, "RECORDS", 6)
    found = bench_pages.measured([Report("r", "France and Norway held talks in Oslo on Monday.")], 1)
    assert all(figure > 0 for figure in found.values())
    assert 0 < found["gate_passes"] <= 0.5
    assert len(bench_pages.lines(found)) == 8
