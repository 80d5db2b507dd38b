"""Files and folders -> reports. In: paths in any mix; out: one Report for each text, an unreadable one with `error` set."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import InputError, Report, UsageError
from dragoman.read.containers import container_kind, members
from dragoman.read.limits import MOST_ARCHIVES_DEEP, MOST_BYTES_UNPACKED
from dragoman.read.made import unreadable
from dragoman.read.once import AsGiven, Once
from dragoman.read.pending import EMPTY, PASSED_BY, STOPPED, WITHOUT_ARTICLE, Extractor, Here, Pending, page_bytes
from dragoman.read.registry import Reader, reader_for, readers
from dragoman.read.source import Problem, SourceFile
from dragoman.read.steps import File, Met, Step, in_order
from dragoman.read.taken import UNREADABLE, Taken
from dragoman.read.walk import Found, walk

STANDARD_INPUT = "-"
_STANDARD_INPUT_NAME = "stdin"
_UNKNOWN = "of no known kind"


@dataclass(slots=True)
class _Session:
    """What one call of `reports` has met so far."""

    known: Sequence[Reader]
    problem: Problem
    counts: Counter[str]
    once: Once | AsGiven
    kind: str | None
    taken: Taken
    extractor: Extractor


def reports(
    paths: Iterable[Path | str | Found] | Path | str,
    *,
    on_problem: Problem | None = None,
    counts: Counter[str] | None = None,
    kind: str | None = None,
    taken: Taken | None = None,
    extractor: Extractor | None = None,
    gate: Callable[[bytes], bool] | None = None,
    apart: bool = False,
) -> Iterator[Report]:
    """Read any mix of files and folders, in the order given, folders in sorted order.

    Args:
        paths: files and folders; a folder is read with all below it. Hidden files and files of no known kind in a folder are passed
            over and counted; a file named by itself is always read, as plain text if it is of no known kind. "-" is standard input.
        on_problem: called with one sentence for each thing that was doubtful, left out or passed over, in the order met.
        counts: is filled with what was met: read, unreadable, repeated, hidden, unknown; of web pages passed by (see `gate`), empty (no text was
            found), without article (all of their text was taken), stopped (looking for the article took too long, or too much memory).
        kind: a reader's name, which then reads every file whatever it looks like, also those in archives.
        taken: is filled with what each file was taken for.
        extractor: who reads pages, feeds, mails and PDFs; by default they are read in this process.
        gate: says of a web page's bytes whether it is worth reading (see `read.worth`); the others give no report and are counted as passed by.
        apart: these are a part of what is read, and others read the rest: ids stay as given (whoever joins the parts makes them unique by `Once`), and
            sums are left to whoever joins the parts.

    Raises:
        UsageError: if there is no reader of this kind.

    Yields:
        Reports. Ids are those given inside the files, else the path below the folder named, else the file's name; `name#2` for the
        second report in a file, `year.zip!may/page.html` for a file in an archive. An id that comes again with the same content is
        left out; with other content, it gets `~` and part of its digest. A path or record that can't be read gives a Report with
        `error` and empty text.
    """
    problem = on_problem or (lambda message: None)
    waiting: list[str] = []
    session = _Session(
        readers(waiting.append),
        waiting.append,
        Counter() if counts is None else counts,
        AsGiven() if apart else Once(),
        kind,
        Taken() if taken is None else taken,
        extractor or Here(),
    )
    kinds = {reader.name for reader in session.known}
    if kind is not None and kind not in kinds:
        raise UsageError(f"{kind!r} is no kind of file; there are {', '.join(sorted(kinds))}")
    steps = _steps([paths] if isinstance(paths, (str, Path)) else paths, session, waiting)
    return _read_all(steps if gate is None else _gated(steps, gate, session.counts), session, problem)


def _gated(steps: Iterator[Step], gate: Callable[[bytes], bool], counts: Counter[str]) -> Iterator[Step]:
    """The steps without the web pages that are not worth reading."""
    for step in steps:
        if isinstance(step, Met) and isinstance(step.one, Pending) and step.one.kind == "html" and not gate(page_bytes(step.one)):
            counts[PASSED_BY] += 1
            if step.file is not None:
                step.file.pass_by()
        else:
            yield step


def _steps(named: Iterable[Path | str | Found], session: _Session, waiting: list[str]) -> Iterator[Step]:
    """What is come upon, with each sentence in its place among the reports."""
    for path in named:
        for step in _read_found(path, session) if isinstance(path, Found) else _read_path(Path(path), str(path), session):
            yield from _drained(waiting)
            yield step
    yield from _drained(waiting)


def _drained(waiting: list[str]) -> Iterator[str]:
    while waiting:
        yield waiting.pop(0)


def _read_all(steps: Iterator[Step], session: _Session, problem: Problem) -> Iterator[Report]:
    for step, outcome in in_order(steps, session.extractor):
        if isinstance(step, str):
            problem(step)
        elif isinstance(step, File):
            step.close()
        else:
            for message in outcome.problems:
                problem(message)
            session.counts.update(outcome.counts)
            for report in outcome.reports:
                if step.file is not None:
                    step.file.meet(report)
                if (one := _once(report, session, problem)) is not None:
                    yield _counted(one, session)
    if isinstance(session.once, Once):
        for message in sums(session.counts):
            problem(message)


def sums(counts: Counter[str]) -> Iterator[str]:
    """What was passed over or doubtful by number, one sentence each."""
    for what, told in (
        ("hidden", ("hidden file or folder passed over", "hidden files or folders passed over")),
        ("unknown", ("file of no known kind passed over", "files of no known kind passed over")),
        ("repeated", ("report met twice and read once", "reports met twice and read once")),
        (PASSED_BY, ("web page passed over: it names no two countries near one another", "web pages passed over: they name no two countries near one another")),
        (EMPTY, ("web page gave no text, although it is not empty", "web pages gave no text, although they are not empty")),
        (WITHOUT_ARTICLE, ("web page had no article that could be told from the rest; all of its text was taken",) * 2),
        (STOPPED, ("file or page took too much time or memory and was given up, or read as plain text",) * 2),
    ):
        if counts[what]:
            yield f"{counts[what]} {told[counts[what] > 1]}"


def _read_path(path: Path, given: str, session: _Session) -> Iterator[Step]:
    if given == STANDARD_INPUT:
        yield from _read_standard_input(session)
        return
    for found in walk(path, given, session.counts, session.problem):
        yield from _read_found(found, session)


def _read_found(found: Found, session: _Session) -> Iterator[Step]:
    source = SourceFile(Path(found.path), found.given, found.name, session.problem, part=found.lines)
    if found.refused is not None:
        yield Met(unreadable(source, source.error(found.refused)))
    else:
        yield from _read_file(source, session, named=found.named)


def _read_standard_input(session: _Session) -> Iterator[Step]:
    content = sys.stdin.buffer.read(MOST_BYTES_UNPACKED + 1)
    source = SourceFile(Path(_STANDARD_INPUT_NAME), _STANDARD_INPUT_NAME, _STANDARD_INPUT_NAME, session.problem, content=content)
    if len(content) > MOST_BYTES_UNPACKED:
        yield Met(unreadable(source, source.error(f"standard input is larger than {MOST_BYTES_UNPACKED // 2**20} MiB: name a file instead")))
        return
    yield from _read_file(source, session, named=True)


def _read_file(source: SourceFile, session: _Session, *, named: bool) -> Iterator[Step]:
    yield from _texts(source, session, named, session.taken, 1)


def _texts(source: SourceFile, session: _Session, named: bool, taken: Taken, deep: int) -> Iterator[Step]:
    """The reports in a file as its reader gives them, a last one with the reason where it had to stop, and the file's end."""
    file = File(taken)
    try:
        if source.content is None and not source.path.is_file():
            raise source.error("it is no regular file")
        if (container := container_kind(source)) is not None:
            file.kind = container
            yield from _members(source, container, session, taken.of(container), deep)
        else:
            reader = _reader(source, session)
            if reader is None and not named and source.path.suffix:
                session.counts["unknown"] += 1
                file.kind = _UNKNOWN
            else:
                reader = reader or _plain_text(session)
                file.reader = reader.name
                # Readers of other packages read at once.
                for one in getattr(reader, "pending", reader.read)(source):
                    yield Met(one, file)
    except InputError as error:
        yield Met(unreadable(source, error), file)
    except (OSError, EOFError, MemoryError) as error:
        yield Met(unreadable(source, source.error(f"it can't be read ({getattr(error, 'strerror', None) or error or type(error).__name__})")), file)
    yield file


def _reader(source: SourceFile, session: _Session) -> Reader | None:
    if session.kind is not None:
        return next(reader for reader in session.known if reader.name == session.kind)
    return reader_for(source, session.known)


def _members(archive: SourceFile, kind: str, session: _Session, taken: Taken, deep: int) -> Iterator[Step]:
    """The reports of all files in an archive, and the reason where one can't be read."""
    if deep > MOST_ARCHIVES_DEEP:
        raise archive.error(f"archives lie more than {MOST_ARCHIVES_DEEP} deep in one another; this one was not opened")
    refused: list[Report] = []

    def refuse(member: SourceFile, error: InputError) -> None:
        refused.append(unreadable(member, error))
        taken.of(UNREADABLE).files += 1

    met = False
    try:
        for member in members(archive, kind, refuse):
            met = True
            yield from _texts(member, session, False, taken, deep + 1)
    except InputError as error:
        refused.append(unreadable(archive, error))
    yield from map(Met, refused)
    if not met and not refused:
        session.problem(str(archive.error("the archive holds no files to read")))


def _plain_text(session: _Session) -> Reader:
    return next(reader for reader in session.known if reader.name == "text")


def _once(report: Report, session: _Session, problem: Problem) -> Report | None:
    one = session.once.of(report)
    if one is None:
        session.counts["repeated"] += 1
    elif one.id != report.id:
        problem(f"{report.source}: the id {report.id!r} was met with other content; this report is {one.id!r}")
    return one


def _counted(report: Report, session: _Session) -> Report:
    session.counts["unreadable" if report.error else "read"] += 1
    return report
