"""Ids that were in use once: the event or story that a bookmark means now. In: an id that names nothing any more; out: the id of what holds its evidence.

Nothing is kept for this. The id of an event or story is that of its first member (`model.derived_id`), so that the member which gave a swallowed event
its name is found among those of the event that swallowed it. It follows from the claims alone, and is the same after a full rebuild.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import Column, Connection, Table, select

from dragoman.model import derived_id
from dragoman.record.tables import EVENT, EVENT_MEMBER, STORY, STORY_REPORT

# Table -> the columns of owner and member in its link table.
_MEMBERS: Final[dict[str, tuple[Column[str], Column[str]]]] = {
    EVENT.name: (EVENT_MEMBER.c.event, EVENT_MEMBER.c.event_report),
    STORY.name: (STORY_REPORT.c.story, STORY_REPORT.c.report),
}
# Only a whole id is followed: the beginning of one may fit thousands of members.
_WHOLE: Final = re.compile(r"(event|story)-[0-9a-f]{16,}")


def now_in(connection: Connection, table: Table, typed: str) -> str | None:
    """The event or story that now holds what this id once named; None if the id names something still, or never did.

    Looks at every member where the id is unknown, which takes some seconds in a record of a million event reports.
    """
    found = _WHOLE.fullmatch(typed)
    if found is None or found[1] != table.name or connection.execute(select(table.c.id).where(table.c.id == typed)).first() is not None:
        return None
    owner, member = _MEMBERS[table.name]
    return next((held for held, one in connection.execute(select(owner, member)) if derived_id(table.name, (one,)) == typed), None)
