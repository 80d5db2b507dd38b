"""`python -m dragoman.evaluate.gate GOLD`: measures the gold sets that are there and fails where a figure is below its floor.

--raise keeps better figures as new floors; --lower SET.FIGURE=VALUE --why TEXT takes one back; --trend FILE adds the figures as rows of a CSV file.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import dragoman
from dragoman.evaluate.gate.floors import MORE, Floors, GoldSet
from dragoman.evaluate.gate.measure import GateError, digest, measure
from dragoman.model import DragomanError, UsageError


@dataclass(frozen=True, slots=True)
class Measured:
    """One set's figures; `digest` of the set as it is; `error` where it could not be measured."""

    one: GoldSet
    digest: str
    figures: dict[str, float]
    error: str | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and judges; 0 where all floors hold, 1 where one does not, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.gate", description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, help="folder of gold sets")
    parser.add_argument("--only", nargs="+", metavar="SET", help="these sets alone")
    parser.add_argument("--jobs", type=int, default=2, help="sets measured at the same time (default: %(default)s)")
    parser.add_argument("--raise", dest="higher", action="store_true", help="keep better figures as new floors")
    parser.add_argument("--lower", metavar="SET.FIGURE=VALUE", help="take one floor back")
    parser.add_argument("--why", default="", help="the reason for --lower, kept in the file")
    parser.add_argument("--trend", type=Path, metavar="FILE.csv", help="add the figures to this file, one row a figure")
    parser.add_argument("--floors", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    try:
        floors = Floors.load(asked.floors)
        if asked.lower:
            _lower(floors, asked.lower, asked.why)
            return 0
        if asked.gold is None:
            raise UsageError("name the folder of gold sets")
        return _judge(floors, asked)
    except DragomanError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1


def _lower(floors: Floors, told: str, why: str) -> None:
    where, _, value = told.partition("=")
    name, _, figure = where.partition(".")
    try:
        wanted = float(value)
    except ValueError:
        raise UsageError(f"{told!r} is not SET.FIGURE=VALUE") from None
    floors.lower(name, figure, wanted, why)
    floors.save()


def _judge(floors: Floors, asked: argparse.Namespace) -> int:
    unknown = set(asked.only or ()) - floors.sets.keys()
    if unknown:
        raise UsageError(f"no such set: {', '.join(sorted(unknown))}; known are {', '.join(floors.sets)}")
    wanted = [one for name, one in floors.sets.items() if not asked.only or name in asked.only]
    there = [one for one in wanted if (asked.gold / one.folder).is_dir()]
    for one in wanted:
        if one not in there:
            print(f"{one.name:18} not there: {asked.gold / one.folder}")
    if not there:
        raise UsageError(f"none of the gold sets is in {asked.gold}")
    failed = 0
    with ThreadPoolExecutor(max(1, asked.jobs)) as pool:
        for found in pool.map(lambda one: _measured(asked.gold, one), there):
            failed += _tell(floors, found)
            if found.error is not None:
                continue
            if asked.higher:
                floors.raise_to(found.one.name, found.digest, found.figures)
            if asked.trend is not None:
                _trend(asked.trend, found)
    if asked.higher:
        floors.save()
    print(f"{failed} figures or sets fall short" if failed else "all floors hold")
    return 1 if failed else 0


def _measured(gold: Path, one: GoldSet) -> Measured:
    with tempfile.TemporaryDirectory(prefix="gate-") as work:
        try:
            return Measured(one, digest(gold, one), measure(gold, one, Path(work)))
        except (GateError, OSError) as error:
            return Measured(one, "", {}, str(error))


def _tell(floors: Floors, found: Measured) -> int:
    """Print a set's lines; returns how many of its figures are below their floors."""
    if found.error is not None:
        print(f"{found.one.name:18} could not be measured: {found.error}", flush=True)
        return 1
    known = floors.best.get(found.one.name, {}).get("digest")
    same = known == found.digest
    if not same:
        print(f"{found.one.name:18} is another set than the floors are for; --raise makes them anew" if known else f"{found.one.name:18} has no floors yet")
    failed = 0
    for figure, value in found.figures.items():
        holds = not same or floors.passes(found.one.name, figure, value)
        failed += not holds
        floor = floors.floor(found.one.name, figure) if same else None
        bound = "" if floor is None else f"{'at least' if found.one.figures[figure] == MORE else 'at most'} {floor:g}"
        print(f"{found.one.name:18} {figure:16} {value:9.4f}  {bound:18} {'' if holds else 'FALLS SHORT'}".rstrip(), flush=True)
    return failed


def _trend(path: Path, found: Measured) -> None:
    """Rows of version, set, digest, figure, value; what the file has already is not written again."""
    head = ["version", "set", "digest", "figure", "value"]
    rows = [[dragoman.__version__, found.one.name, found.digest, figure, f"{value:.4f}"] for figure, value in found.figures.items()]
    before = list(csv.reader(path.read_text("utf-8").splitlines()))[1:] if path.exists() else []
    keys = {tuple(row[:4]) for row in rows}
    kept = [row for row in before if tuple(row[:4]) not in keys]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *kept, *rows])


if __name__ == "__main__":
    sys.exit(main())
