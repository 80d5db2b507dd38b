"""Who may come in and who may judge: hosts, tokens, proxies, forms of other sites, headers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.model import UsageError
from dragoman.record import Record
from dragoman.web.guard import HEADERS, POLICY
from dragoman.web.settings import User, digest, read_people
from factories_web import HERE, small_client

TOKEN, READING = "0123456789abcdef0123", "fedcba9876543210fedc"
BEN, EVE = User("Ben", "reviewer"), User("Eve", "reader")
KNOWN = {"local": None, "hosts": frozenset(), "tokens": {digest(TOKEN): BEN, digest(READING): EVE}}


def word_of(client: TestClient, address: str = "/event/event-1111", **more) -> str:
    found = re.search(r'name="word" value="([0-9a-f]+)"', client.get(address, **more).text)
    assert found, "the page holds a form"
    return found[1]


def judgement(by_form: str, **changes: str) -> dict[str, str]:
    return {"word": by_form, "verdict": "different", "left": "a.txt/e1", "right": "b.txt/e1", "why": "two visits"} | changes


def said(folder: Path) -> list[tuple[str, str, str]]:
    with Record.open(folder / "small.db", create=False, read_only=True) as record:
        return [(one.by, one.verdict, one.why) for one in record.judgements(people_only=True)]


@pytest.mark.parametrize("address", ["/", "/static/dragoman.css", "/nothing", "/timeline.json", "/timeline?x=1"])
def test_every_answer_bears_the_headers_that_bind_the_browser(tmp_path: Path, address: str) -> None:
    headers = small_client(tmp_path).get(address).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_lets_nobody_else_in() -> None:
    assert POLICY.startswith("default-src 'self'")
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_on_loopback_only_its_own_names_are_answered(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "[bad"}).status_code == 421
    assert client.get("/", headers={"host": "localhost:8765"}).status_code == 200


def test_without_a_name_pages_ask_for_one_and_programs_are_told(tmp_path: Path) -> None:
    client = small_client(tmp_path, **KNOWN)
    assert client.get("/timeline?country=NOR").headers["location"] == "/login?back=%2Ftimeline%3Fcountry%3DNOR"
    assert client.get("/timeline.json").status_code == 401
    assert client.get("/api/openapi.json").status_code == 401
    assert client.get("/static/dragoman.css").status_code == 200


def test_a_token_opens_the_api(tmp_path: Path) -> None:
    client = small_client(tmp_path, **KNOWN)
    assert client.get("/api/v1/timeline", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/api/v1/timeline", headers={"authorization": "Bearer 0123456789abcdef0124"}).status_code == 401


def test_a_token_is_changed_for_a_cookie_that_is_not_it(tmp_path: Path) -> None:
    client = small_client(tmp_path, **KNOWN)
    entered = client.post("/login", data={"token": TOKEN, "back": "/trips"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/trips")
    cookie = entered.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Ben, reviewer" in client.get("/").text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/\nevil"])
def test_coming_in_never_leads_out(tmp_path: Path, back: str) -> None:
    assert small_client(tmp_path, **KNOWN).post("/login", data={"token": TOKEN, "back": back}).headers["location"] == "/"


def test_a_wrong_token_or_a_forged_cookie_does_not_come_in(tmp_path: Path) -> None:
    client = small_client(tmp_path, **KNOWN)
    assert client.post("/login", data={"token": "wrong"}).status_code == 403
    client.cookies.set("dragoman", f"{digest(TOKEN)}.{'0' * 64}", domain="127.0.0.1")
    assert client.get("/").status_code == 303


def test_the_proxy_s_header_counts_only_where_it_was_asked_for(tmp_path: Path) -> None:
    asked = {"x-user": "Ben"}
    behind = small_client(tmp_path, local=None, user_header="x-user", people={"Ben": BEN}, hosts=frozenset({"127.0.0.1"}))
    assert "Ben, reviewer" in behind.get("/", headers=asked).text
    assert "Zoe, reader" in behind.get("/", headers={"x-user": "Zoe"}).text
    assert behind.get("/").status_code == 303


def test_the_proxy_s_header_is_nothing_elsewhere(tmp_path: Path) -> None:
    assert small_client(tmp_path, **KNOWN).get("/", headers={"x-user": "Ben"}).status_code == 303


def test_a_judgement_is_kept_with_name_and_reason_and_changes_the_record(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    answer = client.post("/judge", data=judgement(word_of(client)))
    assert (answer.status_code, answer.headers["location"]) == (303, "/event-report?id=a.txt%2Fe1")
    assert said(tmp_path) == [("Ana", "different", "two visits")]
    with Record.open(tmp_path / "small.db", create=False, read_only=True) as record:
        assert record.resolved_for == record.claims_digest(), "the record is resolved with it"


def test_a_correction_is_kept(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    form = {"word": word_of(client), "field": "status", "to": "cancelled", "why": "called off"}
    assert client.post("/event/event-1111/correct", data=form).status_code == 303
    with Record.open(tmp_path / "small.db", create=False, read_only=True) as record:
        assert [(one.field, one.by, one.why) for one in record.corrections()] == [("status", "Ana", "called off")]


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"word": "0" * 64}, 403), ({"word": "é"}, 403), ({"why": " "}, 400), ({"verdict": "maybe"}, 400), ({"right": ""}, 400), ({"right": "c.txt/e77"}, 404)],
)
def test_a_form_that_is_wrong_changes_nothing(tmp_path: Path, changes: dict[str, str], status: int) -> None:
    client = small_client(tmp_path)
    assert client.post("/judge", data=judgement(word_of(client), **changes)).status_code == status
    assert said(tmp_path) == []


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_a_form_of_another_site_is_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    client = small_client(tmp_path)
    assert client.post("/judge", data=judgement(word_of(client)), headers=headers).status_code == 403
    assert said(tmp_path) == []


def test_a_form_of_this_site_names_it(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    assert client.post("/judge", data=judgement(word_of(client)), headers={"origin": HERE, "sec-fetch-site": "same-origin"}).status_code == 303


def test_a_reader_sees_no_form_and_can_t_send_one(tmp_path: Path) -> None:
    client = small_client(tmp_path, **KNOWN)
    reader, reviewer = ({"authorization": f"Bearer {token}"} for token in (READING, TOKEN))
    assert 'action="/judge"' not in client.get("/event/event-1111", headers=reader).text
    theirs = word_of(client, headers=reviewer)
    assert client.post("/judge", data=judgement(theirs), headers=reader).status_code == 403
    assert client.post("/judge", data=judgement(theirs), headers=reviewer).status_code == 303
    assert [by for by, _, _ in said(tmp_path)] == ["Ben"]


def test_nobody_judges_without_a_name(tmp_path: Path) -> None:
    assert small_client(tmp_path, **KNOWN).post("/judge", data=judgement("0")).status_code in (303, 401)
    assert said(tmp_path) == []


def test_read_only_shows_and_takes_nothing(tmp_path: Path) -> None:
    client = small_client(tmp_path, read_only=True)
    assert 'action="/judge"' not in client.get("/event/event-1111").text
    assert client.post("/judge", data=judgement("0")).status_code in (404, 405)


def test_long_forms_and_other_methods_are_refused(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    assert client.post("/judge", data={"why": "x" * 70_000}).status_code == 413
    assert client.request("DELETE", "/event/event-1111").status_code == 405


def test_people_are_read_from_a_file_and_mistakes_name_their_line(tmp_path: Path) -> None:
    file = tmp_path / "people.txt"
    file.write_text(f"# who may come in\nreviewer Ben {TOKEN}\n\nreader Zoe\n")
    assert read_people(file) == ({digest(TOKEN): BEN}, {"Zoe": User("Zoe", "reader")})
    for wrong in ("king Ben 0123456789abcdef", "reader Ben short", f"reader A {TOKEN}\nreader B {TOKEN}", "reader"):
        file.write_text(f"# a\n{wrong}\n")
        with pytest.raises(UsageError, match=r"line [23]:"):
            read_people(file)
