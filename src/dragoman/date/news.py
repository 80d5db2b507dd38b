"""The days that a report is news of, and which of its undated events happened on them. In: its times, events and days of writing. Out: days with a reason.

The day of the news stands in the first sentences ("on Tuesday"); what is told without a day happened then. Where no day is told there, the day of
publication stands for it. Where the day of writing is not known, though a few weeks are, the news lies between the recent days that the report sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from dragoman.date.carried import has_time, reaches_back, words_before
from dragoman.date.own import Dated
from dragoman.date.wording import wording
from dragoman.mentions.times import Expression
from dragoman.mentions.times.scan import WIDEST_ANCHOR_DAYS
from dragoman.model import Interval
from dragoman.model.working import TimeExpression, Working

# Real days told that lie farther back than this are no part of the report's own news.
NEWS_REACH = 7
# The day of the news stands in the first two sentences of the body; weeklies and wikis tell of the week before last, nobody of the month before.
LEAD_SENTENCES = 2
LEAD_REACH = 14
_POSSESSIVES = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class News:
    """`told`: the days of what is told in the past; `now`: those of what is told in the present; `why`: where the first is from."""

    told: Interval
    now: Interval | None
    why: str


def news(working: Working, dated: Sequence[Dated], anchor: Interval | None) -> News | None:
    """The days of the news, None where they can't be said."""
    if anchor is None or anchor.from_ is None or anchor.to is None:
        return None
    if anchor.from_ == anchor.to:
        time = _lead_time(working, anchor)
        if time is None:
            return News(anchor, anchor, "the day of publication")
        days = time.resolve(anchor, "past")
        assert days is not None
        return News(days, anchor, f"'{working.clean.text[time.start : time.end]}' in the lead")
    days = _between(dated, anchor)
    return None if days is None else News(days, None, "the recent days that the report tells")


def news_day(item: Dated, found: News, working: Working) -> tuple[Interval, str] | None:
    """The day of an event without any of its own, if it is told as news: as having happened, not from afterwards and not long ago."""
    event = item.event
    if event.negated or event.historical:
        return None
    headline = working.sentences[event.sentence].kind != "body"
    if found.now is None:
        plain = event.status == "happened" and event.tense == "past" and not has_time(event.sentence, working)
        return (found.told, found.why) if plain and (headline or not reaches_back(event, working)) else None
    if event.status == "ongoing" or (event.status == "happened" and event.tense == "present" and not headline):
        return found.now, "told in the present of the report"
    if event.status != "happened" or reaches_back(event, working):
        return None
    if not headline and wording().apart.search(words_before(event, working)):
        return None
    return found.told, found.why


def _lead_time(working: Working, anchor: Interval) -> TimeExpression | None:
    """The first time in the lead that is one day shortly before the day of writing."""
    assert anchor.from_ is not None
    lead = {sentence.index for sentence in working.sentences if sentence.kind == "body"}
    lead = set(sorted(lead)[:LEAD_SENTENCES])
    for time in working.times:
        if time.sentence in lead and time.type in ("DATE", "TIME") and _tells_the_day(time, working):
            days = time.resolve(anchor, "past")
            if days is not None and days.days == 1 and days.from_ is not None and anchor.from_ - timedelta(days=LEAD_REACH) <= days.from_ <= anchor.from_:
                return time
    return None


def _tells_the_day(time: TimeExpression, working: Working) -> bool:
    if isinstance(time, Expression) and time.direction == "future":
        return False
    if working.clean.text.startswith(_POSSESSIVES, time.end):
        return False  # "condemned Monday's attack": the day of what the news is about
    return wording().not_the_news.search(working.clean.text, working.sentences[time.sentence].start, time.start) is None


def _between(dated: Sequence[Dated], anchor: Interval) -> Interval | None:
    """From the first to the last recent day that the report sets, None where it sets none or the days of writing are too many."""
    assert anchor.from_ is not None
    assert anchor.to is not None
    if (anchor.days or 0) > WIDEST_ANCHOR_DAYS:
        return None
    earliest = anchor.from_ - timedelta(days=NEWS_REACH)
    told = [item.days for item in dated if item.source and item.kind == "real" and item.days is not None]
    recent = [(days.from_, days.to) for days in told if days.from_ is not None and days.to is not None and earliest <= days.from_ <= anchor.to]
    return Interval.between(min(first for first, _ in recent), max(min(last, anchor.to) for _, last in recent)) if recent else None
