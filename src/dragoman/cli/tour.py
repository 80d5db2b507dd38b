"""`make docs`: runs the commands of a page's tour again and puts their output under them. In: a Markdown file and a folder to run in.

A command is a line `    $ dragoman ...`; what it printed are the indented lines below it, up to the next line that isn't.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

INDENT = "    "
PROMPT = f"{INDENT}$ "
WIDTH = "80"


def refreshed(page: str, run: Callable[[list[str]], str]) -> str:
    """The page with the output of every command as `run` gives it."""
    out: list[str] = []
    lines = page.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        out.append(line)
        at += 1
        if line.startswith(PROMPT):
            while at < len(lines) and (not lines[at].strip() or lines[at].startswith(INDENT)) and not lines[at].startswith(PROMPT):
                at += 1
            printed = run(shlex.split(line.removeprefix(PROMPT))[1:])
            out += [(INDENT + told).rstrip() for told in printed.rstrip().splitlines()] + [""]
    return "\n".join(out) + "\n"


def run_in(folder: Path) -> Callable[[list[str]], str]:
    """Runs commands from a folder, 80 columns wide; gives what they print.

    Raises:
        subprocess.CalledProcessError: if one fails, so that no page shows an error as if it were an answer.
    """

    def run(arguments: list[str]) -> str:
        environment = {**os.environ, "COLUMNS": WIDTH}
        return subprocess.run([sys.executable, "-m", "dragoman", *arguments], capture_output=True, text=True, check=True, cwd=folder, env=environment).stdout

    return run


def main(page: Path, folder: Path) -> None:
    """Refreshes the page; its commands see the repository's examples from `folder`."""
    link = folder / "examples"
    if not link.exists():
        link.symlink_to(page.resolve().parent / "examples")
    page.write_text(refreshed(page.read_text("utf-8"), run_in(folder)), "utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        main(Path(sys.argv[1]), Path(made))
