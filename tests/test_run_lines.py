"""JSON lines in, JSON lines out: one for one, whatever is wrong with a line."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dragoman.model import Reading, Unreadable, json_schema
from dragoman.run import Pipeline
from dragoman.run.lines import Coded, code_lines
from factories_run import CONFIGURATION, install

TALKS = "France and Norway held talks."
CODE, ERROR = Draft202012Validator(json_schema(Reading)), Draft202012Validator(json_schema(Unreadable))


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, knowledge: Any) -> Pipeline:
    install(monkeypatch.setattr)
    return Pipeline(CONFIGURATION, knowledge)


def coded(pipeline: Pipeline, *lines: bytes | dict[str, Any], explain: bool = False) -> tuple[Coded, list[dict[str, Any]]]:
    source = io.BytesIO(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    out = io.BytesIO()
    counts = code_lines(source, "IN.jsonl", out, pipeline, explain=explain)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    for line in found:
        (ERROR if "error" in line else CODE).validate(line)
    return counts, found


def test_broken_json_on_line_17_is_told_and_the_rest_goes_on(pipeline: Pipeline) -> None:
    lines: list[bytes | dict[str, Any]] = [{"id": f"r{number}", "text": TALKS} for number in range(1, 21)]
    lines[16] = b'{"id": "r17", "text": "France'
    counts, found = coded(pipeline, *lines)
    assert counts == Coded(20, 1)
    assert [line["id"] for line in found] == [*(f"r{number}" for number in range(1, 17)), "IN.jsonl:17", "r18", "r19", "r20"]
    assert "line 17" in found[16]["error"]
    assert all(line["events"] for number, line in enumerate(found, 1) if number != 17)


@pytest.mark.parametrize(
    ("line", "identifier", "words"),
    [
        (b"\xff\xfe\x00nonsense", "IN.jsonl:2", "UTF-8"),
        (b'{"id": "r2", "text": "caf\xe9"}', "IN.jsonl:2", "UTF-8"),
        (b'["id", "text"]', "IN.jsonl:2", "object"),
        (b'{"text": "no id"}', "IN.jsonl:2", "no id"),
        (b'{"id": "", "text": "no id"}', "IN.jsonl:2", "no id"),
        (b'{"id": "r2"}', "r2", "no text"),
        (b'{"id": "r2", "text": 7}', "r2", "no string"),
        (b'{"id": "r2", "text": " \\n "}', "r2", "empty"),
        (b"[" * 100_000, "IN.jsonl:2", "nested"),
    ],
)
def test_a_faulty_line_gives_an_error_line_and_the_others_their_readings(pipeline: Pipeline, line: bytes, identifier: str, words: str) -> None:
    counts, found = coded(pipeline, {"id": "r1", "text": TALKS}, line, {"id": "r3", "text": TALKS})
    assert counts == Coded(3, 1)
    assert [one["id"] for one in found] == ["r1", identifier, "r3"]
    assert sorted(found[1]) == ["error", "id"]
    assert words in found[1]["error"]


def test_empty_lines_are_passed_over_and_line_numbers_still_count_them(pipeline: Pipeline) -> None:
    counts, found = coded(pipeline, b"", {"id": "r1", "text": TALKS}, b"   ", b"{", b"")
    assert counts == Coded(2, 1)
    assert [one["id"] for one in found] == ["r1", "IN.jsonl:4"]


def test_an_empty_file_gives_no_lines(pipeline: Pipeline) -> None:
    assert coded(pipeline) == (Coded(0, 0), [])


def test_an_id_met_twice_is_coded_twice_and_noted(pipeline: Pipeline) -> None:
    counts, found = coded(pipeline, {"id": "r1", "text": TALKS}, {"id": "r1", "text": "It rained."})
    assert counts == Coded(2, 0)
    assert not any("earlier line" in note for note in found[0]["notes"])
    assert any("earlier line" in note for note in found[1]["notes"])


def test_a_field_that_is_left_out_is_noted(pipeline: Pipeline) -> None:
    _, found = coded(pipeline, {"id": "r1", "text": TALKS, "published": "last Tuesday"}, {"id": "r2", "text": TALKS})
    assert any("last Tuesday" in note for note in found[0]["notes"])
    assert not any("last Tuesday" in note for note in found[1]["notes"])


def test_the_rules_are_written_only_when_asked_for(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    import factories_run

    plain = factories_run.talks

    def reasoned(working: Any) -> Any:
        plain(working)
        for event in working.events:
            event.why.append("noun talks")
        return working

    monkeypatch.setitem(factories_run.REGISTRY, "talks", factories_run._each("talks", reasoned, True))
    install(monkeypatch.setattr)
    pipeline = Pipeline(CONFIGURATION, pipeline.knowledge)
    assert coded(pipeline, {"id": "r1", "text": TALKS})[1][0]["events"][0]["why"] == []
    assert coded(pipeline, {"id": "r1", "text": TALKS}, explain=True)[1][0]["events"][0]["why"] == ["noun talks"]


def test_characters_that_utf8_cannot_hold_do_not_stop_the_output(pipeline: Pipeline) -> None:
    counts, found = coded(pipeline, b'{"id": "r\\ud800", "text": "France \\ud83d held talks."}', {"id": "r2", "text": "\U0001f600 " + TALKS})
    assert counts.lines == 2
    assert found[1]["events"][0]["trigger"] == {"start": 2 + TALKS.index("talks"), "end": 2 + TALKS.index("talks") + 5}
