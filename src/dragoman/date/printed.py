"""The date that a report prints about itself: in its byline, masthead or dateline.

In: the report with its blocks. Out: Evidence of kind "printed" for one full day, or of kind "dateline" for a day without its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.date.evidence import Evidence
from dragoman.date.rules import rules
from dragoman.mentions.times import Expression, find_times
from dragoman.mentions.times.meanings import MonthDay
from dragoman.model import Block, Interval
from dragoman.model.working import Sentence, Working

# A dateline or masthead stands within this many characters of the start or end of the text.
_RIM = 700
_DATELINE = re.compile(r"\s*[A-Z][\w’'.,/ -]{1,60}?,\s+(?P<date>[^()—–:\n]{3,30}?)\s*(?:\([^()\n]{2,60}\)\s*)?(?:—|–|--|\s-\s|-\s)\s*")
_FURNITURE = frozenset({"byline", "boilerplate", "heading", "title"})
# A furniture line that holds a date and little else is the report's own stamp, one in running text is not.
_MOST_WORDS = 16


def printed_clues(working: Working) -> list[Evidence]:
    """Days printed about the report, surest first: labelled ones, then mastheads and bylines, then datelines."""
    text = working.report.text
    found = [clue for block in working.clean.blocks if _may_stamp(block, text) for clue in _in_line(text, block.start, block.end, block.kind)]
    found += _labelled(text)
    found += _dateline(text, working)
    return sorted(found, key=lambda one: (-one.weight, one.start))


def _may_stamp(block: Block, text: str) -> bool:
    at_rim = block.start < _RIM or block.end > len(text) - _RIM
    return block.kind in _FURNITURE and at_rim and len(text[block.start : block.end].split()) <= _MOST_WORDS


def _days(text: str, start: int, end: int) -> Iterator[Expression]:
    line = text[start:end]
    for time in find_times(line, [Sentence(0, 0, len(line), "body", line)]):
        if isinstance(time, Expression):
            yield time


def _in_line(text: str, start: int, end: int, kind: str) -> Iterator[Evidence]:
    for time in _days(text, start, end):
        days = None if time.relative else time.resolve(None, None)
        if days is None or days.precision != "day" or days.from_ is None:
            continue
        if kind in ("heading", "title") and not _alone(text[start:end], time):
            continue
        weight = rules().printed["labelled" if kind == "byline" or rules().printed_label.search(text[start : start + time.start]) else "heading"]
        if kind == "boilerplate" and weight < rules().printed["labelled"]:
            continue
        yield Evidence(
            "printed", start + time.start, start + time.end, f"printed as the day of the report: {days.from_.isoformat()}", (days,), "printed", weight
        )


def _alone(line: str, time: Expression) -> bool:
    """The line is the date, perhaps with a paper, section or place before it, cut off by a bar or comma."""
    before, after = line[: time.start].rstrip(), line[time.end :].strip(" .|-–—)")
    return (not before or before[-1] in "|,-–—·/(:" or rules().printed_label.search(before) is not None) and len(after.split()) <= 4


def _labelled(text: str) -> Iterator[Evidence]:
    """ "Published: 6 July 2021" on a line of its own, whatever kind of block it went into."""
    for line in re.finditer(r"[^\n]+", text):
        if not (line.start() < _RIM or line.end() > len(text) - _RIM) or len(line.group().split()) > _MOST_WORDS:
            continue
        for time in _days(text, line.start(), line.end()):
            days = None if time.relative else time.resolve(None, None)
            label = rules().printed_label.search(line.group()[: time.start])
            if days is not None and days.precision == "day" and days.from_ is not None and label and label.start() <= 24:
                at = line.start()
                yield Evidence(
                    "printed",
                    at + time.start,
                    at + time.end,
                    f"printed as the day of the report: {days.from_.isoformat()}",
                    (days,),
                    "printed",
                    rules().printed["own_line"],
                )
                break


def _dateline(text: str, working: Working) -> Iterator[Evidence]:
    """ "MANILA, Aug 7 (Agency) —" before the first paragraphs."""
    bodies = [block for block in working.clean.blocks if block.kind == "body"][:3]
    for block in bodies:
        found = _DATELINE.match(text, block.start, min(block.end, block.start + 160))
        if found is None:
            continue
        for time in _days(text, found.start("date"), found.end("date")):
            at = found.start("date")
            days = None if time.relative else time.resolve(None, None)
            if days is not None and days.precision == "day" and days.from_ is not None:
                says = f"printed in the dateline: {days.from_.isoformat()}"
                yield Evidence("printed", at + time.start, at + time.end, says, (days,), "printed", rules().printed["dateline"])
                return
            if isinstance(time.meaning, MonthDay):
                yield Evidence("dateline", at + time.start, at + time.end, "day of the dateline", yearly(time.meaning, 0, 2), "dateline")
                return


# Years for which a day without its year is tried.
FIRST_YEAR, LAST_YEAR = 1945, 2060


def yearly(meaning: MonthDay, before: int, after: int) -> tuple[Interval, ...]:
    """Windows around that day in every year in which its weekday fits: from so many days before it to so many after."""
    found = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        day = Interval.parse(f"{year:04d}-{meaning.month:02d}-{meaning.day:02d}") if (meaning.month, meaning.day) != (2, 29) or year % 4 == 0 else None
        if day is None or day.from_ is None or (meaning.weekday is not None and day.from_.weekday() != meaning.weekday):
            continue
        found.append(Interval.between(day.shift(-before).from_, day.shift(after).to))
    return tuple(found)
