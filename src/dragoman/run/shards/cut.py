"""First step: a portion of the input to shards of reports. In: a portion; out: `reports.parquet` of each of its shards, and the portion's marker.

A shard is a run of reports of one portion, so that its bounds depend on the input alone, never on the number of machines or workers.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.model import Report
from dragoman.model.ids import digest
from dragoman.read import reports
from dragoman.read.pending import PASSED_BY
from dragoman.read.portions import Portion
from dragoman.record.fingerprints import digest_of_files, files_under, package
from dragoman.record.rows import dumps
from dragoman.run.configuration import Configuration
from dragoman.run.gate import gate_digest, gate_of
from dragoman.run.sandbox import extractor
from dragoman.run.shards.layout import REPORTS, Layout, read_json, shard_name, write_json
from dragoman.run.shards.rows import report_rows, write

# A minute or two of coding: little is lost with a worker, and the files are still some megabytes large.
SHARD_REPORTS = 1_000
SHARD_CHARACTERS = 8_000_000
MOST_PROBLEMS = 20  # of a portion that are kept word for word
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cutter:
    """How portions are cut; may be sent to other machines.

    Attributes:
        out: the folder of shards. kind: the reader for all files; None: each file's own.
        shard_reports, shard_characters: what a shard holds at most.
        gate: the configuration whose knowledge tells which web pages are passed over before their article is looked for; None: none is.
    """

    out: str
    kind: str | None = None
    shard_reports: int = SHARD_REPORTS
    shard_characters: int = SHARD_CHARACTERS
    gate: Configuration | None = None

    def __call__(self, portion: Portion) -> dict[str, Any]:
        """The portion's marker: its shards in order, what was met, what was doubtful. Read anew only if its files or the readers have changed."""
        layout = Layout(Path(self.out))
        content = self._content(portion)
        marker = read_json(layout.portion(portion.key))
        if marker is not None and marker["content"] == content and all((layout.shard(one["shard"]) / REPORTS).exists() for one in marker["shards"]):
            return marker
        return self._read(portion, content, layout)

    def _content(self, portion: Portion) -> str:
        """Hash of all that the shards of a portion depend on."""
        files = [asdict(one) | {"bytes": _hash(one)} for one in portion.files]
        return digest(_readers(), self.kind, self.shard_reports, self.shard_characters, files, *self._gate())

    def _gate(self) -> tuple[str, ...]:
        return () if self.gate is None else (gate_digest(self.gate),)

    def _read(self, portion: Portion, content: str, layout: Layout) -> dict[str, Any]:
        counts: Counter[str] = Counter()
        problems: list[str] = []
        began = time.process_time()
        shards: list[dict[str, Any]] = []
        with extractor() as aside:
            worth = None if self.gate is None else gate_of(self.gate)
            found = reports(portion.files, on_problem=problems.append, counts=counts, kind=self.kind, extractor=aside, apart=True, gate=worth)
            for number, held in enumerate(self._runs(found), 1):
                shards.append(_write_shard(layout, shard_name(portion.key, number), held, self._gate()))
        _remove_behind(layout, portion.key, len(shards))
        marker = {"portion": portion.key, "content": content, "shards": shards, "met": dict(counts), "seconds": round(time.process_time() - began, 3)}
        if self.gate is not None:
            # Of the portion: pages are judged ahead of the shard that the next report falls into.
            marker["gate"] = {"knowledge": gate_digest(self.gate), "passed_by": counts[PASSED_BY]}
        marker |= {"problems": problems[:MOST_PROBLEMS], "more_problems": max(0, len(problems) - MOST_PROBLEMS)}
        write_json(layout.portion(portion.key), marker)
        return marker

    def _runs(self, found: Iterable[Report]) -> Iterator[list[Report]]:
        held: list[Report] = []
        characters = 0
        for report in found:
            if held and (len(held) >= self.shard_reports or characters + len(report.text) > self.shard_characters):
                yield held
                held, characters = [], 0
            held.append(report)
            characters += len(report.text)
        if held:
            yield held


def _write_shard(layout: Layout, name: str, held: list[Report], gate: tuple[str, ...]) -> dict[str, Any]:
    folder = layout.shard(name)
    folder.mkdir(exist_ok=True)
    state = hashlib.blake2b("".join(gate).encode(), digest_size=16)
    for report in held:
        state.update(dumps(report).encode() + b"\n")
    write(folder / REPORTS, "reports", list(report_rows(held)))
    return {"shard": name, "input": state.hexdigest(), "reports": len(held), "characters": sum(len(report.text) for report in held)}


def _remove_behind(layout: Layout, portion: str, count: int) -> None:
    """Shards that the portion had when it was longer."""
    number = count + 1
    while (folder := layout.shard(shard_name(portion, number))).exists():
        shutil.rmtree(folder)
        layout.quarantine(folder.name).unlink(missing_ok=True)
        number += 1


def _hash(found: Any) -> str:
    """Of the bytes that are read; empty where they can't be."""
    state = hashlib.blake2b(digest_size=16)
    try:
        with Path(found.path).open("rb") as stream:
            left = None
            if found.lines is not None:
                stream.seek(found.lines.start)
                left = found.lines.end - found.lines.start
            while part := stream.read(_CHUNK if left is None else min(_CHUNK, left)):
                state.update(part)
                left = None if left is None else left - len(part)
    except OSError:
        return ""
    return state.hexdigest()


@cache
def _readers() -> str:
    """The code that reads; taken once, for a running program is what it was when it started."""
    return digest_of_files(path for room in ("model", "read") for path in files_under(package() / room))
