"""review: the least sure first, each asked once; through a real terminal each key is kept at once, even if the program is killed right after."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dragoman.model import Judgement
from dragoman.record import Record
from dragoman.views.review import review
from factories_views import resolution, small_record

Run = Callable[..., tuple[int, str, str]]
PATIENCE = 60.0  # seconds for the program to ask; it starts in one or two where nothing else runs


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with four open pairs, of which two stand between the same two events."""
    made = small_record(tmp_path / "R.db")
    edges = (
        ("event", "a.txt/e1", "b.txt/e1", "same", 0.9, "same traveller (+2.0); days meet (+0.2)"),
        ("event", "a.txt/e2", "c.txt/e1", "same", 0.55, "both fire (+0.2)"),
        ("event", "a.txt/e1", "a.txt/e2", "unsure", 0.48, "the same parties (-0.1)"),
        ("event", "b.txt/e1", "c.txt/e1", "unsure", 0.4, "the same parties (-0.4)"),
        ("origin", "a.txt", "c.txt", "same", 0.7, "words alike"),
    )
    with Record.open(made) as record:
        judged = tuple(Judgement(f"p{number}", *edge, "program 1") for number, edge in enumerate(edges))
        whole = {name: getattr(resolution(), name) for name in resolution().__slots__}
        record.write_resolution(type(resolution())(**whole | {"judgements": judged}))
    return made


def test_the_queue_is_least_sure_first_and_asks_of_two_events_once(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        asked = [(one.kind, one.verdict, one.left.id, one.right.id) for one in review(record)]
        assert asked == [
            ("event", "unsure", "a.txt/e1", "a.txt/e2"),
            ("event", "same", "a.txt/e2", "c.txt/e1"),
            ("origin", "same", "a.txt", "c.txt"),
            ("event", "same", "a.txt/e1", "b.txt/e1"),
        ]
        assert [one.kind for one in review(record, "origin")] == ["origin"]
        first = next(review(record))
    assert (first.left.part_of, first.right.part_of, first.left.trigger) == ("event-1111", "event-2222", "visited")
    assert first.left.says == "CONSULT/visit happened: Ada Moss → Estavia"


def test_what_a_person_judged_is_asked_no_more(path: Path) -> None:
    with Record.open(path) as record:
        record.add_judgement(kind="event", left="a.txt/e2", right="c.txt/e1", verdict="unsure", why="w", by="Ana")
        assert ("a.txt/e2", "c.txt/e1") not in [(one.left.id, one.right.id) for one in review(record)]


def test_without_a_terminal_there_are_a_list_and_json(run: Run, path: Path) -> None:
    status, out, _ = run("review", "--list", "--limit", 2, "--record", path)
    assert status == 0
    assert "One event?  the program left them apart at 0.48  1 of 2 shown" in out
    assert "Speaks for and against: the same parties (-0.1)" in out
    assert max(map(len, out.splitlines())) <= 80
    document = json.loads(run("review", "--json", "--kind", "event", "--record", path)[1])
    assert [(row["left"]["id"], row["score"]) for row in document["rows"]] == [("a.txt/e1", 0.48), ("a.txt/e2", 0.55), ("a.txt/e1", 0.9)]
    assert document["rows"][2]["reasons"] == ["same traveller (+2.0)", "days meet (+0.2)"]
    status, _, err = run("review", "--record", path)
    assert (status, "dragoman review --json" in err) == (2, True)
    assert run("review", "--json", "--kind", "tale", "--record", path)[0] == 2


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests started in the background are born with Ctrl-C ignored, and so would their children be


class Terminal:
    """A program on a pseudo-terminal: keys in, screen out."""

    def __init__(self, arguments: list[str]) -> None:
        self._mine, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
        command = [sys.executable, "-m", "dragoman.cli.main", *arguments]
        streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
        # Its own terminal, so that Ctrl-C reaches it and nobody else.
        self.process = subprocess.Popen(command, **streams, env=environment, start_new_session=True, preexec_fn=_take_terminal)  # type: ignore[call-overload]
        os.close(theirs)
        self.screen = ""

    def until(self, words: str) -> str:
        """What came on the screen up to and with these words since the last look."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.screen:
            ready = select.select([self._mine], [], [], max(0.0, deadline - time.monotonic()))[0]
            assert ready, f"{words!r} did not come; the screen shows: {self.screen}"
            try:
                self.screen += os.read(self._mine, 65536).decode("utf-8", "replace")
            except OSError:  # Linux: the program has gone
                break
        at = self.screen.find(words)
        assert at >= 0, f"{words!r} did not come; the screen shows: {self.screen}"
        seen, self.screen = self.screen[: at + len(words)], self.screen[at + len(words) :]
        return seen

    def press(self, keys: str) -> None:
        os.write(self._mine, keys.encode())

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._mine)


@contextmanager
def terminal(path: Path) -> Iterator[Terminal]:
    opened = Terminal(["review", "--record", str(path), "--by", "Ana", "--later"])
    try:
        yield opened
    finally:
        opened.close()


ASKED = "[q]uit"


def words_of(path: Path) -> dict[tuple[str, str], str]:
    with Record.open(path, read_only=True) as record:
        return {(one.left, one.right): f"{one.verdict} {one.why}" for one in record.judgements(people_only=True) if one.by == "Ana"}


def test_keys_answer_go_back_and_quit(path: Path) -> None:
    with terminal(path) as screen:
        first = screen.until(ASKED)
        assert "visited" in first
        assert "fired" in first
        screen.press("d")
        screen.until(ASKED)
        screen.press("s")
        screen.until(ASKED)
        screen.press("b")
        assert "answer taken back" in screen.until(ASKED)
        assert words_of(path) == {("a.txt/e1", "a.txt/e2"): "different reviewed"}
        screen.press("w")
        screen.until("why: ")
        screen.press("a lapse\r")
        screen.until(ASKED)
        screen.press("u")
        screen.until(ASKED)
        screen.press("n")
        screen.until(ASKED)
        screen.press("q")
        assert "2 pairs judged by Ana: 1 different, 1 unsure" in screen.until("unsure")
        screen.until("dragoman judge apply")
        assert screen.process.wait(PATIENCE) == 0
    assert words_of(path) == {("a.txt/e1", "a.txt/e2"): "different reviewed", ("a.txt/e2", "c.txt/e1"): "unsure a lapse"}


def test_an_answer_outlives_a_kill_right_after_it(path: Path) -> None:
    with terminal(path) as screen:
        screen.until(ASKED)
        screen.press("s")
        screen.until("same: kept")
        os.kill(screen.process.pid, signal.SIGKILL)
    assert words_of(path) == {("a.txt/e1", "a.txt/e2"): "same reviewed"}


def test_ctrl_c_stops_with_what_was_answered_kept(path: Path) -> None:
    with terminal(path) as screen:
        screen.until(ASKED)
        screen.press("d")
        screen.until(ASKED)
        screen.press("\x03")
        screen.until("stopped; what you answered is kept")
        assert screen.process.wait(PATIENCE) == 130
    assert words_of(path) == {("a.txt/e1", "a.txt/e2"): "different reviewed"}
