"""`dragoman fetch`: pages into a folder and a record, each address with its outcome. Against a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Run
from dragoman.record import Record
from factories_fetch import Reply, Site, site


@pytest.fixture
def found() -> Iterator[Site]:
    with site() as running:
        running.put("/p", lambda handler: Reply(b"", 304) if handler.headers["If-None-Match"] == '"a"' else Reply(headers={"ETag": '"a"'}))
        running.put("/r", Reply(b"", 302, {"Location": "/p"}))
        running.put("/away", Reply(b"", 302, {"Location": "http://169.254.169.254/latest"}))
        yield running


def test_each_address_has_its_outcome_and_pages_are_kept(found: Site, tmp_path: Path, run: Run) -> None:
    urls = [found.url(path, "127.0.0.1") for path in ("/p", "/away", "/none")]
    command = ("fetch", *urls, "--out", tmp_path / "pages", "--pause", 0, "--allow-host", f"127.0.0.1:{found.port}")
    status, out, _ = run(*command)
    assert status == 1
    assert f"fetched   {urls[0]}\n" in out
    assert f"refused   {urls[1]}: 169.254.169.254 is link-local" in out
    assert f"failed    {urls[2]}: 127.0.0.1 answered 404" in out
    assert "1 failed, 1 fetched, 1 refused; kept in" in out
    assert len(list((tmp_path / "pages").glob("*.warc.gz"))) == 1
    status, out, _ = run("fetch", urls[0], *command[4:], "--json")
    assert (status, json.loads(out)["pages"][0]["outcome"], json.loads(out)["archive"]) == (0, "unchanged", None)
    assert len(list((tmp_path / "pages").glob("*.warc.gz"))) == 1


def test_without_leave_loopback_is_refused(found: Site, tmp_path: Path, run: Run) -> None:
    status, out, _ = run("fetch", found.url("/p", "127.0.0.1"), "--out", tmp_path / "pages")
    assert status == 1
    assert out.startswith("refused ")
    assert found.asked == []
    assert not (tmp_path / "pages").exists()


def test_pages_go_into_the_record_under_the_address_that_answered(found: Site, tmp_path: Path, run: Run) -> None:
    addresses = tmp_path / "addresses.txt"
    addresses.write_text(f"# mine\n\n{found.url('/r', '127.0.0.1')}\n", "utf-8")
    where = ("--out", tmp_path / "pages", "--record", tmp_path / "R.db", "--allow-host", "127.0.0.1")
    status, out, err = run("fetch", "--list", addresses, *where, "--json")
    assert status == 0, err
    assert json.loads(out)["added"] == 1
    assert "1 report new" in err
    with Record.open(tmp_path / "R.db", read_only=True) as record:
        (report,) = record.each("reports")
        assert report.url == found.url("/p", "127.0.0.1")
        assert report.published is None  # the page tells no day, and the day of fetching is none
        assert [event.type for event in record.events()] == ["CONSULT"]


def test_nothing_to_fetch_is_wrong_usage(tmp_path: Path, run: Run) -> None:
    assert run("fetch")[0] == 2
    assert run("fetch", "--list", tmp_path / "none.txt")[0] == 1
    assert run("fetch", "http://x.example.com/", "--allow-host", "http://x")[0] == 2
