"""Every page, its twins, and what is said when something is wrong."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from dragoman.record import Record
from dragoman.web.pages import PAGES
from dragoman.web.showing import NAVIGATION
from factories_views import RUN, readings, resolution
from factories_web import ATTACK, hostile_record, served, small_client

ADDRESSES = {
    "home": "/", "pair": "/pair/NOR/EST", "event": "/event/event-2222", "report": "/report?id=a.txt", "trips": "/trips", "trip": "/trip/trip-cccc",
    "stories": "/stories", "story": "/story/story-aaaa", "differ": "/differ", "actor": "/actor?id=ada-moss", "timeline": "/timeline",
    "statements": "/statements", "search": "/search?q=rockets",
    "map": "/map?place=Estavia,+EST",
    "network": "/network",
    "review": "/review",
    "window": "/window/NOR/EST?around=CONSULT",
    "periods": "/periods/NOR/EST?first=2023&second=2024",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return small_client(tmp_path_factory.mktemp("web"))


def twin(address: str, ending: str) -> str:
    path, _, query = address.partition("?")
    return ("/home" if path == "/" else path) + ending + (f"?{query}" if query else "")


def test_every_page_has_an_address_in_these_tests() -> None:
    assert set(ADDRESSES) >= {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_a_whole_document_that_needs_nobody_else(client: TestClient, page) -> None:
    answer = client.get(ADDRESSES[page.name])
    assert answer.status_code == 200
    text = answer.text
    assert text.startswith("<!doctype html>")
    assert "<h1" in text
    assert not re.search(r"""(src|href|action)=["'](https?:)?//""", text), "everything comes from this server"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text), "the policy lets no inline script or style through"


@pytest.mark.parametrize("page", [page for page in PAGES if page.twins], ids=lambda page: page.name)
def test_the_json_twin_and_the_api_say_the_same_in_one_envelope(client: TestClient, page) -> None:
    found = client.get(twin(ADDRESSES[page.name], ".json"))
    assert found.headers["content-type"] == "application/json"
    document = found.json()
    assert document["query"]["show"] == page.name
    assert isinstance(document["rows"], list)
    assert document["rows"]
    assert {"next", "as_of"} <= document.keys()
    assert client.get("/api/v1" + twin(ADDRESSES[page.name], "")).json() == document


@pytest.mark.parametrize("page", [page for page in PAGES if page.csv], ids=lambda page: page.name)
def test_the_csv_twin_is_a_table(client: TestClient, page) -> None:
    answer = client.get(twin(ADDRESSES[page.name], ".csv"))
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_unknown_parameter_is_refused_in_a_sentence_that_names_the_known_ones(client: TestClient, page) -> None:
    address = ADDRESSES[page.name]
    answer = client.get(address + ("&" if "?" in address else "?") + "lmit=3")
    assert answer.status_code == 400
    assert "lmit" in answer.text
    assert "is no parameter of this page" in answer.text


@pytest.mark.parametrize(
    "address", ["/event/none", "/trip/none", "/story/none", "/report?id=none", "/actor?id=none", "/nothing", "/event-report?id=a.txt/e9", "/static/none.css"]
)
def test_what_is_not_there_is_404(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/timeline?from=yesterday", "/timeline?type=HUG", "/timeline?status=maybe", "/timeline?limit=0", "/timeline?limit=9999999", "/timeline?after=%00",
        "/timeline?country=Atlantis",
        "/timeline?from=2024&from=2023", "/timeline?order=random", "/pair/NOR/NOR", "/pair/NOR/Atlantis", "/pair/NOR/EST?acts=SWE",
        "/report", "/actor", "/statements?stance=cold",
    ],
)  # fmt: skip
def test_what_can_t_be_asked_is_400_as_a_page_and_as_json(client: TestClient, address: str) -> None:
    page, document = client.get(address), client.get(twin(address, ".json"))
    assert page.status_code == document.status_code == 400
    assert "<h1>" in page.text
    assert document.json().keys() == {"error", "status"}
    assert document.json()["status"] == 400


def test_an_id_s_beginning_is_enough(client: TestClient) -> None:
    assert client.get("/event/event-2").status_code == 200


def test_an_event_report_leads_to_its_event(client: TestClient) -> None:
    assert client.get("/event-report?id=c.txt/e1").headers["location"] == "/event/event-2222"


def test_two_names_in_the_form_lead_to_the_pair(client: TestClient) -> None:
    assert client.get("/pair?left=norway&right=Estonia").headers["location"] == "/pair/NOR/EST"


def test_pages_follow_each_other_without_gap_or_repetition(client: TestClient) -> None:
    whole = [row["id"] for row in client.get("/timeline.json").json()["rows"]]
    first = client.get("/timeline.json?limit=1").json()
    second = client.get(f"/timeline.json?limit=1&after={first['next']}").json()
    assert [row["id"] for row in first["rows"] + second["rows"]] == whole
    assert second["next"] is None
    assert first["count"] == 2


def test_the_timeline_passes_only_what_was_asked_for(client: TestClient) -> None:
    rows = client.get("/timeline.json?type=consult&country=NOR&from=2024-05&to=2024-05").json()["rows"]
    assert [row["id"] for row in rows] == ["event-1111"]


def test_the_feed_is_atom_with_an_entry_an_event(client: TestClient) -> None:
    answer = client.get("/timeline.atom?country=NOR")
    root = ElementTree.fromstring(answer.content)
    assert answer.headers["content-type"] == "application/atom+xml"
    assert [entry.findtext("{*}id") for entry in root.iter("{http://www.w3.org/2005/Atom}entry")] == ["tag:dragoman,2026:event-1111"]


def test_the_pair_page_shows_trend_trips_and_statements(client: TestClient) -> None:
    text = client.get("/pair/NOR/EST").text
    assert "Norway" in text
    assert '<svg class="intensity"' in text
    assert "/trip/trip-cccc" in text
    assert "/statements?country=EST&amp;about=NOR&amp;stance=against" in text


def test_who_acts_can_be_switched(client: TestClient) -> None:
    rows = client.get("/pair/NOR/EST.csv?acts=EST").text
    assert "event-1111" not in rows


def test_the_event_page_shows_fields_steps_sentences_and_reasons(client: TestClient) -> None:
    text = client.get("/event/event-2222").text
    assert "Estavia fired five rockets." in text.replace('<span class="trigger" title="trigger: the act">fired</span>', "fired")
    assert "same act" in text
    assert "rockets counted" in text
    assert text.count('class="other"') >= 1, "the figure that the event does not show stands beside it"


def test_the_report_page_marks_the_words_of_events(client: TestClient) -> None:
    text = client.get("/report?id=a.txt").text
    assert re.search(r'<span class="[^"]*\bevent\b[^"]*" title="[^"]*visit[^"]*">visited</span>', text)


def test_search_answers_with_sentences_that_lead_to_events(client: TestClient) -> None:
    found = client.get("/search.json?q=rockets").json()["rows"]
    assert {sentence["text"] for row in found for sentence in row["sentences"]} == {
        "Estavia fired three rockets, the news agency EST said.", "Estavia fired five rockets.",
    }  # fmt: skip
    assert "/event/event-2222" in client.get("/search?q=rockets").text
    assert client.get('/search?q="fired%20AND%20(*').status_code == 200


def test_the_navigation_leads_somewhere(client: TestClient) -> None:
    assert [client.get(address).status_code for _, address in NAVIGATION] == [200] * len(NAVIGATION)


def test_the_api_is_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert "/api/v1/timeline" in described["paths"]
    names = [one["name"] for one in described["paths"]["/api/v1/pair/{left}/{right}"]["get"]["parameters"]]
    assert names[:4] == ["left", "right", "from", "to"]
    assert "/api/v1/timeline" in client.get("/api").text


def test_an_empty_record_teaches_how_to_fill_it(tmp_path: Path) -> None:
    Record.open(tmp_path / "empty.db").close()
    client = served(tmp_path / "empty.db")
    assert "dragoman build MY_REPORTS --record empty.db" in client.get("/").text
    assert all(
        client.get(address).status_code == 200 for address in ("/timeline", "/trips", "/stories", "/differ", "/statements", "/pair/USA/KOR", "/home.json")
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return served(hostile_record(tmp_path_factory.mktemp("web") / "hostile.db"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_nothing_that_a_report_brings_becomes_markup(hostile: TestClient, page) -> None:
    text = hostile.get(ADDRESSES[page.name]).text
    tags = _Tags()
    tags.feed(text)
    assert all(tag != "img" for tag, _ in tags.found)
    assert all("src" in attributes for tag, attributes in tags.found if tag == "script")
    assert not [name for _, attributes in tags.found for name in attributes if name.startswith("on")]
    assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|\b49\b", text), "templates are not rendered twice"


def test_hostile_words_are_shown_as_they_are(hostile: TestClient) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in hostile.get("/report?id=a.txt").text
    assert hostile.get("/report.json?id=a.txt").json()["rows"][0]["title"] == ATTACK


def test_a_slow_question_is_stopped_and_said_to_be_slow(tmp_path: Path) -> None:
    client = small_client(tmp_path, seconds=0.0)
    answer = client.get("/timeline.json")
    assert answer.status_code == 503
    assert "longer than is allowed" in answer.json()["error"]


def test_windows_stand_beside_each_other_on_one_scale(client: TestClient) -> None:
    document = client.get("/window/NOR/EST.json?around=CONSULT&around=CONSULT/visit&weeks=2").json()
    assert [row["mode"] for row in document["rows"]] == [None, "visit"]
    assert all(len(row["profile"]) == 5 for row in document["rows"])
    text = client.get("/window/NOR/EST?around=CONSULT&around=ACCUSE").text
    assert text.count('<svg class="weeks"') == 1, "nothing is drawn where there is nothing"
    assert "The record holds none" in text
    assert "/window/NOR/EST?around=CONSULT" in client.get("/window/NOR/EST").text, "without a kind it offers those that there are"


@pytest.mark.parametrize("asked", ["around=HUG", "around=CONSULT/hug", "around=CONSULT&weeks=0", "around=CONSULT&around=AID&around=REJECT", "actor=Atlantis"])
def test_a_window_that_can_t_be_asked_for_is_refused(client: TestClient, asked: str) -> None:
    assert client.get(f"/window/NOR/EST?{asked}").status_code == 400


def test_two_periods_of_a_pair_stand_beside_each_other(client: TestClient) -> None:
    (row,) = client.get("/periods/NOR/EST.json?first=2023&second=2024").json()["rows"]
    acts = next(line for line in row["lines"] if line["measure"] == "acts")
    text = client.get("/periods/NOR/EST?first=2023&second=2024").text
    assert [row["first"]["tally"]["acts"], row["second"]["tally"]["acts"]] == [acts["first"], acts["second"]]
    assert sum(acts[side] for side in ("first", "second")) > 0
    assert "acts done" in text
    assert "/periods/NOR/EST" in client.get("/pair/NOR/EST").text


@pytest.mark.parametrize("asked", ["first=2023&second=soon", "first=2024-05/2024-02&second=2023", "first=2023&third=2024"])
def test_a_period_that_is_none_is_refused(client: TestClient, asked: str) -> None:
    assert client.get(f"/periods/NOR/EST?{asked}").status_code == 400


def test_the_pair_s_list_can_be_narrowed_to_a_person_and_to_who_tells_it(client: TestClient) -> None:
    assert [row["events"] for row in client.get("/pair/NOR/EST.json?actor=Ada Moss").json()["rows"]] == [1]
    assert "Nothing of this" in client.get("/pair/NOR/EST?told_in=FRA").text


def test_where_a_report_was_read_from_tells_no_folder_of_the_server(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Record.open(path) as record:
        for report, reading in readings():
            record.add(replace(report, source=f"/srv/private/{report.id}"), reading, RUN)
        record.write_resolution(resolution())
    client = served(path)
    assert "/srv/private" not in client.get("/report?id=a.txt").text
    assert client.get("/report.json?id=a.txt").json()["rows"][0]["source"] == "a.txt"


def test_the_network_counts_dealings_and_lists_them(client: TestClient) -> None:
    (tie,) = client.get("/network.json").json()["rows"]
    assert (tie["left"], tie["right"], tie["events"], tie["cooperation"]) == ("EST", "NOR", 1, 1), "rockets at nobody tie nobody"
    listed = client.get("/network.json?between=NOR&between=EST").json()
    assert [row["id"] for row in listed["rows"]] == ["event-1111"]
    assert client.get("/network.json?by=people").json()["rows"] == [], "a country as such is no person"
    assert client.get("/network?between=NOR").status_code == 400
    assert client.get("/network?by=ships").status_code == 400


def test_every_page_can_be_asked_about_a_past_day(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    before = client.get("/timeline.json?as_of=2000-01-01").json()
    assert (before["rows"], client.get("/timeline.json?as_of=2100-01-01").json()["count"]) == ([], 2)
    page = client.get("/timeline?as_of=2000-01-01&country=NOR")
    assert "The record as it stood at the end of <b>2000-01-01</b>" in page.text
    assert 'href="/trips?as_of=2000-01-01"' in page.text, "ways lead on into the same past"
    assert 'data-now href="/timeline?country=NOR"' in page.text, "and one leads out of it"
    assert client.get("/timeline?as_of=then").status_code == 400
    assert client.get("/pair?left=NOR&right=EST&as_of=2000-01-01").headers["location"] == "/pair/NOR/EST?as_of=2000-01-01"


def test_the_past_is_looked_at_and_not_judged(tmp_path: Path) -> None:
    client = small_client(tmp_path)
    assert 'action="/judge"' not in client.get("/event/event-1111?as_of=2100-01-01").text
    assert 'action="/review/' not in client.get("/review?as_of=2100-01-01").text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_past_day_can_t_break_out_of_the_page(client: TestClient, page) -> None:
    address = ADDRESSES[page.name]
    text = client.get(address + ("&" if "?" in address else "?") + "as_of=2100-01-01T00:00:00%22%3E%3Cb").text
    assert '"><b' not in text


def test_search_narrows_to_sentences_whose_events_pass(client: TestClient) -> None:
    def texts(more: str) -> list[str]:
        return [sentence["text"] for row in client.get(f"/search.json?q=estavia{more}").json()["rows"] for sentence in row["sentences"]]

    assert len(texts("")) > len(texts("&type=MOBILIZE")) == 2
    assert all("rockets" in text for text in texts("&type=MOBILIZE"))
    assert texts("&mode=visit&from=2024-05&to=2024-05")
    assert texts("&type=MOBILIZE&outlet=Gamma Wire") == ["Estavia fired five rockets."]
    assert all("visit" in text for text in texts("&place=Estavia, EST"))
    assert texts("&type=MOBILIZE&confidence=0.99") == []
    assert client.get("/search?q=estavia&confidence=very").status_code == 400
    assert "type=MOBILIZE" in client.get("/search?q=estavia").text, "what it can be narrowed to is offered"
