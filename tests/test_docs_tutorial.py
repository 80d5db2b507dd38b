"""The tutorial's commands work. Run as a program, this writes their output into the tutorial anew: `python tests/test_docs_tutorial.py`.

The output itself is not compared: a better rule changes a line here and there, and the reader loses nothing by it before the next release.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "docs" / "tutorial.md"
WIDTH = "80"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
# A code block that has a file name behind its language is that file.
FILE = re.compile(r"```\w+ (?P<name>\S+)\n(?P<text>.*?)```", re.DOTALL)
EVENT, TELLING = re.compile(r"event-[0-9a-f]{16}"), re.compile(r"[\w./-]+/e\d+")


def commands(text: str) -> list[str]:
    """The lines of console blocks that are typed."""
    return [line[2:] for block in CONSOLE.findall(text) for line in block.splitlines() if line.startswith("$ ")]


def write_files(text: str, folder: Path) -> None:
    """The files that the tutorial shows, as the reader would have made them."""
    for found in FILE.finditer(text):
        path = folder / found["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found["text"], "utf-8")


def copy_examples(folder: Path, *, whole: bool) -> None:
    """The examples; not whole: without the many reports of one folder, which take the time."""
    leave = None if whole else shutil.ignore_patterns("reports")
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=leave)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tutorial")
    copy_examples(folder, whole=False)
    write_files(TUTORIAL.read_text("utf-8"), folder)
    return folder


def test_every_command_of_the_tutorial_works(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from dragoman.cli.main import app

    monkeypatch.chdir(place)
    monkeypatch.setenv("COLUMNS", WIDTH)
    ours = [command for command in commands(TUTORIAL.read_text("utf-8")) if command.startswith(("dragoman ", "export "))]
    assert len([command for command in ours if command.startswith("dragoman ")]) > 8
    for command in ours:
        words = shlex.split(command.partition(" | ")[0], comments=True)
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("=", 1))
            continue
        done = CliRunner().invoke(app, words[1:])
        assert done.exit_code == 0, f"{command}: {done.output} {done.exception!r}"
        assert done.output.strip() or "--out" in words, f"{command} said nothing"


# Writing the output anew.


class Writer:
    """Runs the tutorial's commands one after the other in a folder and puts what they say below them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"COLUMNS": WIDTH, "PATH": f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}"}
        self.environment.pop("DRAGOMAN_RECORD", None)

    def block(self, found: re.Match[str]) -> str:
        typed = [line[2:] for line in found[1].splitlines() if line.startswith("$ ")]
        told = [self.command(line) for line in typed]
        if None in told:
            print(f"left as it was, for it does not run here: {typed}", file=sys.stderr)
            return found[0]
        return "```console\n" + "".join(one for one in told if one) + "```"

    def command(self, command: str) -> str | None:
        """The command and what it said; None where a program beside our own fails, as pandas or R may be missing."""
        if command.startswith("export "):
            name, value = command.removeprefix("export ").split("=", 1)
            self.environment[name] = value
            return f"$ {command}\n"
        command = self.with_ids(command)
        ours = command.startswith("dragoman ")
        done = subprocess.run(
            command, shell=True, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=ours
        )
        said = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
        return f"$ {command}\n{said}" if done.returncode == 0 else None

    def with_ids(self, command: str) -> str:
        """Ids change when rules do: the event is the first that is disputed, the telling the one that denies it."""
        if not command.startswith("dragoman ") or not (EVENT.search(command) or TELLING.search(command)):
            return command
        event = self.ask("show", "differ")["rows"][0]["event"]["id"]
        tellings = self.ask("show", "event", event)["rows"][0]["tellings"]
        denial = next(one["id"] for one in tellings if one["status"] == "denied")
        return TELLING.sub(denial, EVENT.sub(event, command))

    def ask(self, *words: str) -> Any:
        done = subprocess.run(["dragoman", *words, "--json"], cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)


def main() -> None:
    text = TUTORIAL.read_text("utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_examples(folder, whole=True)
        write_files(text, folder)
        TUTORIAL.write_text(CONSOLE.sub(Writer(folder).block, text), "utf-8")


if __name__ == "__main__":
    main()
