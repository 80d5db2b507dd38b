"""A team at one record: two builds and two judges write while ten people read. In: a place for the record; out: what was seen, or AssertionError.

`python tests/crowd.py PLACE` does it once, each in a process of its own. Readings are made up beforehand, so that no language model is loaded.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

import kills
from dragoman.cli.main import main as dragoman
from dragoman.evaluate.worlds import claims
from dragoman.export import export, kinds
from dragoman.model import Reading, Report, Unreadable
from dragoman.record import Record
from dragoman.record.tables import DERIVED
from dragoman.run import workers
from dragoman.web.app import create_app
from dragoman.web.settings import Settings, User

EVENT_REPORTS, SEED, BATCH = 200, 11, 3
READERS, JUDGEMENTS = 10, 3
# Seconds that a batch takes to read: so that the two builds' commits come between one another.
PACE = 0.05
PAUSE = 0.5  # seconds between two looks of a reader
WORLD = {claim.report.id: claim for claim in claims(EVENT_REPORTS, SEED)}
PAGES = ("/", "/timeline", "/api/v1/timeline?limit=5", "/stories", "/trips", "/api/v1/map", "/statements", "/search?q=minister")


class Slow(kills.MadeUp):
    """Hands out the readings that were made up, at the pace of a person who writes them down."""

    def read_batch(self, reports: Sequence[Report]) -> list[Reading | Unreadable]:
        time.sleep(PACE)
        return [WORLD[report.id].reading for report in reports]


@dataclass(frozen=True)
class Plan:
    """Who does what.

    Attributes:
        files: ids of reports by the file that they stand in: those that are in the record before anybody comes, those of each build, and those of both.
        judges: the words of the two judges, as command lines without the record.
    """

    files: dict[str, tuple[str, ...]]
    judges: tuple[tuple[tuple[str, ...], ...], ...]


def plan() -> Plan:
    ids = list(WORLD)
    first, rest = ids[: len(ids) // 3], ids[len(ids) // 3 :]
    files = {"first": tuple(first)} | {name: tuple(rest[place::3]) for place, name in enumerate(("one", "other", "both"))}
    acts = [event.id for one in first for event in WORLD[one].reading.events]
    words = [
        ("judge", "same" if place % 2 else "different", acts[place], acts[-1 - place], "--why", "looked it up", "--by", ("ada", "bo")[place % 2])
        for place in range(2 * JUDGEMENTS)
    ]
    return Plan(files, (tuple(words[0::2]), tuple(words[1::2])))


def write_reports(folder: Path) -> None:
    """The input, once for all who read it: a record keeps the names of the files."""
    (folder / "c.toml").write_text(f"batch_reports = {BATCH}\n")
    for name, ids in plan().files.items():
        lines = [json.dumps({"id": one, "text": WORLD[one].report.text, "outlet": WORLD[one].report.outlet}) for one in ids]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n")


def command(*arguments: object) -> None:
    """A command line in this process.

    Raises:
        AssertionError: if it ends with another status than 0.
    """
    sys.argv = ["dragoman", *map(str, arguments)]
    status: object = 0
    try:
        dragoman()
    except SystemExit as end:
        status = end.code
    assert not status, f"{' '.join(sys.argv)} ended with {status}"


def build(place: str, folder: Path, *names: str) -> None:
    command("build", *(folder / f"{name}.jsonl" for name in names), "--record", place, "--config", folder / "c.toml", "--workers", "1")


def judge(place: str, words: Iterable[tuple[str, ...]]) -> None:
    for word in words:
        command(*word, "--record", place)


def state(record: Record) -> tuple[str, str]:
    """For which claims the record is resolved, and a hash of all that was derived from them: seen at one moment."""
    with record.snapshot(), record._connection() as connection:
        digest = hashlib.sha256()
        for table in DERIVED:
            found = sorted(repr(tuple(row)) for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}"))
            digest.update("\n".join(found).encode())
        return record.resolved_for or "", digest.hexdigest()


def whole(folder: Path) -> None:
    """Each thing that a table names stands in the table of its kind."""
    tables = {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()] for name in ("events", "event_reports", "reports", "stories")
    }
    ids = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    for event in tables["events"]:
        assert event["event_reports"], "an event that nobody tells of"
        assert set(event["event_reports"]) <= ids["event_reports"], "half an event"
        assert set(event["reports"]) <= ids["reports"], "an event without its reports"
    for story in tables["stories"]:
        assert set(story["events"]) <= ids["events"], "half a story"
        assert set(story["reports"]) <= ids["reports"], "a story without its reports"


class Reader:
    """Somebody who looks at the record in one way after the other.

    Attributes:
        looks: how often, by the way. states: what was derived, by the claims that it was derived from.
    """

    def __init__(self, place: str, folder: Path, turn: int = 0) -> None:
        self._place, self._folder, self._turn = place, folder, turn
        self.looks, self.states = Counter[str](), dict[str, str]()
        app = create_app(place, Settings(local=User("Ana", "reader"), read_only=True))
        self._client = TestClient(app, base_url="http://127.0.0.1")

    def look(self) -> None:
        ways = (self._page, self._export, self._state)
        way = ways[self._turn % len(ways)]
        way()
        self.looks[way.__name__[1:]] += 1
        self._turn += 1

    def _page(self) -> None:
        page = PAGES[self._turn // 3 % len(PAGES)]
        answer = self._client.get(page)
        assert answer.status_code == 200, f"{page}: {answer.status_code} {answer.text[:300]}"

    def _export(self) -> None:
        with Record.open(self._place, read_only=True) as record:
            export(record, "jsonl", self._folder)
        whole(self._folder)

    def _state(self) -> None:
        with Record.open(self._place, read_only=True) as record:
            resolved_for, derived = state(record)
        assert self.states.setdefault(resolved_for, derived) == derived, "half a resolution"


def read(place: str, number: int, folder: Path, over: Path) -> dict[str, Any]:
    """Looks at the record until all is written."""
    reader = Reader(place, folder, number)
    while not over.exists() or not reader.looks:
        time.sleep(PAUSE * (1 + reader.looks.total() / 4))  # on a slow machine, where all takes long, not ever so many looks
        reader.look()
    return {"looks": reader.looks, "states": reader.states}


class Child:
    """A person at a process of their own. What the work gives comes back as JSON."""

    def __init__(self, name: str, folder: Path, work: Callable[[], Any]) -> None:
        self.name, self._errors = name, folder / f"{name}.txt"
        out, into = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(out)
            self._live(work, into)
        os.close(into)
        self._out = out

    def _live(self, work: Callable[[], Any], into: int) -> None:
        status = 1
        try:
            errors = os.open(self._errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(errors, 1)
            os.dup2(errors, 2)
            sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
            os.write(into, json.dumps(work()).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def end(self) -> Any:
        """What the work gave.

        Raises:
            AssertionError: if it failed; with all that was written on the way.
        """
        with open(self._out, "rb") as pipe:
            given = pipe.read()
        _, status = os.waitpid(self._pid, 0)
        assert status == 0, f"{self.name}: {self._errors.read_text()[-3000:]}"
        return json.loads(given)


def crowd(place: str, given: Path, folder: Path) -> dict[str, Any]:
    """All of them at once at the record in `place`, which must be empty: what the readers saw.

    Raises:
        AssertionError: if anybody met an error, or something half written.
    """
    over = folder / "over"
    build(place, given, "first")
    writers = [Child(f"build-{name}", folder, lambda name=name: build(place, given, name, "both")) for name in ("one", "other")]
    writers += [Child(f"judge-{number}", folder, lambda words=words: judge(place, words)) for number, words in enumerate(plan().judges)]
    readers = [Child(f"reader-{number}", folder, lambda number=number: read(place, number, folder / f"reader{number}", over)) for number in range(READERS)]
    try:
        for writer in writers:
            writer.end()
    finally:
        over.touch()
        seen = [reader.end() for reader in readers]
    states: dict[str, str] = {}
    for one in seen:
        for resolved_for, derived in one["states"].items():
            assert states.setdefault(resolved_for, derived) == derived, "two readers saw two resolutions of the same claims"
    looks = sum((Counter(one["looks"]) for one in seen), Counter[str]())
    return {"looks": dict(looks), "states": len(states)}


def in_turn(place: str, given: Path) -> None:
    """The same, one after the other."""
    build(place, given, "first")
    for words in plan().judges:
        judge(place, words)
    build(place, given, "one", "both")
    build(place, given, "other", "both")


def exported(place: str, folder: Path) -> dict[str, bytes]:
    """Every kind of export."""
    with Record.open(place, read_only=True) as record:
        assert record.resolved_for == record.claims_digest(), "the last to write has left the record unresolved"
        for kind in kinds():
            summary = export(record, kind, folder / kind)
            assert summary.files
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def made_up() -> None:
    """From here on, builds of this process and its children read what was made up."""
    workers.Pipeline = Slow  # type: ignore[misc, assignment]
    Record.open.__func__.__kwdefaults__["batch"] = BATCH  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", nargs="?", help="file or address of a record that does not exist yet; default: a file of its own")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        place, turn = parser.parse_args().place or str(folder / "R.db"), str(folder / "turn.db")
        made_up()
        write_reports(folder)
        in_turn(turn, folder)
        reader = Reader(turn, folder / "warm")
        for _ in range(3):
            reader.look()  # what it takes is loaded here, once for all the children
        told = crowd(place, folder, folder)
        one, other = exported(turn, folder / "turn"), exported(place, folder / "crowd")
        differ = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
        assert not differ, f"not as one after the other: {', '.join(differ)}"
    print(json.dumps(told | {"files": len(one), "seconds": round(time.monotonic() - began, 1)}))


if __name__ == "__main__":
    main()
