"""A part of the damaged and hostile pages and archives, seeded; `python -m dragoman.evaluate.hostile` reads them all."""

from __future__ import annotations

import sys

import pytest

from dragoman.evaluate.hostile import archives, lines, mutations, traps
from dragoman.evaluate.hostile_pages import MUTATIONS, mutated, pathological
from dragoman.read.limits import MOST_SECONDS_OF_PAGE, MOST_SECONDS_OF_PLAIN_TEXT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of POSIX")


def test_same_seed_gives_same_pages() -> None:
    assert [mutated(seed) for seed in range(len(MUTATIONS))] == [mutated(seed) for seed in range(len(MUTATIONS))]
    assert len(pathological()) >= 60


def test_damaged_pages_are_read_within_limits_and_keep_their_text() -> None:
    found = mutations(5 * len(MUTATIONS), seed=1_000_000)
    assert found["unreadable"] == 0
    assert found["processes_died"] == 0
    assert found["most_seconds"] <= MOST_SECONDS_OF_PAGE
    assert found["most_memory_mb"] <= 512
    assert found["recall"] >= 0.98


def test_hostile_pages_are_read_within_limits() -> None:
    found = traps()
    assert found["unreadable"] == 0
    assert found["most_seconds"] <= MOST_SECONDS_OF_PAGE + MOST_SECONDS_OF_PLAIN_TEXT
    assert found["most_memory_mb"] <= 512
    assert found["recall"] >= 0.98


def test_cut_archives_are_told_and_whole_records_are_read() -> None:
    found = archives(60, seed=7)
    assert found["cuts_told"] == found["cut_off"] > 10
    assert found["recovered"] >= 0.99


def test_figures_are_told() -> None:
    one = {
        "pages": 1,
        "unreadable": 0,
        "processes_died": 0,
        "most_seconds": 0.1,
        "most_memory_mb": 90,
        "milliseconds_a_page": 9.0,
        "recall": 1.0,
        "worst": {},
    }
    told = "\n".join(lines({"mutated": one, "pathological": one, "archives": archives(3)}))
    assert "recall" in told
    assert "intact records were read" in told
