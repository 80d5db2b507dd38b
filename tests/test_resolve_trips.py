"""Journeys out of visits and meetings, and what independent reports say differently."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Number, TimeMention, Where
from dragoman.resolve import Claim, resolve
from factories_resolve import claim, country, event, later, person

ADAMS, OKORO, MENSAH, HALE = person("Ruth Adams", "USA"), person("Chidi Okoro", "NGA"), person("Kofi Mensah", "GHA"), person("Tom Hale", "USA")
ABUJA, ACCRA, LAGOS = Where("Abuja", "NGA", 1, 9.06, 7.49), Where("Accra", "GHA", 2, 5.56, -0.2), Where("Lekki", "NGA", 3, 6.44, 3.47)


def meeting(host: object, place: Where | None, on: str | tuple[str, str] | None, *, guests: tuple[object, ...] = (ADAMS,), **more: object):  # type: ignore[no-untyped-def]
    return event("They met at length.", trigger="met", mode="visit", actors=guests, recipients=(host,), on=on, place=place, **more)  # type: ignore[arg-type]


def test_stops_a_few_days_apart_are_one_trip_in_order() -> None:
    made = claim("a", meeting(MENSAH, ACCRA, "2020-05-06"), meeting(OKORO, ABUJA, "2020-05-04"), written="2020-05-07")
    (trip,) = resolve([made]).trips
    assert [one.name for one in trip.travellers] == ["Ruth Adams"]
    assert [(stop.place, str(stop.from_)) for stop in trip.stops] == [("Abuja", "2020-05-04"), ("Accra", "2020-05-06")]
    assert [stop.with_ for stop in trip.stops] == [("chidiokoro",), ("kofimensah",)]
    assert (str(trip.from_), str(trip.to), trip.status) == ("2020-05-04", "2020-05-06", "happened")


def test_the_same_capital_at_another_time_is_another_trip() -> None:
    claims = [claim("a", meeting(OKORO, ABUJA, "2020-05-04")), claim("b", meeting(OKORO, ABUJA, "2021-03-01"), written="2021-03-02")]
    assert len(resolve(claims).trips) == 2


def test_travellers_who_do_everything_together_are_one_party() -> None:
    (trip,) = resolve([claim("a", meeting(OKORO, ABUJA, "2020-05-04", guests=(ADAMS, HALE)))]).trips
    assert [one.name for one in trip.travellers] == ["Ruth Adams", "Tom Hale"]
    assert trip.stops[0].with_ == ("chidiokoro",)


def test_planned_and_done_legs_are_one_trip_under_way() -> None:
    made = claim("a", meeting(OKORO, ABUJA, "2020-05-04"), meeting(MENSAH, ACCRA, "2020-05-06", status="planned"), written="2020-05-05")
    (trip,) = resolve([made]).trips
    assert (trip.status, len(trip.stops)) == ("happened", 2)


def test_a_trip_called_off_is_cancelled() -> None:
    (trip,) = resolve([claim("a", meeting(country("NGA"), ABUJA, "2020-05-04", status="cancelled"))]).trips
    assert trip.status == "cancelled"


@pytest.mark.parametrize("status", ["possible", "called-for", "denied"])
def test_what_is_only_asked_for_or_denied_is_no_trip(status: str) -> None:
    assert resolve([claim("a", meeting(OKORO, ABUJA, "2020-05-04", status=status))]).trips == ()


def test_hosts_at_home_and_callers_do_not_travel() -> None:
    call = event("Adams called Okoro.", trigger="called", mode="phone", actors=(ADAMS, OKORO), on="2020-05-04")
    assert resolve([claim("a", call)]).trips == ()
    trips = resolve([claim("a", meeting(OKORO, ABUJA, "2020-05-04"))]).trips
    assert [one.name for trip in trips for one in trip.travellers] == ["Ruth Adams"]


def test_a_visit_told_to_the_month_joins_the_trip_of_that_month() -> None:
    vague = claim("b", meeting(OKORO, None, ("2020-05-01", "2020-05-31"), historical=True), written="2021-01-01")
    (trip,) = resolve([claim("a", meeting(OKORO, ABUJA, "2020-05-04")), vague]).trips
    assert trip.reports == ("a", "b")
    assert (str(trip.from_), str(trip.to)) == ("2020-05-04", "2020-05-04")


def test_a_visit_without_any_hold_on_its_date_is_noted() -> None:
    found = resolve([loose("a", meeting(OKORO, ABUJA, None, status="planned"))])
    assert found.trips == ()
    assert any("nothing holds the date" in note for note in found.notes)


@pytest.mark.parametrize("status", ["planned", "cancelled", "suspended"])
def test_a_plan_without_a_day_lies_within_months_of_its_news(status: str) -> None:
    (trip,) = resolve([claim("a", meeting(OKORO, ABUJA, None, status=status), written="2020-05-05")]).trips
    assert (trip.status, trip.stops[0].exact, str(trip.from_), str(trip.to)) == (status, False, "2020-05-05", "2020-08-05")


def tour(*hosts: object, **more: object):  # type: ignore[no-untyped-def]
    """A visit to several countries, told without a place."""
    return event("She ended a tour.", trigger="tour", mode="visit", actors=(ADAMS,), recipients=hosts, place=None, **more)  # type: ignore[arg-type]


def test_a_tour_without_a_day_is_not_the_single_visit_to_one_of_its_countries() -> None:
    single = claim("a", meeting(country("NGA"), ABUJA, "2020-05-04"), written="2020-05-05")
    undated = claim("b", tour(country("NGA"), country("GHA"), on=None), written=("2020-05-01", "2020-05-09"))
    assert all(len({one.split("/")[0] for one in found.event_reports}) == 1 for found in resolve([single, undated]).events)


def test_a_tour_without_a_day_holds_no_journey_that_reaches_half_of_its_countries() -> None:
    single = claim("a", meeting(country("NGA"), ABUJA, "2020-05-04"), written="2020-05-05")
    undated = claim("b", tour(country("NGA"), country("GHA"), on=None), written=("2020-05-01", "2020-05-09"))
    trips = resolve([single, undated]).trips
    assert ("a",) in [trip.reports for trip in trips]


def test_july_is_not_august() -> None:
    july = claim("a", meeting(country("NGA"), None, ("2020-07-01", "2020-07-31"), historical=True), written="2021-01-01")
    august = claim("b", meeting(country("NGA"), None, ("2020-08-01", "2020-08-31"), historical=True), written="2021-02-01")
    assert len(resolve([july, august]).events) == 2


def test_a_journey_that_begins_at_home_leads_to_its_host() -> None:
    home = Where("Washington", "USA", 9, 38.9, -77.0)
    (trip,) = resolve([claim("a", meeting(country("NGA"), home, "2020-05-04", status="planned"), written="2020-05-02")]).trips
    assert [(stop.country, stop.place) for stop in trip.stops] == [("NGA", None)]


def loose(identity: str, *events: object, written: tuple[str, str] = ("2019-06-01", "2022-06-01")) -> Claim:
    return claim(identity, *events, written=written)  # type: ignore[arg-type]


def test_days_home_between_two_capitals_are_two_trips_unless_one_report_tells_both() -> None:
    first, second = meeting(OKORO, ABUJA, "2020-05-04"), meeting(MENSAH, ACCRA, "2020-05-07")
    assert len(resolve([claim("a", first), claim("b", second, written="2020-05-08")]).trips) == 2
    assert len(resolve([claim("a", first, second, written="2020-05-08")]).trips) == 1


@pytest.mark.parametrize(("home", "journeys"), [("USA", 1), ("BEN", 2)])
def test_a_day_without_news_between_two_neighbours_is_a_day_at_home_only_for_those_who_live_near_by(home: str, journeys: int) -> None:
    guest = person("Ruth Adams", home)
    first, second = meeting(OKORO, ABUJA, "2020-05-04", guests=(guest,)), meeting(MENSAH, ACCRA, "2020-05-06", guests=(guest,))
    assert len(resolve([claim("a", first), claim("b", second, written="2020-05-07")]).trips) == journeys


def test_a_day_after_the_departure_is_a_day_elsewhere() -> None:
    left = event("Adams left Abuja.", trigger="left", mode="visit", actors=(ADAMS,), recipients=(country("NGA"),), on="2020-05-04", place=ABUJA)
    assert len(resolve([claim("a", left), claim("b", meeting(MENSAH, ACCRA, "2020-05-06"), written="2020-05-07")]).trips) == 2


def lasting(sentence: str, trigger: str, words: str, value: str, on: str = "2020-05-04") -> Claim:
    told = claim("a", going("NGA", sentence, trigger, on=on, place=ABUJA))
    at = sentence.index(words)
    return replace(told, reading=replace(told.reading, times=(TimeMention(at, at + len(words), "DURATION", value),)))


@pytest.mark.parametrize(
    ("sentence", "trigger", "words", "value", "days"),
    [
        ("Adams landed in Abuja at the start of a four-day visit.", "landed", "four-day", "P4D", ("2020-05-04", "2020-05-07")),
        ("Adams flew to Abuja for a three-day visit.", "flew", "three-day", "P3D", ("2020-05-04", "2020-05-06")),
        ("Adams left Abuja after a visit of two days.", "left", "two days", "P2D", ("2020-05-03", "2020-05-04")),
        ("Adams wrapped up a three-day stay in Abuja.", "stay", "three-day", "P3D", ("2020-05-02", "2020-05-04")),
        ("Adams comes to Abuja on a two-day visit beginning on Monday.", "comes", "two-day", "P2D", ("2020-05-04", "2020-05-05")),
        ("Adams was in Abuja, where a two-day strike was called.", "was", "two-day", "P2D", ("2020-05-04", "2020-05-04")),
        ("Adams met nobody in Abuja after a war of nine days.", "met", "nine days", "P9D", ("2020-05-04", "2020-05-04")),
    ],
)
def test_the_length_of_a_visit_tells_its_other_end(sentence: str, trigger: str, words: str, value: str, days: tuple[str, str]) -> None:
    (trip,) = resolve([lasting(sentence, trigger, words, value)]).trips
    assert (str(trip.from_), str(trip.to)) == days


def test_the_length_of_a_tour_is_that_of_the_journey_and_not_of_its_first_stop() -> None:
    tour = lasting("Adams landed in Abuja at the start of a six-day tour.", "landed", "six-day", "P6D")
    (trip,) = resolve([tour, claim("b", meeting(MENSAH, ACCRA, "2020-05-08"), written="2020-05-09")]).trips
    assert (str(trip.from_), str(trip.to), len(trip.stops)) == ("2020-05-04", "2020-05-09", 2)


def test_a_tour_told_together_is_one_trip_and_joins_what_is_told_of_its_stops() -> None:
    hosts = (country("NGA"), country("GHA"))
    tour = event(
        "She will visit Nigeria and Ghana.", trigger="visit", mode="visit", actors=(ADAMS,), recipients=hosts, on=("2020-05-04", "2020-05-12"), status="planned"
    )
    claims = [
        claim("t", tour, written="2020-05-01"),
        claim("a", meeting(OKORO, ABUJA, "2020-05-04")),
        claim("b", meeting(MENSAH, ACCRA, "2020-05-11"), written="2020-05-12"),
    ]
    (trip,) = resolve(claims).trips
    assert (str(trip.from_), str(trip.to)) == ("2020-05-04", "2020-05-12")
    assert [(stop.country, stop.place, str(stop.from_)) for stop in trip.stops] == [("NGA", "Abuja", "2020-05-04"), ("GHA", "Accra", "2020-05-11")]


def test_an_undated_visit_is_a_trip_with_the_days_that_it_can_lie_in() -> None:
    (trip,) = resolve([loose("u", meeting(OKORO, ABUJA, None))]).trips
    assert [stop.exact for stop in trip.stops] == [False]
    assert (str(trip.from_), str(trip.to)) == ("2019-05-01", "2022-06-01")


def test_an_undated_visit_that_may_be_any_of_two_is_in_neither_and_noted() -> None:
    dated = [claim("a", meeting(OKORO, ABUJA, "2020-05-04")), claim("b", meeting(OKORO, ABUJA, "2021-03-01"), written="2021-03-02")]
    found = resolve([*dated, loose("u", meeting(country("NGA"), ABUJA, None))])
    assert [trip.reports for trip in found.trips] == [("a",), ("b",)]
    assert any("told too loosely" in note for note in found.notes)


def test_a_stop_called_off_keeps_its_status_beside_those_made() -> None:
    made = claim("a", meeting(OKORO, ABUJA, "2020-05-04"), meeting(MENSAH, ACCRA, "2020-05-05", status="cancelled"))
    (trip,) = resolve([made]).trips
    assert [(stop.place, stop.status) for stop in trip.stops] == [("Abuja", "happened"), ("Accra", "cancelled")]


def test_a_trip_tells_its_course_from_plan_to_deed() -> None:
    plan = claim("a", meeting(OKORO, ABUJA, "2020-05-04", status="planned"), written="2020-05-01")
    (trip,) = resolve([plan, claim("b", meeting(OKORO, ABUJA, "2020-05-04"))]).trips
    assert [(step.status, step.report) for step in trip.status_history] == [("planned", "a"), ("happened", "b")]


def test_a_capital_come_back_to_is_a_stop_of_its_own() -> None:
    days = ((OKORO, ABUJA, "2020-05-04"), (MENSAH, ACCRA, "2020-05-05"), (OKORO, ABUJA, "2020-05-06"))
    (trip,) = resolve([claim("a", *(meeting(*one) for one in days), written="2020-05-07")]).trips
    assert [stop.place for stop in trip.stops] == ["Abuja", "Accra", "Abuja"]


STATES = st.sampled_from(["happened", "planned", "cancelled"])
VISITS = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from([(OKORO, ABUJA), (MENSAH, ACCRA)]), STATES),
    min_size=1,
    max_size=8,
)


@given(VISITS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_trips_do_not_depend_on_order_and_hold_no_stops_that_cannot_be_one_journey(visits: list[tuple[int, tuple[object, Where], str]], dice: Random) -> None:
    claims = []
    for number, (offset, (host, place), status) in enumerate(visits):
        claims.append(claim(f"r{number}", meeting(host, place, later("2020-05-01", offset), status=status), written=later("2020-05-01", offset + 1)))
    trips = resolve(claims).trips
    dice.shuffle(claims)
    assert resolve(claims).trips == trips
    for trip in trips:
        stops = [stop for stop in trip.stops if stop.exact and stop.from_ and stop.to]
        reached = stops[0].to
        for one in stops[1:]:
            assert reached is not None
            assert one.from_ is not None
            assert (one.from_ - reached).days <= 3
            reached = max(reached, one.to or reached)


def strike(identity: str, *, sentence: str = "Rebels shelled the port of Lekki at dawn.", trigger: str = "shelled", **more: object) -> Claim:
    settings: dict[str, object] = {"actors": (country("NGA"),), "recipients": (country("GHA"),), "on": "2020-05-04", "place": LAGOS}
    return claim(identity, event(sentence, "ASSAULT", trigger=trigger, **(settings | more)), written="2020-05-05")  # type: ignore[arg-type]


def killed(value: object, bound: str | None = None) -> dict[str, object]:
    return {"numbers": (Number("dead", value, 0, 1, bound),)}  # type: ignore[arg-type]


OTHER = "At first light the harbour at Lekki was shelled, the navy said, and two cranes fell."


def differences(*claims: Claim) -> list[tuple[str, list[tuple[object, tuple[str, ...]]]]]:
    return [(one.field, [(value.value, value.reports) for value in one.values]) for one in resolve(claims).divergences]


def test_other_figures_for_one_thing_differ() -> None:
    found = differences(strike("a", **killed(14)), strike("b", sentence=OTHER, **killed(20)))
    assert found == [("number", [(14, ("a",)), (20, ("b",))])]


@pytest.mark.parametrize(("one", "two"), [((20, "at least"), (23, None)), ((50, "about"), (53, None)), (((2, 3), None), (3, None)), ((14, None), (14, None))])
def test_figures_that_can_both_be_right_agree(one: tuple[object, str | None], two: tuple[object, str | None]) -> None:
    assert differences(strike("a", **killed(*one)), strike("b", sentence=OTHER, **killed(*two))) == []


def test_told_and_denied_differ_in_status() -> None:
    denial = strike("b", sentence="Nigeria denies that it shelled the port of Lekki.", status="denied", negated=True)
    assert differences(strike("a"), denial) == [("status", [("denied", ("b",)), ("happened", ("a",))])]


def test_a_plan_that_comes_true_is_no_difference() -> None:
    plan = claim("a", meeting(OKORO, ABUJA, "2020-05-04", status="planned"), written="2020-05-01")
    done = claim("b", meeting(OKORO, ABUJA, "2020-05-04"), written="2020-05-05")
    assert differences(plan, done) == []


def test_days_that_cannot_both_be_right_differ() -> None:
    found = differences(strike("a"), strike("b", sentence=OTHER, on="2020-05-05"))
    assert found == [("date", [("2020-05-04", ("a",)), ("2020-05-05", ("b",))])]


def test_places_that_lie_apart_differ() -> None:
    epe = Where("Epe", "NGA", 4, 6.58, 3.98)
    found = differences(strike("a"), strike("b", sentence="Rebels shelled the port at dawn.", place=epe))
    assert found == [("place", [("Epe", ("b",)), ("Lekki", ("a",))])]


def test_words_that_judge_the_same_act_differently_are_a_difference_of_framing() -> None:
    one = strike("a", sentence="The unprovoked aggression of the army shelled the port of Lekki.")
    two = strike("b", sentence="The army shelled the port of Lekki in lawful and restrained self-defence.")
    assert [field for field, _ in differences(one, two)] == ["framing"]


def test_a_copy_is_no_second_voice_on_the_date() -> None:
    text = "The harbour master counted nine shells. Two cranes fell into basin 4, said Captain Bello of the Lekki fire brigade. Ships for Tema were sent away."
    one = claim("a", event("Rebels shelled Lekki.", "ASSAULT", trigger="shelled", actors=(country("NGA"),), on="2020-05-04"), text=text)
    two = claim("b", event("Rebels shelled Lekki.", "ASSAULT", trigger="shelled", actors=(country("NGA"),), on="2020-05-05"), text=text)
    found = resolve([one, two])
    assert len(found.events) == 1
    assert found.divergences == ()


def going(host: str, sentence: str, trigger: str, **more: object):  # type: ignore[no-untyped-def]
    return event(sentence, trigger=trigger, mode="visit", actors=(ADAMS,), recipients=(country(host),), **more)  # type: ignore[arg-type]


def test_what_is_told_as_the_next_leg_belongs_to_the_journey_of_its_report() -> None:
    onward = going("GHA", "From there she goes on to Accra.", "goes", place=ACCRA, status="planned")
    (trip,) = resolve([claim("a", meeting(OKORO, ABUJA, "2020-05-04"), onward)]).trips
    assert [(stop.country, stop.status) for stop in trip.stops] == [("NGA", "happened"), ("GHA", "planned")]


def test_the_next_leg_of_one_journey_is_none_of_a_journey_weeks_later() -> None:
    onward = going("GHA", "From there she is to fly to Accra.", "fly", place=ACCRA, status="planned")
    first = claim("a", meeting(OKORO, ABUJA, "2020-05-04"), onward)
    trips = resolve([first, claim("b", meeting(MENSAH, ACCRA, "2020-06-10"), written="2020-06-11")]).trips
    assert len(trips) == 2
    assert trips[1].reports == ("b",)


def test_two_of_one_country_who_come_to_one_host_on_one_day_are_no_party_unless_told_together() -> None:
    one = claim("a", going("NGA", "Adams visited Abuja.", "visited", place=ABUJA, on="2020-05-04"))
    other = event("Hale visited Abuja.", trigger="visited", mode="visit", actors=(HALE,), recipients=(country("NGA"),), on="2020-05-04", place=ABUJA)
    trips = resolve([one, claim("b", other)]).trips
    assert sorted((trip.travellers[0].name, trip.reports) for trip in trips) == [("Ruth Adams", ("a",)), ("Tom Hale", ("b",))]


def test_a_month_told_of_a_tour_is_not_its_days() -> None:
    hosts = (country("NGA"), country("GHA"))
    tour = event(
        "In May she travelled to Nigeria and Ghana.", trigger="travelled", mode="visit", actors=(ADAMS,), recipients=hosts, on=("2020-05-01", "2020-05-31")
    )
    month = replace(tour[2], when=replace(tour[2].when, precision="month"))
    claims = [claim("a", meeting(OKORO, ABUJA, "2020-05-11")), claim("b", (tour[0], tour[1], month), written="2020-12-01")]
    (trip,) = resolve(claims).trips
    assert (str(trip.from_), str(trip.to)) == ("2020-05-11", "2020-05-11")


@pytest.mark.parametrize(("words", "dated"), [("in February", True), ("frozen since February", False)])
def test_a_month_without_a_year_is_the_last_one_where_the_days_of_writing_allow_only_one(words: str, dated: bool) -> None:
    sentence = f"Adams went to Accra for talks {words}."
    told = claim("a", going("GHA", sentence, "went", place=ACCRA, historical=True), written=("2020-05-01", "2020-08-01"))
    at = sentence.index("February")
    reading = replace(told.reading, times=(TimeMention(at, at + 8, "DATE", "XXXX-02"),))
    trips = resolve([replace(told, reading=reading)]).trips
    assert [str(trip.from_) for trip in trips] == (["2020-02-01"] if dated else [])


def test_a_visit_told_to_the_season_is_in_neither_of_two_journeys_of_that_season() -> None:
    vague = going("NGA", "In the spring of 2020 she had travelled to Nigeria.", "travelled", historical=True, on=("2020-03-01", "2020-05-31"))
    claims = [claim("a", meeting(OKORO, ABUJA, "2020-05-04")), claim("b", meeting(OKORO, ABUJA, "2020-05-25"), written="2020-05-26")]
    trips = resolve([*claims, claim("c", vague, written="2021-01-01")]).trips
    assert [trip.reports for trip in trips] == [("a",), ("b",)]


def test_whom_a_visitor_is_to_see_is_seen_on_that_visit_and_not_weeks_later() -> None:
    sentence = "Adams, who arrived on Monday, will see President Okoro."
    there = event(sentence, trigger="arrived", mode="visit", actors=(ADAMS,), recipients=(country("NGA"),), on="2020-05-04", place=ABUJA)
    to_see = event(sentence, trigger="see", actors=(ADAMS,), recipients=(OKORO,), status="planned")
    later = claim("b", meeting(OKORO, ABUJA, "2020-06-10"), written="2020-06-11")
    trips = resolve([claim("a", there, to_see), later]).trips
    assert [trip.reports for trip in trips] == [("a",), ("b",)]


@pytest.mark.parametrize("sentence", ["She is expected in Accra next.", "Adams travels next to Accra.", "The next stop is Accra."])
def test_a_next_stop_is_reached_within_days(sentence: str) -> None:
    trigger = "stop" if "stop" in sentence else sentence.split()[1]
    to_come = going("GHA", sentence, trigger, place=ACCRA, status="planned")
    later = claim("b", meeting(MENSAH, ACCRA, "2020-05-24"), written="2020-05-25")
    trips = resolve([claim("a", meeting(OKORO, ABUJA, "2020-05-04"), to_come), later]).trips
    assert [trip.reports for trip in trips] == [("a",), ("b",)]
    assert [stop.country for stop in trips[0].stops] == ["NGA", "GHA"]


def test_tours_without_a_day_that_name_other_countries_each_are_two() -> None:
    def tour(hosts: tuple[str, ...], sentence: str):  # type: ignore[no-untyped-def]
        return event(sentence, trigger="returned", mode="visit", actors=(ADAMS,), recipients=tuple(map(country, hosts)))

    one = claim("a", tour(("NGA", "GHA", "KEN"), "Adams returned from Nigeria, Ghana and Kenya."), written="2020-05-12")
    other = claim("b", tour(("NGA", "EGY"), "Adams returned from Nigeria and Egypt."), written="2020-06-02")
    assert [trip.reports for trip in resolve([one, other]).trips] == [("a",), ("b",)]
    part = claim("c", tour(("NGA", "GHA"), "Adams returned from Nigeria and Ghana."), written="2020-05-12")
    assert [trip.reports for trip in resolve([one, part]).trips] == [("a", "c")]
