"""The map, the stops of trips, and the land under them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Where
from dragoman.web import world
from dragoman.web.spots import key_of, route, routes, spots
from factories_views import resolution
from factories_web import small_client

VISIT = resolution().events[0]
TRIP = resolution().trips[0]
STOP = TRIP.stops[0]
HARBOUR = Where("North Harbour", "EST", None, 58.4, 24.5)
points = st.lists(st.tuples(st.floats(0, world.WIDTH), st.floats(world.TOP, world.BOTTOM)), min_size=1, max_size=6)


def test_the_land_is_drawn_from_the_atlas_that_lies_there() -> None:
    assert world.DRAWN.read_text(encoding="utf-8") == world.drawn(), "draw it anew: python -m dragoman.web.world"


def test_degrees_lie_where_equal_earth_puts_them() -> None:
    assert world.place(0, 0) == (world.WIDTH / 2, world.HEIGHT / 2)
    assert world.place(0, -180)[0] == 0
    assert world.place(0, 180)[0] == world.WIDTH
    assert world.place(60, 90)[0] - world.WIDTH / 2 == pytest.approx((world.place(60, 180)[0] - world.WIDTH / 2) / 2, abs=0.1)
    assert world.place(50, 10)[1] < world.place(40, 10)[1], "north is up"


@given(points)
def test_a_frame_holds_its_points_and_stays_in_the_world(found: list[world.Point]) -> None:
    frame = world.frame(found)
    assert frame.width / frame.height == pytest.approx(world.WHOLE.width / world.WHOLE.height, rel=0.01)
    assert frame.x >= -0.1
    assert frame.x + frame.width <= world.WIDTH + 0.2
    for x, y in found:
        assert -1 <= frame.across(x) <= world.WIDTH + 1
        assert -1 <= frame.down(y) <= frame.tall + 1


def test_events_stand_at_their_place_by_colour_with_their_months() -> None:
    (spot,) = spots([replace(VISIT, where=HARBOUR), replace(VISIT, id="x", type="ASSAULT", mode=None, where=HARBOUR, from_=date(2024, 6, 1))])
    assert (spot.key, spot.events, spot.months, spot.whole) == ("North Harbour, EST", 2, "2024-05:1 2024-06:1", False)
    assert [(disc.tone, disc.events) for disc in spot.discs] == [("cooperation", 1), ("material-conflict", 1)]


def test_a_whole_country_stands_in_its_middle_and_is_marked() -> None:
    (spot,) = spots([replace(VISIT, where=Where("Norway", "NOR"))])
    assert spot.whole
    assert spots([replace(VISIT, where=Where("the northern marshes", "NOR"))]) == (), "a region that is not known is nowhere"
    assert spots([replace(VISIT, where=None)]) == ()


def test_planned_stops_and_the_ways_to_them_are_hollow() -> None:
    trip = replace(
        TRIP, stops=(replace(STOP, place="Oslo", country="NOR", events=()), replace(STOP, place="Tallinn", country="EST", events=(), status="planned"))
    )
    found = route(trip, {})
    assert [(mark.number, mark.name, mark.shape) for mark in found.marks] == [(1, "Oslo", "solid"), (2, "Tallinn", "hollow")]
    assert [leg.shape for leg in found.legs] == ["hollow"]
    assert routes([trip, trip], {}).marks[2].number == 2


def test_a_stop_lies_where_its_events_do() -> None:
    stop = replace(STOP, place=HARBOUR.name, events=(VISIT.id,))
    assert route(replace(TRIP, stops=(stop,)), {VISIT.id: replace(VISIT, where=HARBOUR)}).marks[0].y == world.place(58.4, 24.5)[1]
    assert route(replace(TRIP, stops=(replace(stop, country=None),)), {}).unplaced == 1


def test_the_list_says_what_the_map_says(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    assert client.get("/map?place=Estavia, EST").status_code == 200
    rows = client.get("/map.json?place=Estavia, EST").json()["rows"]
    assert [row["id"] for row in rows] == ["event-1111"]
    assert key_of(Where("Estavia", "EST")) == "Estavia, EST"
