"""What a resolution rests on, as one hash: while it stays the same, so does the resolution."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select

from dragoman.model.judgements import last_corrections, last_words
from dragoman.record import claims, corrections, fingerprints, judgements, rows
from dragoman.record.tables import READING, REPORT


def claims_digest(connection: Connection) -> str:
    """Hash of the standing readings, what made them, people's last words so far as they hold, and the resolver, by its bytes.

    Neither record time nor the order in which reports came enters it; of judgements, which of two on one pair was said last.
    """
    state = hashlib.blake2b(fingerprints.resolver().encode(), digest_size=16)
    readings = select(READING.c.report_id, REPORT.c.digest, READING.c.run, READING.c.digest).join(REPORT, REPORT.c.key == READING.c.report)
    readings = readings.where(claims.standing(None)).order_by(READING.c.report_id)
    for row in connection.execute(readings.execution_options(yield_per=5000)):
        state.update(rows.dumps(list(row)).encode())
    judged = [[*sides, one.verdict] for sides, one in last_words(judgements.read(connection, people_only=True)).items()]
    # Of several corrections of one event, by different event reports, the last counts: so their order is part of what is said.
    corrected = [[one.event_report, one.field, one.value, one.id] for one in last_corrections(corrections.read(connection))]
    state.update(rows.dumps([sorted(judged), corrected]).encode())
    return state.hexdigest()
