"""Many claims and what was derived from them, written straight into an empty record: for records that are made, not read (see `evaluate.large`).

In: claims that the record holds none of, and the derived objects that belong to them, piece by piece. Out: rows; nothing is compared or superseded.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from sqlalchemy import Connection, Table

from dragoman.model import Reading
from dragoman.record import claims, judgements, resolution, rows, state, summed
from dragoman.record.tables import EVENT_REPORT, META, READING, REPORT, RUN, STATEMENT


class Filling:
    """Fills an empty record inside the caller's transaction."""

    def __init__(self, connection: Connection, run: rows.Run, now: str) -> None:
        self._connection, self._run, self._now, self._keys = connection, run.id, now, count(1)
        row = {"id": run.id, "code_version": run.code_version, "knowledge": run.knowledge, "model": run.model}
        connection.execute(RUN.insert(), row | {"configuration": run.configuration, "learnt_at": now})

    def add(self, some: Sequence[claims.Claim]) -> None:
        """Reports with their readings, each of a text of its own."""
        filled: dict[Table, list[rows.Row]] = {REPORT: [], READING: []}
        for claim in some:
            assert isinstance(claim.reading, Reading)
            key = next(self._keys)
            told = claims.rows_told(claim.reading, claim.report.id)
            spoken = [one for table in (EVENT_REPORT, STATEMENT) for one in told.get(table, ())]
            filled[REPORT].append(rows.report_row(claim.report, self._now) | {"key": key})
            filled[READING].append(rows.reading_row(claim.reading, key, claim.report.id, self._run, self._now, spoken) | {"key": key})
            for table, own in told.items():
                filled.setdefault(table, []).extend(one | {"reading": key} for one in own)
        self._insert(filled)

    def derive(self, part: resolution.Resolution) -> None:
        """A part of what was resolved; what it hangs on has been added before, or stands in the same part."""
        self._insert(dict(reversed(resolution.filled(part).items())))
        judgements.append_programs(self._connection, part.judgements, self._now)

    def finish(self) -> None:
        """Marks the record as resolved for the claims that it holds."""
        self._connection.execute(META.insert(), {"name": resolution.RESOLVED_FOR, "value": state.claims_digest(self._connection)})
        summed.sum_up(self._connection)

    def _insert(self, filled: dict[Table, list[rows.Row]]) -> None:
        for table, new in filled.items():
            if new:
                self._connection.execute(table.insert(), new)
