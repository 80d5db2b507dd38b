"""The soak reads what it makes up, through `code` and `build`, and tells how memory and open files went."""

from __future__ import annotations

import json

import pytest

from dragoman.evaluate.soak import Sample, descriptors, lines, main, resident_kb, rise


def test_reports_are_short_the_same_every_time_and_each_has_a_word_of_its_own() -> None:
    made = [json.loads(line) for line in lines(3000, 1)]
    assert [json.loads(line) for line in lines(40, 1)] == made[:40]
    assert len({one["id"] for one in made}) == 3000
    named = [one["text"].rsplit(". ", 1)[1].split()[0] for one in made]
    assert len(set(named)) == 3000
    assert all(one["text"].count(". ") <= 3 for one in made)


@pytest.mark.parametrize("through", ["code", "build"])
def test_some_reports_go_through_and_are_sampled(through: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["24", "--every", "8", "--through", through, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [sample["reports"] for sample in told["samples"]] == [8, 16, 24, 24]
    assert all(sample["memory_kb"] > 10_000 for sample in told["samples"])
    assert told["most_kb"] >= max(sample["memory_kb"] for sample in told["samples"])


def test_a_leak_is_seen_and_what_is_flat_is_flat() -> None:
    leaking = [Sample(number * 1000, number, 400_000 + 70 * number, 5 + number) for number in range(1, 21)]
    assert rise(leaking)["kb_per_1000_reports"] == 70
    assert rise(leaking)["descriptors_per_1000_reports"] == 1
    flat = [Sample(1000 * number, number, 400_000 if number > 2 else 90_000, 5) for number in range(1, 21)]
    resolved = Sample(20_000, 30, 900_000, 5)
    assert rise([*flat, resolved])["kb_per_1000_reports"] == 0


def test_memory_and_descriptors_are_those_of_now() -> None:
    before = descriptors()
    with open("/dev/null"):
        assert descriptors() in (before + 1, 0)
    held = resident_kb()
    block = b"x" * 60_000_000
    assert resident_kb() > held + 20_000
    del block
