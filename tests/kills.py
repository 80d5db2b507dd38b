"""Kills the real program with SIGKILL at random points and looks at what is left. In: a number of kills and a seed; out: what was done, or AssertionError.

`python tests/kills.py --kills 1000` does it in full. Each kill hits a real command line (build, resolve, judge, export ...) in a process of its own, at a
random step (statement, commit, file opened or renamed) or at a random moment. Readings are made up beforehand, so that no language model is loaded.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow
from sqlalchemy import Engine, event

from dragoman.cli.main import main as dragoman
from dragoman.evaluate.worlds import claims
from dragoman.export.files import UNFINISHED
from dragoman.model import Reading, Report, Unreadable
from dragoman.model.schema import to_json
from dragoman.record import Record
from dragoman.record.tables import DERIVED
from dragoman.run import workers

EVENT_REPORTS, SEED = 90, 5
BATCH = 3  # reports to a reading and to a commit
KINDS = ("jsonl", "csv", "parquet", "polecat", "gdelt2", "icews", "ftm", "geojson", "panel")
WORLD = {claim.report.id: claim for claim in claims(EVENT_REPORTS, SEED)}
_OURS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")

Exported = dict[str, bytes]


class MadeUp:
    """Stands in for the pipeline: hands out the readings that were made up, and says so."""

    def __init__(self, *_: object) -> None:
        pass

    def read_batch(self, reports: Sequence[Report]) -> list[Reading | Unreadable]:
        for report in reports:
            _say(f"read {report.id}")
        return [WORLD[report.id].reading for report in reports]

    def told(self) -> tuple[str, ...]:
        return ()


def _say(line: str) -> None:
    """Written at once and past all buffers: what has been said has been done."""
    os.write(_say.out, (line + "\n").encode())  # type: ignore[attr-defined]


def _tell_of_writes() -> None:
    """Each write that has returned is said: from then on it is acknowledged."""

    def after(name: str, told: Callable[..., Iterable[str]]) -> None:
        inner = getattr(Record, name)

        def wrapped(self: Record, *arguments: Any, **named: Any) -> Any:
            before = list(self._pending)
            done = inner(self, *arguments, **named)
            for line in told(before, arguments, done):
                _say(line)
            return done

        setattr(Record, name, wrapped)

    after("flush", lambda pending, _, __: [f"kept {one}" for one in pending])
    after("add_judgement", lambda _, __, made: [f"judged {made.id}"])
    after("add_correction", lambda _, __, made: [f"judged {made.id}"])
    after("withdraw_judgement", lambda _, arguments, __: [f"withdrawn {arguments[0]}"])
    after("write_resolution", lambda _, __, ___: ["resolved"])


class Steps:
    """Counts every statement, commit and file touched in a folder; at the step named, the process is killed."""

    def __init__(self, folder: Path, fatal: int | None) -> None:
        self.count, self.fatal, self.folder = 0, fatal, str(folder)

    def step(self, *_: Any) -> None:
        self.count += 1
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in _OURS and str(arguments[0]).startswith(self.folder):
            self.step()

    def watch(self) -> None:
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self.step)
        sys.addaudithook(self.audit)


@dataclass(frozen=True)
class Ran:
    """A command that ended or was killed: status (-9 if killed), what it said, steps and seconds that it took."""

    status: int
    said: tuple[str, ...]
    seconds: float
    errors: str

    def of(self, word: str) -> list[str]:
        return [line.split(" ", 1)[1] for line in self.said if line.startswith(word + " ")]

    @property
    def steps(self) -> int:
        return int(self.of("steps")[0])


def run(folder: Path, arguments: Sequence[object], fatal: int | None = None, seconds: float | None = None) -> Ran:
    """A command line in a process of its own.

    Args:
        fatal: the step at which it kills itself. seconds: after which it is killed from outside.
    """
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(folder, arguments, fatal, writing)
    os.close(writing)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    with open(reading, "rb") as pipe:
        said = pipe.read().decode().splitlines()
    _, status = os.waitpid(child, 0)
    spent = time.monotonic() - began
    return Ran(os.waitstatus_to_exitcode(status), tuple(said), spent, (folder / "errors").read_text() if (folder / "errors").exists() else "")


def _child(folder: Path, arguments: Sequence[object], fatal: int | None, writing: int) -> None:
    status = 99
    try:
        _say.out = writing  # type: ignore[attr-defined]
        errors = os.open(folder / "errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(errors, 1)
        os.dup2(errors, 2)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        workers.Pipeline = MadeUp  # type: ignore[misc, assignment]
        Record.open.__func__.__kwdefaults__["batch"] = BATCH  # type: ignore[attr-defined]
        _tell_of_writes()
        steps = Steps(folder, fatal)
        steps.watch()
        sys.argv = ["dragoman", *map(str, arguments)]
        try:
            dragoman()
        except SystemExit as end:
            status = int(end.code or 0)
        _say(f"steps {steps.count}")
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


@dataclass(frozen=True)
class Stage:
    """A command of a record's life, with the record before and after it.

    Attributes:
        arguments: of the command; `{R}` is the record, `{IN}` the folder of reports, `{OUT}` where exports go.
        before: folder with the record (and an older export) before it. after: what it exports afterwards.
    """

    name: str
    arguments: tuple[str, ...]
    before: Path
    after: Exported
    ran: Ran
    derived: Mapping[str, list[tuple[Any, ...]]]
    out: Exported = field(default_factory=dict)

    def filled(self, folder: Path) -> list[str]:
        return [one.replace("{R}", str(folder / "R.db")).replace("{IN}", str(folder / "in")).replace("{OUT}", str(folder / "out")) for one in self.arguments]


def reports_into(folder: Path, ids: Iterable[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"id": one, "text": WORLD[one].report.text, "outlet": WORLD[one].report.outlet}) for one in ids]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n")
    (folder.parent / "c.toml").write_text(f"batch_reports = {BATCH}\n")


def exported(record: Path) -> Exported:
    """All tables, and what people have said, without the moments."""
    from dragoman.export import export

    with tempfile.TemporaryDirectory() as out, Record.open(record, read_only=True) as opened:
        summary = export(opened, "jsonl", out)
        found = {file.name: file.read_bytes() for file in summary.files}
        said = [replace(one, made=None, withdrawn="yes" if one.withdrawn else None, judged=None) for one in opened.judgements(people_only=True, withdrawn=True)]
        found["judgements"] = repr(sorted(map(repr, said))).encode()
        said_of = [(one.id, one.value, bool(one.withdrawn)) for one in opened.corrections(withdrawn=True)]
        found["corrections"] = repr(sorted(said_of)).encode()
    return found


def derived_rows(record: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as connection:
        return {table.name: sorted(map(tuple, connection.execute(f"SELECT * FROM {table.name}")), key=repr) for table in DERIVED}


def files_in(folder: Path) -> Exported:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()} if folder.exists() else {}


def life(folder: Path) -> list[Stage]:
    """Lives one undisturbed life of a record, command by command, and keeps what stood before each and after it."""
    ids = list(WORLD)
    half = ids[: len(ids) * 2 // 3]
    at = folder / "at"
    reports_into(at / "in", half)
    stages: list[Stage] = []

    def live(name: str, *arguments: str) -> None:
        before = folder / f"before-{len(stages):02}"
        shutil.copytree(at, before)
        stage = Stage(name, arguments, before, {}, Ran(0, (), 0, ""), {})
        ran = run(at, stage.filled(at))
        assert ran.status == 0, (name, ran.errors)
        stages.append(replace(stage, after=exported(at / "R.db"), ran=ran, derived=derived_rows(at / "R.db"), out=files_in(at / "out")))

    live("build", "build", "{IN}", "--record", "{R}", "--config", "{IN}/../c.toml", "--workers", "1")
    with Record.open(at / "R.db", read_only=True) as record:
        events = [one for one in record.events() if len(one.event_reports) > 1]
        lone = [one.event_reports[0] for one in record.events()]
    live("export old", "export", "--as", "jsonl", "--out", "{OUT}/jsonl", "--record", "{R}")
    live("judge", "judge", "same", lone[0], lone[1], "--why", "looked it up", "--by", "ada", "--record", "{R}")
    word = stages[-1].ran.of("judged")[0]
    live("judge", "judge", "different", *events[0].event_reports[:2], "--why", "two days", "--by", "ada", "--record", "{R}")
    live("correct", "correct", events[1].id, "--field", "status", "--to", "planned", "--why", "misread", "--by", "bo", "--record", "{R}")
    live("undo", "judge", "undo", word, "--record", "{R}")
    reports_into(at / "in", ids)
    live("build more", "build", "{IN}", "--record", "{R}", "--config", "{IN}/../c.toml", "--workers", "1")
    live("judge later", "judge", "same", lone[2], lone[3], "--by", "bo", "--later", "--record", "{R}")
    live("resolve", "judge", "apply", "--record", "{R}")
    for kind in KINDS:
        live(
            f"export {kind}", "export", "--as", kind, "--out", "{OUT}/" + (kind if kind in ("jsonl", "csv", "parquet") else f"events.{kind}"), "--record", "{R}"
        )
    return [stage for stage in stages if stage.name != "export old"]


def warm(folder: Path) -> None:
    """Loads in this process all that commands load, so that its children start at once, their time is the work's own, and all have the same libraries."""
    import_module("dragoman.export.parquet")  # no export: Arrow's threads would not live on in the children
    pyarrow.Table.from_pylist([{"a": 1}])  # looks for pandas, once and for long
    reports_into(folder / "in", list(WORLD)[:2])
    pipeline, arguments = workers.Pipeline, sys.argv
    workers.Pipeline, _say.out = MadeUp, os.open(os.devnull, os.O_WRONLY)  # type: ignore[misc, assignment, attr-defined]
    record = ["--record", str(folder / "R.db")]
    try:
        for command in (
            ["build", str(folder / "in")],
            ["judge", "list"],
            *(["export", "--as", kind, "--out", str(folder / kind)] for kind in ("jsonl", "csv", "polecat")),
        ):
            sys.argv = ["dragoman", *command, *record]
            with suppress(SystemExit), redirect_stdout(io.StringIO()):
                dragoman()
    finally:
        workers.Pipeline, sys.argv = pipeline, arguments  # type: ignore[misc]
        os.close(_say.out)  # type: ignore[attr-defined]


def check(stage: Stage, at: Path, ran: Ran) -> None:
    """What must hold the moment after a kill."""
    record = at / "R.db"
    before = files_in(stage.before / "out")
    for name, found in files_in(at / "out").items():
        assert UNFINISHED in name or found in (before.get(name), stage.out.get(name)), f"{name} is half written"
    if not record.exists():
        assert not ran.of("kept")
        return
    with closing(sqlite3.connect(record)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            assert not ran.of("kept")
            return
    with Record.open(record, read_only=True) as opened:
        held = {report.id: reading for report, reading in opened.claims()}
        people = [*opened.judgements(people_only=True, withdrawn=True), *opened.corrections(withdrawn=True)]
    assert set(ran.of("kept")) <= set(held), "an acknowledged report is lost"
    for identifier, reading in held.items():
        assert to_json(reading) == to_json(WORLD[identifier].reading), "a reading is not as it was read"
    assert set(ran.of("judged")) <= {one.id for one in people}, "an acknowledged judgement is lost"
    assert set(ran.of("withdrawn")) <= {one.id for one in people if one.withdrawn}, "a word that was taken back stands again"
    assert len(set(ran.of("read")) - set(held)) <= BATCH, "more than one batch is to be read again"
    states = [stage.derived] if "resolved" in ran.said else [stage.derived, _derived_before(stage)]
    assert derived_rows(record) in states, "half a resolution"


def _derived_before(stage: Stage) -> Mapping[str, list[tuple[Any, ...]]]:
    record = stage.before / "R.db"
    return derived_rows(record) if record.exists() else {table.name: [] for table in DERIVED}


def disturb(stage: Stage, folder: Path, choice: random.Random, kills: int) -> Counter[str]:
    """Kills the stage's command so often, one after the other, then lets it end and compares. Returns what was hit."""
    at = folder / "at"
    shutil.rmtree(at, ignore_errors=True)
    shutil.copytree(stage.before, at)
    hit: Counter[str] = Counter()
    arguments = stage.filled(at)
    for _ in range(kills):
        by_step = choice.random() < 0.5
        fatal = choice.randint(1, stage.ran.steps) if by_step else None
        ran = run(at, arguments, fatal, None if by_step else choice.uniform(0, stage.ran.seconds))
        hit[f"{stage.name} by {'step' if by_step else 'time'}"] += ran.status == -signal.SIGKILL
        hit["ended first"] += ran.status != -signal.SIGKILL
        check(stage, at, ran)
    last = run(at, arguments)
    done_already = stage.name == "undo" and "no standing judgement" in last.errors
    assert last.status == 0 or done_already, last.errors
    if done_already:
        assert run(at, ["judge", "apply", "--record", at / "R.db"]).status == 0
    _same(stage.after, exported(at / "R.db"))
    _same(stage.out, files_in(at / "out"))
    return hit


def _same(expected: Exported, found: Exported) -> None:
    other = sorted(name for name in {*expected, *found} if expected.get(name) != found.get(name))
    assert not other, f"not as without a kill: {'; '.join(_difference(name, expected.get(name), found.get(name)) for name in other)}"


def _difference(name: str, expected: bytes | None, found: bytes | None) -> str:
    if expected is None or found is None:
        return f"{name} is {'new' if expected is None else 'missing'}"
    at = next((at for at, (one, other) in enumerate(zip(expected, found, strict=False)) if one != other), min(len(expected), len(found)))
    return f"{name} from byte {at}: {expected[max(0, at - 20) : at + 60]!r} is now {found[max(0, at - 20) : at + 60]!r}"


def kill(kills: int, seed: int, folder: Path, tell: Callable[[str], None] = lambda _: None) -> Counter[str]:
    """So many kills, spread over all stages.

    Raises:
        AssertionError: if anything that was promised did not hold; it names the stage and the seed.
    """
    choice, hit = random.Random(seed), Counter[str]()
    warm(folder / "warm")
    stages = life(folder)
    tell(", ".join(f"{stage.name} {stage.ran.steps} steps {stage.ran.seconds:.2f} s" for stage in stages))
    number = 0
    while hit.total() - hit["ended first"] < kills:
        stage = stages[number % len(stages)]
        try:
            hit += disturb(stage, folder, choice, choice.randint(1, 3))
        except AssertionError as error:
            raise AssertionError(f"{stage.name}, round {number} of seed {seed}: {error}") from error
        number += 1
        if number % 50 == 0:
            tell(f"{hit.total() - hit['ended first']} kills")
    return hit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        hit = kill(asked.kills, asked.seed, Path(folder), lambda line: print(line, flush=True))
    for name, count in sorted(hit.items()):
        print(f"{count:6}  {name}")
    print(f"{time.monotonic() - began:.0f} s; all held")


if __name__ == "__main__":
    main()
