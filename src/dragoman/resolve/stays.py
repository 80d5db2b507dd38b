"""How long a visit lasts, as its sentence tells: "at the start of a six-day visit", "left after two days". In: a claim's event report; out: a Stay.

With the one day that is told beside it, the length gives all days of the visit. Words in data/stays.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Final

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import EventReport, Interval, KnowledgeError
from dragoman.resolve.claims import Claim

FILE: Final = "resolve/data/stays.yaml"
_LENGTH: Final = re.compile(r"P(\d+)([DW])")
_DAYS: Final = {"D": 1, "W": 7}
# Longer ones are no visits but terms, exiles, wars.
LONGEST: Final = 31
# Characters around a length in which the words stand that say what it is of.
BEFORE: Final = 90
AFTER: Final = 40


@dataclass(frozen=True, slots=True)
class Stay:
    """How many days, whether the day told is the last of them (else the first), and whether they are those of a journey to several places."""

    days: int
    last: bool
    whole: bool

    def around(self, day: Interval) -> Interval:
        """All days of the visit. `day`: the day told, both ends known."""
        assert day.from_ is not None
        assert day.to is not None
        more = timedelta(days=self.days - 1)
        return Interval.between(day.from_ - more, day.to) if self.last else Interval.between(day.from_, day.to + more)


@dataclass(frozen=True, slots=True)
class _Words:
    begins: re.Pattern[str]
    ends: re.Pattern[str]
    begins_after: re.Pattern[str]
    ends_after: re.Pattern[str]
    visit: re.Pattern[str]
    journey: re.Pattern[str]
    arrives: re.Pattern[str]
    departs: re.Pattern[str]


@cache
def _words() -> _Words:
    """The expressions, loaded on first use. Raises: KnowledgeError, if one is missing or none."""
    raw = parse_yaml(resources.files("dragoman.resolve").joinpath("data/stays.yaml").read_text(encoding="utf-8"), FILE)
    try:
        listed = {name: "|".join(raw[name]) for name in ("begins", "ends")}
        single = {name: raw[name] for name in ("begins_after", "ends_after", "visit", "journey", "arrives", "departs")}
        return _Words(**{name: re.compile(pattern, re.IGNORECASE) for name, pattern in (listed | single).items()})
    except KeyError as error:
        raise KnowledgeError(f"the expression {error.args[0]!r} is missing", source=FILE) from error
    except (re.error, TypeError) as error:
        raise KnowledgeError(f"an entry is no regular expression ({error})", source=FILE) from error


def stay_of(claim: Claim, event: EventReport) -> Stay | None:
    """The only length in days or weeks that the sentence of a visit or meeting tells of one; None where it says not of what or from when."""
    start, end = event.sentence.start, event.sentence.end
    lengths = [(time, found) for time in claim.reading.times if start <= time.start < end and (found := _LENGTH.fullmatch(time.value))]
    if len(lengths) != 1:
        return None
    time, found = lengths[0]
    days = int(found[1]) * _DAYS[found[2]]
    if not 1 <= days <= LONGEST:
        return None
    words = _words()
    before, after = _folded(claim.report.text[max(start, time.start - BEFORE) : time.start]), _folded(claim.report.text[time.end : min(end, time.end + AFTER)])
    begins, ends = words.begins.search(before), words.ends.search(before)
    if words.begins_after.match(after) or words.ends_after.match(after):
        last = words.begins_after.match(after) is None
    elif begins or ends:
        last = begins is None or (ends is not None and ends.start() > begins.start())
    else:
        return None
    around = " ".join(before.split()[-3:]) + " | " + " ".join(after.split()[:3])
    whole = words.journey.search(around) is not None
    if not whole and words.visit.search(around) is None and not before.rstrip().endswith("after"):
        return None
    return Stay(days, last, whole)


# Characters after the trigger in which it shows what it means: "left for".
TRIGGER_REACH: Final = 6


def edges_of(claim: Claim, event: EventReport, stay: Stay | None) -> tuple[bool, bool]:
    """Whether the day told is known to be the first at the place, and whether to be the last ("arrived", "left"); a length tells both."""
    words = claim.text(event.trigger.start, event.trigger.end + TRIGGER_REACH)
    arrives, departs = _words().arrives.match(words) is not None, _words().departs.match(words) is not None
    ended = any(_words().departs.match(word) for word in claim.text(max(event.sentence.start, event.trigger.start - BEFORE), event.trigger.start).split()[-3:])
    bounded = stay is not None and not stay.whole
    return arrives or bounded, (departs and not arrives) or (ended and not arrives) or bounded


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)
