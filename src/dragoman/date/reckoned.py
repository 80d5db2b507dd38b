"""Clues by counting: a summit known by its city, the ordinal of a session, an anniversary, "three years after the invasion", contests that come round.

In: a Working. Out: Evidence. The tables are data/summits.csv and data/reckoning.yaml; what anniversaries are of stands in data/things.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from dragoman.date.evidence import Evidence, merged, quoted
from dragoman.date.things import found_things, things
from dragoman.knowledge.tables import parse_yaml
from dragoman.model import Interval, KnowledgeError
from dragoman.model.working import Working

LAST_YEAR = 2060
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + r")"
_SINCE = re.compile(
    rf"(?<!\w){_COUNT}[ -](?P<unit>years?|decades?)(?:[ -]old)?(?: (?:after|since|into|following|from)\b)?",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(r"(?<!\w)(?P<count>\d{1,3})(?:st|nd|rd|th)[ -](?:year )?anniversary of (?:the |their |its )?", re.IGNORECASE)
_ORDINAL = r"(?<!\w)(?P<count>\d{1,3})(?:st|nd|rd|th) (?:annual |session of the |meeting of the |National )?"
# Between "three years after" and what it is after stand only a few small words.
_REACH = 28
YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The tables: patterns with what they count, and summits as (series, city) -> days."""

    series: tuple[tuple[re.Pattern[str], str], ...]
    summits: dict[str, tuple[tuple[str, Interval], ...]]
    ordinals: tuple[tuple[re.Pattern[str], dict[str, Any]], ...]
    contest: re.Pattern[str]
    contest_days: tuple[int, int]
    cycles: tuple[tuple[re.Pattern[str], tuple[Interval, ...]], ...]


@cache
def reckoning() -> Reckoning:
    """Raises: KnowledgeError, if a table can't be read."""
    folder = resources.files("dragoman.date") / "data"
    data = parse_yaml((folder / "reckoning.yaml").read_text(encoding="utf-8"), "date/data/reckoning.yaml")
    summits: dict[str, list[tuple[str, Interval]]] = {name: [] for name in data["summit_series"] if name != "reason"}
    rows = csv.DictReader((folder / "summits.csv").read_text(encoding="utf-8").splitlines())
    for number, row in enumerate(rows, 2):
        try:
            days = Interval.between(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
            summits[row["series"]] += [(place, days) for place in row["places"].split("|")]
        except (KeyError, ValueError) as error:
            raise KnowledgeError(f"{error} is no series, or no day", source="date/data/summits.csv", line=number) from error
    words, contests = data["summit_series"], data["contests"]
    return Reckoning(
        tuple((re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words[name])) + r")(?!\w)"), name) for name in summits),
        {name: tuple(places) for name, places in summits.items()},
        tuple((re.compile(_ORDINAL + one["words"]), one) for one in data["ordinals"]),
        re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)(?:['’]s)? (?:[\w.-]+ ){0,2}?(?:" + "|".join(map(re.escape, contests["words"])) + r")\b"),
        (int(contests["before_days"]), int(contests["after_days"])),
        tuple((re.compile(rf"(?<!\w)(?:{one['words']})(?!\w)"), _cycle(one)) for one in data["cycles"]["entries"]),
    )


def _cycle(one: dict[str, Any]) -> tuple[Interval, ...]:
    days = (date.fromisoformat(f"{year}-{one['day']}") for year in range(one["first"], LAST_YEAR, one["every"]))
    return merged((Interval.between(day + timedelta(one["from_days"]), day + timedelta(one["to_days"])) for day in days), gap=0)


def reckoned_clues(working: Working, history: frozenset[int]) -> list[Evidence]:
    """All such clues; those in sentences that tell of the past are left out, but for contests, whose year stands by itself."""
    found = [*_contests(working), *_cycles(working)]
    for sentence in working.sentences:
        if sentence.index in history:
            continue
        found += _summits(working, sentence.start, sentence.text)
        found += _sessions(working, sentence.start, sentence.text)
        found += _since(working, sentence.start, sentence.text)
    return list({(one.kind, one.windows): one for one in reversed(found)}.values())[::-1]


def _summits(working: Working, start: int, text: str) -> Iterator[Evidence]:
    for pattern, name in reckoning().series:
        told = pattern.search(text)
        if told is None:
            continue
        for place, days in reckoning().summits[name]:
            at = re.search(rf"(?<!\w){re.escape(place)}(?!\w)", text)
            if at is not None:
                span = quoted(working, start + min(told.start(), at.start()), start + max(told.end(), at.end()))
                yield Evidence("summit", *span, f"{name} in {place}: {days.from_} to {days.to}", (days,), "summit")


def _sessions(working: Working, start: int, text: str) -> Iterator[Evidence]:
    if "th " not in text and "st " not in text and "nd " not in text and "rd " not in text:
        return
    for pattern, one in reckoning().ordinals:
        for told in pattern.finditer(text):
            number, (base, year) = int(told["count"]), one.get("base", (1, one["first"]))
            year += (number - base) * one["every"]
            if number < one["least"] or year >= LAST_YEAR:
                continue
            first = date(year, one["month"], 1)
            window = Interval.between(first, first + timedelta(one["days"]))
            yield Evidence("ordinal", *quoted(working, start + told.start(), start + told.end()), f"{told.group()}: {year}", (window,), "counted")


def _since(working: Working, start: int, text: str) -> Iterator[Evidence]:
    """ "Three years after the invasion of Iraq", "the 60th anniversary of the end of World War II"."""
    counts = [*_SINCE.finditer(text), *_ANNIVERSARY.finditer(text)]
    if not counts:
        return
    named = sorted((span, index) for index, spans in found_things(text).items() for span in spans)
    for told in counts:
        after = next(((span, index) for span, index in named if told.end() <= span[0] <= told.end() + _REACH), None)
        if after is None or (told.re is _SINCE and not re.search(r"(?:after|since|into|following|from|old)$", told.group(), re.IGNORECASE)):
            continue
        first = things()[after[1]].days.from_
        years = (int(told["count"]) if told["count"].isdigit() else _NUMBERS[told["count"].lower()]) * (
            10 if "unit" in told.groupdict() and "decade" in told["unit"].lower() else 1
        )
        if first is None or not 0 < years < 100 or "." in text[told.end() : after[0][0]]:
            continue
        day = first + timedelta(days=years * YEAR)
        spare = years * YEAR / 10
        near = (300, 60) if told.re is _ANNIVERSARY else (200 + spare, 365 + spare)
        window = Interval.between(day - timedelta(days=near[0]), day + timedelta(days=near[1]))
        says = f"{years} years from {things()[after[1]].names[0]} ({first.isoformat()})"
        yield Evidence("anniversary", *quoted(working, start + told.start(), start + after[0][1]), says, (window,), "counted")


def _contests(working: Working) -> Iterator[Evidence]:
    """The newest contest told with its year."""
    before, after = reckoning().contest_days
    newest = max(reckoning().contest.finditer(working.clean.text), key=lambda one: (int(one["year"]), -one.start()), default=None)
    if newest is not None:
        year = int(newest["year"])
        window = Interval.between(date(year, 11, 5) - timedelta(before), date(year, 11, 5) + timedelta(after))
        yield Evidence("contest", *quoted(working, newest.start(), newest.end()), f"names the contest of {year}", (window,), "contest")


def _cycles(working: Working) -> Iterator[Evidence]:
    for pattern, windows in reckoning().cycles:
        told = pattern.search(working.clean.text)
        if told is not None:
            yield Evidence("cycle", *quoted(working, told.start(), told.end()), "a contest that comes round", windows, "cycle")
