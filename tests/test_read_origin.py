"""What a report says about its source: where its day was found, its canonical address, the hash of its bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dragoman.model import KnowledgeError, Report, to_json
from dragoman.read import addresses, reports
from dragoman.read.addresses import canonical_address
from dragoman.read.apart import outcome_of
from dragoman.read.declared import Marks
from dragoman.record import Record

BODY = "".join(
    f"<p>The minister of Norway met the envoy of Chad in Oslo on the {number}th day of the talks, and both sides spoke of trade.</p>" for number in range(4, 12)
)


def read(folder: Path, name: str, data: bytes) -> list[Report]:
    (folder / name).write_bytes(data)
    return list(reports([folder / name]))


def page(head: str, body: str = BODY) -> bytes:
    return f"<!doctype html><html><head><title>Talks in Oslo</title>{head}</head><body><article><h1>Talks in Oslo</h1>{body}</article></body></html>".encode()


@pytest.mark.parametrize(
    ("head", "how"),
    [
        ('<meta property="article:published_time" content="2021-03-04T10:00:00Z">', "meta article:published_time"),
        ('<meta content="2021-03-04" name=pubdate>', "meta pubdate"),
        (
            '<meta property="article:modified_time" content="2021-03-04"><meta property="article:published_time" content="2021-03-04">',
            "meta article:published_time",
        ),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-03-04T10:00"}</script>', "json-ld datePublished"),
        ('<link rel="canonical" href="https://example.org/2021/03/04/talks">', "url"),
    ],
)
def test_a_page_tells_by_which_of_its_marks_the_day_was_found(tmp_path: Path, head: str, how: str) -> None:
    (one,) = read(tmp_path, "a.html", page(head))
    assert (one.published, one.published_how) == ("2021-03-04", how)


def test_a_time_element_and_the_pages_words_are_told_apart() -> None:
    assert Marks('<time datetime="2021-03-04">yesterday</time>').published_how(None, "2021-03-04") == "time"
    assert Marks("<p>4 March 2021</p>").published_how(None, "2021-03-04") == "page"
    assert Marks('<meta name="date" content="4 March 2021">').published_how(None, "2021-03-04") == "meta date"
    assert Marks('<meta name="date" content="4 April 2021">').published_how(None, "2021-03-04") == "page"
    assert Marks('<meta name="date" content="2021-03-04">').published_how(None, None) is None


def test_without_a_day_nothing_is_said_of_where_it_was_found(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "a.jsonl", b'{"id": "a", "text": "Talks began.", "published": "soon", "published_how": "given"}\n')
    assert one.published is None
    assert one.published_how is None


def test_mail_feed_and_table_tell_their_own_fields(tmp_path: Path) -> None:
    (mail,) = read(tmp_path, "a.eml", b"From: desk@example.org\nSubject: Talks\nDate: Thu, 04 Mar 2021 10:00:00 +0000\n\nThe talks began.\n")
    feed = b'<rss version="2.0"><channel><title>Example</title><item><title>Talks</title><link>https://example.org/a?utm_source=rss&amp;id=4</link>'
    feed += b"<pubDate>Thu, 04 Mar 2021 10:00:00 GMT</pubDate><description>The talks began in Oslo.</description></item></channel></rss>"
    (entry,) = read(tmp_path, "a.rss", feed)
    (row,) = read(tmp_path, "a.csv", b"id,text,date\na,The talks began.,2021-03-04\n")
    assert [one.published_how for one in (mail, entry, row)] == ["mail Date", "feed published", "given"]
    assert entry.canonical == "https://example.org/a?id=4"
    assert entry.url is not None
    assert "utm_source" in entry.url


def test_fields_that_a_record_carries_are_kept(tmp_path: Path) -> None:
    own = {"published": "2021-03-04", "published_how": "meta date", "snapshot": "ab" * 32, "canonical": "https://example.org/a#top", "byline": "A. Writer"}
    (one,) = read(tmp_path, "a.jsonl", json.dumps({"id": "a", "text": "Talks began.", **own}).encode())
    assert (one.published_how, one.snapshot, one.canonical, one.byline) == ("meta date", "ab" * 32, "https://example.org/a", "A. Writer")


def test_a_report_that_another_process_read_keeps_them() -> None:
    made = Report("a", "Talks began.", url="https://example.org/a", canonical="https://example.org/a", published_how="meta date", snapshot="ab" * 32)
    told = {name: value for name, value in to_json(made).items() if isinstance(value, str)}
    assert outcome_of({"reports": [told], "problems": [], "counts": {}}).reports == [made]


def test_a_snapshot_that_is_none_and_an_address_that_is_none_are_told(tmp_path: Path) -> None:
    problems: list[str] = []
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": "Talks began.", "snapshot": "xyz", "canonical": "news:a"}))
    (one,) = reports([tmp_path / "a.jsonl"], on_problem=problems.append)
    assert one.canonical is None
    assert one.snapshot != "xyz"
    assert len(problems) == 2
    assert "snapshot" in problems[1] + problems[0]
    assert "canonical" in problems[0] + problems[1]


def test_the_snapshot_is_the_hash_of_the_bytes_of_each_record(tmp_path: Path) -> None:
    def hashed(data: bytes) -> str:
        return hashlib.sha256(data).hexdigest()

    data = page("")
    assert read(tmp_path, "a.html", data)[0].snapshot == hashed(data)
    assert read(tmp_path, "a.txt", b"Talks began.\n")[0].snapshot == hashed(b"Talks began.\n")
    lines = [b'{"id": "a", "text": "Talks began."}', b'{"id": "b", "text": "Talks ended."}']
    assert [one.snapshot for one in read(tmp_path, "a.jsonl", b"\n".join(lines))] == [hashed(line) for line in lines]
    rows = [b'a,"Talks began.\nThey went on."', b"b,Talks ended."]
    assert [one.snapshot for one in read(tmp_path, "a.csv", b"id,text\r\n" + b"\r\n".join(rows))] == [hashed(row) for row in rows]


def test_canonical_addresses_lose_what_says_only_how_a_reader_came_there() -> None:
    assert canonical_address(None, "HTTPS://News.Example.org:443/a?utm_medium=x&id=7&fbclid=9#part") == "https://news.example.org/a?id=7"
    assert canonical_address("/b", "https://example.org/a?x=1") == "https://example.org/b"
    assert canonical_address(None, "https://user:word@example.org:8080") == "https://example.org:8080/"
    assert canonical_address(None, "mailto:desk@example.org") is None
    assert canonical_address("javascript:void(0)", "https://example.org/a") == "https://example.org/a"


def test_a_page_that_calls_the_front_page_its_address_is_not_believed() -> None:
    assert canonical_address("https://example.org/", "https://example.org/2021/talks") == "https://example.org/2021/talks"


def test_the_canonical_link_outranks_the_shared_address() -> None:
    shared = '<meta property="og:url" content="https://example.org/shared">'
    assert Marks(shared).address() == "https://example.org/shared"
    assert Marks(shared + "<link href='https://example.org/own?a=1&amp;b=2' rel=canonical>").address() == "https://example.org/own?a=1&b=2"
    assert Marks("<link rel=stylesheet href=a.css>").address() is None


def test_a_tracking_parameter_without_a_reason_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="entry 2"):
        addresses.parse([{"parameter": "utm_*", "why": "campaign"}, {"parameter": "id"}])


def test_the_record_keeps_where_a_report_came_from_and_does_not_take_it_for_another_text(tmp_path: Path) -> None:
    from dragoman.model import Unreadable
    from dragoman.record.rows import Run

    kept = Report("a", "", error="empty", url="https://example.org/a", canonical="https://example.org/a", published_how="given", snapshot="ab" * 32)
    assert Report("a", "", error="empty", url="https://example.org/a").digest == kept.digest
    with Record.open(tmp_path / "r.db") as record:
        record.add(kept, Unreadable("a", "empty"), Run("1"))
        row = record.report("a")
    assert (row.url, row.canonical, row.published_how, row.snapshot) == (kept.url, kept.canonical, kept.published_how, kept.snapshot)
