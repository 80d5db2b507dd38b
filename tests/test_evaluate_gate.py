"""The quality gate: floors rise freely, fall only with a reason, and a hand that edits them breaks their seal."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dragoman.evaluate.gate import __main__ as gate
from dragoman.evaluate.gate.floors import Floors
from dragoman.evaluate.gate.measure import digest
from dragoman.model import KnowledgeError, UsageError

SCORER = """
import json, sys
told = [json.loads(line) for line in open(sys.argv[2])]
want = {one["id"]: one["type"] for one in map(json.loads, open(sys.argv[1]))}
right = sum(any(event["type"] == want[one["id"]] for event in one["events"]) for one in told)
print(f"RESULT n={len(told)} right={right / len(told):.4f} wrong={1 - right / len(told):.4f}")
"""
HEAD = "# Why these floors stand.\n"
FLOORS = (
    HEAD
    + "slack: 0.01\nseal: null\nsets:\n  talks: {folder: talks, read: code, scorer: score.py, figures: {right: more, wrong: less}}\nfloors: {}\nlowered: []\n"
)


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.yaml"
    path.write_text(FLOORS)
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold" / "talks"
    folder.mkdir(parents=True)
    texts = {"a": "The Chilean president met the king of Norway in Oslo.", "b": "Peru expelled the ambassador of Chile."}
    (folder / "in.jsonl").write_text("".join(json.dumps({"id": name, "text": text, "published": "2024-05-03"}) + "\n" for name, text in texts.items()))
    (folder / "gold.jsonl").write_text('{"id": "a", "type": "CONSULT"}\n{"id": "b", "type": "SANCTION"}\n')
    (folder.parent / "score.py").write_text(SCORER)
    return folder.parent


def _gate(*arguments: object) -> int:
    return gate.main([str(argument) for argument in arguments])


def test_a_set_is_read_by_the_program_scored_by_its_scorer_and_held(gold: Path, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _gate(gold, "--floors", floors, "--raise", "--trend", gold / "trend.csv") == 0
    held = Floors.load(floors)
    assert held.best["talks"]["figures"] == {"right": 1.0, "wrong": 0.0}
    assert (held.floor("talks", "right"), held.floor("talks", "wrong")) == (0.99, 0.01)
    assert floors.read_text().startswith(HEAD), "what the file says of itself stays"
    rows = list(csv.DictReader((gold / "trend.csv").read_text().splitlines()))
    assert [(row["set"], row["figure"], row["value"]) for row in rows] == [("talks", "right", "1.0000"), ("talks", "wrong", "0.0000")]
    capsys.readouterr()
    (gold / "score.py").write_text(SCORER.replace("for one in told)", "for one in told[1:])"))
    assert _gate(gold, "--floors", floors) == 0, "another scorer makes another set"
    assert "another set than the floors are for" in capsys.readouterr().out


def test_a_figure_below_its_floor_fails(gold: Path, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = Floors.load(floors)
    (gold / "talks" / "gold.jsonl").write_text('{"id": "a", "type": "CONSULT"}\n{"id": "b", "type": "AID"}\n')
    held.raise_to("talks", digest(gold, held.sets["talks"]), {"right": 0.9, "wrong": 0.1})
    held.save()
    assert _gate(gold, "--floors", floors) == 1
    out = capsys.readouterr().out
    assert out.count("FALLS SHORT") == 2
    assert "2 figures or sets fall short" in out


def test_a_scorer_that_fails_is_a_failure_and_is_named(gold: Path, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (gold / "score.py").write_text("raise SystemExit('no such answers')")
    assert _gate(gold, "--floors", floors) == 1
    assert "talks              could not be measured" in capsys.readouterr().out


def test_better_figures_rise_and_worse_ones_do_not(floors: Path) -> None:
    held = Floors.load(floors)
    assert held.raise_to("talks", "d1", {"right": 0.8, "wrong": 0.2}) == ["right", "wrong"]
    assert held.raise_to("talks", "d1", {"right": 0.7, "wrong": 0.1}) == ["wrong"]
    assert held.best["talks"]["figures"] == {"right": 0.8, "wrong": 0.1}
    assert held.raise_to("talks", "d2", {"right": 0.5, "wrong": 0.5}) == ["right", "wrong"], "another set begins anew"


def test_a_floor_is_lowered_only_with_a_reason_that_is_kept(floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = Floors.load(floors)
    held.raise_to("talks", "d1", {"right": 0.8, "wrong": 0.2})
    held.save()
    assert _gate("--floors", floors, "--lower", "talks.right=0.7") == 2
    assert "only with a reason" in capsys.readouterr().err
    assert Floors.load(floors).best["talks"]["figures"]["right"] == 0.8
    assert _gate("--floors", floors, "--lower", "talks.right=0.7", "--why", "the set's marks of visits were mended") == 0
    (entry,) = Floors.load(floors).lowered
    assert (entry["from"], entry["to"], entry["why"]) == (0.8, 0.7, "the set's marks of visits were mended")


@pytest.mark.parametrize(
    ("told", "message"), [("talks.right=0.9", "not worse than"), ("talks.colour=1", "no floor is known"), ("talks.right", "is not SET.FIGURE")]
)
def test_what_would_not_lower_a_floor_is_refused(floors: Path, capsys: pytest.CaptureFixture[str], told: str, message: str) -> None:
    held = Floors.load(floors)
    held.raise_to("talks", "d1", {"right": 0.8, "wrong": 0.2})
    held.save()
    assert _gate("--floors", floors, "--lower", told, "--why", "because") == 2
    assert message in capsys.readouterr().err


def test_an_edit_by_hand_breaks_the_seal(floors: Path) -> None:
    held = Floors.load(floors)
    held.raise_to("talks", "d1", {"right": 0.8, "wrong": 0.2})
    held.save()
    floors.write_text(floors.read_text().replace("right: 0.8", "right: 0.5"))
    with pytest.raises(KnowledgeError, match="edited by hand"):
        Floors.load(floors)


def test_a_folder_without_the_sets_is_an_error(tmp_path: Path, floors: Path) -> None:
    assert _gate(tmp_path, "--floors", floors) == 2
    assert _gate(tmp_path, "--floors", floors, "--only", "walks") == 2


def test_the_programs_own_floors_are_sealed_and_name_their_readers() -> None:
    held = Floors.load()
    assert {one.read for one in held.sets.values()} <= {"code", "record", "pages", "dispatches"}
    for name, best in held.best.items():
        assert set(best["figures"]) == set(held.sets[name].figures)


def test_lowering_needs_a_known_figure(floors: Path) -> None:
    with pytest.raises(UsageError, match="no floor is known"):
        Floors.load(floors).lower("talks", "right", 0.1, "why not")
