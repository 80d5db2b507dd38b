"""Second step, a pure function of a shard: its reports to Parquet of readings, event reports, statements and mentions. Last comes the marker.

The marker holds the hash of the reports, versions of code, knowledge and model, counts, and seconds; where it stands, the shard is done.
"""

from __future__ import annotations

import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.clean.recurring import learnt, lines_of, site_of
from dragoman.languages import reasons
from dragoman.model import DragomanError, Reading, Report, Unreadable
from dragoman.record.rows import Run
from dragoman.run.configuration import Configuration
from dragoman.run.identity import identity
from dragoman.run.pipeline import Pipeline
from dragoman.run.shards import rows
from dragoman.run.shards.layout import REPORTS, Layout, portion_of, read_json, write_json

TABLES = ("readings", "event_reports", "statements", "mentions")


class ShardError(DragomanError):
    """A shard can't be coded here."""


@dataclass(frozen=True, slots=True)
class Coder:
    """What codes shards; may be sent to other processes and machines, each of which loads knowledge and model once.

    Attributes:
        out: the folder of shards, which all see under this name.
        run: id of the run; a machine with another program refuses.
        token: of the command that hands out the work, so that it knows its own attempts.
    """

    out: str
    configuration: Configuration
    run: str
    token: str

    def __call__(self, item: tuple[str, str]) -> dict[str, Any]:
        """Codes a shard, given its name and the hash of its reports, and returns its marker.

        Raises:
            ShardError: if this machine has another program, knowledge or model than the one that handed out the work.
        """
        name, given = item
        layout = Layout(Path(self.out))
        done = finished(layout, name, given, self.run)
        if done is not None:
            return done
        run = identity(self.configuration)
        if run.id != self.run:
            told = f"this machine has code {run.code_version}, knowledge {run.knowledge}, {run.model}: not the same as where the work was started"
            raise ShardError(f"{told}; install the same version everywhere")
        attempt = begin(layout, name, self.token)
        marker = _code(layout, name, given, run, self.configuration)
        # Of earlier attempts, too: whatever ended them, it was not the shard.
        for old in {attempt, *attempts(layout, name)}:
            old.unlink(missing_ok=True)
        return marker


def finished(layout: Layout, name: str, given: str, run: str) -> dict[str, Any] | None:
    """The shard's marker, if it stands for just these reports, read by just this run, and its files are whole."""
    marker = read_json(layout.done(name))
    if marker is None or marker["input"] != given or marker["run_id"] != run:
        return None
    folder = layout.shard(name)
    try:
        whole = all((folder / file).stat().st_size == size for file, size in marker["bytes"].items())
    except OSError:
        return None
    return marker if whole else None


def begin(layout: Layout, name: str, token: str) -> Path:
    """Note that the shard is being coded; the note outlives a process that is killed by it."""
    number = 1
    while True:
        path = layout.attempts / f"{name}.{token}.{number}"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            number += 1
            continue
        return path


def attempts(layout: Layout, name: str) -> list[Path]:
    """Notes of attempts at a shard that did not come to their end, oldest first by name."""
    return sorted(layout.attempts.glob(f"{name}.*"))


@lru_cache(maxsize=1)
def pipeline_of(configuration: Configuration) -> Pipeline:
    """Loaded once a process, at its first shard."""
    return Pipeline(configuration)


def _code(layout: Layout, name: str, given: str, run: Run, configuration: Configuration) -> dict[str, Any]:
    folder = layout.shard(name)
    pipeline = pipeline_of(configuration)
    began = time.process_time()
    made: dict[str, list[rows.Row]] = {table: [] for table in TABLES}
    counts: Counter[str] = Counter()
    uncoded: Counter[str] = Counter()
    for report, reading in pipeline.read_all(_with_lines(rows.reports_of(folder / REPORTS))):
        counts["reports"] += 1
        made["readings"].append(rows.reading_row(report, reading))
        if isinstance(reading, Unreadable):
            counts["unreadable"] += 1
            continue
        _add(made, report, reading)
        uncoded.update("\t".join(one) for one in reasons(reading.notes))
    for table in TABLES:
        rows.write(folder / f"{table}.parquet", table, made[table])
        if table != "readings":
            counts[table] = len(made[table])
    sizes = {f"{table}.parquet": (folder / f"{table}.parquet").stat().st_size for table in ("reports", *TABLES)}
    marker: dict[str, Any] = {"shard": name, "input": given, "run_id": run.id, "run": asdict(run), "bytes": sizes}
    portion = read_json(layout.portion(portion_of(name)))
    marker["gate"] = None if portion is None else portion.get("gate")
    marker |= {"counts": dict(counts), "uncoded": dict(uncoded), "seconds": round(time.process_time() - began, 3)}
    write_json(layout.done(name), marker)
    return marker


def _add(made: dict[str, list[rows.Row]], report: Report, reading: Reading) -> None:
    made["event_reports"] += rows.event_report_rows(reading)
    made["statements"] += rows.statement_rows(reading)
    made["mentions"] += rows.mention_rows(report, reading)


def _with_lines(held: list[Report]) -> Iterator[Report]:
    """The reports with those of their lines that belong to their sites, as far as this shard teaches; loading settles what other shards teach."""
    own: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    lines = []
    for report in held:
        site = None if report.error is not None else site_of(report)
        lines.append((site, () if site is None else lines_of(report)))
        if site is not None:
            own[site].append(lines[-1][1])
    known = {site: learnt(pages) for site, pages in own.items()}
    for report, (site, marks) in zip(held, lines, strict=True):
        yield report if site is None else replace(report, recurring=tuple(mark for mark in marks if mark in known[site]))
