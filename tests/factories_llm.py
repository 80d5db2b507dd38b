"""A fake endpoint on loopback for tests of the asking coder: a server in a thread that answers as it is told and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer of the fake endpoint; `body` as it stands, else the chat completion that holds `content`."""

    content: str = '{"events": [], "statements": []}'
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    usage: Any = field(default_factory=lambda: {"prompt_tokens": 100, "completion_tokens": 20})

    def bytes(self) -> bytes:
        if self.body is not None:
            return self.body
        return json.dumps({"choices": [{"message": {"role": "assistant", "content": self.content}}], "usage": self.usage}).encode()


Answering = Callable[[dict[str, Any]], Reply]


@dataclass
class Fake:
    """The running fake: set `answer`; `asked` holds the requests' bodies, `headers` their headers, `paths` where they went."""

    url: str
    answer: Answering = field(default=lambda body: Reply())
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def in_turn(self, *replies: Reply) -> None:
        """Gives these replies one after the other, the last one for ever."""
        left = list(replies)
        self.answer = lambda body: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def fake_endpoint() -> Iterator[Fake]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.asked.append(body)
            fake.headers.append(dict(self.headers))
            fake.paths.append(self.path)
            reply = fake.answer(body)
            data = reply.bytes()
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(data)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(data)
            except OSError:
                self.close_connection = True  # the client had enough

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake = Fake(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def event(sentence: int = 0, trigger: str = "condemned", type: str = "ACCUSE", **more: Any) -> dict[str, Any]:
    """An event as a model gives it."""
    return {
        "sentence": sentence, "trigger": trigger, "type": type, "mode": None, "status": "happened", "cue": None, "negated": False,
        "actors": [], "recipients": [], "according_to": [], "when": None, "where": None, "contexts": [], **more,
    }  # fmt: skip


def said(sentence: int, speaker: str | None, verb: str, content: str, **more: Any) -> dict[str, Any]:
    """A statement as a model gives it."""
    return {"sentence": sentence, "speaker": speaker, "verb": verb, "content": content, "via": [], "stance": "neutral", **more}


def answer(*events: Any, statements: list[Any] | None = None) -> str:
    return json.dumps({"events": list(events), "statements": statements or []})


def sentences_of(body: dict[str, Any]) -> list[str]:
    """The report's sentences in a request."""
    return [item["text"] for item in json.loads(body["messages"][1]["content"])["sentences"]]
