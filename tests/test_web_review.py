"""The queue of what the program is least sure of: answering, taking back, and what the record makes of it."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient

from dragoman.record import Record
from dragoman.views.review import decisions, open_pairs, review
from dragoman.web.settings import User, digest
from factories_web import small_client

TOKEN, OTHER, READING = "0123456789abcdef0123", "aaaabbbbccccddddeeee", "fedcba9876543210fedc"
USERS = {TOKEN: User("Ben", "reviewer"), OTHER: User("Mia", "reviewer"), READING: User("Eve", "reader")}
KNOWN = {"local": None, "hosts": frozenset(), "tokens": {digest(token): user for token, user in USERS.items()}}


def form(client: TestClient, **more: str) -> dict[str, str]:
    text = client.get("/review").text
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', text) for name in ("word", "queue", "skip", "left", "right", "kind", "judgement")}
    return {name: match[1] for name, match in found.items() if match} | more


def test_the_least_sure_pair_comes_first_and_an_answer_leads_to_the_next(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    assert "2 pairs open" in client.get("/review").text
    asked = form(client, verdict="same")
    assert (asked["left"], asked["right"]) == ("a.txt/e2", "c.txt/e1"), "0.8 is less sure than 0.9"
    answer = client.post("/review/answer", data=asked)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    text = client.get("/review").text
    assert "1 pair open" in text
    assert "one event" in text, "the record had them as one already"


def test_an_answer_waits_for_the_record_to_be_resolved_and_then_shows(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    client.post("/review/answer", data=form(client, verdict="different"))
    assert "waiting for the record to be resolved" in client.get("/review").text
    assert client.post("/review/apply", data=form(client)).status_code == 303
    text = client.get("/review").text
    assert "waiting" not in text
    assert "now two" in text
    with Record.open(tmp_path / "small.db", create=False, read_only=True) as record:
        assert record.resolved_for == record.claims_digest()
        assert [one.became for one in decisions(record, "Ana")] == ["two"]


def test_the_last_answer_can_be_taken_back(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    client.post("/review/answer", data=form(client, verdict="different", why="two launches"))
    assert "two launches" in client.get("/review").text
    assert client.post("/review/undo", data=form(client)).status_code == 303
    assert "2 pairs open" in client.get("/review").text


def test_nobody_takes_back_what_another_said_and_readers_only_look(tmp_path: Path) -> None:
    client = small_client(tmp_path, **KNOWN)
    client.headers["authorization"] = f"Bearer {TOKEN}"
    client.post("/review/answer", data=form(client, verdict="different"))
    judgement = form(client)["judgement"]
    client.headers["authorization"] = f"Bearer {OTHER}"
    assert client.post("/review/undo", data=form(client, judgement=judgement)).status_code == 403
    client.headers["authorization"] = f"Bearer {READING}"
    text = client.get("/review").text
    assert 'method="post" action="/review' not in text
    assert "1 pair open" in text
    assert client.post("/review/answer", data={"word": "0", "verdict": "same"}).status_code == 403


def test_pairs_can_be_passed_over(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    assert [row["left"]["id"] for row in client.get("/review.json?skip=1").json()["rows"]] == ["a.txt/e1"]
    assert "That was the last" in client.get("/review?skip=2").text
    assert client.get("/review?skip=-1").status_code == client.get("/review?kind=ship").status_code == 400
    assert client.post("/review/answer", data=form(client, skip="1", verdict="unsure")).headers["location"] == "/review?skip=1"


def test_the_count_is_that_of_the_queue(tmp_path: Path) -> None:
    small_client(tmp_path)
    with Record.open(tmp_path / "small.db", create=False, read_only=True) as record:
        for kind in (None, "event", "story"):
            assert open_pairs(record, kind) == len(list(review(record, kind)))
