"""The REST API: what it says of itself, what it answers to anything, and one envelope for all that goes wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.record import Record
from dragoman.web.app import create_app
from dragoman.web.openapi import ERRORS
from dragoman.web.pages import PAGES
from dragoman.web.settings import Settings, User, digest
from factories_engines import Home
from factories_views import small_record
from factories_web import served, small_client
from fuzz import SEED, fuzz, made, page_through

CASES = 150  # in each store; a release is tried with 5,000: `make fuzz`


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return small_client(tmp_path_factory.mktemp("api"))


def test_nothing_that_can_be_asked_breaks_the_server(home: Home, tmp_path: Path) -> None:
    made(tmp_path / "made.db")
    place = home / "R.db"
    with Record.open(tmp_path / "made.db", read_only=True) as source, Record.open(place) as target:
        target.copy_from(source)
    counts = fuzz(place, CASES, SEED)
    addresses = [page for page in PAGES if page.twins]
    assert len(counts) == len(addresses)
    assert sum(map(Counter.total, counts.values())) >= CASES
    assert all(statuses.keys() <= {200, 400, 404} for statuses in counts.values())
    assert sum(statuses[200] for statuses in counts.values()) >= CASES / 4, "little was reached"
    paged = page_through(place)
    assert len(paged) >= 5
    assert sum(rows > 1 for rows in paged.values()) >= 5
    with TestClient(create_app(place, Settings(local=User("Ana", "reader"), read_only=True)), base_url="http://127.0.0.1") as asked:
        for path in (path for path in counts if "{" not in path):
            answer = asked.get(path, params={"colour": "red"})
            assert (answer.status_code, answer.json()["status"]) == (400, 400)
            assert "'colour' is no parameter of this page" in answer.json()["error"]


def test_every_page_with_twins_is_described_with_its_parameters_answers_and_errors(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    for page in PAGES:
        address = "/api/v1" + ("/home" if page.path == "/" else page.path)
        told = described["paths"][address]["get"]
        assert {one["name"] for one in told["parameters"]} >= {one.name for one in page.parameters}
        assert told["responses"].keys() >= {"200", *map(str, ERRORS)}
    assert described["components"]["schemas"].keys() >= {"Envelope", "Error"}


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/timeline?colour=red", 400, "it takes from, to, country"),
        ("/api/v1/timeline?contry=NOR", 400, "did you mean 'country'"),
        ("/api/v1/timeline?type=HUG", 400, "no event type"),
        ("/api/v1/timeline?from=2024-13", 400, "is no date"),
        ("/api/v1/timeline?limit=0", 400, "write a number from 1 to"),
        ("/api/v1/timeline?after=WzFd", 400, "no place to go on from"),
        ("/api/v1/timeline?after=WyJ4IiwieSJd", 400, "no place to go on from"),
        ("/api/v1/stories?after=WyJ4Il0", 400, "no place to go on from"),
        ("/api/v1/event/none", 404, "no event 'none'"),
        ("/api/v1/timeline?actor=nobody", 404, "no actor 'nobody'"),
        ("/api/v1/nothing", 404, "no page"),
        ("/api/v1/timeline?country=" + "x" * 9000, 414, "longer than"),
    ],
)
def test_what_goes_wrong_is_told_in_one_envelope(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.json().keys() == {"error", "status"}
    assert answer.json()["status"] == status
    assert words in answer.json()["error"]


def test_other_methods_are_refused_with_those_that_are_understood(client: TestClient) -> None:
    for method in ("DELETE", "PUT", "POST"):
        answer = client.request(method, "/api/v1/timeline", headers={"content-length": "0"})
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]
        assert answer.json()["status"] == 405


def test_who_does_not_say_who_he_is_gets_the_same_envelope(tmp_path: Path) -> None:
    path = small_record(tmp_path / "small.db")
    client = served(path, local=None, tokens={digest("t" * 32): User("ben", "reader")})
    answer = client.get("/api/v1/timeline")
    assert (answer.status_code, answer.json()["status"]) == (401, 401)
    assert client.get("/api/v1/timeline", headers={"authorization": "Bearer " + "t" * 32}).status_code == 200


def test_another_name_for_the_server_is_refused_in_the_same_envelope(client: TestClient) -> None:
    assert client.get("/api/v1/timeline", headers={"host": "evil.example"}).json()["status"] == 421


def test_too_many_questions_at_once_are_asked_to_come_again(tmp_path: Path) -> None:
    answer = small_client(tmp_path, at_once=0).get("/api/v1/timeline")
    assert (answer.status_code, answer.json()["status"]) == (429, 429)
    assert answer.headers["retry-after"] == "1"


def test_a_question_that_takes_too_long_is_told_so_in_the_same_envelope(tmp_path: Path) -> None:
    answer = small_client(tmp_path, seconds=0.0).get("/api/v1/timeline")
    assert (answer.status_code, answer.json()["status"]) == (503, 503)
    assert "longer than is allowed" in answer.json()["error"]


def test_paging_by_the_next_reaches_every_event_once_either_way(client: TestClient) -> None:
    for order in ("newest", "oldest"):
        seen, after = [], ""
        while after is not None:
            page = client.get("/api/v1/timeline", params={"limit": 1, "order": order, **({"after": after} if after else {})}).json()
            seen += [row["id"] for row in page["rows"]]
            after = page["next"]
        assert sorted(seen) == ["event-1111", "event-2222"]
        assert seen[-1] == "event-2222", "events without a day stand last, whichever way the list goes"
