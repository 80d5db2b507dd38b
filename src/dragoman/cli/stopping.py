"""Ctrl-C and SIGTERM: both stop the work in order, with a sentence that says how to go on, and the usual exit status."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import typer

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


class Terminated(BaseException):
    """SIGTERM came. No Exception, so that nothing on the way takes it for an error of its own."""


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated


@contextmanager
def stoppable(message: str) -> Iterator[None]:
    """Ends the command with status 130 or 143 and the message if it is told to stop inside."""
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    except (KeyboardInterrupt, Terminated) as stop:
        print(f"dragoman: stopped; {message}", file=sys.stderr)
        raise typer.Exit(INTERRUPTED if isinstance(stop, KeyboardInterrupt) else TERMINATED) from None
    finally:
        signal.signal(signal.SIGTERM, before)
