"""Asking an endpoint: forms, retries, limits, refusals, the key, the cache. Against a fake endpoint on loopback."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.code.llm import client
from dragoman.code.llm.cache import AnswerCache, Kept, Usage
from dragoman.code.llm.client import Endpoint
from dragoman.code.llm.errors import LlmError
from dragoman.code.llm.options import KEY_VARIABLE, LlmOptions, key_from_environment
from dragoman.model import UsageError
from dragoman.run import Configuration
from factories_llm import Fake, Reply, fake_endpoint

pytest.importorskip("httpx", reason="the extra [llm] is not installed")

MESSAGES = [{"role": "user", "content": "x"}]
KEY = "sk-very-secret-17"


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fake_endpoint() as running:
        yield running


class Asked:
    """An Endpoint that does not sleep but keeps how long it would have."""

    def __init__(self, fake: Fake, key: str | None = None, **options: Any) -> None:
        self.pauses: list[float] = []
        self.endpoint = Endpoint(LlmOptions(fake.url, "m", **{"timeout": 5.0, **options}), key, sleep=self.pauses.append)

    def __call__(self) -> Kept:
        return self.endpoint.ask(MESSAGES, {"type": "object"})


def test_a_request_asks_for_structured_output_without_chance(fake: Fake) -> None:
    kept = Asked(fake)()
    assert kept == Kept('{"events": [], "statements": []}', Usage(100, 20))
    (body,) = fake.asked
    assert body["temperature"] == 0
    assert isinstance(body["seed"], int)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert fake.paths == ["/v1/chat/completions"]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_failure_that_may_pass_is_tried_again_after_growing_pauses(fake: Fake, status: int) -> None:
    fake.in_turn(Reply(status=status), Reply(status=status), Reply("done"))
    asked = Asked(fake)
    assert asked().content == "done"
    assert asked.pauses == [1.0, 2.0]
    assert (asked.endpoint.sent, asked.endpoint.repeated) == (3, 2)


def test_the_endpoints_own_wish_to_wait_is_followed_up_to_a_minute(fake: Fake) -> None:
    fake.in_turn(Reply(status=429, headers={"Retry-After": "9"}), Reply(status=429, headers={"Retry-After": "99999"}), Reply("done"))
    asked = Asked(fake)
    asked()
    assert asked.pauses == [9.0, 60.0]


def test_tries_come_to_an_end(fake: Fake) -> None:
    fake.in_turn(Reply(status=503))
    with pytest.raises(LlmError, match=r"answered 503 \(3 tries\)"):
        Asked(fake, retries=2)()
    assert len(fake.asked) == 3


def test_a_refusal_for_good_is_not_tried_again(fake: Fake) -> None:
    fake.in_turn(Reply(status=401, body=b'{"error": {"message": "who are you?"}}'))
    with pytest.raises(LlmError, match=r"answered 401: who are you\?"):
        Asked(fake)()
    assert len(fake.asked) == 1


def test_nobody_there_is_told(fake: Fake) -> None:
    with socket.socket() as held:  # bound and not listening: nobody answers, and nobody else can take the port
        held.bind(("127.0.0.1", 0))
        asked = Asked(replace(fake, url=f"http://127.0.0.1:{held.getsockname()[1]}/v1"), retries=1)
        with pytest.raises(LlmError, match=r"can't be reached \(ConnectError.*2 tries"):
            asked()


def test_time_over_is_a_failure_that_may_pass(fake: Fake) -> None:
    clock = iter([0.0, 100.0, 200.0, 200.1, 200.2, 200.3])
    endpoint = Endpoint(LlmOptions(fake.url, "m", timeout=50.0), None, sleep=lambda seconds: None, clock=lambda: next(clock))
    assert endpoint.ask(MESSAGES, {}).content
    assert endpoint.repeated == 1


def test_an_endpoint_that_is_gone_is_not_asked_for_every_report(fake: Fake) -> None:
    fake.in_turn(Reply(status=403))
    asked = Asked(fake)
    for _ in range(client.GIVE_UP_AFTER + 3):
        with pytest.raises(LlmError):
            asked()
    assert len(fake.asked) == client.GIVE_UP_AFTER
    with pytest.raises(LlmError, match="not asked again in this run"):
        asked()


def test_requests_have_a_limit_and_tries_count(fake: Fake) -> None:
    fake.in_turn(Reply(status=500))
    with pytest.raises(LlmError, match="limit of 2 requests"):
        Asked(fake, max_requests=2)()
    assert len(fake.asked) == 2


# What an endpoint does not take.


def takes(**fields: bool) -> Any:
    """An endpoint that refuses requests with these fields; True: it names the field in its complaint."""

    def reply(body: dict[str, Any]) -> Reply:
        for name, named in fields.items():
            kind = body.get("response_format", {}).get("type")
            if name in body or name == kind:
                return Reply(status=400, body=json.dumps({"error": {"message": f"unsupported: {name}" if named else "bad request"}}).encode())
        return Reply("done")

    return reply


@pytest.mark.parametrize(
    "fields",
    [
        {"json_schema": True},
        {"json_schema": False},
        {"json_schema": False, "json_object": False},
        {"json_schema": False, "json_object": False, "seed": False},
        {"seed": True},
        {"temperature": True},
        {"temperature": True, "seed": True, "json_schema": False},
    ],
)
def test_what_an_endpoint_does_not_take_is_left_out_and_remembered(fake: Fake, fields: dict[str, bool]) -> None:
    fake.answer = takes(**fields)
    asked = Asked(fake)
    assert asked().content == "done"
    before = len(fake.asked)
    assert asked().content == "done"
    assert len(fake.asked) == before + 1


def test_the_other_name_of_the_limit_is_learnt(fake: Fake) -> None:
    fake.answer = lambda body: (
        Reply("done")
        if "max_completion_tokens" in body
        else Reply(status=400, body=b'{"error": {"message": "use \'max_completion_tokens\' instead of max_tokens"}}')
    )
    assert Asked(fake)().content == "done"
    assert "max_tokens" not in fake.asked[-1]


def test_a_report_too_long_for_the_model_is_told_at_once(fake: Fake) -> None:
    fake.in_turn(Reply(status=400, body=b'{"error": {"message": "exceeds the available context size"}}'))
    with pytest.raises(LlmError, match="context size"):
        Asked(fake)()
    assert len(fake.asked) == 1


# What is refused.


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_refused(fake: Fake, status: int) -> None:
    with fake_endpoint() as other:
        fake.in_turn(Reply(status=status, headers={"Location": f"{other.url}/chat/completions"}))
        with pytest.raises(LlmError, match="redirects"):
            Asked(fake, KEY)()
        assert other.asked == []


def test_an_answer_that_is_too_large_is_refused(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 2**20)
    fake.in_turn(Reply("x" * (2**20 + 1)))
    with pytest.raises(LlmError, match="larger than 1 MiB"):
        Asked(fake)()


def test_a_compressed_answer_is_refused(fake: Fake) -> None:
    fake.in_turn(Reply(headers={"Content-Encoding": "gzip"}))
    with pytest.raises(LlmError, match="compressed"):
        Asked(fake)()
    assert fake.headers[0]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": 5}}]}', b"[" * 100_000, b'{"choices": [{"message": {}}]}']
)
def test_an_answer_of_another_form_is_told(fake: Fake, body: bytes) -> None:
    fake.in_turn(Reply(body=body))
    with pytest.raises(LlmError, match="not in the form"):
        Asked(fake)()


def test_an_error_that_comes_as_a_success_is_told(fake: Fake) -> None:
    fake.in_turn(Reply(body=b'{"error": {"message": "no\\u001b[31m credits"}}'))
    with pytest.raises(LlmError, match=r"not in the form.*: no \[31m credits"):
        Asked(fake)()


def test_an_empty_answer_is_told(fake: Fake) -> None:
    fake.in_turn(Reply(body=b'{"choices": [{"message": {"content": null, "refusal": "no"}}]}'))
    with pytest.raises(LlmError, match="empty"):
        Asked(fake)()


@pytest.mark.parametrize("usage", [None, 5, {}, {"prompt_tokens": -3, "completion_tokens": "many"}, {"prompt_tokens": True, "cost": -1}])
def test_counts_that_are_none_count_as_nothing(fake: Fake, usage: Any) -> None:
    fake.in_turn(Reply(usage=usage))
    assert Asked(fake)().usage == Usage()


def test_surroundings_do_not_come_between(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_endpoint() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        Asked(fake)()
        assert proxy.asked == []


# The key.


def test_the_key_goes_to_the_endpoint_and_is_cut_out_of_its_complaints(fake: Fake) -> None:
    fake.in_turn(Reply(status=401, body=json.dumps({"error": {"message": f"wrong key {KEY}"}}).encode()))
    with pytest.raises(LlmError, match=r"wrong key \[key\]") as caught:
        Asked(fake, KEY)()
    assert KEY not in str(caught.value)
    assert fake.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    Asked(fake, key_from_environment())()
    assert "Authorization" not in fake.headers[0]


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel"])
def test_a_key_that_can_be_none_is_not_shown(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(KEY_VARIABLE, key)
    with pytest.raises(UsageError) as caught:
        key_from_environment()
    assert key not in str(caught.value)


# Options.


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        ("", "needs an endpoint"),
        ("ftp://host/v1", "http or https"),
        ("file:///etc/passwd", "http or https"),
        ("host/v1", "http or https"),
        ("https://", "http or https"),
        ("https://host/v1\r\nX: y", "http or https"),
        ("https://me:pass@host/v1", "environment variable"),
        ("https://host/v1?key=pass", "environment variable"),
        ("https://host:port/v1", "no address"),
    ],
)
def test_an_endpoint_that_is_none_is_refused_before_anything_is_read(endpoint: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        LlmOptions(endpoint, "m").checked()
    assert "pass@" not in str(caught.value)
    assert "key=pass" not in str(caught.value)


@pytest.mark.parametrize("wrong", [{"model": ""}, {"timeout": 0.0}, {"max_requests": -1}, {"on_error": "shrug"}, {"replay": True, "no_cache": True}])
def test_options_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        LlmOptions(**{"endpoint": "http://127.0.0.1/v1", "model": "m", **wrong}).checked()


def test_a_configuration_file_holds_options_and_no_key(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('coder = "llm"\n[llm]\nendpoint = "https://host/v1"\nmodel = "m"\ncache = "answers"\ntimeout = 9\n')
    found = Configuration.load(path)
    assert found.coder == "llm"
    assert found.llm == LlmOptions("https://host/v1", "m", cache=tmp_path / "answers", timeout=9)
    for text, message in [
        ('[llm]\napi_key = "s3cret"\n', KEY_VARIABLE),
        ('[llm]\nmodle = "m"\n', "did you mean model"),
        ("[llm]\nmodel = 3\n", "must be a str"),
        ("[llm]\nretries = true\n", "must be a int"),
        ("llm = 3\n", "must be a table"),
        ('coder = "lmm"\n', "no coder 'lmm'; known: rules"),
    ]:
        path.write_text(text)
        with pytest.raises(UsageError, match=message) as caught:
            Configuration.load(path)
        assert "s3cret" not in str(caught.value)
        assert str(path) in str(caught.value)


def test_the_digest_of_a_configuration_knows_the_coder_and_its_model() -> None:
    usual, rules = Configuration(), Configuration(coder="rules")
    one, other = (Configuration(coder="llm", llm=LlmOptions("http://a/v1", model)) for model in ("m", "n"))
    assert len({item.digest for item in (usual, rules, one, other)}) == 4
    assert Configuration(llm=LlmOptions("http://a/v1", "m")).digest == usual.digest
    assert replace(one, llm=replace(one.llm, endpoint="http://b/v1", replay=True, timeout=3.0)).digest == one.digest


# The cache.


def test_a_kept_answer_comes_back_the_same_and_is_for_its_owner_only(tmp_path: Path) -> None:
    kept = Kept("words “é” \ud800", Usage(3, 4, 0.5))
    AnswerCache(tmp_path / "c").put("abcd", kept, "m")
    again = AnswerCache(tmp_path / "c", read_only=True)
    assert again.get("abcd") == kept
    path = again.path("abcd")
    assert path is not None
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format": 99, "content": "x"}', b'{"format": 1, "content": 5}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_no_answer(tmp_path: Path, damage: bytes) -> None:
    cache = AnswerCache(tmp_path)
    path = cache.path("abcd")
    assert path is not None
    path.parent.mkdir()
    path.write_bytes(damage)
    assert cache.get("abcd") is None


def test_answers_in_memory_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.code.llm.cache.MOST_HELD", 2)
    cache = AnswerCache(None)
    for number in range(3):
        cache.put(f"n{number}", Kept(str(number), Usage()), "m")
    assert [cache.get(f"n{number}") is None for number in range(3)] == [True, False, False]


def test_a_cache_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(UsageError, match="cache folder can't be made"):
        AnswerCache(tmp_path / "f")
