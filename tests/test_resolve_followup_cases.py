"""What came of requests, offers, threats, plans and attempts at contact, read from short reports: `tests/cases/followups.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model import FollowUp, Report
from dragoman.resolve import Claim, resolve
from dragoman.run import Configuration, Pipeline

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "followups.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found() -> list[tuple[FollowUp, ...]]:
    reports = [[Report(f"{place}-{n}", text, published=str(day)) for n, (day, text) in enumerate(case["reports"])] for place, case in enumerate(CASES)]
    readings = iter(Pipeline(Configuration()).read_batch([one for case in reports for one in case]))
    out = []
    for case in reports:
        claims = [Claim(report, reading) for report in case if (reading := next(readings)) is not None]
        out.append(resolve(claims).followups)  # type: ignore[arg-type]
    return out


@pytest.mark.parametrize("place", [pytest.param(n, marks=pytest.mark.xfail(strict=True)) if case.get("gap") else n for n, case in enumerate(CASES)])
def test_what_came_of_it_is_told(place: int, found: list[tuple[FollowUp, ...]]) -> None:
    case = CASES[place]
    assert (case["kind"], case["outcome"]) in [(one.kind, one.outcome) for one in found[place]], case["reports"]
