"""`make docs`: the command reference, written from the commands themselves. In: a file name; out: Markdown. A test holds the two together."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

# What typer adds to every program.
COMMON = frozenset({"install_completion", "show_completion", "help"})
HEAD = """# Commands

Written by `make docs` from the commands themselves; don't edit it. `dragoman COMMAND --help` says the same.
"""


def reference() -> str:
    """Every command with its arguments and options, as Markdown."""
    from dragoman.cli.main import app

    return HEAD + "".join(_sections(typer.main.get_command(app), "dragoman"))


def _sections(command: Any, name: str) -> Iterator[str]:
    # Put together from the parameters, not from the help text, whose form differs between typer's versions.
    about = inspect.cleandoc(command.help or "")
    yield f"\n## {name}\n\n{about}\n"
    rows = [row for parameter in command.params if (row := _row(parameter))]
    if rows:
        yield "\n| | |\n|---|---|\n" + "".join(rows)
    if command.epilog:
        yield "\n```\n" + command.epilog.replace("\b", "").strip() + "\n```\n"
    for inner, below in getattr(command, "commands", {}).items():
        yield from _sections(below, f"{name} {inner}")


def _row(parameter: Any) -> str:
    if parameter.name in COMMON:
        return ""
    help_text = (getattr(parameter, "help", None) or "").replace("|", "\\|")
    if parameter.param_type_name == "argument":
        return f"| `{parameter.metavar}`{'' if parameter.required else ' (may be left out)'} | {help_text} |\n"
    value = "" if parameter.is_flag else f" {parameter.metavar or 'N'}"
    more = [f"default `{parameter.default}`"] if isinstance(parameter.default, str | Path) else []
    more += [f"environment variable `{parameter.envvar}`"] if parameter.envvar else []
    told = f" ({', '.join(more)})" if more else ""
    return f"| `{', '.join(parameter.opts)}{value}` | {help_text}{told} |\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), "utf-8")
