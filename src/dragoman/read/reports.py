"""Files and folders -> reports. In: paths in any mix; out: one Report for each text, an unreadable one with `error` set."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.model import InputError, Report
from dragoman.model.ids import digest
from dragoman.read.made import unreadable
from dragoman.read.registry import Reader, reader_for, readers
from dragoman.read.source import Problem, SourceFile

DIGEST_LETTERS = 8


@dataclass(slots=True)
class _Session:
    """What one call of `reports` has met so far."""

    known: Sequence[Reader]
    problem: Problem
    counts: Counter[str]
    seen: dict[str, str]


def reports(paths: Iterable[Path | str] | Path | str, *, on_problem: Problem | None = None, counts: Counter[str] | None = None) -> Iterator[Report]:
    """Read any mix of files and folders, in the order given, folders in sorted order.

    Args:
        paths: files and folders; a folder is read with all below it. Hidden files and files of no known kind in a folder are passed
            over and counted; a file named by itself is always read, as plain text if it is of no known kind.
        on_problem: called with one sentence for each thing that was doubtful, left out or passed over, in the order met.
        counts: is filled with what was met: read, unreadable, repeated, hidden, unknown.

    Yields:
        Reports. Ids are those given inside the files, else the path below the folder named, else the file's name; `name#2` for the
        second report in a file. An id that comes again with the same content is left out; with other content, it gets `~` and part of
        its digest. A path or record that can't be read gives a Report with `error` and empty text.
    """
    problem = on_problem or (lambda message: None)
    session = _Session(readers(problem), problem, counts if counts is not None else Counter(), {})
    named = [paths] if isinstance(paths, (str, Path)) else paths
    for path in named:
        yield from _read_path(Path(path), str(path), session)
    for what, told in (
        ("hidden", ("hidden file or folder passed over", "hidden files or folders passed over")),
        ("unknown", ("file of no known kind passed over", "files of no known kind passed over")),
        ("repeated", ("report met twice and read once", "reports met twice and read once")),
    ):
        if session.counts[what]:
            problem(f"{session.counts[what]} {told[session.counts[what] > 1]}")


def _read_path(path: Path, given: str, session: _Session) -> Iterator[Report]:
    source = SourceFile(path, given, path.name or given, session.problem)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        told = (
            "there is no such file or folder" if isinstance(error, FileNotFoundError) else f"it can't be opened ({getattr(error, 'strerror', None) or error})"
        )
        yield _counted(unreadable(source, source.error(told)), session)
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(path, given, session)
    else:
        yield from _read_file(source, session, named=True)


def _read_folder(folder: Path, given: str, session: _Session) -> Iterator[Report]:
    def refused(error: OSError) -> None:
        refusals.append(error)

    refusals: list[OSError] = []
    files: list[str] = []
    for place, folders, names in os.walk(folder, onerror=refused):
        hidden = [name for name in (*folders, *names) if name.startswith(".")]
        session.counts["hidden"] += len(hidden)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(place, name).relative_to(folder).as_posix() for name in names if not name.startswith(".")]
    for refusal in refusals:
        source = SourceFile(Path(refusal.filename), str(refusal.filename), Path(refusal.filename).name, session.problem)
        yield _counted(unreadable(source, source.error(f"the folder can't be opened ({refusal.strerror})")), session)
    if not files and not refusals:
        session.problem(f"{given}: the folder holds no files to read")
    for name in sorted(files):
        yield from _read_file(SourceFile(folder / name, str(Path(given) / name), name, session.problem), session, named=False)


def _read_file(source: SourceFile, session: _Session, *, named: bool) -> Iterator[Report]:
    for report in _texts(source, session, named):
        if (one := _once(report, session)) is not None:
            yield _counted(one, session)


def _texts(source: SourceFile, session: _Session, named: bool) -> Iterator[Report]:
    """The reports in a file as its reader gives them, and a last one with the reason where it had to stop."""
    try:
        if not source.path.is_file():
            raise source.error("it is no regular file")
        reader = reader_for(source, session.known)
        if reader is None and not named and source.path.suffix:
            session.counts["unknown"] += 1
            return
        yield from (reader or _plain_text(session)).read(source)
    except InputError as error:
        yield unreadable(source, error)
    except (OSError, MemoryError) as error:
        yield unreadable(source, source.error(f"it can't be read ({getattr(error, 'strerror', None) or type(error).__name__})"))


def _plain_text(session: _Session) -> Reader:
    return next(reader for reader in session.known if reader.name == "text")


def _once(report: Report, session: _Session) -> Report | None:
    """The report, under another id if its own was met with other content; None if just this report was met."""
    content = digest(report.text, report.title, report.published, report.outlet, report.url, report.language, report.byline, report.error)
    for one in (report, replace(report, id=f"{report.id}~{report.digest[:DIGEST_LETTERS]}")):
        before = session.seen.get(one.id)
        if before is None:
            session.seen[one.id] = content
            if one is not report:
                session.problem(f"{report.source}: the id {report.id!r} was met with other content; this report is {one.id!r}")
            return one
        if before == content:
            break
    session.counts["repeated"] += 1
    return None


def _counted(report: Report, session: _Session) -> Report:
    session.counts["unreadable" if report.error else "read"] += 1
    return report
