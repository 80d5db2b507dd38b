"""`dragoman build`: read, code, record, resolve. In: files and folders; out: a record that holds what they tell, and what was done as counts.

What stands already is passed over, what is committed stays, so that a build can be stopped at any moment and started again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from dragoman.languages import reasons, uncoded_line
from dragoman.model import InputError, Report, Unreadable
from dragoman.read import Taken, reports
from dragoman.read.reports import STANDARD_INPUT
from dragoman.record import Record
from dragoman.record.place import Place
from dragoman.record.rows import Run, key
from dragoman.resolve import Claim, resolve
from dragoman.run.configuration import ASKING, Configuration
from dragoman.run.gate import gate_of
from dragoman.run.identity import identity
from dragoman.run.remember import Reopened, kept, remembered
from dragoman.run.sandbox import extractor
from dragoman.run.sites import Sites, lines_by_site, settle
from dragoman.run.workers import MOST_PROCESSES, REPORTS_WORTH_A_PROCESS, process_count, read_all

Tell = Callable[[int, int | None], None]


@dataclass(slots=True)
class Built:
    """What a build did.

    Attributes:
        met: what the readers met: read, unreadable, repeated, hidden, unknown, passed by (by the gate).
        taken: what each file was taken for.
        added: readings that are new in the record; known: reports that stood there already as this program reads them.
        reread: readings that were made anew, for the other pages of their sites teach of more or fewer lines that these belong to the site.
        problems: what was doubtful or passed over, one sentence each.
        unreadable: id and error of each report of this input that can't be read, also those known from an earlier build.
        resolved: False if nothing had changed.
        reopened: the blocks that were worked out anew; None if nothing had changed.
        counts: what the record holds now.
        told: what the reading took of means outside this machine, and what was not coded for its language.
    """

    met: Counter[str] = field(default_factory=Counter)
    taken: Taken = field(default_factory=Taken)
    added: int = 0
    known: int = 0
    reread: int = 0
    problems: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    resolved: bool = False
    reopened: Reopened | None = None
    counts: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def build(
    paths: Iterable[Path],
    record_path: str | Place,
    *,
    configuration: Configuration | None = None,
    workers: int | None = None,
    tell: Tell | None = None,
    kind: str | None = None,
    gate: bool = False,
) -> Built:
    """Bring the record up to date with these files.

    Args:
        paths: files and folders, "-" for standard input; one that isn't there is told as unreadable, and the others are read.
        record_path: of its file, or its address (see `Record.open`).
        workers: processes to read and resolve with; None: as many as are worth their start to read, and one to resolve.
        tell: called with reports done, and reports in all where that is known, as it goes on.
        kind: the reader for all files, by its name; None: each file's own.
        gate: pass over web pages that name no two countries near one another, before their article is looked for.

    Raises:
        UsageError: if there is no such reader.
        InputError: if none of the paths exists.
        RecordError: if the record can't be written.
    """
    paths = list(paths)
    there = [path for path in paths if str(path) == STANDARD_INPUT or path.exists()]
    if not there:
        raise InputError("there is no such file or folder", source=", ".join(map(str, paths)))
    configuration = configuration or Configuration()
    built = Built()
    # Not kept in the record: a name mistyped once would stand there for good.
    built.unreadable += [(str(path), "there is no such file or folder") for path in paths if path not in there]
    with Record.open(record_path, create=True) as record:
        with extractor() as apart:
            worth = gate_of(configuration) if gate else None
            found = reports(there, on_problem=built.problems.append, counts=built.met, kind=kind, taken=built.taken, extractor=apart, gate=worth)
            _read_into(record, found, configuration, workers, built, tell or (lambda done, total: None))
        built.reopened = resolve_record(record, built.problems, workers or 1)
        built.resolved = built.reopened is not None
        built.counts = record.counts()
    return built


def _read_into(record: Record, found: Iterable[Report], configuration: Configuration, workers: int | None, built: Built, tell: Tell) -> None:
    run = identity(configuration)
    new = _new(record, run, found, built)
    # A look ahead tells a small input from a large one; the rest is never held as a whole.
    first = list(islice(new, MOST_PROCESSES * REPORTS_WORTH_A_PROCESS))
    whole = None if len(first) == MOST_PROCESSES * REPORTS_WORTH_A_PROCESS else len(first)
    # The limit of requests and the price of a run are counted in one place; the endpoint, not the processor, sets the pace.
    processes = 1 if configuration.coder == ASKING else process_count(len(first), workers)
    sites = Sites(record)
    sites.look_ahead(first)
    readings = read_all(map(sites.with_lines, chain(first, new)), configuration, processes, built.told.extend)
    uncoded: Counter[tuple[str, str]] = Counter()
    for done, (report, reading) in enumerate(readings, 1):
        # What an endpoint did not answer today it may answer tomorrow: it does not stand in the record, so the next build asks again.
        unanswered = configuration.coder == ASKING and report.error is None and isinstance(reading, Unreadable)
        lines = None if isinstance(reading, Unreadable) else lines_by_site(report)
        built.added += 0 if unanswered else record.add(replace(report, recurring=()), reading, run, lines)
        if isinstance(reading, Unreadable):
            built.unreadable.append((report.id, reading.error))
        else:
            uncoded.update(reasons(reading.notes))
        tell(done, whole)
    built.told += [uncoded_line(language, reason, count) for (language, reason), count in sorted(uncoded.items())]
    record.flush()
    built.reread = settle(record, run, configuration, workers)


def _new(record: Record, run: Run, found: Iterable[Report], built: Built) -> Iterator[Report]:
    """Reports that the record does not hold as this run reads them; of those that it holds, the unreadable ones are told again."""
    failed = {row.id: row.error for row in record.each("reports") if row.error is not None} if record.counts()["unreadable"] else {}
    for report in found:
        if not record.has(report.digest, run.id):
            yield report
            continue
        built.known += 1
        if report.id in failed:
            built.unreadable.append((report.id, failed[report.id]))


def resolve_record(record: Record, problems: list[str], workers: int = 1) -> Reopened | None:
    """Derive events, stories, trips and divergences anew if the claims have changed.

    Args:
        problems: gets what was left aside or doubted.
        workers: processes that compare; the result is the same.

    Returns:
        Which blocks were worked out anew; None if there was nothing to do.
    """
    with record.snapshot():
        claims_digest = record.claims_digest()
        if claims_digest == record.resolved_for:
            return None
        digests, memory = record.content_digests(), remembered(record.memory(), workers)
        claims = [Claim(report, reading, digests[key(report.id)]) for report, reading in record.claims()]
        judgements, corrections = record.judgements(people_only=True), record.corrections()
    resolution = resolve(claims, judgements, corrections, memory)
    opened = Reopened(dict(memory.opened), dict(memory.seen))
    memory.forget()
    if record.write_resolution(resolution, claims_digest, kept(memory)):
        problems += resolution.notes
    else:
        problems.append("another program has added to the record meanwhile and resolved all of it; its resolution stands")
    return opened
