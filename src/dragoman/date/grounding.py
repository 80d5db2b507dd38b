"""On which days the events of a report took or are to take place, and which of them are history.

In: a Working whose `written` is set. Out: `when` and `historical` of every event, and in `why` which rule gave the day. By rank: the event's own time
(stated with its year, or reckoned from the day of writing); inherited from another telling of the same act, from the sentence before, from the
day that the report is news of, or from the day of publication. Else it stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.date.carried import continued, retold
from dragoman.date.history import is_history
from dragoman.date.news import news, news_day
from dragoman.date.own import Dated, own_days
from dragoman.date.spans import settle_distances
from dragoman.model import Interval
from dragoman.model.reading import When
from dragoman.model.working import Working


def ground(working: Working, anchor: Interval | None = None) -> None:
    """Fills `when` and `historical` of every event of the working, reckoned from `anchor`, by default the window of writing."""
    anchor = anchor if anchor is not None and anchor.known else anchor_of(working)
    dated = [own_days(event, anchor, working.clean.text) for event in working.events]
    undated = [item for item in dated if item.open]
    found = news(working, dated, anchor)
    _carry(retold, undated, dated, working)
    settle_distances(working, dated, anchor, None if found is None else found.now or found.told)
    _carry(continued, undated, dated, working)
    for item in dated:
        item.event.historical = item.event.historical or is_history(item, anchor, working)
    for item in undated:
        if item.open and item.days is None and found is not None and (day := news_day(item, found, working)) is not None:
            item.inherit(*day)
    for item in dated:
        _settle(item)


Rule = Callable[[Dated, Sequence[Dated], Working], tuple[Interval, str] | None]


def _carry(rule: Rule, undated: Sequence[Dated], dated: Sequence[Dated], working: Working) -> None:
    """From other tellings; all are looked up before any is given, so that no day is handed on twice."""
    carried = [(item, rule(item, dated, working)) for item in undated if item.open and item.days is None]
    for item, found in carried:
        if found is not None:
            item.inherit(*found)


def _settle(item: Dated) -> None:
    days = item.days
    if days is None or not days.known:
        item.event.when = When()
        return
    item.event.when = When(days.from_, days.to, days.precision, item.how)
    item.event.why.append(f"day {item.how}: {item.why}")


def anchor_of(working: Working) -> Interval | None:
    """The writing window, None unless both its ends are known."""
    written = working.written
    window = Interval(written.from_, written.to, written.precision)
    return window if window.known else None
