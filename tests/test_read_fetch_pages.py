"""Fetching from a server that behaves well, badly, and with intent: redirects, limits, packings, retries, wishes of the site."""

from __future__ import annotations

import gzip
import json
import ssl
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.read import reports
from dragoman.read.fetch import Archive, Fetcher, Manners, Page, Validators
from dragoman.read.fetch.addresses import Admitted
from dragoman.read.fetch.pace import Time, asked_to_wait
from factories_fetch import HOST, PAGE, Passing, Reply, Site, fetcher_for, site

ZERO = 64 * 1024


@pytest.fixture
def found() -> Iterator[Site]:
    with site() as running:
        yield running


def one(found: Site, *replies: Reply, **manners: Any) -> Any:
    return fetcher_for(found, **manners).fetch(found.put("/p", *replies))


def test_a_page_comes_with_its_address_moment_and_headers(found: Site) -> None:
    outcome = one(found, Reply(headers={"ETag": '"a"'}))
    assert outcome.outcome == "fetched"
    assert outcome.page.body == PAGE
    assert outcome.page.url == found.url("/p")
    assert outcome.page.at == datetime(2024, 5, 6, 12, tzinfo=UTC)
    assert outcome.page.validators == Validators('"a"', None)
    sent = found.asked[-1][2]
    assert sent["Host"] == f"{HOST}:{found.port}"
    assert sent["User-Agent"].startswith("dragoman/")


def test_the_surroundings_change_nothing(found: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text(f"machine {HOST} login me password secret\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert one(found, Reply(headers={"Set-Cookie": "a=b"})).outcome == "fetched"
    again = fetcher_for(found)
    again.fetch(found.url("/p"))
    again.fetch(found.url("/p"))
    assert not {"authorization", "cookie"} & {name.lower() for _, _, headers, _ in found.asked for name in headers}


def test_an_unchanged_page_is_told_by_its_etag(found: Site) -> None:
    found.put("/p", lambda handler: Reply(b"", 304) if handler.headers["If-None-Match"] == '"a"' else Reply(headers={"ETag": '"a"'}))
    fetcher = fetcher_for(found)
    first = fetcher.fetch(found.url("/p"))
    assert first.page is not None
    assert fetcher.fetch(found.url("/p"), first.page.validators).outcome == "unchanged"
    assert fetcher.fetch(found.url("/p"), Validators('"b"')).outcome == "fetched"


def test_a_304_that_was_not_asked_for_is_a_failure(found: Site) -> None:
    assert one(found, Reply(b"", 304)).outcome == "failed"


# Redirects.


def test_five_redirects_are_followed_and_a_sixth_is_not(found: Site) -> None:
    for number in range(6):
        found.put(f"/{number}", Reply(b"", 302, {"Location": f"/{number + 1}"}))
    found.put("/6", Reply())
    outcome = fetcher_for(found).fetch(found.url("/1"))
    assert outcome.page is not None
    assert outcome.page.url == found.url("/6")
    assert outcome.asked == outcome.page.asked == found.url("/1")
    assert fetcher_for(found).fetch(found.url("/0")).why == "more than 5 redirects"


def test_a_redirect_without_an_aim_is_a_failure(found: Site) -> None:
    assert "without saying where to" in one(found, Reply(b"", 301)).why


@pytest.fixture(scope="module")
def authority() -> Any:
    return pytest.importorskip("trustme").CA()


@pytest.fixture
def secure(authority: Any) -> Iterator[tuple[Site, ssl.SSLContext]]:
    with site() as running:
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(HOST).configure_cert(server)
        running.server.socket = server.wrap_socket(running.server.socket, server_side=True)
        running.scheme = "https"
        client = ssl.create_default_context()
        authority.configure_trust(client)
        yield running, client


def test_https_is_checked_by_name_though_the_address_is_connected_to(secure: tuple[Site, ssl.SSLContext]) -> None:
    running, client = secure
    running.put("/p", Reply())
    assert fetcher_for(running, tls=client).fetch(running.url("/p")).outcome == "fetched"
    other = fetcher_for(running, tls=client, admitted=Admitted.of([f"other.example.com:{running.port}"]), tries=1)
    assert "CERTIFICATE" in str(other.fetch(running.url("/p", "other.example.com")).why)
    assert "CERTIFICATE" in str(fetcher_for(running, tries=1).fetch(running.url("/p")).why)


def test_https_is_never_left_for_http(secure: tuple[Site, ssl.SSLContext], found: Site) -> None:
    running, client = secure
    running.put("/p", Reply(b"", 301, {"Location": found.put("/p", Reply())}))
    admitted = Admitted.of([f"{HOST}:{running.port}", f"{HOST}:{found.port}"])
    outcome = fetcher_for(running, tls=client, admitted=admitted).fetch(running.url("/p"))
    assert outcome.why == f"it leads from https to http ({HOST})"
    assert found.asked == []
    found.put("/q", Reply(b"", 301, {"Location": running.put("/q", Reply())}))
    assert fetcher_for(found, tls=client, admitted=admitted).fetch(found.url("/q")).outcome == "fetched"


# Limits.


def chunked(*pieces: bytes, more: str = "") -> list[bytes]:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}Transfer-Encoding: chunked\r\n\r\n".encode()
    return [head, *(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces), b"0\r\n\r\n"]


def test_a_huge_body_is_given_up_at_the_limit(found: Site) -> None:
    outcome = one(found, Reply(raw=chunked(*[b"a" * ZERO] * 40)), most_bytes=10 * ZERO)
    assert (outcome.outcome, outcome.why) == ("refused", "the body is larger than 640 KiB")
    assert one(found, Reply(b"a" * ZERO), most_bytes=ZERO).outcome == "fetched"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_given_up_at_the_limit_and_a_page_is_unpacked(encoding: str, found: Site) -> None:
    import pyarrow

    def pack(data: bytes) -> bytes:
        if encoding in ("gzip", "deflate"):
            return gzip.compress(data) if encoding == "gzip" else zlib.compress(data)
        return bytes(pyarrow.compress(data, codec={"br": "brotli", "zstd": "zstd"}[encoding], asbytes=True))

    bomb = pack(bytes(400 * ZERO))
    assert len(bomb) < 2 * ZERO
    outcome = one(found, Reply(bomb, headers={"Content-Encoding": encoding}), most_bytes=10 * ZERO)
    assert (outcome.outcome, outcome.why) == ("refused", "the body is larger than 640 KiB once unpacked")
    packed = pack(PAGE * 50)
    assert one(found, Reply(packed, headers={"Content-Encoding": encoding})).page.body == PAGE * 50
    cut = one(found, Reply(packed[: len(packed) // 2], headers={"Content-Encoding": encoding}), tries=1)
    assert (cut.outcome, cut.passing) == ("failed", True)


def test_deflate_without_its_wrapper_is_unpacked_too(found: Site) -> None:
    packer = zlib.compressobj(wbits=-15)
    data = packer.compress(PAGE) + packer.flush()
    assert one(found, Reply(data, headers={"Content-Encoding": "deflate"})).page.body == PAGE


def test_a_packing_that_was_not_asked_for_is_a_failure(found: Site) -> None:
    assert "was not asked for" in one(found, Reply(headers={"Content-Encoding": "gzip, gzip"})).why


@pytest.mark.parametrize("where", ["body", "headers"])
def test_a_drip_ends_with_the_time_for_the_whole(where: str, found: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n"
    pieces = [head, *[b"a"] * 200] if where == "body" else [bytes([one]) for one in head]
    found.put("/p", Reply(raw=pieces, pause=0.05))
    manners = Manners(admitted=Admitted.of([f"{HOST}:{found.port}"]), seconds=0.5, quiet=5.0, tries=1)
    fetcher = Fetcher(manners, resolve=lambda host, port: ["127.0.0.1"], time=Time(sleep=lambda seconds: None))
    outcome = fetcher.fetch(found.url("/p"))
    assert (outcome.outcome, outcome.why, outcome.passing) == ("failed", f"{HOST} was too slow", True)


@pytest.mark.parametrize("length", ["9999", "5"])
def test_a_length_that_is_wrong_never_gives_a_page_with_wrong_bytes(length: str, found: Site) -> None:
    outcome = one(found, Reply(headers={"Content-Length": length}), tries=1)
    assert outcome.outcome == "failed" if length == "9999" else outcome.page.body == PAGE[:5]


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nA: " + b"x" * 200_000, b"HTTP/9.9 abc\r\n\r\n"])
def test_what_is_no_answer_is_a_failure(raw: bytes, found: Site) -> None:
    assert one(found, Reply(raw=[raw]), tries=1).outcome == "failed"


def test_what_holds_no_text_is_not_read(found: Site) -> None:
    assert one(found, Reply(headers={"Content-Type": "video/mp4"})).why == "it is video/mp4, no text"


# Failures and further tries.


def test_a_failure_that_may_pass_is_tried_again_after_growing_pauses(found: Site) -> None:
    passing = Passing()
    outcome = one(found, Reply(status=503), Reply(status=500), Reply(), passing=passing, pause=0.0)
    assert outcome.outcome == "fetched"
    assert passing.slept == [2.0, 4.0]


def test_tries_come_to_an_end(found: Site) -> None:
    outcome = one(found, Reply(status=502))
    assert (outcome.outcome, outcome.why, outcome.passing) == ("failed", f"{HOST} answered 502", True)
    assert found.paths == ["/p"] * 3


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_what_will_not_pass_is_not_tried_again(status: int, found: Site) -> None:
    assert not one(found, Reply(status=status)).passing
    assert found.paths == ["/p"]


def test_a_server_that_asks_for_patience_gets_it_or_is_left(found: Site) -> None:
    passing = Passing()
    assert one(found, Reply(status=429, headers={"Retry-After": "30"}), Reply(), passing=passing).outcome == "fetched"
    assert 30.0 in passing.slept
    outcome = one(found, Reply(status=429, headers={"Retry-After": "3600"}))
    assert (outcome.outcome, outcome.wait, outcome.passing) == ("failed", 3600.0, True)


def test_patience_may_be_asked_for_by_date() -> None:
    now = datetime(2024, 5, 6, 12, tzinfo=UTC)
    assert asked_to_wait("Mon, 06 May 2024 12:01:30 GMT", now) == 90.0
    assert asked_to_wait("Mon, 06 May 2024 11:00:00 GMT", now) == 0.0
    assert asked_to_wait("soon", now) is None
    assert asked_to_wait("999999999", now) == 86_400.0


def test_a_wish_to_be_left_alone_holds_for_the_hosts_other_pages(found: Site) -> None:
    passing = Passing()
    found.put("/p", Reply(status=429, headers={"Retry-After": "100"}))
    fetcher = fetcher_for(found, passing=passing)
    assert fetcher.fetch(found.url("/p")).wait == 100.0
    assert fetcher.fetch(found.put("/q", Reply())).outcome == "fetched"
    assert passing.slept == [pytest.approx(100.0)]
    found.put("/p", Reply(status=503, headers={"Retry-After": "7200"}))
    fetcher.fetch(found.url("/p"))
    found.asked.clear()
    later = fetcher.fetch(found.url("/q"))
    assert (later.outcome, later.passing, later.wait) == ("failed", True, pytest.approx(7200.0))
    assert found.asked == []


def test_a_host_that_fails_three_addresses_in_a_row_is_left_alone(found: Site) -> None:
    urls = [found.put(f"/{number}", Reply(status=503)) for number in range(5)]
    outcomes = list(fetcher_for(found, tries=1).fetch_all([*urls, found.url("/0", "127.0.0.1")]))
    assert [outcome.outcome for outcome in outcomes] == ["failed"] * 6
    assert found.paths.count("/3") == found.paths.count("/4") == 0
    assert all(outcome.passing for outcome in outcomes)
    assert found.paths.count("/0") == 2


def test_hosts_take_turns_and_one_host_is_given_its_pause(found: Site) -> None:
    passing = Passing()
    urls = [found.put(f"/{number}", Reply()) for number in range(3)] + [found.url(f"/{number}", "127.0.0.1") for number in range(3)]
    outcomes = list(fetcher_for(found, passing=passing, pause=2.0).fetch_all(urls + urls[:1]))
    assert {outcome.outcome for outcome in outcomes} == {"fetched"}
    assert len(outcomes) == 6
    assert [outcome.asked.split("/")[2].split(":")[0] for outcome in outcomes] == [HOST, "127.0.0.1"] * 3
    assert passing.seconds == pytest.approx(4.0)


# What the site asks for.


@pytest.mark.parametrize(
    ("rules", "path", "outcome"),
    [
        ("User-agent: *\nDisallow: /private", "/private/p", "refused"),
        ("User-agent: *\nDisallow: /private", "/p", "fetched"),
        ("User-agent: *\nDisallow: /\nUser-agent: dragoman\nAllow: /", "/p", "fetched"),
        ("User-agent: dragoman\nDisallow: /", "/p", "refused"),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/p", "fetched"),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", "refused"),
        ("User-agent: *\nDisallow: /private", "/x/../private/p", "refused"),
        ("User-agent: *\nCrawl-delay: 900", "/p", "refused"),
        ("<html>not found</html>", "/p", "fetched"),
        ("Disallow: /" + "*a" * 300, "/" + "a" * 300, "fetched"),
    ],
)
def test_robots_txt_is_obeyed(rules: str, path: str, outcome: str, found: Site) -> None:
    found.put("/robots.txt", Reply(rules.encode()))
    found.pages.update({one: [Reply()] for one in ("/p", "/news/p", "/private/p", "/" + "a" * 300)})
    assert fetcher_for(found).fetch(found.url(path)).outcome == outcome
    assert bool(found.paths) == (outcome == "fetched")


def test_a_site_whose_robots_txt_fails_is_left_alone_for_a_while(found: Site) -> None:
    passing = Passing()
    found.put("/robots.txt", Reply(status=503), Reply(status=404))
    found.put("/p", Reply())
    fetcher = fetcher_for(found, passing=passing, tries=1)
    first = fetcher.fetch(found.url("/p"))
    assert (first.outcome, first.passing, found.paths) == ("failed", True, [])
    passing.seconds += 700
    assert fetcher.fetch(found.url("/p")).outcome == "fetched"


def test_robots_txt_is_asked_for_once_a_day_and_its_pause_is_kept(found: Site) -> None:
    passing = Passing()
    found.put("/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 7"))
    urls = [found.put(f"/{number}", Reply()) for number in range(3)]
    fetcher = fetcher_for(found, passing=passing)
    assert {outcome.outcome for outcome in fetcher.fetch_all(urls)} == {"fetched"}
    assert passing.slept == [7.0, 7.0]
    passing.seconds += 90_000
    fetcher.fetch(urls[0])
    assert [path for _, path, _, _ in found.asked].count("/robots.txt") == 2


RESERVED = Reply(json.dumps([{"location": "/open/*", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]).encode())


def test_a_reservation_in_the_sites_file_is_obeyed(found: Site) -> None:
    found.put("/.well-known/tdmrep.json", RESERVED)
    found.put("/open/p", Reply())
    outcome = one(found, Reply())
    assert (outcome.outcome, found.paths) == ("refused", [])
    assert "reserved text and data mining" in outcome.why
    assert fetcher_for(found).fetch(found.url("/open/p")).outcome == "fetched"
    assert one(found, Reply(), licensed=frozenset({HOST})).outcome == "fetched"


def test_a_reservation_in_a_header_is_obeyed(found: Site) -> None:
    assert one(found, Reply(headers={"TDM-Reservation": "1"})).outcome == "refused"
    assert one(found, Reply(headers={"TDM-Reservation": "0"})).outcome == "fetched"


@pytest.mark.parametrize(
    ("tag", "outcome"),
    [
        ('<meta name="tdm-reservation" content="1">', "refused"),
        ("<META content='1' NAME='TDM-Reservation'/>", "refused"),
        ('<meta name="tdm-reservation" content="0">', "fetched"),
        ("<p>tdm-reservation content=1</p>", "fetched"),
    ],
)
def test_a_reservation_in_the_page_is_obeyed(tag: str, outcome: str, found: Site) -> None:
    assert one(found, Reply(PAGE.replace(b"</head>", tag.encode() + b"</head>"))).outcome == outcome


@pytest.mark.parametrize("body", [b"{}", b'[1, {}, {"location": 3}]', b"no json", b"[" * 100_000])
def test_a_file_that_is_none_of_the_protocol_reserves_nothing(body: bytes, found: Site) -> None:
    found.put("/.well-known/tdmrep.json", Reply(body))
    assert one(found, Reply()).outcome == "fetched"


# The archive.


def page(body: bytes = PAGE, url: str = "https://news.example.com/p", **headers: str) -> Page:
    given = {"Content-Type": "text/html; charset=utf-8", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Page("https://news.example.com/asked", url, datetime(2024, 5, 6, 12, tzinfo=UTC), 200, "OK", tuple(given.items()), body, "93.184.216.34")


def test_an_archive_is_read_back_by_build_with_its_addresses(tmp_path: Path) -> None:
    with Archive(tmp_path, datetime(2024, 5, 6, 12, tzinfo=UTC)) as archive:
        archive.add(page(Content_Encoding="gzip", Transfer_Encoding="chunked", Set_Cookie="a=b"))
        path = archive.add(page(url="https://news.example.com/q"))
    assert path.name == "fetched-20240506T120000Z.warc.gz"
    problems: list[str] = []
    found = list(reports([tmp_path], on_problem=problems.append))
    assert [report.url for report in found] == ["https://news.example.com/p", "https://news.example.com/q"]
    assert all("held talks in Busan" in report.text and report.error is None for report in found)
    assert problems == []
    plain = gzip.decompress(path.read_bytes())
    assert b"WARC-Date: 2024-05-06T12:00:00Z" in plain
    assert b"X-Orig-Content-Encoding: gzip" in plain
    assert b"X-Dragoman-Asked-URI: https://news.example.com/asked" in plain
    assert b"a=b" not in plain


def test_the_same_page_gives_the_same_bytes_and_no_archive_is_written_over(tmp_path: Path) -> None:
    paths = []
    for _ in range(2):
        with Archive(tmp_path, datetime(2024, 5, 6, 12, tzinfo=UTC)) as archive:
            paths.append(archive.add(page()))
    assert paths[0] != paths[1]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_an_archive_without_a_page_leaves_no_file(tmp_path: Path) -> None:
    with Archive(tmp_path / "none", datetime(2024, 5, 6, 12, tzinfo=UTC)) as archive:
        assert archive.path is None
    assert not (tmp_path / "none").exists()
