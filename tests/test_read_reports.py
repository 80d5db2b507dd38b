"""Files and folders become reports; what can't be read says why and stops nothing."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from dragoman import read
from dragoman.model import Report

LINE = {"id": "a", "text": "Norway recalled its envoy.", "published": "2031-05-02"}


def all_of(*paths: Path | str) -> list[Report]:
    return list(read.reports(list(paths)))


def only(path: Path) -> Report:
    (report,) = all_of(path)
    return report


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


# ---- folders and ids


def test_folder_is_walked_in_order_and_ids_are_paths_below_it(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".hidden/x.txt", "b/.secret.txt", "c.xyz"):
        write(tmp_path / name, f"text of {name}")
    counts: Counter[str] = Counter()
    problems: list[str] = []
    found = list(read.reports([tmp_path], counts=counts, on_problem=problems.append))
    assert [report.id for report in found] == ["a.txt", "b/10.txt", "b/2.txt"]
    assert found[1].source == str(tmp_path / "b/10.txt")
    assert counts == Counter(read=3, hidden=2, unknown=1)
    assert problems == ["2 hidden files or folders passed over", "1 file of no known kind passed over"]


def test_file_named_by_itself_has_its_base_name_as_id(tmp_path: Path) -> None:
    report = only(write(tmp_path / "deep" / "s01-1.txt", "Kenya hosted talks."))
    assert (report.id, report.text, report.error) == ("s01-1.txt", "Kenya hosted talks.", None)


def test_same_id_with_other_content_gets_its_digest_and_same_content_is_read_once(tmp_path: Path) -> None:
    lines = [LINE, {**LINE, "text": "Norway kept its envoy."}, LINE, {**LINE, "text": "Norway kept its envoy."}]
    path = write(tmp_path / "x.jsonl", "\n".join(json.dumps(line) for line in lines))
    counts: Counter[str] = Counter()
    first, second = read.reports([path], counts=counts)
    assert first.id == "a"
    assert second.id.startswith("a~")
    assert len(second.id) == len("a~") + 8
    assert counts["repeated"] == 2


def test_missing_path_and_broken_file_do_not_stop_the_rest(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", "Chile and Peru met.")
    bad = write(tmp_path / "bad.txt", b"\xff\xfebroken utf-16 \xd8")
    found = all_of(tmp_path / "nowhere", bad, good)
    assert [bool(report.error) for report in found] == [True, True, False]
    assert "there is no such file or folder" in (found[0].error or "")
    assert all(report.text == "" for report in found[:2])


def test_a_path_may_be_given_alone(tmp_path: Path) -> None:
    assert [report.id for report in read.reports(write(tmp_path / "one.txt", "Text."))] == ["one.txt"]


# ---- plain text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"line one\nline two \xe9t\xe9\n", "line 2: byte 0xe9 at offset 18 is not valid UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "binary"),
        (gzip.compress(b"text " * 200, mtime=0)[:30], "broken or cut off"),
    ],
)
def test_bad_text_file_says_what_is_wrong(tmp_path: Path, content: bytes, told: str) -> None:
    path = write(tmp_path / "bad.txt", content)
    report = only(path)
    assert told in (report.error or "")
    assert str(path) in (report.error or "")
    assert report.text == ""


def test_text_keeps_its_characters_and_a_packed_one_is_unpacked(tmp_path: Path) -> None:
    text = "\u201cFin\u201d\r\n\r\n said  he \U0001f600"
    assert only(write(tmp_path / "a.txt", "\ufeff" + text)).text == text
    assert only(write(tmp_path / "b.txt.gz", gzip.compress(text.encode(), mtime=0))).text == text


def test_file_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.read.source.MOST_BYTES_OF_ONE_FILE", 2**20)
    assert "larger than 1 MiB" in (only(write(tmp_path / "big.txt", "x" * (2**20 + 1))).error or "")
    monkeypatch.setattr("dragoman.read.source.MOST_BYTES_UNPACKED", 2**20)
    assert "unpacks to more than 1 MiB" in (only(write(tmp_path / "bomb.txt", gzip.compress(b"x" * 2**21, mtime=0))).error or "")


# ---- JSON lines, JSON, tables


def test_json_lines_give_fields_and_ignore_others(tmp_path: Path) -> None:
    line = {
        "id": 7,
        "text": "Oman mediated.",
        "title": "T",
        "published": "2031-05-02T10:00:00Z",
        "outlet": "O",
        "url": "u",
        "language": "en",
        "byline": "B",
        "x": [1],
    }
    report = only(write(tmp_path / "x.jsonl", json.dumps(line) + "\n\n"))
    assert (report.id, report.title, report.published, report.outlet, report.url, report.language, report.byline) == (
        "7",
        "T",
        "2031-05-02T10:00:00Z",
        "O",
        "u",
        "en",
        "B",
    )


def test_broken_json_lines_are_named_by_line_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        json.dumps(LINE),
        "{broken",
        '{"text": "no id"}',
        '{"id": "n"}',
        '{"id": "e", "text": " "}',
        "[]",
        '{"id": "l", "text": 5}',
        json.dumps({**LINE, "id": "z"}),
    ]
    found = all_of(write(tmp_path / "x.jsonl", "\n".join(lines)))
    assert [report.id for report in found] == ["a", "x.jsonl#2", "x.jsonl#3", "n", "e", "x.jsonl#6", "l", "z"]
    told = [report.error or "" for report in found]
    for number, words in enumerate(["", "broken JSON", "no id", "no text", "text is empty", "must be a JSON object", "no string", ""], 1):
        assert words in told[number - 1]
        assert f"line {number}" in told[number - 1] or not words


def test_invalid_published_is_left_out_and_told(tmp_path: Path) -> None:
    problems: list[str] = []
    dates = ["2031-02-30", "May 2", 20310502, "2031-05-02T25:00", "2031-05-02"]
    path = write(tmp_path / "x.jsonl", "\n".join(json.dumps({"id": str(at), "text": "Text.", "published": day}) for at, day in enumerate(dates)))
    found = list(read.reports(path, on_problem=problems.append))
    assert [report.published for report in found] == [None, None, None, None, "2031-05-02"]
    assert not any(report.error for report in found)
    assert [f"line {number}" in problem for number, problem in enumerate(problems, 1)] == [True] * 4


def test_lone_surrogates_and_nuls_keep_their_places(tmp_path: Path) -> None:
    report = only(write(tmp_path / "x.jsonl", '{"id": "s\\ud800", "text": "a\\ud83db\\u0000c"}'))
    assert report.text == "a\ufffdb\u200bc"
    report.text.encode("utf-8")
    report.id.encode("utf-8")


def test_deeply_nested_json_is_refused(tmp_path: Path) -> None:
    assert only(write(tmp_path / "x.jsonl", '{"id": "a", "text": ' + "[" * 200_000)).error


def test_json_may_be_one_report_a_list_or_a_list_under_a_key(tmp_path: Path) -> None:
    two = [LINE, {**LINE, "id": "b"}]
    for content, ids in ((LINE, ["a"]), (two, ["a", "b"]), ({"articles": two}, ["a", "b"])):
        assert [report.id for report in all_of(write(tmp_path / "x.json", json.dumps(content)))] == ids
    assert [report.id for report in all_of(write(tmp_path / "y.json", "\n".join(map(json.dumps, two))))] == ["a", "b"]
    assert "line 2" in (only(write(tmp_path / "z.json", "[\n{]")).error or "")


def test_table_columns_may_bear_other_names_and_delimiters(tmp_path: Path) -> None:
    rows = 'id;Headline;Body;Date\n1;T;"two\nlines; one cell";2031-05-02\n2;U;;2031-05-03\n'
    first, second = all_of(write(tmp_path / "x.csv", rows))
    assert (first.id, first.title, first.text, first.published) == ("1", "T", "two\nlines; one cell", "2031-05-02")
    assert "line 4: the text is empty" in (second.error or "")
    assert only(write(tmp_path / "x.tsv", "id\ttext\n1\tA, b; c\n")).text == "A, b; c"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,b\n1,2\n", "no column id and no column text"),
        ("id,text\n", "no rows"),
        ('id,text\n1,"never closed\n2,x\n', "line 2"),
        ("id,title,text\n1\n", "too few"),
    ],
)
def test_bad_table_says_what_is_wrong(tmp_path: Path, content: str, told: str) -> None:
    assert told in (only(write(tmp_path / "x.csv", content)).error or "")


# ---- pages, feeds, archives, mail

PARAGRAPH = "The foreign ministers of Ghana and Togo met on Tuesday and agreed to open the border again before the end of the month, officials said. "
PAGE = (
    '<!doctype html><html><head><title>Border to open</title><meta charset="{charset}">'
    '<meta property="article:published_time" content="2031-05-02T08:00:00Z">'
    '<meta property="og:site_name" content="Example Post"><meta name="author" content="Ann Example"></head>'
    '<body><nav><a href="/">Home</a></nav><article><h1>Border to open</h1>'
    f"<p>{PARAGRAPH * 3}</p><p>Caf\u00e9 owners in Lom\u00e9 were glad. {PARAGRAPH * 2}</p></article><footer>Imprint</footer></body></html>"
)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_page_is_decoded_as_declared(tmp_path: Path, charset: str) -> None:
    report = only(write(tmp_path / "p.html", PAGE.replace("{charset}", charset).encode(charset)))
    assert "Caf\u00e9 owners in Lom\u00e9" in report.text
    assert report.id == "p.html"


def test_page_in_a_wrong_charset_is_guessed(tmp_path: Path) -> None:
    page = PAGE.replace("{charset}", "no-such-charset").encode("windows-1252")
    assert "owners in Lom" in only(write(tmp_path / "p.htm", page)).text


def test_page_gives_what_it_says_about_itself(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", exc_type=ImportError)
    report = only(write(tmp_path / "p.html", PAGE.replace("{charset}", "utf-8")))
    assert (report.title, report.published, report.outlet, report.byline) == ("Border to open", "2031-05-02", "Example Post", "Ann Example")
    assert "Imprint" not in report.text


@pytest.mark.parametrize("page", ["<html><body><script>x()</script></body></html>", "<!doctype html>"])
def test_page_without_text_is_unreadable(tmp_path: Path, page: str) -> None:
    assert "holds no text" in (only(write(tmp_path / "p.html", page)).error or "")


def test_page_under_a_plain_name_is_known_by_its_content(tmp_path: Path) -> None:
    assert "<p>" not in only(write(tmp_path / "saved.txt", PAGE.replace("{charset}", "utf-8"))).text


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Wire</title><link>https://e.example</link>
<item><title>Talks &amp; tea</title><link>https://e.example/1</link><guid>urn:1</guid><pubDate>Fri, 02 May 2031 08:00:00 +0200</pubDate>
<description>&lt;p&gt;Two envoys met.&lt;/p&gt;&lt;p&gt;They drank tea.&lt;/p&gt;</description></item>
<item><title>Bare</title><link>https://e.example/2</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Example Atom</title><id>f</id><updated>2031-05-02T00:00:00Z</updated>
<entry><id>tag:1</id><title>One</title><updated>2031-05-02T08:00:00Z</updated><content type="html">&lt;p&gt;An envoy left.&lt;/p&gt;</content></entry></feed>"""


def test_feed_entries_are_reports(tmp_path: Path) -> None:
    first, second = all_of(write(tmp_path / "f.xml", RSS))
    assert (first.id, first.title, first.outlet, first.url) == ("urn:1", "Talks & tea", "Example Wire", "https://e.example/1")
    assert (first.published or "").startswith("2031-05-02")
    assert first.text.split() == ["Two", "envoys", "met.", "They", "drank", "tea."]
    assert "<" not in first.text
    assert (second.id, bool(second.error)) == ("https://e.example/2", True)
    (entry,) = all_of(write(tmp_path / "f.atom", ATOM))
    assert (entry.id, entry.text, entry.outlet) == ("tag:1", "An envoy left.", "Example Atom")


def test_json_feed_is_a_feed_under_any_name(tmp_path: Path) -> None:
    item = {"id": "1", "url": "https://e.example/1", "title": "Talks", "content_html": "<p>Two envoys met.</p>", "date_published": "2031-05-02T08:00:00+02:00"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Example Wire", "items": [item, {"id": "2", "content_text": "An envoy left."}]}
    for name, content in (("f.json", json.dumps(feed)), ("f.txt", json.dumps(feed, indent=1)), ("g.json", json.dumps(feed).replace("/", "\\/"))):
        first, second = all_of(write(tmp_path / name, content))
        assert (first.id, first.title, first.outlet, first.url, first.text) == ("1", "Talks", "Example Wire", "https://e.example/1", "Two envoys met.")
        assert (first.published or "").startswith("2031-05-02")
        assert (second.id, second.text) == ("2", "An envoy left.")


@pytest.mark.parametrize("content", ["<note>no feed</note>", "<rss><channel></channel></rss>", "not xml at all"])
def test_what_is_no_feed_is_unreadable(tmp_path: Path, content: str) -> None:
    assert only(write(tmp_path / "f.rss", content)).error


def warc(*pages: tuple[str, int, str, str]) -> bytes:
    from fastwarc.warc import WarcRecord, WarcRecordType  # noqa: F401

    out = BytesIO()
    for url, status, kind, body in pages:
        http = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}".encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        out.write(gzip.compress(f"{head}Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n", mtime=0))
    return out.getvalue()


ARCHIVE = (
    ("https://e.example/a", 200, "text/html; charset=utf-8", PAGE.replace("{charset}", "utf-8")),
    ("https://e.example/b", 404, "text/html", PAGE),
    ("https://e.example/c", 200, "image/png", "x"),
    ("https://e.example/d", 200, "text/html", PAGE.replace("Ghana", "Benin").replace("{charset}", "utf-8")),
)


def test_archive_gives_its_answered_pages_and_counts_the_others(tmp_path: Path) -> None:
    problems: list[str] = []
    found = list(read.reports(write(tmp_path / "x.warc.gz", warc(*ARCHIVE)), on_problem=problems.append))
    assert [(report.id, report.error) for report in found] == [("https://e.example/a", None), ("https://e.example/d", None)]
    assert found[0].url == "https://e.example/a"
    assert "Caf\u00e9" in found[0].text
    assert any("1 answers other than 200, 1 answers that are neither HTML nor PDF" in problem for problem in problems)
    unpacked = gzip.decompress(warc(*ARCHIVE))
    assert len(all_of(write(tmp_path / "x.warc", unpacked))) == 2


@pytest.mark.parametrize("packed", [True, False])
def test_truncated_archive_is_reported_behind_what_could_be_read(tmp_path: Path, packed: bool) -> None:
    data = warc(*ARCHIVE) if packed else gzip.decompress(warc(*ARCHIVE))
    found = all_of(write(tmp_path / ("x.warc.gz" if packed else "x.warc"), data[:-120]))
    assert found[0].error is None
    assert "cut off" in (found[-1].error or "") or "broken" in (found[-1].error or "")


def test_file_that_is_no_archive_is_unreadable(tmp_path: Path) -> None:
    assert only(write(tmp_path / "x.warc", "nothing of the kind")).error


MAIL = b"""From: Ann Example <ann@e.example>
To: list@e.example
Subject: =?utf-8?q?Envoy_caf=C3=A9?=
Date: Fri, 02 May 2031 08:00:00 +0200
Message-ID: <m1@e.example>
MIME-Version: 1.0
Content-Type: text/html; charset=iso-8859-1

<html><body><p>The envoy left Lom\xe9.</p></body></html>
"""


def test_mail_and_mailbox(tmp_path: Path) -> None:
    report = only(write(tmp_path / "m.eml", MAIL))
    assert (report.id, report.title, report.byline) == ("m1@e.example", "Envoy caf\u00e9", "Ann Example")
    assert (report.published or "").startswith("2031-05-02T08:00:00")
    assert report.text == "The envoy left Lom\u00e9."
    plain = b"From: b@e.example\nSubject: Two\n\n>From here on, silence.\n"
    box = b"From a@e.example Fri May  2 08:00:00 2031\n" + MAIL + b"\nFrom b@e.example Fri May  2 09:00:00 2031\n" + plain
    first, second = all_of(write(tmp_path / "m.mbox", box))
    assert (first.id, second.id) == ("m1@e.example", "m.mbox#2")
    assert second.text.strip() == "From here on, silence."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.eml", b"\n\nno header"),
        ("m.mbox", b"no mailbox"),
        ("m.eml", b"Subject: x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"),
        ("m.eml", b"Subject: x\nContent-Type: text/plain; charset=no-such\n\n"),
    ],
)
def test_bad_mail_is_unreadable(tmp_path: Path, name: str, content: bytes) -> None:
    assert only(write(tmp_path / name, content)).error


# ---- plug-ins


class _Entry:
    def __init__(self, name: str, thing: object) -> None:
        self.name, self.value, self.thing = name, f"{name}:thing", thing

    def load(self) -> object:
        if isinstance(self.thing, Exception):
            raise self.thing
        return self.thing


class _Upper:
    name = "upper"
    suffixes = (".upper",)

    def recognises(self, head: bytes) -> bool:
        return False

    def read(self, source: read.SourceFile):  # type: ignore[no-untyped-def]
        yield Report(id=source.name, text=source.data().decode().upper())


def test_readers_of_other_packages_are_found_and_broken_ones_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.read.registry.entry_points", lambda group: [_Entry("z", ImportError("gone")), _Entry("upper", _Upper)])
    problems: list[str] = []
    (report,) = read.reports(write(tmp_path / "x.upper", "text"), on_problem=problems.append)
    assert report.text == "TEXT"
    assert len(problems) == 1
    assert "'z'" in problems[0]
