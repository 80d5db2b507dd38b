"""The notebook does what it shows: its cells run as they stand, its outputs are kept without warnings or paths of a machine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "first_look.ipynb"


def _cells() -> list[dict[str, Any]]:
    return [cell for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]


def test_every_cell_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas")
    shutil.copytree(ROOT / "examples" / "reports", tmp_path / "examples" / "reports")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    names: dict[str, Any] = {}
    for cell in _cells():
        exec(compile("".join(cell["source"]), NOTEBOOK.name, "exec"), names)
    said = capsys.readouterr().out
    assert "37 new reports" in said
    assert "## Sentences cited" in said or "# United States – China" in said
    assert names["panel"].acts.sum() > 0


def test_outputs_are_kept_and_clean() -> None:
    assert all(cell["outputs"] for cell in _cells() if not cell["source"][-1].startswith(("from", "import")))
    text = NOTEBOOK.read_text("utf-8")
    assert "stderr" not in text
    assert "/site-packages/" not in text
