"""Reads the sentences of tests/cases (events.yaml, types/, known_gaps.yaml, nothing.yaml) through the whole pipeline and compares what was coded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.knowledge import load
from dragoman.model import EventReport, Reading, Report

CASES = Path(__file__).parent / "cases"
REAL = {"happened", "ongoing", "resumed"}


def cases(name: str) -> list[Any]:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


def of_types() -> list[Any]:
    """The cases of each type (cases/types/accuse.yaml ...), after the mixed ones."""
    return [case for path in sorted((CASES / "types").glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def pipeline() -> Any:
    from dragoman.run import Pipeline

    return Pipeline()


def gaps() -> list[Any]:
    """What is known to be read wrongly, with its reason: a case that comes right fails here, and moves to the file of its type."""
    return [pytest.param(case, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["why"])) for case in cases("known_gaps.yaml")]


def read(pipeline: Any, text: str) -> Reading:
    reading = pipeline.read(Report(id="case", text=text))
    assert isinstance(reading, Reading), reading
    return reading


def countries(actors: Any) -> set[str]:
    return {actor.country or actor.name for actor in actors}


def fits(event: EventReport, wanted: dict[str, Any]) -> bool:
    checks = {
        "type": lambda value: event.type == value,
        "mode": lambda value: event.mode == value,
        "status": lambda value: event.status == value,
        "actors": lambda value: set(value) <= countries(event.actors),
        "recipients": lambda value: set(value) <= countries(event.recipients),
        "parties": lambda value: set(value) <= countries(event.actors) | countries(event.recipients),
        "numbers": lambda value: set(value) <= {number.value for number in event.numbers},
        "plain": lambda value: (event.plover.type if event.plover else None) == value,
        "according_to": lambda value: set(value) <= {source.country for source in event.according_to},
    }
    return all(checks[name](value) for name, value in wanted.items())


@pytest.mark.parametrize("case", [*cases("events.yaml"), *of_types(), *gaps()], ids=lambda case: case["text"][:60])
def test_sentence_gives_its_events(pipeline: Any, case: dict[str, Any]) -> None:
    reading = read(pipeline, case["text"])
    told = [(event.type, event.mode, sorted(countries(event.actors)), sorted(countries(event.recipients)), event.status) for event in reading.events]
    for wanted in case.get("gives", []):
        assert any(fits(event, wanted) for event in reading.events), f"{wanted} is not among {told}"
    if case.get("gives") == [] and "not_real" not in case:
        assert not told
    for kind in case.get("not", []):
        assert kind not in {event.type for event in reading.events}, told
    for kind in case.get("not_real", []):
        assert not [event for event in reading.events if event.type == kind and event.status in REAL and not event.negated], told


def test_every_type_has_its_cases_and_few_gaps() -> None:
    """At least 25 a type, a third of them of another type, negated or nothing at all; gaps are at most a tenth, and none stands in two files."""
    files = sorted((CASES / "types").glob("*.yaml"))
    told = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}
    assert sorted(kind.upper() for kind in told) == sorted(load().ontology.types)
    for kind, found in told.items():
        other = [case for case in found if not any(event.get("type") == kind.upper() for event in case.get("gives", [])) or case.keys() & {"not", "not_real"}]
        assert len(found) >= 25, kind
        assert len(other) * 3 >= len(found), kind
    texts = [case["text"] for case in (*of_types(), *cases("known_gaps.yaml"), *cases("events.yaml"))]
    assert len(texts) == len(set(texts))
    assert len(cases("known_gaps.yaml")) * 10 <= len(of_types())


@pytest.mark.parametrize("text", cases("nothing.yaml"), ids=lambda text: text[:60])
def test_sport_weather_business_and_culture_give_no_event(pipeline: Any, text: str) -> None:
    reading = read(pipeline, text)
    assert [(event.type, event.mode, event.why[0]) for event in reading.events] == []
