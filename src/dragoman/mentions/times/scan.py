"""Finds the time expressions of a text: words, grammar, builders, guards.

In: the clean text and its sentences. Out: Expressions in text order, not overlapping, that resolve once the writing date is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dragoman.mentions.times import dates, guards, relative
from dragoman.mentions.times.build import Builder, Scan
from dragoman.mentions.times.grammar import grammar, matches
from dragoman.mentions.times.lexicon import SOURCE, tokens
from dragoman.mentions.times.meanings import Meaning
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
    """

    start: int
    end: int
    sentence: int
    type: str
    rule: str
    meaning: Meaning
    direction: str | None = None
    headline: bool = False

    @property
    def relative(self) -> bool:
        return self.meaning.relative

    def resolve(self, anchor: Interval | None, tense: str | None) -> Interval | None:
        """The days meant; with a window for an anchor the hull of what its ends give, if it is at most 31 days or both agree."""
        moments = self._moments(anchor, tense)
        if moments is None or moments[0].days is None or moments[1].days is None:
            return None
        days = moments[0].days.hull(moments[1].days)
        if tense == "past" and self.relative and anchor is not None and anchor.to is not None and days.from_ is not None:
            # What has happened lies not after the report, though the month or year named does.
            if days.from_ <= anchor.to and days.to is not None and days.to > anchor.to:
                days = Interval(days.from_, anchor.to, "day" if days.from_ == anchor.to else days.precision)
        return days

    def value(self, anchor: Interval | None, tense: str | None) -> str:
        """TIMEX3 value; relative where the anchor's two ends disagree."""
        moments = self._moments(anchor, tense)
        if moments is None or moments[0].value != moments[1].value:
            return self.meaning.vague
        return moments[0].value

    def _moments(self, anchor: Interval | None, tense: str | None) -> tuple[Moment, Moment] | None:
        direction = self._direction(tense)
        if not self.relative:
            moment = self._at(None, direction)
            return None if moment is None else (moment, moment)
        if anchor is None or anchor.from_ is None or anchor.to is None:
            return None
        first, last = self._at(anchor.from_, direction), self._at(anchor.to, direction)
        if first is None or last is None:
            return None
        if first != last and (anchor.days or 0) > WIDEST_ANCHOR_DAYS:
            return None
        return first, last

    def _at(self, day: object, direction: str | None) -> Moment | None:
        try:
            return self.meaning.at(day, direction)  # type: ignore[arg-type]
        except (OverflowError, ValueError):
            # "Ten thousand years ago" lies before the calendar's first year.
            return None

    def _direction(self, tense: str | None) -> str | None:
        if tense in ("past", "future"):
            return tense
        if tense == "present" and self.direction is None:
            return "past" if self.headline else "future"
        return self.direction


@cache
def builders() -> dict[str, Builder]:
    """Builder by the name that grammar.yaml uses.

    Raises:
        KnowledgeError: if the grammar names one that there isn't.
    """
    found: dict[str, Builder] = {}
    for rule in grammar().rules.values():
        builder = getattr(dates, rule.make, None) or getattr(relative, rule.make, None)
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
    out: list[Expression] = []
    for match in matches(found, code, places):
        if not guards.is_time(match, text):
            continue
        at = max(0, bisect_right(starts, match.tokens[0].start) - 1)
        sentence = sentences[at] if sentences else None
        scan.sentence = sentence.index if sentence is not None else 0
        scan.depth = 0
        built = scan.builders[match.rule.make](match, scan)
        if built is None:
            continue
        headline = sentence is not None and sentence.kind != "body"
        ahead = guards.direction(text, sentence.start if sentence is not None else 0, built.start)
        out.append(Expression(built.start, built.end, scan.sentence, built.type, match.rule.name, built.meaning, ahead, headline))
        if built.type in ("DATE", "TIME") and built.meaning.vague not in _NOT_DATED:
            scan.dated = (scan.sentence, built.meaning, scan.depth)
    return list(out)


_NOT_DATED = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})


def overlap_free(expressions: Sequence[TimeExpression]) -> bool:
    """True if the expressions stand in order and share no character."""
    return all(one.end <= other.start for one, other in pairwise(expressions))
