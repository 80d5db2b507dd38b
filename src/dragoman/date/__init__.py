"""When a report was written, and on which days its events took or are to take place.

In: a Working with mentions, events and times. Out: the same with `written` set and `when` and `historical` of every event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.date.dating import dated
from dragoman.date.grounding import ground
from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

__all__ = ["date"]


def date(working: Working, knowledge: Knowledge) -> Working:
    """Fills `written`, then the days of every event; hands the working on.

    Offsets in `written.clues` are those of the report's text as given, not of the clean text.
    """
    working.written, anchor = dated(working, knowledge)
    ground(working, anchor)
    return working
