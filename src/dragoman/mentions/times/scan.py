"""Finds the time expressions of a text: words, grammar, builders, guards.

In: the clean text and its sentences. Out: Expressions in text order, not overlapping, that resolve once the writing date is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.mentions.times import dates, guards, lengths, relative
from dragoman.mentions.times.build import Builder, Made, Scan
from dragoman.mentions.times.grammar import Match, grammar, matches
from dragoman.mentions.times.lexicon import SOURCE, tokens
from dragoman.mentions.times.meanings import Meaning, MonthDay
from dragoman.mentions.times.reckoning import Moment
from dragoman.model import Interval, KnowledgeError
from dragoman.model.working import Sentence, TimeExpression

# A writing window wider than this says nothing about days; the hull of what its two ends give is no answer then.
WIDEST_ANCHOR_DAYS = 31


@dataclass(slots=True)
class Expression:
    """A time expression; see model.working.TimeExpression.

    Attributes:
        rule: the grammar rule that read it.
        meaning: what it means, for the dating of undated reports.
        direction: "past" or "future" by the words before it, used where the tense doesn't say.
        headline: stands in a title or heading, whose present tense tells of the past.
        whole: for one end of a range ("14-15 March") the range.
    """

    start: int
    end: int
    sentence: int
    type: str
    rule: str
    meaning: Meaning
    direction: str | None = None
    headline: bool = False
    whole: Meaning | None = None

    @property
    def relative(self) -> bool:
        return self.meaning.relative

    def resolve(self, anchor: Interval | None, tense: str | None) -> Interval | None:
        """The days meant; with a window for an anchor the hull of what its ends give, if it is at most 31 days or both agree."""
        return self._resolve(self.meaning, anchor, tense)

    def extent(self, anchor: Interval | None, tense: str | None) -> Interval | None:
        """As `resolve`, but for one end of a range ("from 3 to 5 May") the days of the whole range."""
        return self._resolve(self.meaning if self.whole is None else self.whole, anchor, tense)

    def _resolve(self, meaning: Meaning, anchor: Interval | None, tense: str | None) -> Interval | None:
        moments = self._moments(meaning, anchor, tense)
        if moments is None or moments[0].days is None or moments[1].days is None:
            return None
        first, last = moments[0].days, moments[1].days
        if tense == "past" and meaning.relative and anchor is not None:
            first, last = _not_after(first, anchor.from_), _not_after(last, anchor.to)
        return first.hull(last)

    def value(self, anchor: Interval | None, tense: str | None) -> str:
        """TIMEX3 value; relative where the anchor's two ends disagree."""
        moments = self._moments(self.meaning, anchor, tense)
        if moments is None or moments[0].value != moments[1].value:
            return self.meaning.vague
        return moments[0].value

    def _moments(self, meaning: Meaning, anchor: Interval | None, tense: str | None) -> tuple[Moment, Moment] | None:
        direction = self._direction(tense)
        if not meaning.relative:
            moment = _at(meaning, None, direction)
            return None if moment is None else (moment, moment)
        if anchor is None or anchor.from_ is None or anchor.to is None:
            return None
        first, last = _at(meaning, anchor.from_, direction), _at(meaning, anchor.to, direction)
        if first is None or last is None:
            return None
        if first != last and (anchor.days or 0) > WIDEST_ANCHOR_DAYS:
            return None
        return first, last

    def _direction(self, tense: str | None) -> str | None:
        if tense in ("past", "future"):
            return tense
        if tense == "present" and self.direction is None:
            return "past" if self.headline else "future"
        if self.direction == "past" and isinstance(self.meaning, MonthDay):
            # Words before it may belong to another clause ("has a June 1 deadline"); the nearest such day is safer.
            return None
        return self.direction


def _at(meaning: Meaning, day: date | None, direction: str | None) -> Moment | None:
    try:
        moment = meaning.at(day, direction)
    except (OverflowError, ValueError):
        # "Ten thousand years ago" lies before the calendar's first year.
        return None
    return moment if moment is None or moment.days is None or moment.days.reckonable else None


def _not_after(days: Interval, writing: date | None) -> Interval:
    """What has happened lies not after the report, though the month or year named may."""
    if writing is None or days.from_ is None or days.to is None or not days.from_ <= writing < days.to:
        return days
    return Interval(days.from_, writing, "day" if days.from_ == writing else days.precision)


@cache
def builders() -> dict[str, Builder]:
    """Builder by the name that grammar.yaml uses.

    Raises:
        KnowledgeError: if the grammar names one that there isn't.
    """
    found: dict[str, Builder] = {}
    for rule in grammar().rules.values():
        builder = next((getattr(room, rule.make) for room in (dates, relative, lengths) if hasattr(room, rule.make)), None)
        if builder is None:
            raise KnowledgeError(f"rule {rule.name}: there is no builder named {rule.make!r}", source=SOURCE)
        found[rule.make] = builder
    return found


def find_times(text: str, sentences: Sequence[Sentence]) -> list[TimeExpression]:
    """All time expressions of a text.

    Args:
        text: the clean text.
        sentences: its sentences in order; an expression never crosses the end of one.

    Returns:
        Expressions in text order. Their rules stand in data/grammar.yaml.
    """
    starts = [sentence.start for sentence in sentences]
    found, code, places = tokens(text, [sentence.end for sentence in sentences])
    scan = Scan(text, builders=builders())
    out: list[TimeExpression] = []
    search = matches(found, code, places)
    match = next(search, None)
    while match is not None:
        at = max(0, bisect_right(starts, match.tokens[0].start) - 1)
        sentence = sentences[at] if sentences else None
        built = _built(match, scan, sentence)
        if built is not None:
            out += _expressions(match.rule.name, built, scan, sentence)
        try:
            match = search.send(built is not None)
        except StopIteration:
            match = None
    return out


def _built(match: Match, scan: Scan, sentence: Sentence | None) -> Made | None:
    if not guards.is_time(match, scan.text):
        return None
    scan.sentence = sentence.index if sentence is not None else 0
    scan.depth = 0
    return scan.builders[match.rule.make](match, scan)


def _expressions(rule: str, built: Made, scan: Scan, sentence: Sentence | None) -> list[Expression]:
    headline = sentence is not None and sentence.kind != "body"
    direction = guards.direction(scan.text, sentence.start if sentence is not None else 0, built.start)
    if built.type in ("DATE", "TIME") and built.meaning.vague not in _NOT_DATED:
        scan.dated = (scan.sentence, built.meaning, scan.depth)
    whole = built.meaning if built.halves and not built.apart else None
    return [Expression(part.start, part.end, scan.sentence, part.type, rule, part.meaning, direction, headline, whole) for part in built.halves or (built,)]


_NOT_DATED = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
