"""`dragoman build`: read, code, record, resolve. In: files and folders; out: a record that holds what they tell, and what was done as counts.

What stands already is passed over, what is committed stays, so that a build can be stopped at any moment and started again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from dragoman.model import InputError, Report, Unreadable, digest
from dragoman.record import Record
from dragoman.record.rows import Run
from dragoman.run.configuration import Configuration
from dragoman.run.identity import identity
from dragoman.run.workers import MOST_PROCESSES, REPORTS_WORTH_A_PROCESS, process_count, read_all

# Unreadable reports that are named one by one; the rest are counted.
MOST_NAMED = 20
Tell = Callable[[int, int | None], None]


@dataclass(slots=True)
class Built:
    """What a build did.

    Attributes:
        unreadable: id and error of each report of this input that can't be read, also those known from an earlier build.
        renamed: ids given to reports that came with the id of another text.
    """

    reports: int = 0
    added: int = 0
    known: int = 0
    repeated: int = 0
    renamed: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    resolved: bool = False
    counts: dict[str, int] = field(default_factory=dict)


def build(
    paths: Iterable[Path],
    record_path: Path,
    *,
    configuration: Configuration | None = None,
    workers: int | None = None,
    tell: Tell | None = None,
) -> Built:
    """Bring the record up to date with these files.

    Args:
        paths: files and folders; all must exist.
        workers: processes to read with; None: as many as are worth their start.
        tell: called with reports done, and reports in all where that is known, as it goes on.

    Raises:
        InputError: if a path doesn't exist (before anything is changed).
        RecordError: if the record can't be written.
    """
    paths = list(paths)
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise InputError("there is no such file or folder", source=", ".join(map(str, missing)))
    configuration = configuration or Configuration()
    run = identity(configuration)
    with Record.open(record_path, create=True) as record:
        built = Built()
        _read_into(record, run, paths, configuration, workers, built, tell or (lambda done, total: None))
        built.resolved = resolve_record(record)
        built.counts = record.counts()
    return built


def _read_into(record: Record, run: Run, paths: list[Path], configuration: Configuration, workers: int | None, built: Built, tell: Tell) -> None:
    from dragoman.read import reports

    new = _new(record, run, reports(paths), built)
    # A look ahead tells a small input from a large one; the rest is never held as a whole.
    first = list(islice(new, MOST_PROCESSES * REPORTS_WORTH_A_PROCESS))
    whole = None if len(first) == MOST_PROCESSES * REPORTS_WORTH_A_PROCESS else len(first)
    readings = read_all(chain(first, new), configuration, process_count(len(first), workers))
    for done, (report, reading) in enumerate(readings, 1):
        built.added += record.add(report, reading, run)
        if isinstance(reading, Unreadable):
            built.unreadable.append((report.id, reading.error))
        tell(done, whole)
    record.flush()


def _new(record: Record, run: Run, found: Iterable[Report], built: Built) -> Iterator[Report]:
    """Reports that the record does not hold as this run would read them, each under an id of its own."""
    seen: dict[str, str] = {}
    for report in found:
        built.reports += 1
        if seen.get(report.id, report.digest) != report.digest:
            # Two texts under one id would push each other out of the record at every build. The new id hangs on the text, not on the order.
            report = replace(report, id=f"{report.id}~{digest(report.text, report.title, report.published, report.outlet)[:6]}")
            built.renamed.append(report.id)
        if report.id in seen:
            built.repeated += 1
            continue
        seen[report.id] = report.digest
        if record.has(report.digest, run.id):
            built.known += 1
            if report.error is not None:
                built.unreadable.append((report.id, report.error))
            continue
        yield report


def resolve_record(record: Record) -> bool:
    """Derive events, stories, trips and divergences anew if the claims have changed; False if there was nothing to do."""
    from dragoman.resolve import resolve

    claims_digest = record.claims_digest()
    if claims_digest == record.resolved_for:
        return False
    resolution = resolve(record.claims(), record.judgements(people_only=True))
    record.write_resolution(resolution, claims_digest)
    return True
