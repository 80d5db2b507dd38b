"""Made-up worlds are the same for one seed, whatever their size, and readings of them point into their texts."""

from __future__ import annotations

from itertools import islice

from dragoman.evaluate.resolving import lines
from dragoman.evaluate.worlds import claims


def test_a_larger_world_begins_with_the_smaller_one() -> None:
    small = list(claims(50))
    assert list(islice(claims(200), len(small))) == small
    assert sum(len(one.reading.events) for one in small) >= 50


def test_another_seed_makes_another_world() -> None:
    assert next(claims(1, seed=1)).report.text != next(claims(1, seed=2)).report.text


def test_the_spans_of_readings_point_at_what_they_say() -> None:
    for one in claims(100):
        for told in one.reading.events:
            assert told.actors[0].name in one.text(told.sentence.start, told.sentence.end)
            assert told.sentence.start <= told.trigger.start < told.trigger.end <= told.sentence.end


def test_growth_is_told_from_one_size_to_the_next() -> None:
    row = {
        "event_reports": 1000,
        "reports": 100,
        "seconds": 2.0,
        "peak_memory_kb": 2048,
        "added_reports": 1,
        "seconds_again": 0.5,
        "reopened": {"event": [3, 120]},
    }
    told = lines([row, row | {"event_reports": 10000, "seconds": 22.0}])
    assert "11.0 times" in told[3]
    assert "re-opened 3 of 120 event blocks" in told[2]
