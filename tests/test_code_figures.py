"""Violence in words only: what a verb of attack means with an instrument, a matter or an object that nobody attacks with, over or in truth."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
import yaml

from dragoman.code.figures import figure_of, load_figures
from dragoman.model import Reading, Report

ENTRIES = yaml.safe_load((resources.files("dragoman.code") / "figures.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def pipeline() -> Any:
    from dragoman.run import Pipeline

    return Pipeline()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["example"])
def test_every_entry_reads_its_example(entry: dict[str, Any], pipeline: Any) -> None:
    reading = pipeline.read(Report(id="case", text=entry["example"] + "."))
    assert isinstance(reading, Reading)
    found = [event.type for event in reading.events]
    assert "ASSAULT" not in found
    assert found == [] if "nothing" in entry else entry["type"] in found


@pytest.mark.parametrize(
    ("objects", "preps", "near"),
    [
        ({"convoy"}, {"with": {"missile"}}, {"strike", "convoy", "missile"}),
        ({"capital"}, {}, {"bomb", "capital"}),
        (set(), {"over": {"border"}}, {"clash", "border"}),
        (set(), {"over": {"price"}}, {"clash", "price", "kill"}),
        ({"town"}, {"with": {"sanction"}}, {"hit", "town", "sanction", "wound"}),
    ],
    ids=["a weapon", "no instrument", "a border", "with dead", "with wounded"],
)
def test_what_may_be_a_real_attack_stays_one(objects: set[str], preps: dict[str, set[str]], near: set[str]) -> None:
    assert figure_of(objects, preps, near) is None


def test_the_first_entry_that_applies_counts() -> None:
    both = figure_of({"proposal"}, {"with": {"tariff"}}, {"hit", "proposal", "tariff"})
    assert both is load_figures()[0]
