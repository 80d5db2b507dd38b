"""`dragoman code`, `build` and `export` as a person calls them, with the real components: files in, files out, exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dragoman.cli.main import main
from dragoman.model import Reading, json_schema

SCHEMA = Draft202012Validator(json_schema(Reading))
REPORTS = [
    {
        "id": "visit",
        "published": "2024-05-08",
        "outlet": "Harbour Gazette",
        "text": "PARIS - The foreign minister of Norway visited Paris on Tuesday and met her French counterpart.\n\n"
        "France condemned Russia for the attack on Odesa. “We will not\nlook away,” the French foreign ministry said.",
    },
    {"id": "undated", "text": "China and India have not held talks. Beijing will send an envoy to New Delhi next week, 😀 officials said."},
    {"id": "german", "text": "Der Außenminister hat am Dienstag in Berlin seinen französischen Kollegen getroffen, wie die Regierung am Mittwoch mitteilte."},
]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "IN.jsonl"
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in REPORTS), "utf-8")
    return path


def spans(value: Any) -> list[tuple[int, int]]:
    """All (start, end) anywhere in a line of output."""
    if isinstance(value, dict):
        own = [(value["start"], value["end"])] if {"start", "end"} <= value.keys() else []
        return own + [span for inner in value.values() for span in spans(inner)]
    return [span for inner in value for span in spans(inner)] if isinstance(value, list) else []


def test_code_writes_one_valid_line_a_report(run: Run, reports: Path, tmp_path: Path) -> None:
    status, out, err = run("code", reports, "--out", tmp_path / "OUT.jsonl")
    assert (status, out) == (0, "")
    assert err.splitlines()[-1] == "3 reports coded, 0 could not be read"
    lines = [json.loads(line) for line in (tmp_path / "OUT.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["visit", "undated", "german"]
    for line, report in zip(lines, REPORTS, strict=True):
        SCHEMA.validate(line)
        assert all(0 <= start <= end <= len(report["text"]) for start, end in spans(line))
        for event in line["events"]:
            sentence, trigger = event["sentence"], event["trigger"]
            assert sentence["start"] <= trigger["start"] < trigger["end"] <= sentence["end"]
            assert event["why"] == []
    visit, undated, german = lines
    assert {event["type"] for event in visit["events"]} >= {"CONSULT", "ACCUSE"}
    assert (visit["written"]["from"], visit["written"]["how"]) == ("2024-05-08", "given")
    assert any(event["when"]["from"] == "2024-05-07" for event in visit["events"])
    assert all(event["plover"] is None for event in undated["events"] if event["negated"])
    assert (german["language"], german["events"]) == ("de", [])
    assert any("not in English" in note for note in german["notes"])


def test_the_same_bytes_in_another_process_with_another_hash_seed_through_pipes(run: Run, reports: Path, tmp_path: Path) -> None:
    run("code", reports, "--out", tmp_path / "OUT.jsonl", "--explain")
    command = [sys.executable, "-m", "dragoman", "code", "-", "--out", "-", "--explain"]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(command, input=reports.read_bytes(), capture_output=True, env=environment, cwd=tmp_path, check=True)
    assert done.stdout == (tmp_path / "OUT.jsonl").read_bytes()
    assert b'"why": ["' in done.stdout


def test_a_line_that_cannot_be_read_makes_status_one(run: Run, reports: Path, tmp_path: Path) -> None:
    reports.write_text(reports.read_text("utf-8") + "{broken\n", "utf-8")
    status, _, err = run("code", reports, "--out", tmp_path / "OUT.jsonl")
    assert status == 1
    assert err.splitlines()[-1] == "4 reports coded, 1 could not be read"
    assert json.loads((tmp_path / "OUT.jsonl").read_text("utf-8").splitlines()[-1])["id"] == "IN.jsonl:4"


@pytest.mark.parametrize(
    ("source", "out", "status", "message"),
    [
        ("none.jsonl", "OUT.jsonl", 1, "No such file"),
        (".", "OUT.jsonl", 1, "is a folder"),
        ("IN.jsonl", ".", 2, "is a folder"),
        ("IN.jsonl", "none/OUT.jsonl", 2, "can't be written"),
    ],
)
def test_what_cannot_be_opened_is_one_line(run: Run, reports: Path, source: str, out: str, status: int, message: str) -> None:
    code, printed, err = run("code", reports.parent / source, "--out", reports.parent / out)
    assert (code, printed, err.count("\n")) == (status, "", 1)
    assert message in err
    assert list(reports.parent.iterdir()) == [reports]


def test_an_output_that_was_there_stays_until_the_new_one_is_whole(run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "OUT.jsonl"
    out.write_text("old")

    def failing(*arguments: object, **more: object) -> None:
        raise MemoryError

    monkeypatch.setattr("dragoman.run.lines.code_lines", failing)
    monkeypatch.setattr(sys, "argv", ["dragoman", "code", str(reports), "--out", str(out)])
    with pytest.raises(MemoryError):
        main()
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["IN.jsonl", "OUT.jsonl"]


def test_build_show_and_export(run: Run, reports: Path, tmp_path: Path) -> None:
    record = tmp_path / "R.db"
    status, out, _ = run("build", reports, "--record", record)
    assert status == 0
    assert "3 reports found: 3 new, 0 known already" in out
    assert "nothing had changed" in run("build", reports, "--record", record)[1]
    status, out, _ = run("show", "pair", "Norway", "FRA", "--record", record)
    assert status == 0
    assert out.startswith("Norway – France:")
    assert "Harbour Gazette" in out
    status, out, _ = run("show", "pair", "Norway", "France", "--record", record, "--json")
    assert (json.loads(out)["query"], len(json.loads(out)["rows"])) == ({"show": "pair", "left": "NOR", "right": "FRA"}, 1)
    assert run("export", "--record", record, "--as", "jsonl", "--out", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / "events.jsonl").stat().st_size
    status, _, err = run("export", "--record", record, "--as", "nonsense", "--out", tmp_path / "out2")
    assert status == 2
    assert "jsonl" in err


def test_build_of_nothing_that_is_there(run: Run, tmp_path: Path) -> None:
    status, _, err = run("build", tmp_path / "none", "--record", tmp_path / "R.db")
    assert (status, err.count("\n")) == (1, 1)
    assert "no such file or folder" in err


def test_an_unknown_country_names_the_nearest(run: Run, tmp_path: Path) -> None:
    status, _, err = run("show", "pair", "Norwa", "France", "--record", tmp_path / "R.db")
    assert status == 2
    assert "NOR" in err


def test_who_held_an_office(run: Run) -> None:
    status, out, _ = run("knowledge", "who", "foreign minister", "KOR", "2023-06-24")
    assert status == 0
    assert "Park Jin" in out
    status, out, _ = run("knowledge", "who", "foreign minister", "South Korea", "2023-06-24", "--json")
    document = json.loads(out)
    assert document["query"]["country"] == "KOR"
    assert "Park Jin" in [row["person"] for row in document["rows"]]
    assert run("knowledge", "who", "court jester", "KOR")[0] == 2
    assert run("knowledge", "who", "foreign minister", "KOR", "soon")[0] == 2
