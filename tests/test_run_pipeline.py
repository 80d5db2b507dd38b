"""The pipeline: batches, faulty reports, other languages, configurations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories_run
from dragoman.model import KnowledgeError, Reading, Report, Unreadable, UsageError
from dragoman.run import Configuration, Pipeline
from dragoman.run.pipeline import batches
from factories_run import CONFIGURATION, install, report


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, knowledge: Any) -> Pipeline:
    install(monkeypatch.setattr)
    return Pipeline(CONFIGURATION, knowledge)


def test_a_faulty_report_says_what_went_wrong_and_the_others_are_read(pipeline: Pipeline) -> None:
    good, bad, broken = report(1), report(2, "Things explode."), Report("r3", "", error="the file is empty")
    first, second, third, fourth = pipeline.read_batch([good, bad, broken, replace(good, id="r4")])
    assert second == Unreadable("r2", "reading failed in 'talks': ValueError: the text exploded")
    assert third == Unreadable("r3", "the file is empty")
    assert isinstance(first, Reading)
    assert isinstance(fourth, Reading)
    assert [event.id for event in first.events] == ["r1/e1"]
    assert [event.id for event in fourth.events] == ["r4/e1"]


def test_a_batch_gives_what_each_report_gives_alone(pipeline: Pipeline) -> None:
    many = [report(number, "talks. " * (number % 4) + ("explode." if number == 5 else "")) for number in range(11)]
    alone = [pipeline.read(one) for one in many]
    assert pipeline.read_batch(many) == alone
    assert [reading for _, reading in pipeline.read_all(many)] == alone


def test_another_language_gives_blocks_but_no_events(pipeline: Pipeline) -> None:
    reading = pipeline.read(report(1, "bonjour talks."))
    assert isinstance(reading, Reading)
    assert (reading.language, reading.events, len(reading.blocks)) == ("fr", (), 1)


def test_what_the_components_noted_is_kept(pipeline: Pipeline) -> None:
    reading = pipeline.read(report(1))
    assert isinstance(reading, Reading)
    assert "taken whole" in reading.notes
    assert reading.words == 7


@given(st.lists(st.text(max_size=30)), st.integers(1, 5), st.integers(1, 60))
def test_batches_hold_all_reports_in_order_within_their_limits(texts: list[str], most: int, characters: int) -> None:
    reports = [Report(str(number), text) for number, text in enumerate(texts)]
    made = list(batches(reports, Configuration(batch_reports=most, batch_characters=characters)))
    assert [one for batch in made for one in batch] == reports
    for batch in made:
        assert 1 <= len(batch) <= most
        assert len(batch) == 1 or sum(len(one.text) for one in batch) <= characters


@pytest.mark.parametrize("fault", [ModuleNotFoundError("no spacy"), KnowledgeError("a table is broken")])
def test_a_broken_installation_stops_the_run_instead_of_blaming_every_report(monkeypatch: pytest.MonkeyPatch, pipeline: Pipeline, fault: Exception) -> None:
    def broken(working: Any) -> Any:
        raise fault

    monkeypatch.setitem(factories_run.REGISTRY, "talks", factories_run._each("talks", broken, True))
    install(monkeypatch.setattr)
    with pytest.raises(type(fault)):
        Pipeline(CONFIGURATION, pipeline.knowledge).read_batch([report(1), report(2)])


def test_an_unknown_component_names_those_there_are(knowledge: Any) -> None:
    with pytest.raises(UsageError, match=r"no component 'parze'; known: clean, parse"):
        Pipeline(Configuration(components=("clean", "parze")), knowledge)


def test_a_configuration_file_names_components_and_batch_sizes(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('components = ["clean"]\nbatch_reports = 3\n')
    assert Configuration.load(path) == Configuration(components=("clean",), batch_reports=3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("component = []", "did you mean components"),
        ("components = 3", "components must be a list"),
        ("batch_reports = 0", "at least 1"),
        ("batch_reports = true", "must be a int"),
        ("components = [", "no valid TOML"),
    ],
)
def test_a_wrong_configuration_is_told_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "c.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=message) as caught:
        Configuration.load(path)
    assert str(path) in str(caught.value)


def test_the_digest_of_a_configuration_is_of_what_can_change_a_reading() -> None:
    assert Configuration(batch_reports=3).digest == Configuration().digest
    assert Configuration(components=("clean",)).digest != Configuration().digest
