"""`show`, `explain`, `schema`: exit statuses, JSON envelopes, plain text in pipes, errors of one line. No knowledge or model is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.cli.main import main
from dragoman.cli.render.pair import spark
from dragoman.model import FORMATS
from dragoman.record import Record
from factories_views import small_record

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_record(tmp_path_factory.mktemp("cli") / "R.db")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process; gives exit status, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


QUESTIONS = [
    ("timeline",), ("event", "event-1111"), ("trip",), ("trip", "trip-c"), ("story",), ("story", "story-a"), ("statements",), ("differ",), ("actor", "Moss"),
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_every_question_answers_in_text_and_as_one_json_document(run: Run, path: Path, question: tuple[str, ...]) -> None:
    status, out, err = run("show", *question, "--record", path)
    assert (status, err) == (0, "")
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= 80
    assert not [line for line in out.splitlines() if line != line.rstrip()]
    status, out, err = run("show", *question, "--record", path, "--json")
    document = json.loads(out)
    assert (status, err, sorted(document)) == (0, "", ["query", "rows"])
    assert document["rows"]
    assert document["query"]["show"].startswith(question[0][:4])


def test_every_id_that_a_row_shows_can_be_explained(run: Run, path: Path) -> None:
    ids = set()
    for question in QUESTIONS:
        _, out, _ = run("show", *question, "--record", path)
        ids |= {word.strip("();:,") for word in out.split() if word.startswith(("event-", "trip-", "story-", "divergence-")) or "/e" in word or "/s" in word}
    assert {"event-1111", "trip-cccc", "story-aaaa", "divergence-dddd", "a.txt/e1", "a.txt/s1"} <= ids
    for identifier in sorted(ids):
        status, out, _ = run("explain", identifier, "--record", path)
        assert status == 0
        assert identifier in out


def test_the_timeline_marks_status_and_shows_sentence_and_outlet(run: Run, path: Path) -> None:
    _, out, _ = run("show", "timeline", "--record", path)
    assert "2024-05-07 Tue" in out
    assert "● CONSULT/visit  Ada Moss (NOR) → Estavia · Estavia" in out
    assert "happened, 2 origins  event-1111" in out
    assert "disputed: number" in out
    assert out.index("event-1111") < out.index("Day unknown") < out.index("event-2222")
    assert "Alpha Post" in out


def test_the_query_in_json_is_what_was_understood(run: Run, path: Path) -> None:
    _, out, _ = run("show", "timeline", "--record", path, "--json", "--from", "2024-05", "--type", "consult", "--actor", "moss")
    assert json.loads(out)["query"] == {"show": "timeline", "from": "2024-05-01", "actor": "ada-moss", "type": ["CONSULT"]}


def test_an_empty_answer_says_what_there_is(run: Run, path: Path) -> None:
    status, out, _ = run("show", "timeline", "--record", path, "--status", "cancelled")
    assert status == 0
    assert "No event fits. The record holds 2 events out of 3 reports" in out
    assert "EST 2" in out


def test_an_empty_record_says_how_to_fill_it(run: Run, tmp_path: Path) -> None:
    Record.open(tmp_path / "empty.db").close()
    _, out, _ = run("show", "timeline", "--record", tmp_path / "empty.db")
    assert "dragoman build" in out


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("show", "event", "event-1112"), 3, "near to it: event-1111"),
        (("explain", "nonsense"), 3, "there is no id 'nonsense'"),
        (("show", "actor", "Nobody Known"), 3, "there is no actor 'Nobody Known'"),
        (("show", "timeline", "--from", "soon"), 2, "'soon' is no date"),
        (("show", "timeline", "--type", "CONSUL"), 2, "did you mean CONSULT"),
    ],
)
def test_a_wrong_question_is_one_line_and_an_exit_status(run: Run, path: Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    code, out, err = run(*arguments, "--record", path)
    assert (code, out) == (status, "")
    assert message in err
    assert err.startswith("dragoman: ")
    assert err.count("\n") == 1


def test_a_record_that_is_not_there_or_is_none(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "text.db"
    other.write_text("no database at all, and long enough that SQLite looks at more than its header" * 20)
    for name in (tmp_path / "none.db", other, tmp_path):
        code, _, err = run("show", "timeline", "--record", name)
        assert (code, err.count("\n")) == (1, 1)
        assert str(name) in err
    assert not (tmp_path / "none.db").exists()


def test_the_record_may_come_from_the_environment(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_RECORD", str(path))
    assert run("show", "story")[0] == 0


def test_wrong_usage_is_status_two(run: Run) -> None:
    assert run("show", "nothing")[0] == 2
    assert run("schema", "nothing")[0] == 2
    assert "known: report, code" in run("schema", "nothing")[2]


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_every_format_has_a_schema(run: Run, kind: str) -> None:
    status, out, _ = run("schema", kind)
    assert status == 0
    assert json.loads(out)["additionalProperties"] is False


def test_help_loads_neither_model_nor_database_nor_tables() -> None:
    script = (
        "import sys; sys.argv = ['dragoman', '--help']\n"
        "from dragoman.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({'spacy', 'sqlalchemy', 'rich', 'yaml', 'pyarrow', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    for status in ("0 ", "1 ", "2 ", "3 ", "130"):
        assert f"\n    {status}" in done.stdout


def test_a_reader_that_goes_away_is_no_error(path: Path) -> None:
    command = f"{sys.executable} -m dragoman show timeline --record {path} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, env={**os.environ, "COLUMNS": "40"}, check=False)
    assert "Traceback" not in done.stderr


def test_spark_has_a_character_a_month() -> None:
    assert spark([(0, None), (1, None), (2, -10.0), (1, 0.0), (3, 10.0), (1, 99.0)]) == " ·▁▅██"
