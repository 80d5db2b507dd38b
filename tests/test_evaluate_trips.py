"""Reports made of journeys, and the score of what comes back: made by hand, no parser needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluate.trips import same_person, score, table
from dragoman.evaluate.trips_made import Made, Told, TrueStop, TrueTrip, make, read_trips, truth_rows
from dragoman.model import InputError, Stop, Traveller, Trip

HEAD = "trip,stop,traveller,traveller_office,country,place,start,end,met"
ROWS = (
    "a-1,1,Ann Lee Brown,Secretary of State,FRA,Paris,2001-02-03,2001-02-04,President Chirac",
    'a-1,2,Ann Lee Brown,Secretary of State,DEU,"Bonn, Berlin",2001-02-04,,',
    "a-2,1,Ann Lee Brown,Secretary of State,FRA,Paris,2001-06-01,2001-06-02,",
)
FIRST, SECOND = (
    TrueTrip(name, "Ann Lee Brown", "Secretary of State", (TrueStop("FRA", "Paris", day, day, ()),))
    for name, day in (("a-1", date(2001, 2, 3)), ("a-2", date(2001, 6, 1)))
)


def listed(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "stops.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def test_rows_of_one_trip_are_its_stops_and_an_open_end_is_the_first_day(tmp_path: Path) -> None:
    first, second = read_trips(listed(tmp_path, *ROWS))
    assert [(stop.country, stop.place, stop.last.day, stop.met) for stop in first.stops] == [("FRA", "Paris", 4, ("President Chirac",)), ("DEU", "Bonn", 4, ())]
    assert second.id == "a-2"


def test_a_control_moves_the_years_and_renames_the_traveller(tmp_path: Path) -> None:
    first, _ = read_trips(listed(tmp_path, *ROWS), years=40, names={"Ann Lee Brown": "Corwin Ashgrove"})
    assert (first.traveller, first.stops[0].first.year) == ("Corwin Ashgrove", 2041)


def test_a_list_without_its_columns_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "stops.csv"
    path.write_text("trip,place\nx,Paris\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"stops\.csv: needs the columns"):
        read_trips(path)


def test_the_same_seed_makes_the_same_reports_whichever_journeys_are_left_out(tmp_path: Path) -> None:
    trips = read_trips(listed(tmp_path, *ROWS))
    whole = make(trips, 3)
    assert make(trips, 3) == whole
    assert make(trips[1:], 3).reports == [report for report in whole.reports if report.id.startswith("a-2/")]


@given(st.integers(0, 500))
def test_what_the_truth_points_at_is_a_sentence_of_the_report(seed: int) -> None:
    made = make([FIRST, SECOND], seed)
    texts = {report.id: report.text for report in made.reports}
    for row in truth_rows(made):
        sentence = texts[row["report"]][row["start"] : row["end"]]
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert "Brown" in sentence
        assert row["report"].startswith(f"{row['trip']}/")


def found(identity: str, first: date, last: date, reports: tuple[str, ...], events: tuple[str, ...], name: str = "Ann Brown", country: str = "FRA") -> Trip:
    return Trip(identity, (Traveller("p", name, "USA"),), first, last, "happened", (Stop(None, country, first, last, (), events),), reports)


def truth() -> Made:
    told = [Told(f"r{number}", 0, 50, trip.id, frozenset({"FRA"}), (trip.stops[0].first,)) for number, trip in enumerate((FIRST, SECOND), 1)]
    return Made([], told)


TELLINGS = {"e1": [("r1", 0)], "e2": [("r2", 0)], "e3": [("r1", 0), ("r2", 0)]}
FEB, JUNE = date(2001, 2, 3), date(2001, 6, 1)


def outcomes(*trips: Trip) -> dict[str, int]:
    return dict(score([FIRST, SECOND], truth(), trips, TELLINGS).outcome)


def test_a_trip_within_a_day_is_exact_and_one_not_found_is_missed() -> None:
    assert outcomes(found("t", FEB, date(2001, 2, 4), ("r1",), ("e1",))) == {"exact": 1, "missed": 1}


def test_other_days_or_countries_are_partly() -> None:
    late, elsewhere = found("t", date(2001, 2, 5), date(2001, 2, 5), ("r1",), ("e1",)), found("u", JUNE, JUNE, ("r2",), ("e2",), country="DEU")
    assert outcomes(late, elsewhere) == {"partly": 2}


def test_two_journeys_in_one_trip_are_joined_unless_the_trip_does_not_rest_on_the_other_report() -> None:
    assert outcomes(found("t", FEB, JUNE, ("r1", "r2"), ("e3",))) == {"joined": 2}
    assert outcomes(found("t", FEB, FEB, ("r1",), ("e3",)), found("u", JUNE, JUNE, ("r2",), ("e3",))) == {"exact": 2}


def test_one_journey_in_two_trips_is_split_and_a_stranger_is_invented() -> None:
    result = score(
        [FIRST, SECOND], truth(), [found(name, FEB, FEB, ("r1",), ("e1",)) for name in "tu"] + [found("v", FEB, FEB, ("r1",), ("e1",), "Jo Doe")], TELLINGS
    )
    assert (result.outcome["split"], result.invented) == (1, ["v"])
    assert "split      1   0.500" in table(result, 2)


@pytest.mark.parametrize(
    ("one", "two", "same"), [("Antony Blinken", "Antony John Blinken", True), ("Bush", "George W. Bush", True), ("Laura Hill", "George Bush", False)]
)
def test_travellers_are_known_by_their_last_names(one: str, two: str, same: bool) -> None:
    assert same_person(one, two) is same
