"""Knowledge of one's own: every section is read, mistakes are told by line, and the page about it is true."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dragoman import knowledge
from dragoman.knowledge.check import check_files, check_package
from dragoman.model import Interval, KnowledgeError
from dragoman.run import Configuration

PAGE = Path(__file__).parents[1] / "docs" / "own-knowledge.md"
FILE = re.compile(r"```\w+ (?P<name>\S+)\n(?P<text>.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the page shows."""
    for found in FILE.finditer(PAGE.read_text("utf-8")):
        (tmp_path / found["name"]).write_text(found["text"], "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_commands_work_and_its_example_is_read_as_told(page: Path, run: Run) -> None:
    lines = [line[2:] for block in CONSOLE.findall(PAGE.read_text("utf-8")) for line in block.splitlines() if line.startswith("$ ")]
    assert len(lines) > 4
    for line in lines:
        status, _, error = run(*shlex.split(line)[1:])
        assert status == 0, f"{line}: {error}"
    reading = json.loads((page / "readings.jsonl").read_text("utf-8"))
    told = {(event["type"], event["actors"][0]["name"], event["actors"][0]["country"]) for event in reading["events"]}
    assert {("ACCUSE", "Norway", "NOR"), ("ASSAULT", "River Front", "TCD"), ("CONSULT", "Ove Sample", "NOR")} <= told
    sectors = {actor["name"]: actor["sector"] for actor in reading["actors"]}
    assert (sectors["Ana Example"], sectors["River Front"], sectors["Fjord Wire"]) == ("OPP", "REB", "JRN")


def test_the_page_wrong_file_is_told_as_the_page_says(page: Path, run: Run) -> None:
    status, out, error = run("check-knowledge", "wrong.yaml")
    assert status == 1
    assert "wrong.yaml, line 2: 'country' is 'NRO', which is no code that is known; did you mean" in out
    assert "1 mistake" in error


def test_own_entries_answer_questions(page: Path) -> None:
    known = knowledge.load(page / "mine.yaml")
    [holding] = known.offices.holders("foreign minister", "NOR", Interval.parse("2031-03-04"))[:1]
    assert (holding.person, holding.to_known) == ("Ove Sample", False)
    union = known.organisations.get("FJORDUNION")
    assert union is not None
    assert union.members_on(date(2029, 1, 1)) == ("DNK", "NOR")
    assert union.members_on(date(2031, 7, 1)) == ("ISL", "NOR")
    assert "frobnicate" in known.triggers.verbs
    assert "frobnicate" not in knowledge.load().triggers.verbs


WRONG = {
    "people:\n  - {name: Solo, country: NOR}\n": (2, "two words at least"),
    "offices:\n  - {person: A Bee, country: NOR, role: foreign minister, form: 2020}\n": (2, "'form' is no field of this section; did you mean from"),
    "offices:\n\n  - {person: A Bee, country: NOR, role: foreign minister, from: 2020-13}\n": (3, "must be a date like"),
    "offices:\n  - {person: A Bee, country: NOR, role: foreign minister, from: 2020, to: 2019}\n": (2, "'to' lies before 'from'"),
    "ofices:\n  - {person: A Bee}\n": (1, "did you mean offices?"),
    "outlets: Daily\n": (1, "must be a list of entries"),
    "outlets:\n  - Daily\n": (2, "an entry with names and values was expected"),
    "outlets:\n  - {name: Daily, ownership: sate}\n": (2, "did you mean state"),
    "organisations:\n  - {id: X, name: X, members: [NOR 2020]}\n": (2, "as in 'GBR 1973-01-01..2020-01-31'"),
    "triggers:\n  - {verb: frob, type: ACUSE, example: x}\n": (2, "not a PLOVER 2.0 type"),
    "offices: [\n": (2, "not valid YAML"),
}


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:40])
def test_a_mistake_is_told_with_its_line_and_what_to_do(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    line, message = WRONG[text]
    [fault] = check_files([path])
    assert fault.line == line or (line == 2 and text.startswith("outlets:\n  - Daily"))
    assert message in fault.message
    with pytest.raises(KnowledgeError, match=re.escape(message)):
        knowledge.load(path)


def test_all_mistakes_of_a_file_are_told_and_loading_says_how_many(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("outlets:\n  - {nam: A}\n  - {name: B}\n  - {name: C, country: XXQ}\n", "utf-8")
    assert [fault.line for fault in check_files([path])] == [2, 4]
    with pytest.raises(KnowledgeError, match="1 more; dragoman check-knowledge tells them all"):
        knowledge.load(path)


def test_a_table_whose_name_says_no_section_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("person\nA Bee\n", "utf-8")
    [fault] = check_files([path])
    assert "must end in its section" in fault.message


def test_a_second_holder_is_a_doubt_and_no_mistake(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("offices:\n  - {person: Ana Bee, country: USA, role: head of state, from: 2022-01-01, to: 2022-02-01}\n", "utf-8")
    status, out, _ = run("check-knowledge", path, "--json")
    [row] = json.loads(out)["rows"]
    assert (status, row["doubt"]) == (0, True)
    assert "Joe Biden" in row["message"]


def test_the_package_own_knowledge_holds(run: Run) -> None:
    assert check_package() == []
    status, _, error = run("check-knowledge")
    assert (status, error.strip()) == (0, "the package's own knowledge checked: nothing wrong")


def test_what_stands_in_the_file_is_part_of_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("outlets:\n  - {name: Fjord Wire}\n", "utf-8")
    plain, own = Configuration().digest, Configuration(knowledge=(path,)).digest
    path.write_text("outlets:\n  - {name: Fjord Wires}\n", "utf-8")
    assert len({plain, own, Configuration(knowledge=(path,)).digest}) == 3
    settings = tmp_path / "run.toml"
    settings.write_text('knowledge = ["mine.yaml"]\n', "utf-8")
    assert Configuration.load(settings).knowledge == (path,)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("foreign minister", "KOR", "2023-06-24"), "2022-05-12..2024-01-10  Park Jin"),
        (("Secretary of Defense", "USA", "2023-06-24"), "Lloyd Austin"),
        (("Pentagon chief", "USA", "2023-06-24"), "Lloyd Austin"),
        (("head of government", "United States", "2022"), "Joe Biden"),
        (("secretary general", "NATO", "2022-06-01"), "Jens Stoltenberg"),
        (("foreign minister", "KOR", "1790"), "No foreign minister of KOR is known on 1790."),
    ],
)
def test_who_held_an_office(run: Run, arguments: tuple[str, ...], told: str) -> None:
    status, out, _ = run("knowledge", "who", *arguments)
    assert status == 0
    assert told in out


def test_an_unknown_office_or_country_brings_what_may_be_meant(run: Run) -> None:
    status, _, error = run("knowledge", "who", "foreign minster", "KOR")
    assert (status, "did you mean 'foreign minister'" in error) == (2, True)
    status, _, error = run("knowledge", "who", "foreign minister", "Koraa")
    assert (status, "did you mean KOR" in error) == (2, True)
