"""The command reference says what the commands say."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.cli.reference import reference
from dragoman.cli.tour import refreshed

ROOT = Path(__file__).parents[1]


def test_the_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == reference(), "run `make docs`"


def test_every_command_stands_in_it() -> None:
    text = reference()
    for command in ("code", "build", "export", "show timeline", "show differ", "explain", "schema", "knowledge who"):
        assert f"\n## dragoman {command}\n" in text


def test_the_readme_names_both_commands_and_none_that_there_is_not() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_every_command_teaches_by_an_example_that_is_its_own() -> None:
    import typer

    from dragoman.cli.main import app

    def leaves(command: Any, name: str) -> Iterator[tuple[Any, str]]:
        inner = getattr(command, "commands", {})
        if not inner:
            yield command, name
        for below, one in inner.items():
            yield from leaves(one, f"{name} {below}")

    for command, name in leaves(typer.main.get_command(app), "dragoman"):
        assert "Examples:" in command.epilog
        for line in command.epilog.split("Examples:\n")[1].splitlines():
            words = shlex.split(line.partition(f"{name} ")[2])
            assert words, line
            known = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= known


PAGE = """# Tour

    $ dragoman show x --record 'a b'
    old

      older

Text.

    $ dragoman one
    $ dragoman two
    old
"""


def test_a_tour_gets_the_present_output_under_each_command() -> None:
    asked: list[list[str]] = []

    def run(arguments: list[str]) -> str:
        asked.append(arguments)
        return f"first {len(asked)}\n\n  second  \n"

    text = refreshed(PAGE, run)
    assert asked == [["show", "x", "--record", "a b"], ["one"], ["two"]]
    assert "old" not in text
    assert text.startswith("# Tour\n\n    $ dragoman show x --record 'a b'\n    first 1\n\n      second\n\nText.\n")
    assert refreshed(text, lambda arguments: "same") == refreshed(PAGE, lambda arguments: "same")
