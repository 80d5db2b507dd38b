"""Where a fetch may lead: no connection is ever opened to what is not public, however the address is spelled or come by."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import UsageError
from dragoman.read.fetch import Fetcher, Manners
from dragoman.read.fetch.addresses import Admitted, target_of
from dragoman.read.fetch.networks import refused_address
from dragoman.read.fetch.outcome import RefusedError
from factories_fetch import HOST, Names, Passing, Reply, Site, fetcher_for, site, spied

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "ssrf.yaml").read_text("utf-8"))
ADDRESSES = [one["address"] for one in CASES["addresses"]]
SPELLINGS = [one["url"] for one in CASES["spellings"]]


def in_url(address: str) -> str:
    return f"http://[{address}]/" if ":" in address else f"http://{address}/"


@pytest.fixture(scope="module")
def running() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture(scope="module")
def redirected(running: Site) -> Fetcher:
    """Knows the site's wishes after the first page, so that only the page is asked for."""
    return fetcher_for(running, tries=1)


def test_the_matrix_is_as_large_as_promised() -> None:
    assert len(set(ADDRESSES)) >= 40
    assert len(set(SPELLINGS)) >= 40


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_literal_is_refused_without_a_connection(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = spied(monkeypatch)
    for scheme in ("http", "https"):
        outcome = Fetcher(resolve=Names(), time=Passing().time).fetch(in_url(address).replace("http", scheme, 1))
        assert (outcome.outcome, seen) == ("refused", [])


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_name_that_leads_there_is_refused_without_a_connection(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = spied(monkeypatch)
    for answer in ([address], ["93.184.216.34", address], [address, "93.184.216.34"]):
        names = Names(**{HOST: [answer]})
        outcome = Fetcher(resolve=names, time=Passing().time).fetch(f"http://{HOST}/")
        assert (outcome.outcome, seen) == ("refused", [])
        assert address in str(outcome.why) or str(ipaddress.ip_address(address)) in str(outcome.why)


@pytest.mark.parametrize("url", [*map(in_url, ADDRESSES), *SPELLINGS])
def test_a_redirect_there_is_not_followed(url: str, running: Site, redirected: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    running.asked.clear()
    seen = spied(monkeypatch, running.port)
    location = url.encode().decode("latin-1")
    outcome = redirected.fetch(running.put("/r", Reply(b"", 302, {"Location": location})))
    assert outcome.outcome == "refused", outcome
    assert running.paths == ["/r"]
    assert set(seen) == {("127.0.0.1", running.port)}


@pytest.mark.parametrize("url", SPELLINGS)
def test_a_spelling_is_refused_without_a_connection_or_a_question(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, names = spied(monkeypatch), Names()
    outcome = Fetcher(resolve=names, time=Passing().time).fetch(url)
    assert (outcome.outcome, seen, names.asked) == ("refused", [], [])


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_checked(running: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = spied(monkeypatch)
    names = Names(**{HOST: [["93.184.216.34"], ["93.184.216.35"], ["127.0.0.1"]]})
    outcome = Fetcher(Manners(tries=1), resolve=names, time=Passing().time).fetch(f"http://{HOST}:8080/")
    # The first answer was for the page, which waits for robots.txt; that is connected to by the second. No third question is asked.
    assert (outcome.outcome, seen, len(names.asked)) == ("failed", [("93.184.216.35", 8080)], 2)
    assert target_of(f"http://{HOST}:8080/").host == HOST


def test_a_page_is_fetched_from_the_address_that_was_checked_first(running: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    running.put("/p", Reply())
    seen = spied(monkeypatch, running.port)
    fetcher = fetcher_for(running, Names(**{HOST: [["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]]}))
    assert fetcher.fetch(running.url("/p")).outcome == "fetched"
    assert set(seen) == {("127.0.0.1", running.port)}


def test_the_name_is_asked_once_for_each_connection(running: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, names = spied(monkeypatch, running.port), Names()
    running.put("/p", Reply())
    assert fetcher_for(running, names).fetch(running.url("/p")).outcome == "fetched"
    assert len(names.asked) == len(seen) == 3  # robots.txt, tdmrep.json, the page


def test_an_admitted_host_is_admitted_at_its_port_only(running: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    spied(monkeypatch, running.port)
    fetcher = fetcher_for(running, admitted=Admitted.of([f"127.0.0.1:{running.port}"]))
    running.put("/p", Reply())
    assert fetcher.fetch(running.url("/p", "127.0.0.1")).outcome == "fetched"
    assert fetcher.fetch("http://127.0.0.1/p").outcome == "refused"
    assert fetcher.fetch(running.url("/p", "127.0.0.2")).outcome == "refused"
    assert fetcher.fetch(running.url("/p", "localhost")).outcome == "refused"


@pytest.mark.parametrize("typed", ["", "a b", "http://x", "x:y", "x:0", "[::1", "user@x"])
def test_what_is_no_host_is_not_admitted(typed: str) -> None:
    with pytest.raises(UsageError, match="no host to admit"):
        Admitted.of([typed])


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("HTTP://News.Example.COM", "news.example.com", 80, "/"),
        ("https://news.example.com.:8443/a?b#c", "news.example.com", 8443, "/a?b"),
        ("http://bücher.example.com/ü", "xn--bcher-kva.example.com", 80, "/%C3%BC"),
        ("http://8.8.8.8/", "8.8.8.8", 80, "/"),
        ("http://[2606:4700::6810:84e5]/", "2606:4700::6810:84e5", 80, "/"),
        ("http://news.example.com/a/./b/../../../c/%2e%2E/d", "news.example.com", 80, "/d"),
        ("http://news.example.com/a/..", "news.example.com", 80, "/"),
    ],
)
def test_a_public_address_is_taken_apart(url: str, host: str, port: int, path: str) -> None:
    target = target_of(url)
    assert (target.host, target.port, target.path) == (host, port, path)
    assert target_of(target.url) == target


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_python_calls_not_global_is_never_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        assert refused_address(address) is not None


@given(st.text(max_size=40), st.sampled_from(["http://", "https://", "", "//"]))
def test_any_text_is_a_target_or_is_refused(text: str, start: str) -> None:
    try:
        target = target_of(start + text)
    except RefusedError:
        return
    assert target.url.isascii()
    assert target_of(target.url) == target
