"""How likely two reports tell one story. In: what is known of each; out: log-odds with reasons, or why they never can.

Same people in the same places is not enough: presidents meet again. Wording, shared news and the time of writing must agree, and
reports whose times can't meet stay apart whatever they share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from dragoman.model import Interval
from dragoman.resolve.claims import Claim
from dragoman.resolve.tellings import Telling
from dragoman.resolve.topics import Vector, cosine
from dragoman.resolve.traits import Traits

# Reports of one story follow each other within two months (plan, meeting, aftermath); later ones tell it as background.
LONGEST_GAP = 60
# The same persons come to the same capital about once in a year and a half: a wider window can't tell two visits apart.
WIDEST_WINDOW = 500
# News is written within a month of what it tells.
NEWS_DAYS = 31
# Cosines at which wording and names speak neither for nor against, measured on undated news of known stories; and log-odds per unit beyond.
WORDS_EVEN, WORDS_SLOPE = 0.25, 16.0
NAMES_EVEN, NAMES_SLOPE = 0.35, 4.0
# Gap in days between two narrow windows of writing -> log-odds.
GAPS = ((3, 2.2, "written in the same days"), (8, 1.5, "written in the same week"), (16, 0.5, "written within two weeks"), (31, -1.0, "written weeks apart"))
FAR_APART = (-2.5, "written more than a month apart")
NARROW, MIDDLING = 16, 100
# A report that can have been written at any time in years.
HARDLY_PLACED = (-4.0, "the time of writing of one is too uncertain to tell one occasion from another")
# News told by both: worth so much an event, more where persons are named, up to a limit.
SHARED_EVENT, SHARED_PERSON, MOST_SHARED = 1.4, 0.6, 4.0
# Names or figures in common without which wording alone joins nothing.
FEWEST_NAMES = 2
# A copy or rewrite of one telling.
COPY = 8.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """Log-odds that two reports tell one story, with reasons; `content` is the same without what distance in time takes away.

    The first and the last report of a story lie far apart in time, so that groups are held together by content and only their
    nearest reports by time.
    """

    score: float
    content: float
    why: str
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Aspect:
    """What a report is compared by.

    Attributes:
        placed: when it was written as well as can be said, from its window and the days of its news; open where unknown.
        news: events that it tells as news, not as background; event id -> whether persons are named in it.
    """

    id: str
    text: Traits
    vector: Vector
    names: Vector
    placed: Interval
    origin: str
    news: Mapping[str, bool]

    @property
    def width(self) -> int | None:
        return self.placed.days


def placed(claim: Claim, tellings: list[Telling]) -> Interval:
    """When a report was written: its window, narrowed by the last day of its news where the window is open or wide."""
    written = claim.written
    if written.known and (written.days or 0) <= MIDDLING:
        return written
    days = [one.told.to for one in tellings if one.real and not one.event.historical and one.told.to is not None and (one.told.days or 999) <= NARROW]
    if not days:
        return written
    last = max(days)
    narrowed = written.intersect(Interval.between(last, last + timedelta(days=NEWS_DAYS)))
    return narrowed if narrowed is not None else written


def likeness(one: Aspect, two: Aspect) -> Likeness:
    """Log-odds that two reports tell one story."""
    if not one.placed.overlaps(two.placed, slack=LONGEST_GAP):
        return Likeness(-9.0, -9.0, "written at times that can't meet", forbidden=True)
    if one.origin == two.origin:
        return Likeness(COPY, COPY, "copies of one report")
    reasons = [_time(one, two)]
    reasons += _news(one, two)
    words, names = cosine(one.vector, two.vector), cosine(one.names, two.names)
    reasons.append((WORDS_SLOPE * (words - WORDS_EVEN), f"wording alike by {words:.2f}"))
    reasons.append((NAMES_SLOPE * (names - NAMES_EVEN), f"names and figures alike by {names:.2f}"))
    score = sum(weight for weight, _ in reasons)
    shared = (one.text.names & two.text.names) | (one.text.numbers & two.text.numbers)
    if len(reasons) == 3 and len(shared) < FEWEST_NAMES:
        return Likeness(min(score, -1.0), min(score, -1.0), "alike in wording only, with no names in common")
    distance = min(0.0, reasons[0][0]) if reasons[0] != HARDLY_PLACED else 0.0
    return Likeness(score, score - distance, "; ".join(f"{text} ({weight:+.1f})" for weight, text in reasons if text))


def _time(one: Aspect, two: Aspect) -> tuple[float, str]:
    wide = max(one.width or 0, two.width or 0)
    if wide > WIDEST_WINDOW:
        return HARDLY_PLACED
    if one.width is None or two.width is None:
        return (0.0, "the time of writing of one is not known")
    gap = _gap(one.placed, two.placed)
    if wide <= NARROW:
        return next(((weight, text) for limit, weight, text in GAPS if gap <= limit), FAR_APART)
    if gap > NARROW:
        return FAR_APART
    return (0.6, "can have been written in the same weeks") if wide <= MIDDLING else (0.0, "can have been written at the same time")


def _gap(one: Interval, two: Interval) -> int:
    if one.from_ is None or one.to is None or two.from_ is None or two.to is None:
        return 0
    return max(0, (two.from_ - one.to).days, (one.from_ - two.to).days)


def _news(one: Aspect, two: Aspect) -> list[tuple[float, str]]:
    shared = sorted(set(one.news) & set(two.news))
    if not shared:
        return []
    worth = sum(SHARED_EVENT + SHARED_PERSON * (one.news[event] or two.news[event]) for event in shared)
    return [(min(MOST_SHARED, worth), f"{len(shared)} event{'s' if len(shared) > 1 else ''} told as news by both")]
