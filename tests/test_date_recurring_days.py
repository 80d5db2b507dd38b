"""A day that comes round every few years dates nothing by itself."""

from __future__ import annotations

from dragoman.model import Reading, Report
from dragoman.run import Pipeline


def read(text: str) -> Reading:
    reading = Pipeline().read(Report(id="r", text=text))
    assert isinstance(reading, Reading)
    return reading


def test_lone_weekday_and_day_give_no_year_but_stay_as_a_clue() -> None:
    reading = read("The ministers of Peru and Chile met in Lima on Saturday, June 24.")
    assert reading.written.how == "unknown"
    assert reading.written.from_ is None
    assert [clue.kind for clue in reading.written.clues] == ["weekday"]
    assert all(event.when.from_ is None for event in reading.events)


def test_with_an_office_holder_the_pair_gives_the_day() -> None:
    reading = read("South Korean Foreign Minister Park Jin met Chilean Foreign Minister Alberto van Klaveren in Lima on Saturday, June 24.")
    assert reading.written.how == "inferred"
    assert reading.written.from_ is not None
    assert reading.written.from_.year == 2023
