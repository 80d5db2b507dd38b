"""Asks the endpoint and nobody else. In: messages and a schema; out: the model's words and what they took, or an LlmError with one clear sentence.

No redirects, no proxies, no compressed answers, no more bytes, seconds or requests than allowed. httpx is loaded at the first request.
"""

from __future__ import annotations

import json
import re
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dragoman.code.llm.cache import Kept, usage_of
from dragoman.code.llm.errors import LlmError
from dragoman.code.llm.forms import FIRST, Form, weaker
from dragoman.code.llm.options import LlmOptions

MOST_BYTES: Final = 4 * 2**20  # of one answer; the longest that a model writes is some hundred kilobytes
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds before a further try; doubled each time
# A try later may do better: overloaded, or over the rate.
PASSING: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
REFUSED: Final = frozenset({400, 415, 422, 501})  # the request has a field that the endpoint does not take
GIVE_UP_AFTER: Final = 5  # requests in a row that failed for good: the endpoint is gone, and every further report would only wait for it
LONGEST_MESSAGE = 200


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes
    wait: float | None = None


class _Passing(Exception):
    """No reply this time."""


class Endpoint:
    """One endpoint for one run.

    Args:
        options: checked options.
        key: sent as bearer token; None for none.
        sleep, clock: for tests.

    Attributes:
        sent: requests sent; repeated: how many of them were further tries.
    """

    def __init__(
        self, options: LlmOptions, key: str | None, *, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._options, self._key, self._sleep, self._clock = options, key, sleep, clock
        self._form = FIRST
        self._http: Any = None
        self._failed = 0
        self.sent = self.repeated = 0

    def ask(self, messages: Sequence[dict[str, str]], schema: dict[str, Any]) -> Kept:
        """The model's words.

        Raises:
            LlmError: if there are none: refused, out of tries or of requests, too large, too late, or no answer in the API's form.
        """
        if self._failed >= GIVE_UP_AFTER:
            raise LlmError(f"the endpoint failed {self._failed} times in a row and is not asked again in this run")
        try:
            kept = self._ask(messages, schema)
        except LlmError:
            self._failed += 1
            raise
        self._failed = 0
        return kept

    def _ask(self, messages: Sequence[dict[str, str]], schema: dict[str, Any]) -> Kept:
        form: Form = self._form
        while True:
            body = form.body(self._options.model, messages, schema, self._options.max_tokens)
            reply = self._tried(json.dumps(body, ensure_ascii=True).encode())
            if reply.status == 200:
                self._form = form  # found out once a run
                return self._kept(reply.body)
            message = _message(reply.body)
            lower = weaker(form, message) if reply.status in REFUSED else None
            if lower is None:
                raise LlmError(self._clean(f"the endpoint answered {reply.status}" + (f": {message}" if message else "")))
            form = lower

    def _tried(self, body: bytes) -> _Reply:
        """The first reply that another try would not better."""
        pause, told = FIRST_PAUSE, ""
        for attempt in range(self._options.retries + 1):
            wait: float | None = None
            try:
                reply = self._send(body, again=attempt > 0)
                if reply.status not in PASSING:
                    return reply
                told, wait = f"the endpoint answered {reply.status}", reply.wait
            except _Passing as error:
                told = str(error)
            if attempt < self._options.retries:
                self._sleep(min(LONGEST_PAUSE, max(pause, wait or 0.0)))
                pause *= 2
        raise LlmError(self._clean(f"{told} ({self._options.retries + 1} tries)"))

    def _send(self, body: bytes, *, again: bool) -> _Reply:
        if self.sent >= self._options.max_requests:
            raise LlmError(f"the limit of {self._options.max_requests} requests for one run is reached (--llm-max-requests)")
        import httpx

        self.sent += 1
        self.repeated += again
        until = self._clock() + self._options.timeout
        try:
            with self._client().stream("POST", self._options.url, content=body) as response:
                if 300 <= response.status_code < 400:
                    raise LlmError(f"the endpoint redirects ({response.status_code}), which is refused; give its final address")
                if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
                    raise LlmError("the endpoint's answer is compressed, though none was asked for")
                return _Reply(response.status_code, self._read(response, until), _wait(response.headers.get("retry-after")))
        except httpx.TimeoutException as error:
            raise _Passing(f"no answer within {self._options.timeout:g} seconds") from error
        except httpx.HTTPError as error:
            raise _Passing(f"the endpoint can't be reached ({type(error).__name__}: {error})") from error
        except httpx.InvalidURL as error:
            raise LlmError(f"the endpoint is no address: {error}") from error

    def _read(self, response: Any, until: float) -> bytes:
        held = bytearray()
        for piece in response.iter_raw():
            held += piece
            if len(held) > MOST_BYTES:
                raise LlmError(f"the endpoint's answer is larger than {MOST_BYTES // 2**20} MiB")
            if self._clock() > until:  # httpx counts anew with every byte that drips in
                raise _Passing(f"no whole answer within {self._options.timeout:g} seconds")
        return bytes(held)

    def _client(self) -> Any:
        if self._http is None:
            import httpx

            headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "dragoman"}
            if self._key is not None:
                headers["Authorization"] = f"Bearer {self._key}"
            # trust_env=False: no proxy or .netrc of the surroundings comes between; the system's certificates hold.
            self._http = httpx.Client(
                headers=headers, timeout=self._options.timeout, follow_redirects=False, trust_env=False, verify=ssl.create_default_context()
            )
        return self._http

    def _kept(self, body: bytes) -> Kept:
        content, usage = _content(body)
        if content is None:
            message = _message(body)
            raise LlmError(self._clean(f"the endpoint's answer is not in the form of the chat completions API{': ' if message else ''}{message}"))
        if not content.strip():
            raise LlmError("the model's answer is empty")
        return Kept(content, usage_of(usage, "prompt_tokens", "completion_tokens"))

    def _clean(self, message: str) -> str:
        """Without the key, which some endpoints repeat in their errors."""
        plain = message if self._key is None else message.replace(self._key, "[key]")
        return plain if len(plain) <= LONGEST_MESSAGE else f"{plain[:LONGEST_MESSAGE]} ..."


def _wait(value: str | None) -> float | None:
    """Seconds that the endpoint asks to wait; a date there is not reckoned with."""
    return float(value) if value is not None and re.fullmatch(r"\d{1,6}(\.\d+)?", value.strip()) else None


def _message(body: bytes) -> str:
    """What the endpoint says of its error, in one short line of printable characters."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    inner = found.get("error", found) if isinstance(found, dict) else None
    told = inner.get("message", inner.get("detail")) if isinstance(inner, dict) else inner
    if not isinstance(told, str | list):
        return ""
    plain = "".join(mark if mark.isprintable() else " " for mark in (told if isinstance(told, str) else json.dumps(told)))
    return " ".join(plain.split())


def _content(body: bytes) -> tuple[str | None, Any]:
    """The model's words and the object of counts; no words where the answer has another form."""
    try:
        found = json.loads(body)
        content = found["choices"][0]["message"]["content"]
        if isinstance(content, list):  # some endpoints give parts
            content = "".join(part["text"] for part in content if part.get("type") == "text")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return None, None
    # A refusal comes with no content at all.
    return ("" if content is None else content if isinstance(content, str) else None), found.get("usage")
