"""Single keys from a terminal. In: the terminal on standard input; out: one key at a time, none lost that was pressed before it was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

try:
    import termios
except ImportError:  # Windows has none; there typer asks the console
    termios = None  # type: ignore[assignment]

# Seconds in which the rest of an arrow key's characters follow the first.
FOLLOWS = 0.05
ESCAPE = "\x1b"


class Keys:
    """Keys of the terminal, which shows none of them itself."""

    def __init__(self) -> None:
        self._terminal = sys.stdin.fileno()

    def key(self) -> str:
        """The next key in lower case; arrow and function keys as the characters that they send.

        Raises:
            EOFError: if the terminal has gone. KeyboardInterrupt: for Ctrl-C.
        """
        if termios is None:
            return typer.getchar().lower()
        found = os.read(self._terminal, 1)
        if not found or found == b"\x04":
            raise EOFError
        if found == ESCAPE.encode():
            import select

            while select.select([self._terminal], [], [], FOLLOWS)[0] and (more := os.read(self._terminal, 1)):
                found += more
        return found.decode("utf-8", "replace").lower()

    def line(self, prompt: str) -> str:
        """A line that is typed, shown as it is typed."""
        with _settings(self._terminal, shown=True):
            return input(prompt)


@contextmanager
def keys() -> Iterator[Keys]:
    """Keys for as long as the block lasts; the terminal is left as it was."""
    with _settings(sys.stdin.fileno(), shown=False):
        yield Keys()


@contextmanager
def _settings(terminal: int, *, shown: bool) -> Iterator[None]:
    """The terminal with or without line editing and echo. What was typed already is kept: a quick hand must not lose an answer."""
    if termios is None:
        yield
        return
    before = termios.tcgetattr(terminal)
    wanted = termios.tcgetattr(terminal)
    editing = termios.ICANON | termios.ECHO
    wanted[3] = wanted[3] | editing if shown else wanted[3] & ~editing
    termios.tcsetattr(terminal, termios.TCSADRAIN, wanted)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
