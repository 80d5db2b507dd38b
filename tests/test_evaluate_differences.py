"""Made pairs of reports with planted differences: what is planted stands in the text, and a faultless or empty finding is scored as such."""

from __future__ import annotations

from dragoman.evaluate.differences import Score, cases, table


def test_the_same_seed_gives_the_same_reports_and_every_plant_is_told() -> None:
    made = cases(3, 1)
    assert made == cases(3, 1)
    assert {case.expects for case in made} == {"number", "date", "place", "actor", "status", "framing", "none"}
    assert len({report.id for case in made for report in case.reports}) == 2 * len(made)
    assert not any("{" in report.text for case in made for report in case.reports)


def test_nothing_is_changed_where_nothing_is_planted() -> None:
    for case in cases(1, 2):
        if case.plant == "another figure":
            assert case.reports[0].published is not None
            assert case.reports[1].published is not None
            assert case.reports[0].published >= case.reports[1].published, "a higher count that comes later would be a later state"


def test_the_table_gives_precision_and_recall_by_field() -> None:
    score = Score()
    score.planted.update(number=4)
    score.found.update(number=3)
    score.wrong.update(number=1, date=1)
    lines = table(score).splitlines()
    assert lines[1].split() == ["date", "0", "0", "1", "0.000", "0.000"]
    assert lines[2].split() == ["number", "4", "3", "1", "0.750", "0.750"]
