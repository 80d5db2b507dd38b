"""The record: one SQLite file, or a schema in PostgreSQL, that holds every claim, what was derived from them, and their history.

In: reports with readings (`add`), resolutions (`write_resolution`), judgements. Out: model objects (see `reader`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from dragoman.model import Correction, DragomanError, Judgement, Reading, RecordError, Report, Unreadable
from dragoman.record import (
    bulk,
    claims,
    clock,
    connect,
    copying,
    corrections,
    judgements,
    memory,
    migrations,
    past,
    postgresql,
    resolution,
    rows,
    sites,
    sqlite,
    state,
    summed,
    watching,
)
from dragoman.record.place import Address, Place, place
from dragoman.record.reader import Reader
from dragoman.record.sites import SiteLines

# Reports that are written in one commit: what a kill can cost is the reading of so many reports, which the next build reads again.
BATCH = 64
# Seconds to wait for another writer. A batch is written in well under one, what was resolved of a large record in many; a build must not end for that.
BUSY_TIMEOUT = 120.0


class Record(Reader):
    """A record, open. Use it as a context manager: leaving it writes what was added and closes it.

    Questions may be asked from several threads; adding and resolving are for one.
    """

    def __init__(self, path: Place, engine: Engine, *, read_only: bool, now: clock.Clock, batch: int) -> None:
        super().__init__(path, engine)
        self.read_only = read_only
        self._clock, self._batch = now, batch
        self._pending: dict[str, claims.Claim] = {}  # by report id
        self._waiting: set[tuple[str, str]] = set()  # (report digest, run id) of the same

    @classmethod
    def open(
        cls,
        path: str | Path | Address,
        create: bool = True,
        read_only: bool = False,
        *,
        now: clock.Clock = clock.utc_now,
        busy_timeout: float = BUSY_TIMEOUT,
        batch: int = BATCH,
    ) -> Self:
        """Open a record, making or migrating it where needed.

        Args:
            path: the file; its folder must exist. Or the address of a PostgreSQL database, postgresql://..., with ?schema=NAME for one of its schemas.
            create: make the record if there is none.
            read_only: nothing can be written; the record must exist and be of this program's schema version.
            now: where record time comes from.
            busy_timeout: seconds to wait for another writer.
            batch: reports to a commit.

        Raises:
            RecordError: if it can't be opened, is no record, or belongs to a newer program.
        """
        where, may_make = place(path), create and not read_only
        if isinstance(where, Path):
            sqlite.check_path(where, create=may_make)
        engine = connect.make_engine(where, read_only=read_only, busy_timeout=busy_timeout)
        try:
            _prepare(engine, where, read_only=read_only, create=may_make)
        except BaseException:
            engine.dispose()
            raise
        return cls(where, engine, read_only=read_only, now=now, batch=batch)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.flush()
        except DragomanError:
            if error is None:
                raise
            # The error that is on its way already tells why; this one would hide it.
        finally:
            self._engine.dispose()

    def close(self) -> None:
        """Write what was added and close the record."""
        self.__exit__(None, None, None)

    # Claims

    def has(self, report_digest: str, run_id: str) -> bool:
        """True if this very text stands in the record (or waits for its commit) as read by this run, so that it need not be read again."""
        if (report_digest, run_id) in self._waiting:
            return True
        with connect.reading(self._engine, str(self.path)) as connection:
            return claims.is_current(connection, report_digest, run_id)

    def add(self, report: Report, reading: Reading | Unreadable, run: rows.Run, lines: SiteLines | None = None) -> bool:
        """Append what a reading found in a report. An older reading of this report id is kept, marked as superseded.

        Rows are committed by batches of reports; any question, `flush` or `close` commits what waits.

        Args:
            lines: those that may belong to its site, and those that the reading took for the site's.

        Returns:
            False if this very text, read by this run with the same lines taken, stands already: then nothing changes.

        Raises:
            RecordError: if the record can't be written.
        """
        if isinstance(reading, Reading) and reading.id != report.id:
            raise RecordError(f"a reading of report {reading.id!r} was handed over with report {report.id!r}", source=str(self.path))
        self._may_write()
        waiting = (report.digest, run.id)
        if self.has(*waiting) and not self._reads_otherwise(report.id, lines):
            return False
        if report.id in self._pending:
            self.flush()  # both texts under this id belong to its history
        self._pending[report.id] = claims.Claim(report, reading, run, lines)
        self._waiting.add(waiting)
        if len(self._pending) >= self._batch:
            self.flush()
        return True

    def _reads_otherwise(self, report_id: str, lines: SiteLines | None) -> bool:
        if lines is None or report_id in self._pending:
            return lines is not None and self._pending[report_id].lines != lines
        with connect.reading(self._engine, str(self.path)) as connection:
            return claims.reads_otherwise(connection, report_id, lines)

    def settle_site(self, site: str, pages: Mapping[str, SiteLines]) -> bool:
        """Note that all reports of a site are read with what is learnt from them.

        Args:
            pages: the reports of the site that it was learnt from, by id, as they should have been read.

        Returns:
            False, and nothing is noted, if the record holds others by now, or some as another program read them.
        """
        self._may_write()
        self.flush()
        with connect.writing(self._engine, str(self.path)) as connection:
            return sites.settle(connection, site, pages)

    def flush(self) -> int:
        """Commit what was added.

        Returns:
            The number of readings written; fewer than were added if another program has written the same meanwhile.
        """
        if not self._pending:
            return 0
        with connect.writing(self._engine, str(self.path)) as connection, self._named():
            written = claims.write(connection, list(self._pending.values()), self._stamp(claims.last_moment(connection)))
        self._pending.clear()
        self._waiting.clear()
        return written

    def _settle(self) -> None:
        self.flush()

    # Judgements

    def add_judgement(self, judgement: Judgement | None = None, /, **parts: str) -> Judgement:
        """Append a judgement: a whole one, or its parts as in `judgements.judgement` (kind, left, right, verdict, why, by).

        Returns:
            The judgement as it stands in the record.
        """
        new = judgements.judgement(**parts) if judgement is None else judgement  # type: ignore[arg-type]
        self._may_write()
        self.flush()
        with connect.writing(self._engine, str(self.path)) as connection:
            new = judgements.anchored(connection, new)
            judgements.add(connection, new, self._stamp(claims.last_moment(connection)))
            return judgements.standing(connection, new.id)

    def add_correction(self, event_reports: Sequence[str], field: str, value: str, *, why: str, by: str) -> Correction:
        """Append a person's correction of the event that these event reports tell of.

        Args:
            event_reports: ids; the correction holds by the first, and should a newer program not find it, by the next.
            field: of the event. value: the right value, as JSON (see `resolve.corrected`).

        Raises:
            RecordError: if one of the event reports is not there, or the value has not the form of its field.
        """
        try:
            corrections.check_value(field, value)
        except (ValueError, TypeError, AttributeError) as error:
            raise RecordError(f"{value} can't be the {field} of an event: {error}", source=str(self.path)) from error
        self._may_write()
        self.flush()
        with connect.writing(self._engine, str(self.path)) as connection, self._named():
            new = corrections.correction(corrections.anchored(connection, event_reports), field, value, why=why, by=by)
            corrections.add(connection, new, self._stamp(claims.last_moment(connection)))
            return corrections.standing(connection, new.id)

    def take_in(self, word: Judgement | Correction) -> str:
        """A person's judgement or correction that came by a file (see `exchange`): "new", "known", or "withdrawn" where it takes one back."""
        self._may_write()
        self.flush()
        with connect.writing(self._engine, str(self.path)) as connection, self._named():
            now = self._stamp(claims.last_moment(connection))
            return corrections.take_in(connection, word, now) if isinstance(word, Correction) else judgements.take_in(connection, word, now)

    def withdraw_judgement(self, identifier: str) -> None:
        """Take a judgement or correction back; it stays in the record with the time at which it was withdrawn.

        Raises:
            RecordError: if none of this id stands.
        """
        self._may_write()
        self.flush()
        with connect.writing(self._engine, str(self.path)) as connection, self._named():
            now = self._stamp(claims.last_moment(connection))
            if not corrections.withdraw(connection, identifier, now):
                judgements.withdraw(connection, identifier, now)

    # Resolution

    def write_resolution(self, resolved: resolution.Resolution, claims_digest: str | None = None, known: Mapping[str, memory.Kept] | None = None) -> bool:
        """Replace all that is derived by this resolution, in one transaction, and mark for which claims it holds.

        If another program has added claims meanwhile and resolved them, its resolution stays: it was made from more.

        Args:
            resolved: see `resolution.Resolution`.
            claims_digest: of the claims that it was made from; default: of those that `claims()` handed out last, else of all
                that stand. With the right one, claims that another program added meanwhile make the next build resolve again.
            known: what the next resolution may take from this one; None leaves what is kept.

        Returns:
            False if another's stays.
        """
        self._may_write()
        self.flush()
        with connect.writing(self._engine, str(self.path)) as connection, self._named():
            standing = state.claims_digest(connection)
            made_from = claims_digest or self._claimed or standing
            newest = made_from == standing or resolution.resolved_for(connection) != standing
            if newest:
                resolution.write(connection, resolved, made_from, self._stamp(claims.last_moment(connection)))
            if newest and known is not None:
                memory.write(connection, known)
        self._claimed = None
        return newest

    # Copies

    def copy_from(self, source: Reader, *, replace: bool = False, tell: copying.Tell = lambda done, whole: None) -> dict[str, int]:
        """Take over all that another record holds at this moment, as it lies: claims, people's words, what a watch knows, and what was resolved.

        Args:
            replace: whatever this record holds goes; else it must be empty.
            tell: called with rows done and rows in all, as it goes on.

        Returns:
            Rows copied, by table.

        Raises:
            RecordError: if this record holds something and may not be replaced, or if either can't be read or written; then it is as it was.
        """
        self._may_write()
        self.flush()
        with source._connection() as there, connect.writing(self._engine, str(self.path)) as here, self._named():
            return copying.copy(there, here, tell, replace=replace)

    def past_of(self, source: Reader, as_of: str | date | datetime) -> None:
        """Take over, into this empty record, all claims and people's words that another had learnt by a moment, as they stood then; nothing is resolved.

        Raises:
            RecordError: if this record holds something already.
        """
        self._may_write()
        moment = clock.moment(as_of)
        if isinstance(source.path, Path) and isinstance(self.path, Path):
            past.copy_file(source.path, self.path, moment)
            return
        with source._connection() as there, connect.writing(self._engine, str(self.path)) as here, self._named():
            past.copy_rows(there, here, moment)

    @contextmanager
    def filling(self, run: rows.Run) -> Iterator[bulk.Filling]:
        """Fills this record, which must be empty, with claims and derived objects that are made elsewhere; in one transaction.

        Raises:
            RecordError: if it holds anything.
        """
        self._may_write()
        with connect.writing(self._engine, str(self.path)) as connection, self._named():
            if claims.last_moment(connection):
                raise RecordError("only an empty record can be filled", source=str(self.path))
            filling = bulk.Filling(connection, run, self._stamp(""))
            yield filling
            filling.finish()

    # Watching

    def watching(self) -> watching.Watching:
        """What `dragoman watch` knows between two rounds."""
        self._may_write()
        return watching.Watching(self._engine, str(self.path))

    def _stamp(self, not_before: str) -> str:
        return clock.stamp(self._clock(), not_before)

    def _may_write(self) -> None:
        if self.read_only:
            raise RecordError("the record was opened for reading only", source=str(self.path))


def _prepare(engine: Engine, where: Place, *, read_only: bool, create: bool) -> None:
    """Check whose file or schema it is, and bring it to the newest version."""
    source, newest = str(where), migrations.latest(engine.dialect.name)
    with connect.reading(engine, source) as connection:
        found = migrations.check(connection, source)
    if isinstance(where, Address) and not found and not create:
        raise RecordError("there is no such record, or this user may not see it; make it with `dragoman build`", source=source)
    if read_only:
        if not found:
            raise RecordError("nothing is in it yet; make a record of it with `dragoman build`", source=source)
        if found < newest:
            told = f"the record is of schema version {found}, older than this program's {newest}"
            raise RecordError(f"{told}; open it once for writing (`dragoman build`) to bring it up to date", source=source)
        return
    if isinstance(where, Path):
        with connect.clear_errors(source), engine.connect() as connection:
            sqlite.use_wal(connection, source)
    if found < newest:
        with connect.writing(engine, source) as connection:
            _bring_up_to_date(connection, where)


def _bring_up_to_date(connection: Connection, where: Place) -> None:
    if isinstance(where, Address):
        postgresql.make_schema(connection, where)
    found = migrations.check(connection, str(where))  # again: another program may have come first
    migrations.migrate(connection)
    if 0 < found < migrations.SUMS_SINCE:
        # What a migration can't write in SQL of one store as well as of the other.
        summed.sum_up(connection)
