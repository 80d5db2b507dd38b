"""Watching: one alert an event, through restarts and kills; feeds, webhooks and mail; dates that can't be read stay unknown. With makeshift components."""

from __future__ import annotations

import hashlib
import hmac
import json
import mailbox
import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import feedparser
import pytest
from sqlalchemy import Engine, event

from dragoman.model import UsageError
from dragoman.read.pending import Here
from dragoman.record import Record
from dragoman.record.watching import Alert
from dragoman.run.sandbox import Sandbox
from dragoman.run.watch import Round, Watch, load
from dragoman.run.watch.round import only_one
from dragoman.run.watch.syndication import atom, rss
from dragoman.run.watch.telling import SIGNATURE
from factories_fetch import HOST, Names, Passing, Reply, Site, fetcher_for, site
from factories_run import CONFIGURATION, install

SECRETS = {"HOOK": "a secret"}


@pytest.fixture(autouse=True)
def _components(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch.setattr)
    # Pages are read in this process: the sandbox has tests of its own, and takes half a second a round.
    monkeypatch.setattr("dragoman.run.build.extractor", lambda: nullcontext(Here()))
    monkeypatch.setattr("dragoman.run.watch.collecting.extractor", lambda processes: nullcontext(Here()))


@pytest.fixture
def found() -> Iterator[Site]:
    with site() as running:
        running.put("/hook", Reply(b"", 204))
        yield running


def article(text: str, head: str = "") -> Reply:
    return Reply(f"<!doctype html><html><head><title>News</title>{head}</head><body><article><p>{text}</p></article></body></html>".encode())


def rss_feed(links: list[str], date: str = "") -> Reply:
    items = "".join(f"<item><title>t</title><link>{link}</link>{date}<description>It rained in {link[-1]}.</description></item>" for link in links)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>x</link><description>d</description>{items}</channel></rss>'
    return Reply(body.encode(), headers={"Content-Type": "application/rss+xml", "ETag": f'"{len(links)}{len(date)}"'})


class World:
    """A site with a feed, settings that watch it, and as many watches over one record as the test starts."""

    def __init__(self, found: Site, folder: Path, more: str = "", search: str = 'atom = "talks.atom"') -> None:
        self.site, self.folder, self.passing = found, folder, Passing()
        self.feed = found.url("/feed")
        self.record = folder / "R.db"
        self.settings = folder / "feeds.toml"
        text = (
            f'[watch]\nallow_hosts = ["{HOST}:{found.port}"]\n[[feed]]\nurl = "{self.feed}"\ninterval = "15m"\n{more}\n[[search]]\nname = "Talks"\n{search}\n'
        )
        self.settings.write_text(text, "utf-8")
        self.articles: list[str] = []

    def publish(self, *texts: str) -> None:
        """More articles, in the feed from now on."""
        for text in texts:
            self.articles.append(self.site.put(f"/{len(self.articles)}", article(text)))
        self.site.put("/feed", rss_feed(self.articles))

    def watch(self) -> Watch:
        """A watch as a process that just started has it."""
        fetcher = fetcher_for(self.site, passing=self.passing, pause=0.0)
        return Watch(load(self.settings), self.record, fetcher, resolve=Names(), configuration=CONFIGURATION, environment=SECRETS)

    def round(self, hours: float = 1.0) -> Round:
        """One round of a watch that was started anew, some time later."""
        self.passing.seconds += hours * 3600
        return self.watch().round()

    def alerts(self, name: str = "Talks") -> list[dict[str, Any]]:
        with Record.open(self.record) as record:
            return [json.loads(alert.fields) for alert in record.watching().alerts(name, 1000)]

    def posted(self) -> list[dict[str, Any]]:
        return [json.loads(body) for method, path, _, body in self.site.asked if (method, path) == ("POST", "/hook")]


# One alert an event.


def test_three_articles_of_one_event_give_one_alert_and_a_second_event_another(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    text = "France and Norway held talks on fish in Oslo."
    world.publish(text)
    assert world.round().alerts == {"Talks": 1}
    world.publish(text, text + " It rained.")
    second = world.round()
    assert (second.pages["fetched"], second.alerts["Talks"]) == (2, 0)
    with Record.open(world.record) as record:
        (told,) = record.events()
        assert len(told.reports) == 3
    (alert,) = world.alerts()
    assert (alert["kind"], alert["event"]["type"], alert["before"]) == ("new", "CONSULT", [])
    assert alert["reports"][0]["url"] == found.url("/0")
    assert alert["event"]["telling"]["sentence"] == text
    world.publish("France and Chile held talks on copper. The mines of the north were long in dispute between owners and miners there.")
    assert world.round().alerts["Talks"] == 1


def test_nothing_new_costs_one_question_and_no_alert(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    world.publish("France and Norway held talks.")
    world.round()
    found.asked.clear()
    quiet = world.round()
    assert quiet.feeds == {"fetched": 1}
    found.put("/feed", Reply(b"", 304))
    assert world.round().feeds == {"unchanged": 1}
    assert found.paths == ["/feed", "/feed"]
    assert len(world.alerts()) == 1


def test_a_feed_is_not_asked_before_its_time(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    world.publish("It rained.")
    world.round()
    assert world.round(hours=0.1).feeds == {}
    assert world.round(hours=0.2).feeds == {"fetched": 1}


def test_what_stood_in_the_record_before_a_search_began_is_not_told(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    world.publish("France and Norway held talks.")
    world.round()
    world.settings.write_text(world.settings.read_text("utf-8") + '[[search]]\nname = "Later"\ncountry = "FRA"\n', "utf-8")
    assert world.round().alerts == {"Talks": 0, "Later": 0}
    assert world.alerts("Later") == []


def test_a_page_that_fails_is_asked_for_later_and_then_left(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    world.publish("France and Norway held talks.")
    found.put("/0", Reply(status=503))
    assert world.round().pages == {"failed": 1}
    good = article("France and Norway held talks.")
    found.put("/0", good)
    assert world.round().alerts["Talks"] == 1
    world.publish("It rained.")
    found.put("/1", Reply(status=503))
    failed = [world.round(hours=30) for _ in range(7)]
    assert sum(one.pages["failed"] for one in failed) == 5
    assert [problem for one in failed for problem in one.problems] == [f"{found.url('/1')}: {HOST} answered 503"]


def test_a_link_into_the_own_network_is_told_once_and_left(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    world.articles.append("http://169.254.169.254/latest/meta-data")
    world.publish("France and Norway held talks.")
    first = world.round()
    assert first.pages == {"refused": 1, "fetched": 1}
    assert any("169.254.169.254 is link-local" in problem for problem in first.problems)
    assert world.round().problems == []


def test_a_feed_that_is_none_is_asked_ever_more_seldom(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    found.put("/feed", Reply(b"<html>Sorry</html>"))
    assert world.round().feeds["unreadable"] == 1
    assert world.round(hours=0.3).feeds == {}  # twice the interval by now
    assert world.round(hours=0.3).feeds["unreadable"] == 1
    world.publish("France and Norway held talks.")
    assert world.round(hours=2).alerts["Talks"] == 1


# The process that reads feeds, but one that names a deed kills or stalls it.
CHILD = """
import os, signal
from dragoman.read import apart, feeds
parse = feeds._parse
def _parse(source, data):
    if b"SEGV" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    while b"SPIN" in data:
        pass
    return parse(source, data)
feeds._parse = _parse
apart._load = lambda: None
apart.SECONDS = {**apart.SECONDS, "links": 0.2}
apart.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of POSIX")
def test_a_feed_that_breaks_its_parser_is_told_and_the_others_are_read(found: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.run.watch.collecting.extractor", lambda processes: Sandbox(processes, ("-c", CHILD)))
    deeds = ("SEGV", "SPIN")
    more = "\n".join(f'[[feed]]\nurl = "{found.put(f"/{deed}", Reply(deed.encode()))}"' for deed in deeds)
    world = World(found, tmp_path, more)
    world.publish("France and Norway held talks.")
    round_ = world.round()
    assert round_.feeds == {"fetched": 1, "unreadable": 2}
    assert round_.alerts["Talks"] == 1
    for deed, told in zip(deeds, ("killed the process", "processor time"), strict=True):
        assert any(deed in problem and told in problem for problem in round_.problems), round_.problems


@pytest.mark.parametrize("date", ["<pubDate>yesterday at noon</pubDate>", "<pubDate>99 Foo 2024</pubDate>"])
@pytest.mark.parametrize("text", ["pages", "feed"])
def test_a_date_that_cannot_be_read_stays_unknown(date: str, text: str, found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path, f'text = "{text}"')
    link = found.put("/0", article("France and Norway held talks.", '<meta property="article:published_time" content="now">'))
    found.put("/feed", rss_feed([link], date))
    assert world.round().added == 1
    with Record.open(world.record) as record:
        (report,) = record.each("reports")
    assert report.published is None
    assert report.written is None or (report.written.from_, report.written.to) == (None, None)


# Restarts and kills.


def steps(world: World, fatal: int | None) -> int:
    """Does two rounds in a child process, which is killed at the step named; gives the number of steps that it would take."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        seen = 0

        def step(*_: Any) -> None:
            nonlocal seen
            seen += 1
            if seen == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            for name in ("before_cursor_execute", "commit"):
                event.listen(Engine, name, step)
            world.round()
            os.write(writing, str(seen).encode())
        finally:
            os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    told = os.read(reading, 20)
    os.close(reading)
    assert os.WIFSIGNALED(status) == (fatal is not None)
    return int(told or 0)


def prepared(found: Site, folder: Path) -> World:
    folder.mkdir()
    found.asked.clear()
    world = World(found, folder, search=f'webhook = "{found.url("/hook")}"\natom = "talks.atom"')
    world.publish("France and Norway held talks on fish in Oslo.", "It rained.", "France and Norway held talks on fish in Oslo. It rained.")
    return world


def test_a_watch_that_is_killed_at_any_step_loses_nothing_and_tells_under_the_same_id(found: Site, tmp_path: Path) -> None:
    whole = prepared(found, tmp_path / "whole")
    count = steps(whole, None)
    (expected,) = whole.alerts()
    assert [one["alert"] for one in whole.posted()] == [expected["alert"]]
    assert count > 30
    for fatal in [*range(1, count, max(1, count // 6)), count]:
        world = prepared(found, tmp_path / str(fatal))
        steps(world, fatal)
        world.round(hours=2)
        world.round(hours=2)
        (alert,) = world.alerts()
        assert alert["event"]["id"] == expected["event"]["id"], fatal
        posted = [one["alert"] for one in world.posted()]
        assert 1 <= len(posted) <= 2, fatal
        assert set(posted) == {alert["alert"]}, fatal
        assert (world.folder / "talks.atom").is_file()


def test_a_watch_of_days_goes_round_and_sleeps_in_between(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    world.publish("France and Norway held talks.")
    rounds: list[Round] = []
    world.watch().run(rounds.append, rounds=5)
    assert len(rounds) == 5
    assert world.passing.slept == [pytest.approx(900, abs=1)] * 4
    assert sum(one.alerts["Talks"] for one in rounds) == 1


def test_a_record_is_watched_into_once_at_a_time(tmp_path: Path) -> None:
    with only_one(tmp_path / "R.db"), pytest.raises(UsageError, match="another watch is running"), only_one(tmp_path / "R.db"):
        pass
    with only_one(tmp_path / "R.db"):
        pass


def test_sigterm_ends_the_command_in_order(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path)
    found.put("/feed", rss_feed([]))
    world.settings.write_text(world.settings.read_text("utf-8").replace(HOST, "127.0.0.1"), "utf-8")  # no name is asked for: a test does not leave the machine
    command = [sys.executable, "-m", "dragoman.cli.main", "watch", str(world.settings), "--record", str(world.record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"}, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().endswith("feeds 1 fetched\n")
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 143
        finally:
            process.kill()
        assert process.stderr is not None
        assert "run the same command again to go on" in process.stderr.read()


# What goes out.


def test_a_saved_search_is_a_feed_that_readers_read(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path, search='atom = "out/talks.atom"\nrss = "out/talks.rss"')
    world.publish("It rained.")
    world.round()
    empty = feedparser.parse((tmp_path / "out" / "talks.atom").read_bytes())
    assert (empty.bozo, empty.version, empty.entries) == (0, "atom10", [])
    world.publish("France & <b>Norway</b> held talks.")
    world.round()
    for name, version in (("talks.atom", "atom10"), ("talks.rss", "rss20")):
        feed = feedparser.parse((tmp_path / "out" / name).read_bytes())
        assert (feed.bozo, feed.version, feed.feed.title) == (0, version, "Talks")
        (entry,) = feed.entries
        assert entry.id == f"urn:dragoman:alert:{world.alerts()[0]['alert']}"
        assert entry.link == found.url("/1")
        assert entry.title.startswith("happened: CONSULT")
        assert "day unknown" in entry.title
        assert "held talks" in entry.summary


def test_a_feed_holds_whatever_a_report_says() -> None:
    fields = {
        "alert": "a", "search": "s", "kind": "new", "status": "planned", "before": [],
        "reports": [{"url": "javascript:alert(1)"}, {"url": "http://[x"}, {"url": "https://news.example.com/?a=1&b=<>"}],
        "event": {
            "id": "event-1", "type": "CONSULT", "mode": None, "place": "]]>\x00\x1b[31m", "from": None, "to": "2024-05-06", "origins": 1, "reports": 2,
            "disputed": [], "actors": [{"name": "\ud800\u202e<script>"}], "recipients": [], "telling": {"sentence": "x\uffff&amp;", "source": "<"},
        },
    }  # fmt: skip
    alert = Alert("a", "s", "2024-05-06T12:00:00.000000Z", json.dumps(fields))
    for make in (atom, rss):
        feed = feedparser.parse(make("A & B", alert.made_at, [alert]))
        assert feed.bozo == 0
        assert feed.entries[0].link == "https://news.example.com/?a=1&b=<>"
        assert make("A & B", alert.made_at, [alert]) == make("A & B", alert.made_at, [alert])


def test_a_webhook_is_signed_and_tried_again_under_the_same_id(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path, search=f'webhook = "{found.url("/hook")}"\nsecret = "HOOK"')
    found.put("/hook", Reply(status=500), Reply(b"", 204))
    world.publish("France and Norway held talks.")
    assert world.round().handed == {"waiting": 1}
    assert world.round(hours=0.01).handed == {}
    assert world.round().handed == {"done": 1}
    assert world.round().handed == {}
    first, second = [(headers, body) for method, path, headers, body in found.asked if path == "/hook"]
    assert first[1] == second[1]
    assert first[0][SIGNATURE] == "sha256=" + hmac.new(b"a secret", first[1], hashlib.sha256).hexdigest()
    assert first[0]["Idempotency-Key"] == json.loads(first[1])["alert"]


@pytest.mark.parametrize("reply", [Reply(b"", 302, {"Location": "/other"}), Reply(status=404)])
def test_a_webhook_that_leads_elsewhere_is_not_followed(reply: Reply, found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path, search=f'webhook = "{found.url("/hook")}"')
    found.put("/hook", reply)
    world.publish("France and Norway held talks.")
    assert world.round().handed == {"waiting": 1}
    assert "/other" not in found.paths


def test_a_webhook_into_the_own_network_is_wrong_usage(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path, search='webhook = "http://10.0.0.1/hook"')
    with pytest.raises(UsageError, match=r"\[\[search\]\] 1 'Talks': 10.0.0.1 is private"):
        world.watch()


def test_mail_of_one_round_is_one_mail(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path, search='mail = ["ana@example.com", "ben@example.com"]\n[mail]\nfrom = "desk@example.com"\nmaildir = "mail"')
    world.publish("France and Norway held talks.")
    assert world.round().handed == {"done": 1}
    assert world.round().handed == {}
    (mail,) = mailbox.Maildir(tmp_path / "mail")
    assert mail["To"] == "ana@example.com, ben@example.com"
    assert mail["Subject"].replace("\n", "").startswith("Talks: happened: CONSULT")
    text = mail.get_payload(decode=True).decode()
    assert found.url("/0") in text
    assert "France and Norway held talks." in text


class Post(socketserver.StreamRequestHandler):
    """As much of a mail server as takes one mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                self.server.mails.append(body)  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
            if word == b"QUIT":
                return


def test_mail_by_a_server_goes_to_the_address_that_was_checked(found: Site, tmp_path: Path) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        server.daemon_threads = True
        server.mails = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        mail = f'mail = "ana@example.com"\n[mail]\nfrom = "desk@example.com"\nsecurity = "none"\nsmtp = "mail.example.com:{server.server_address[1]}"'
        world = World(found, tmp_path, search=mail)
        world.publish("France and Norway held talks.")
        refused = world.round()
        assert refused.handed == {"left": 1}
        assert "mail.example.com leads to 127.0.0.1, which is loopback" in refused.problems[-1]
        text = world.settings.read_text("utf-8")
        world.settings.write_text(text.replace("allow_hosts = [", 'allow_hosts = ["mail.example.com", '), "utf-8")
        world.record.unlink()
        assert world.round().handed["done"] >= 1
        server.shutdown()
    assert b"held talks" in server.mails[0]  # type: ignore[attr-defined]
    assert b"To: ana@example.com" in server.mails[0]  # type: ignore[attr-defined]


# Settings.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there is no [[feed]]"),
        ("[[feed]]", "[[feed]] 1: url is missing"),
        ('[[feed]]\nurl = "file:///etc/passwd"', "[[feed]] 1: the address is not http or https"),
        ('[[feed]]\nurl = "http://localhost/x"', "[[feed]] 1: localhost means this machine"),
        ('[[feed]]\nurl = "https://a.example.com/"\nintervall = "1h"', "did you mean interval?"),
        ('[[feed]]\nurl = "https://a.example.com/"\ninterval = "often"', 'write it as "15m"'),
        ('[[feed]]\nurl = "https://a.example.com/"\ntext = "all"', "it may be pages"),
        ('[[feed]]\nurl = "https://a.example.com/"\n[[feed]]\nurl = "https://a.example.com/"', "stands there twice"),
        ('[[feed]]\nurl = "https://a.example.com/"\n[[search]]\nname = "x"\ncountry = "Atlantis"', "[[search]] 1 'x': 'Atlantis' is no country"),
        ('[[feed]]\nurl = "https://a.example.com/"\n[[search]]\nname = "x"\nmail = "a@example.com"', "there is no [mail]"),
        ('[[feed]]\nurl = "https://a.example.com/"\n[[search]]\nname = "x"\nsecret = "S"', "a secret signs webhooks"),
        ('[[feed]]\nurl = "https://a.example.com/"\n[mail]\nfrom = "a"', "name one of maildir, mbox and smtp"),
        ("[[feed", "no valid TOML"),
    ],
)
def test_settings_that_are_not_understood_are_told_with_their_table(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as error:
        load(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


def test_the_file_on_the_page_to_copy_is_understood(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "watching.md").read_text("utf-8")
    (tmp_path / "feeds.toml").write_text(page.partition("```toml\n")[2].partition("```")[0], "utf-8")
    settings = load(tmp_path / "feeds.toml")
    assert [feed.interval for feed in settings.feeds] == [900.0, 1800.0]
    assert [search.outputs for search in settings.searches] == [("webhook",), ("mail",)]


def test_a_secret_that_is_not_set_is_told_at_the_start(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path, search=f'webhook = "{found.url("/hook")}"\nsecret = "NOT_THERE"')
    with pytest.raises(UsageError, match="NOT_THERE"):
        world.watch()


# What is news, by itself.


def test_what_is_told_follows_the_event_reports(tmp_path: Path) -> None:
    from dragoman.run.watch.deciding import news
    from factories_watch import happening

    told: dict[str, str] = {}
    made = 0

    def tell(*events: Any) -> list[tuple[str, str, tuple[str, ...]]]:
        nonlocal made
        found, learnt = news("s", events, told, made)
        made += len(found)
        told.update(learnt)
        return [(one.event.id, one.status, one.before) for one in found]

    a, b = happening("a", "planned", "x/e1"), happening("b", "planned", "y/e1")
    assert tell(a, b) == [("a", "planned", ()), ("b", "planned", ())]
    assert tell(a, b) == []
    # It grows and gets another id.
    assert tell(happening("c", "planned", "x/e1", "u/e1"), b) == []
    # The two turn out to be one.
    assert tell(happening("c", "planned", "x/e1", "u/e1", "y/e1")) == []
    assert tell(happening("c", "happened", "x/e1", "u/e1", "y/e1", "z/e1")) == [("c", "happened", ("planned",))]
    # Two of which one is known to have happened turn out to be one that happened.
    d, e = happening("d", "planned", "d/e1"), happening("e", "happened", "e/e1")
    assert len(tell(d, e)) == 2
    assert tell(happening("d", "happened", "d/e1", "e/e1")) == []
    # There and back again is told each time, under ids of their own.
    ids = set()
    for status in ("cancelled", "planned", "cancelled"):
        found, learnt = news("s", [happening("d", status, "d/e1", "e/e1")], told, made)
        made, ids = made + 1, ids | {found[0].id}
        told.update(learnt)
    assert len(ids) == 3
    # Taken apart again, both parts are known.
    assert tell(happening("d", "cancelled", "d/e1"), happening("e", "cancelled", "e/e1")) == []


def test_a_search_asks_for_persons_words_and_days(found: Site, tmp_path: Path) -> None:
    world = World(found, tmp_path, search='person = "france"\ntext = "talks fish"\ndays = 3\natom = "a"')
    world.publish(
        "France and Norway held talks on fish.", "France and Norway held talks on copper and on the mines of the far north, which were closed for years."
    )
    assert world.round().alerts["Talks"] <= 1
    (alert,) = world.alerts()
    assert "fish" in alert["event"]["telling"]["sentence"]
    world.settings.write_text(world.settings.read_text("utf-8").replace('"france"', '"chile"'), "utf-8")
    world.publish("France and Norway held talks on fish again, as they do.")
    assert world.round().alerts["Talks"] == 0
