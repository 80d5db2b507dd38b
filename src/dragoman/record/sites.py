"""The lines of reports that may belong to their sites. In: fingerprints of a report's lines; out: those of all reports of a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select, update

from dragoman.record import rows
from dragoman.record.tables import SITE_LINE

# The fingerprints' form in the record, whatever the machine's own is.
_MARKS = np.dtype("<u8")


@dataclass(frozen=True, slots=True)
class SiteLines:
    """One report's lines, sorted: all that may belong to its site, and those that its reading took for the site's."""

    site: str
    lines: tuple[int, ...]
    taken: tuple[int, ...] = ()


def write(connection: Connection, report_id: str, found: SiteLines | None) -> None:
    """Puts these in the place of what was known of the report; None: it has no site, or can't be read."""
    key = rows.key(report_id)
    connection.execute(SITE_LINE.delete().where(SITE_LINE.c.report_id == key))
    if found is not None:
        row = {"report_id": key, "site": rows.storable(found.site), "lines": _packed(found.lines), "taken": _packed(found.taken), "settled": 0}
        connection.execute(SITE_LINE.insert(), row)


def taken(connection: Connection, report_id: str) -> tuple[int, ...]:
    """The lines that the standing reading of a report took for its site's."""
    found = connection.execute(select(SITE_LINE.c.taken).where(SITE_LINE.c.report_id == rows.key(report_id))).scalar()
    return _unpacked(found or b"")


def pages(connection: Connection, site: str) -> dict[str, SiteLines]:
    """All reports of a site, by their ids."""
    query = select(SITE_LINE.c.report_id, SITE_LINE.c.lines, SITE_LINE.c.taken).where(SITE_LINE.c.site == rows.storable(site)).order_by(SITE_LINE.c.report_id)
    return {row.report_id: SiteLines(site, _unpacked(row.lines), _unpacked(row.taken)) for row in connection.execute(query)}


def unsettled(connection: Connection) -> list[str]:
    """Sites with reports that were added since what they took was last compared with what is learnt."""
    return list(connection.execute(select(SITE_LINE.c.site).where(SITE_LINE.c.settled == 0).distinct().order_by(SITE_LINE.c.site)).scalars())


def settle(connection: Connection, site: str, wanted: Mapping[str, SiteLines]) -> bool:
    """Notes that all reports of a site are read with what is learnt from them; False if they are not, for another program has written some meanwhile."""
    if pages(connection, site) != wanted:
        return False
    connection.execute(update(SITE_LINE).where(SITE_LINE.c.site == site).values(settled=1))
    return True


def _packed(marks: tuple[int, ...]) -> bytes:
    return np.array(marks, dtype=_MARKS).tobytes()


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return tuple(np.frombuffer(packed, dtype=_MARKS).tolist())
