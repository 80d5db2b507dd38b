"""`python -m dragoman.evaluate.soak N`: one process reads N short made-up reports, as `code` or as `build` does; is its memory flat, and its open files?

In: a number and a seed. Out: a line every so many reports (seconds, resident memory, descriptors), and how steeply both rise after the start.
Each report has a word of its own that no other has: what a long run piles up, it piles up by new words.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.evaluate.peak import peak_kb
from dragoman.evaluate.worlds import World

REPORTS, EVERY = 200_000, 2_000
# A world remembers what happened in it; a new one begins before that would show.
STORIES_OF_A_WORLD = 500
# Knowledge, model and first words are loaded by then: the slope is that of what comes after.
START = 0.25
_CONSONANTS, _VOWELS = "bcdfghjklmnprstvwxz", "aeiou"
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)
_STATUS, _DESCRIPTORS = Path("/proc/self/status"), Path("/proc/self/fd")

Look = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Sample:
    """The process after so many reports: seconds since the first, kilobytes resident, open descriptors."""

    reports: int
    seconds: float
    memory_kb: int
    descriptors: int

    def __str__(self) -> str:
        return f"{self.reports:8} reports {self.seconds:8.0f} s {self.memory_kb / 1024:8.1f} MB {self.descriptors:5} open"


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads, and prints as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=int, nargs="?", default=REPORTS)
    parser.add_argument("--through", choices=sorted(_WAYS), default="code", help="default: %(default)s")
    parser.add_argument("--every", type=int, default=EVERY, help="reports between two lines (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one line of JSON at the end instead of the table")
    asked = parser.parse_args(arguments)
    tell: Callable[[Sample], None] = (lambda _: None) if asked.json else (lambda sample: print(sample, flush=True))
    samples = soak(asked.through, asked.reports, asked.every, asked.seed, tell)
    found = rise(samples)
    told = {"through": asked.through, "seed": asked.seed, "samples": [asdict(sample) for sample in samples], **found}
    print(json.dumps(told) if asked.json else "; ".join(f"{name} {value}" for name, value in found.items()))


def soak(through: str, count: int, every: int = EVERY, seed: int = 1, tell: Callable[[Sample], None] = lambda _: None) -> list[Sample]:
    """Reads so many reports.

    Args:
        through: "code" (JSON lines in, JSON lines out) or "build" (into a record, which is resolved at the end).
        every: reports between two samples; a build's last sample is taken when it has resolved. tell: gets each sample at once.

    Returns:
        All samples.
    """
    began, samples = time.monotonic(), list[Sample]()

    def look(done: int) -> None:
        samples.append(Sample(done, round(time.monotonic() - began, 1), resident_kb(), descriptors()))
        tell(samples[-1])

    _WAYS[through](partial(lines, count, seed), lambda done: look(done) if done % every == 0 else None)
    look(count)
    return samples


def rise(samples: Sequence[Sample]) -> dict[str, Any]:
    """How steeply memory and descriptors rise after the first quarter, by least squares, and the most memory ever held."""
    later = [sample for sample in samples if sample.reports >= START * samples[-1].reports]
    if samples[-1].reports == later[-2].reports:  # the record has been resolved between the two
        later = later[:-1]
    return {
        "kb_per_1000_reports": round(1000 * _slope([(one.reports, one.memory_kb) for one in later]), 2),
        "descriptors_per_1000_reports": round(1000 * _slope([(one.reports, one.descriptors) for one in later]), 4),
        "most_kb": peak_kb(),
    }


def _slope(points: Sequence[tuple[int, int]]) -> float:
    across, up = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    spread = sum((x - across) ** 2 for x, _ in points)
    return sum((x - across) * (y - up) for x, y in points) / spread if spread else 0.0


def lines(count: int, seed: int) -> Iterator[bytes]:
    """So many reports of one or two sentences, one JSON document a line."""
    for number, text in enumerate(islice(_texts(seed), count)):
        told = {"id": f"s{number:07}", "text": f"{text} {_name(number)} of the ministry confirmed it.", "published": "2024-05-04"}
        yield json.dumps(told).encode() + b"\n"


def _texts(seed: int) -> Iterator[str]:
    choice, number = random.Random(seed), 0
    while True:
        world = World(seed + 7919 * number)
        number += 1
        for _ in range(STORIES_OF_A_WORLD):
            told = world.tell(*world.story())
            sentences = [sentence.replace("*", "") for sentence, _, _ in told.sentences]
            while sentences:
                taken = choice.randint(1, 2)
                yield " ".join(sentences[:taken])
                del sentences[:taken]


def _name(number: int) -> str:
    """A name that no other number has."""
    name = ""
    for _ in range(4):
        number, syllable = divmod(number, len(_CONSONANTS) * len(_VOWELS))
        name += _CONSONANTS[syllable // len(_VOWELS)] + _VOWELS[syllable % len(_VOWELS)]
    return name.capitalize()


class _Given(BytesIO):
    """Lines that are made as they are asked for."""

    def __init__(self, made: Iterator[bytes]) -> None:
        super().__init__()
        self._made = made

    def __iter__(self) -> _Given:
        return self

    def __next__(self) -> bytes:
        return next(self._made)


class _Counted(BytesIO):
    """Takes lines, keeps none, tells how many they were."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._count = look, 0

    def write(self, data: Any, /) -> int:
        self._count += 1
        self._look(self._count)
        return len(data)


def _code(made: Callable[[], Iterator[bytes]], look: Look) -> None:
    from dragoman.run import Pipeline
    from dragoman.run.lines import code_lines

    done = code_lines(_Given(made()), "soak", _Counted(look), Pipeline())
    if done.unreadable:
        raise AssertionError(f"{done.unreadable} of {done.lines} made-up reports could not be read")


def _build(made: Callable[[], Iterator[bytes]], look: Look) -> None:
    from dragoman.run.build import build

    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "reports.jsonl"
        with given.open("wb") as file:
            file.writelines(made())
        built = build([given], str(Path(folder) / "R.db"), workers=1, tell=lambda done, _: look(done))
    if built.unreadable:
        raise AssertionError(f"{len(built.unreadable)} made-up reports could not be read")


_WAYS: dict[str, Callable[[Callable[[], Iterator[bytes]], Look], None]] = {"code": _code, "build": _build}


def resident_kb() -> int:
    """Kilobytes resident now; where the kernel does not tell (no Linux), the most so far."""
    found = _RESIDENT.search(_STATUS.read_text(encoding="ascii")) if _STATUS.exists() else None
    return int(found[1]) if found else peak_kb()


def descriptors() -> int:
    """Open descriptors; 0 where the kernel does not tell."""
    return len(os.listdir(_DESCRIPTORS)) if _DESCRIPTORS.exists() else 0


if __name__ == "__main__":
    main()
