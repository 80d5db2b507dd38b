"""A web server on loopback whose every answer a test decides, a name server that is a dictionary, time that passes only by sleeping, and a spy on sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dragoman.read.fetch.addresses import Admitted
from dragoman.read.fetch.fetcher import Fetcher, Manners
from dragoman.read.fetch.pace import Time

HOST = "news.example.com"
PAGE = b"<!doctype html><html><head><title>Talks</title></head><body><article><p>Seoul and Tokyo held talks in Busan on Monday.</p></article></body></html>"


@dataclass(slots=True)
class Reply:
    """One answer: by default a page. `raw` is sent as it is, in these pieces."""

    body: bytes = PAGE
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: Sequence[bytes] | None = None
    pause: float = 0.0


Answering = Reply | Callable[[BaseHTTPRequestHandler], Reply]


class Site:
    """The server: `pages` by path (several replies are given in turn, the last for good); `asked` has what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Answering]] = {}
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = int(self.server.server_address[1])
        self.ended = threading.Event()
        self.scheme = "http"

    def put(self, path: str, *replies: Answering) -> str:
        """Answers for a path; gives its address."""
        self.pages[path] = list(replies)
        return self.url(path)

    def url(self, path: str, host: str = HOST) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, without the files in which sites tell their wishes."""
        return [path for _, path, _, _ in self.asked if path not in ("/robots.txt", "/.well-known/tdmrep.json")]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def _any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                site.asked.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
                replies = site.pages.get(self.path, [Reply(b"nothing here", 404)])
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                reply = reply(self) if callable(reply) else reply
                self.close_connection = True
                with suppress(OSError):  # the other side may have had enough
                    self._send(reply)

            def _send(self, reply: Reply) -> None:
                if reply.raw is None:
                    self.send_response(reply.status)
                    for name, value in ({"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(reply.body))} | dict(reply.headers)).items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(reply.body)
                for piece in reply.raw or ():
                    self.wfile.write(piece)
                    self.wfile.flush()
                    if reply.pause and site.ended.wait(reply.pause):
                        return

            do_GET = do_POST = _any

        return Handler


@contextmanager
def site() -> Iterator[Site]:
    """A running server; it ends with the test."""
    found = Site()
    thread = threading.Thread(target=found.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.ended.set()
        found.server.shutdown()
        found.server.server_close()
        thread.join(5)


class Names:
    """A name server: host -> addresses; several lists are answered in turn. All other names lead to loopback."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        lists = self.answers.get(host)
        if lists is None:
            return ["127.0.0.1"]
        return lists.pop(0) if len(lists) > 1 else lists[0]


class Passing:
    """Time that passes only by sleeping; `slept` has the pauses."""

    def __init__(self, start: datetime = datetime(2024, 5, 6, 12, tzinfo=UTC)) -> None:
        self.start, self.seconds = start, 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)

    def clock(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def time(self) -> Time:
        return Time(self.now, self.clock, self.sleep)


def fetcher_for(found: Site, names: Names | None = None, passing: Passing | None = None, **manners: Any) -> Fetcher:
    """A fetcher that knows the site under `HOST` and loopback by name, and nothing else."""
    admitted = manners.pop("admitted", Admitted.of([f"{HOST}:{found.port}", f"127.0.0.1:{found.port}"]))
    tls = manners.pop("tls", None)
    time = (passing or Passing()).time if passing is not False else Time()
    return Fetcher(Manners(admitted=admitted, **manners), resolve=names or Names(), time=time, tls=tls)


def spied(monkeypatch: pytest.MonkeyPatch, allowed_port: int | None = None) -> list[Any]:
    """Every address to which a socket is connected from now on; one that is not loopback at the port named is kept from it."""
    seen: list[Any] = []
    really = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        seen.append(address)
        if allowed_port is None or address[:2] != ("127.0.0.1", allowed_port):
            raise ConnectionRefusedError("a test may not leave the machine")
        really(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return seen
