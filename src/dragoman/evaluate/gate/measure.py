"""One gold set measured: read by the program as any user would, scored by the set's own scorer. In: a set and the folder of gold sets. Out: its figures."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from dragoman.evaluate.gate.floors import GoldSet
from dragoman.model import DragomanError

_FIGURE = re.compile(r"(\S+)=(-?\d+(?:\.\d+)?)\b")


class GateError(DragomanError):
    """A set could not be measured."""


def digest(gold: Path, one: GoldSet) -> str:
    """Hash over the set's files and its scorer: other texts, answers or rules of scoring make another set."""
    state = hashlib.sha256()
    folder = gold / one.folder
    for path in (*sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"), gold / one.scorer):
        state.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def measure(gold: Path, one: GoldSet, work: Path) -> dict[str, float]:
    """The figures that the scorer prints.

    Args:
        gold: folder of gold sets. work: an empty folder for readings and records.

    Raises:
        GateError: if the program or the scorer fails, or a figure asked for is not printed.
    """
    folder = gold / one.folder
    arguments = _READERS[one.read](gold, folder, work, one)
    said = _run([sys.executable, str(gold / one.scorer), *arguments])
    line = next((line for line in reversed(said.splitlines()) if line.startswith("RESULT")), "")
    figures = {name: float(value) for name, value in _FIGURE.findall(line)}
    missing = one.figures.keys() - figures.keys()
    if missing:
        raise GateError(f"the scorer prints no {', '.join(sorted(missing))}", source=one.name)
    return {name: figures[name] for name in one.figures}


def _code(gold: Path, folder: Path, work: Path, one: GoldSet) -> list[str]:
    return [str(folder / "gold.jsonl"), str(_coded(folder / "in.jsonl", work))]


def _coded(source: Path, work: Path) -> Path:
    out = work / "out.jsonl"
    _dragoman("code", str(source), "--out", str(out))
    return out


def _record(gold: Path, folder: Path, work: Path, one: GoldSet) -> list[str]:
    return [str(folder), str(_tables(folder / "in.jsonl", work))]


def _tables(source: Path, work: Path) -> Path:
    _dragoman("build", str(source), "--record", str(work / "r.db"), "--workers", "1")
    _dragoman("export", "--record", str(work / "r.db"), "--as", "jsonl", "--out", str(work / "tables"))
    return work / "tables"


def _pages(gold: Path, folder: Path, work: Path, one: GoldSet) -> list[str]:
    return [str(folder / "gold.jsonl"), str(_tables(folder / "html", work) / "reports.jsonl")]


def _dispatches(gold: Path, folder: Path, work: Path, one: GoldSet) -> list[str]:
    source = work / "in.jsonl"
    source.write_text(_run([sys.executable, str(gold / one.scorer), "--input", str(folder)]), encoding="utf-8")
    return [str(folder), str(_coded(source, work)), str(_tables(folder / "reports", work))]


_READERS = {"code": _code, "record": _record, "pages": _pages, "dispatches": _dispatches}


def _dragoman(*arguments: str) -> None:
    _run([sys.executable, "-m", "dragoman.cli.main", *arguments], allowed=(0, 1))


def _run(command: Sequence[str], allowed: Sequence[int] = (0,)) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in allowed:
        raise GateError(f"{' '.join(command[1:3])} failed: {done.stderr.strip()[-500:]}")
    return done.stdout
