"""On which day an act took place: the cases of cases/when.yaml, through the whole pipeline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model import Reading, Report

CASES = yaml.load((Path(__file__).parent / "cases" / "when.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def pipeline() -> Any:
    from dragoman.run import Pipeline

    return Pipeline()


def days_of(told: Any) -> tuple[date | None, date | None]:
    if told == "none":
        return None, None
    first, last = told if isinstance(told, list) else (told, told)
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_the_act_has_its_day(pipeline: Any, case: dict[str, Any]) -> None:
    reading = pipeline.read(Report(id="case", text=case["text"], published=case.get("written", "2023-06-24")))
    assert isinstance(reading, Reading), reading
    for wanted in case["gives"]:
        start = case["text"].index(wanted["trigger"])
        found = [event for event in reading.events if event.trigger.start <= start < event.trigger.end]
        assert found, [case["text"][event.trigger.start : event.trigger.end] for event in reading.events]
        when = found[0].when
        assert ((when.from_, when.to), when.how) == (days_of(wanted["days"]), wanted["how"])
