"""How likely two reports tell one story. In: what is known of each; out: log-odds with reasons, or why they never can.

Same people in the same places is not enough: presidents meet again. Wording, shared news and the time of writing must agree, and
reports whose times can't meet stay apart whatever they share.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from dragoman.model import Interval
from dragoman.resolve.chance import time_odds
from dragoman.resolve.particulars import Particulars, third_party, wave
from dragoman.resolve.rarity import SPOT
from dragoman.resolve.tellings import Telling
from dragoman.resolve.topics import Vector, cosine
from dragoman.resolve.traits import Traits

# Reports of one story follow each other within two months (plan, meeting, aftermath); later ones tell it as background.
LONGEST_GAP = 60
# A window wider than this says little by itself of when a report was written.
WIDE_WINDOW = 100
# The same persons come to the same capital about once in a year and a half: a wider window can't tell two occasions apart, so that the
# rest must agree better.
WIDEST_WINDOW, DOUBTFUL = 500, -1.5
# News is written within a month of what it tells.
NEWS_DAYS = 31
# Cosines at which wording and names speak neither for nor against, and log-odds per unit beyond; set on news of known stories. In a record of a
# few reports the common words of the field can't be told from the rare ones, so wording must agree better there; long texts share more by chance.
WORDS_EVEN, WORDS_SLOPE, SHORT_TEXT, RISE_BY_DOUBLING, MOST_EVEN = 0.12, 16.0, 150, 0.05, 0.27
SMALL_RECORD, MOST_SMALL = 4.0, 0.12
NAMES_EVEN, NAMES_SLOPE = 0.35, 4.0
# Time counts for less than the odds say, as other stories of the same weeks also share words; and takes away at most so much.
TIME_WEIGHT, MOST_AGAINST = 0.4, -2.5
# Odds of time below which two wide windows hardly leave a day on which both can have been written.
HARDLY_A_DAY = -1.5
NARROW = 16
# News told by both: worth so much an event, more where persons are named, up to a limit.
SHARED_EVENT, SHARED_PERSON, MOST_SHARED = 1.4, 0.6, 4.0
# The same two persons meeting in another country.
OTHER_PLACE = -2.5
# Names or figures in common without which wording alone joins nothing.
FEWEST_NAMES = 2
# Names and figures that hardly another report of the record holds: worth so much each, up to a limit; from SURE on they outweigh an uncertain time.
RARE_NAME, RARE_FIGURE, LEAST_RARE, MOST_RARE, SURE = 0.35, 0.7, 1.0, 1.8, 1.0
# A figure that counts the same thing in both is worth so much more; and a spot in which three countries or more have the same part, or fewer.
COUNTED, SPOT_OF_THREE, SPOT_OF_TWO = 0.4, 1.7, 0.7
# A window wider than some terms of office is no hold in time.
NO_HOLD = 4000
# A copy or rewrite of one telling.
COPY = 8.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """Log-odds that two reports tell one story, with reasons; `content` is the same without what distance in time takes away.

    `sure`: particulars that hardly two occasions share speak for it.

    The first and the last report of a story lie far apart in time, so that groups are held together by content and only their
    nearest reports by time.
    """

    score: float
    content: float
    why: str
    forbidden: bool = False
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Aspect:
    """What a report is compared by.

    Attributes:
        placed: when it was written as well as can be said, from its window and the days of its news; open where unknown.
        meetings: persons who met as news, and the country they met in.
        small_record: what wording must agree better for want of other reports to compare with.
        lead: names and figures of its first sentences.
        journeys: who travels to which country, as news.
        particulars: what hardly two occasions share.
        rare: names of other than people in office, and figures, that few reports of the record hold.
        mark: stands for all that the aspect was made of.
        news: events that it tells as news, not as background; event id -> whether persons are named in it.
    """

    id: str
    text: Traits
    vector: Vector
    names: Vector
    placed: Interval
    origin: str
    news: Mapping[str, bool]
    meetings: tuple[tuple[frozenset[str], str], ...] = ()
    small_record: float = 0.0
    rare: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    journeys: frozenset[tuple[str, str]] = frozenset()
    particulars: Particulars = field(default_factory=Particulars)
    mark: int = 0

    @property
    def width(self) -> int | None:
        return self.placed.days


def placed(written: Interval, tellings: list[Telling]) -> Interval:
    """When a report was written: its window, narrowed by the last day of its news where the window is open or wide."""
    if written.known and (written.days or 0) <= WIDE_WINDOW:
        return written
    days = [one.told.to for one in tellings if one.real and not one.event.historical and one.told.to is not None and (one.told.days or 999) <= NARROW]
    if not days:
        return written
    last = max(days)
    narrowed = written.intersect(Interval.between(last, last + timedelta(days=NEWS_DAYS)))
    return narrowed if narrowed is not None else written


def likeness(one: Aspect, two: Aspect, least: float = -math.inf) -> Likeness:
    """Log-odds that two reports tell one story.

    Args:
        least: of a pair that scores no more than this no reasons are put into words.
    """
    if not can_meet(one.placed, two.placed):
        return Likeness(-9.0, -9.0, "written at times that can't meet", forbidden=True)
    if one.origin == two.origin:
        return Likeness(COPY, COPY, "copies of one report")
    odds = time_odds(one.placed, two.placed)
    rare = _rare(one, two) + _wave(one, two)
    sure = sum(weight for weight, _ in rare) >= SURE
    reasons = [_time(one, two, odds, sure=sure), *rare]
    reasons += _news(one, two) or _journey(one, two) or _elsewhere(one, two)
    words, names = cosine(one.vector, two.vector), cosine(one.names, two.names)
    reasons.append((WORDS_SLOPE * (words - words_even(one, two)), f"wording alike by {words:.2f}"))
    reasons.append((NAMES_SLOPE * (names - NAMES_EVEN), f"names and figures alike by {names:.2f}"))
    score = sum(weight for weight, _ in reasons)
    if not sure and one.news.keys().isdisjoint(two.news) and len((one.text.names & two.text.names) | (one.text.numbers & two.text.numbers)) < FEWEST_NAMES:
        return Likeness(min(score, -1.0), min(score, -1.0), "alike in wording only, with no names in common")
    distance = min(0.0, reasons[0][0])
    why = "; ".join([f"{text} ({weight:+.1f})" for weight, text in reasons if text]) if score > least else ""
    return Likeness(score, score - distance, why, sure=sure)


def words_even(one: Aspect, two: Aspect) -> float:
    """Cosine of wording at which it speaks neither for nor against: higher for long texts and in a small record."""
    shorter = max(SHORT_TEXT, min(one.text.length, two.text.length))
    return min(MOST_EVEN, WORDS_EVEN + RISE_BY_DOUBLING * math.log2(shorter / SHORT_TEXT)) + one.small_record


def can_meet(one: Interval, two: Interval) -> bool:
    """Two reports of one story can have been written in these windows: near enough, and not only on a day at their edges."""
    if not one.overlaps(two, slack=LONGEST_GAP):
        return False
    return max(one.days or 0, two.days or 0) <= WIDE_WINDOW or time_odds(one, two) > HARDLY_A_DAY


def _rare(one: Aspect, two: Aspect) -> list[tuple[float, str]]:
    """Rare names and figures in common. A like thing may happen again to the same names, so they count only where both reports have a hold in time."""
    if not _hold(one, two) or min(one.width or 0, two.width or 0) > WIDEST_WINDOW:
        return []
    shared = sorted(one.rare & two.rare)
    worth = sum(_worth(word, one, two) for word in shared)
    if worth < LEAST_RARE:
        return []
    return [(min(MOST_RARE, worth), f"both hold {', '.join(word.removeprefix(SPOT) for word in shared[:6])}, as few reports do")]


def _worth(word: str, one: Aspect, two: Aspect) -> float:
    if word.startswith(SPOT):
        return SPOT_OF_THREE if third_party(one.particulars, two.particulars) else SPOT_OF_TWO
    if not word[0].isdigit():
        return RARE_NAME
    counted = any(thing.startswith(f"{word} ") for thing in one.particulars.counted & two.particulars.counted)
    return RARE_FIGURE + COUNTED * counted


def _wave(one: Aspect, two: Aspect) -> list[tuple[float, str]]:
    return wave(one.particulars, two.particulars) if _hold(one, two) else []


def _hold(one: Aspect, two: Aspect) -> bool:
    """Neither can have been written at any time in decades."""
    return one.width is not None and two.width is not None and max(one.width, two.width) <= NO_HOLD


def _time(one: Aspect, two: Aspect, odds: float, *, sure: bool) -> tuple[float, str]:
    if one.width is None or two.width is None:
        return (0.0, "the time of writing of one is not known")
    weight = max(MOST_AGAINST, TIME_WEIGHT * odds)
    if max(one.width, two.width) > WIDE_WINDOW:
        doubt = DOUBTFUL if max(one.width, two.width) > WIDEST_WINDOW and not sure else 0.0
        return (weight + doubt, "can have been written at the same time, or years apart" if doubt else "can have been written at the same time")
    gap = gap_days(one.placed, two.placed)
    return (weight, f"written {gap} days apart" if gap > 1 else "written in the same days")


def gap_days(one: Interval, two: Interval) -> int:
    """Days between two windows, 0 where they overlap or one is open."""
    if one.from_ is None or one.to is None or two.from_ is None or two.to is None:
        return 0
    return max(0, (two.from_ - one.to).days, (one.from_ - two.to).days)


def _news(one: Aspect, two: Aspect) -> list[tuple[float, str]]:
    shared = sorted(set(one.news) & set(two.news))
    if not shared:
        return []
    worth = sum(SHARED_EVENT + SHARED_PERSON * (one.news[event] or two.news[event]) for event in shared)
    return [(min(MOST_SHARED, worth), f"{len(shared)} event{'s' if len(shared) > 1 else ''} told as news by both")]


def _journey(one: Aspect, two: Aspect) -> list[tuple[float, str]]:
    """A journey of one person to one country in both, as news, where the windows leave hardly room for two: the events may be too undated to be joined."""
    shared = sorted(one.journeys & two.journeys)
    if not shared or one.width is None or two.width is None or max(one.width, two.width) > WIDEST_WINDOW:
        return []
    traveller, country = shared[0]
    return [(SHARED_EVENT + SHARED_PERSON, f"both tell as news how {traveller} travels to {country}")]


def _elsewhere(one: Aspect, two: Aspect) -> list[tuple[float, str]]:
    """The same persons met in another country: another occasion, however alike the words."""
    met_there = any(len(ours & theirs) > 1 and here == there for ours, here in one.meetings for theirs, there in two.meetings)
    met_elsewhere = any(len(ours & theirs) > 1 and here != there for ours, here in one.meetings for theirs, there in two.meetings)
    return [(OTHER_PLACE, "the same persons met in another country")] if met_elsewhere and not met_there else []
