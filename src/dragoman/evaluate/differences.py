"""How well differences between reports are told from what only seems to differ: `python -m dragoman.evaluate.differences`.

In: a seed. Happenings of `data/difference_reports.yaml` are told by two outlets each, the second with or without a planted difference; the reports are read and
resolved. Out: precision and recall by field, and how often a rounding, a growing toll or the like was wrongly told as a difference.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import Report, Unreadable
from dragoman.resolve import Claim, resolve
from dragoman.run import Configuration, Pipeline

FILE: Final = "evaluate/data/difference_reports.yaml"
FIRST_DAY: Final = date(2016, 3, 1)
# Days between two happenings, so that no two are one story for their time.
STEP: Final = 97


@dataclass(frozen=True, slots=True)
class Case:
    """Two reports of one happening: what was planted, and the field in which they differ ("none" where they only seem to)."""

    plant: str
    expects: str
    reports: tuple[Report, Report]


@dataclass(slots=True)
class Score:
    """Counts by field: planted, found of those, and found where nothing of the kind was planted; by plant: cases and those told right."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str]] = field(default_factory=list)


@cache
def templates() -> Any:
    """The scenes and plants as they stand in the data file."""
    return parse_yaml(resources.files("dragoman").joinpath(FILE).read_text(encoding="utf-8"), FILE)


def cases(seed: int, rounds: int) -> list[Case]:
    """Every scene with every plant that it allows, `rounds` times with other countries, persons, figures and days."""
    chance = random.Random(seed)
    made: list[Case] = []
    for turn in range(rounds):
        for scene in templates()["scenes"]:
            for plant in templates()["plants"]:
                if plant.get("needs", "title") in scene:
                    made.append(_case(chance, f"{scene['name']}-{plant['name'].replace(' ', '-')}-{turn}", scene, plant, len(made)))
    return made


def _case(chance: random.Random, name: str, scene: Mapping[str, Any], plant: Mapping[str, Any], place: int) -> Case:
    one, two = chance.sample(templates()["sides"], 2)
    people = chance.sample(templates()["people"], 3)
    day = FIRST_DAY + timedelta(days=STEP * place % 2500 + place // 25)
    figure = chance.randint(scene.get("low", 1), scene.get("high", 1))
    slots = {"a": one["name"], "aA": one["adjective"], "b": two["name"], "bA": two["adjective"], "townb": two["town"], "otherb": two["other"]}
    slots |= {"A": people[0], "B": people[1], "C": people[2], "thing": chance.choice(templates()["things"]), "n": str(figure)}
    slots |= {"day": _said(day), "next": _said(day + timedelta(days=1))}
    first, second, changed, late = scene["first"], scene["second"], dict(slots), 0
    kind = plant["name"]
    if kind == "another figure":
        changed["n"] = str(figure + chance.choice((2, 3, 7)))  # on the same day, so that it did not grow
    elif kind == "rounded figure":
        slots["n"], changed["n"] = str(figure * 10 + 3), f"about {figure * 10}"
    elif kind == "partial count":
        changed["n"] = f"at least {max(2, figure - 2)}"
    elif kind == "later figure":
        changed["n"], late = str(figure + 6), 3
    elif kind == "another day":
        changed["day"] = _said(day - timedelta(days=2))
    elif kind == "coarser day":
        second = second.replace("on {day}", f"in {day:%B}")
    elif kind in ("another place", "another person", "denied"):
        second = scene[{"another place": "place", "another person": "other", "denied": "denied"}[kind]]
    elif kind == "doer unnamed":
        second = second.replace("{aA} Foreign Minister {A}", "a {aA} envoy")
    elif kind.startswith("framed"):
        first += " " + scene["framed"][0]
        second += " " + scene["framed"][1] if kind == "framed otherwise" else ""
    reports = (_report(f"{name}-1", scene["title"], first, slots, day, 1), _report(f"{name}-2", scene["title_second"], second, changed, day, 1 + max(late, 0)))
    fillers = chance.sample(templates()["fillers"], 8)
    reports = (_longer(reports[0], fillers[:4]), _longer(reports[1], fillers[4:]))
    return Case(kind, plant["expects"], reports)


def _said(day: date) -> str:
    return f"{day:%B} {day.day}"


def _longer(report: Report, fillers: Sequence[str]) -> Report:
    return replace(report, text=f"{report.text} {' '.join(fillers)}")


def _report(name: str, heading: str, body: str, slots: Mapping[str, str], day: date, later: int) -> Report:
    text = body.format(**slots)
    title = heading.format(**slots)
    return Report(name, f"{title}\n\n{text[:1].upper()}{text[1:]}", outlet=f"outlet {name[-1]}", published=(day + timedelta(days=later)).isoformat())


def measured(made: Sequence[Case], pipeline: Pipeline) -> Score:
    """Read and resolve every case by itself, and hold what was told against what was planted."""
    out = Score()
    readings = pipeline.read_batch([report for case in made for report in case.reports])
    for place, case in enumerate(made):
        pair = zip(case.reports, readings[2 * place : 2 * place + 2], strict=True)
        claims = [Claim(report, reading) for report, reading in pair if not isinstance(reading, Unreadable)]
        told = {one.field for one in resolve(claims).divergences}
        out.cases[case.plant] += 1
        out.right[case.plant] += told == ({case.expects} - {"none"})
        out.planted[case.expects] += case.expects != "none"
        out.found[case.expects] += case.expects in told
        out.wrong.update(told - {case.expects})
        if told != ({case.expects} - {"none"}):
            out.missed.append((case.reports[0].id, f"expected {case.expects}, told {', '.join(sorted(told)) or 'none'}"))
    return out


def table(score: Score) -> str:
    """The figures as lines of text."""
    fields = sorted(set(score.planted) | set(score.wrong) - {"none"})
    lines = [f"{'field':<10} planted  found  wrong      P      R"]
    total = Counter({"planted": 0})
    for name in [one for one in fields if one != "none"]:
        planted, found, wrong = score.planted[name], score.found[name], score.wrong[name]
        total.update(planted=planted, found=found, wrong=wrong)
        lines.append(f"{name:<10} {planted:>7} {found:>6} {wrong:>6} {found / max(1, found + wrong):>6.3f} {found / max(1, planted):>6.3f}")
    found, told = total["found"], total["found"] + total["wrong"]
    lines.append(f"{'all':<10} {total['planted']:>7} {found:>6} {total['wrong']:>6} {found / max(1, told):>6.3f} {found / max(1, total['planted']):>6.3f}")
    lines.append("what the second outlet changed, and how often the two were told right:")
    lines += [f"  {name:<18} {score.right[name]:>4} of {count}" for name, count in sorted(score.cases.items())]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see `--help`."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.differences", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=4, help="how often every scene is told with every change")
    parser.add_argument("--cases", action="store_true", help="name the cases told wrong")
    asked = parser.parse_args(arguments)
    score = measured(cases(asked.seed, asked.rounds), Pipeline(Configuration()))
    print(table(score))
    if asked.cases:
        print("\n".join(f"  {name}: {what}" for name, what in score.missed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
