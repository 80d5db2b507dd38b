"""Days as pages write them, with the months' names in some sixty languages. In: a short text; out: the days in it, with where each begins.

Only whole days, of which year, month and day stand there and can be told apart; the tables lie in data/days.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.model import KnowledgeError

DAYS_FILE = "data/days.yaml"
# The first web pages; whatever is written later than the last is a mistake.
FIRST_YEAR, LAST_YEAR = 1991, 2199
_LISTS = ("cues", "elsewhere")
_WORDS = ("told", "changed")
_YEAR = r"(?<!\d)(?P<year>\d{4})(?!\d)"
_NAME = r"(?P<name>[^\W\d_][^\s\d.,/|()\[\]<>:;–—-]{1,15})"
_DAY = r"(?<![\d.,/:-])(?P<day>\d{1,2})"
_MONTH = r"(?P<month>\d{1,2})"
_NUMBER_END = r"(?:(?:st|nd|rd|th|er|ης|º|ª|°|-?го)\b)?\.?"
_BETWEEN = r"(?:[\s.,/-]{1,3}(?:(?:de|del|of|di|den)\s|d['’]\s?)?)"
# Tried one after the other; each gives a year and a day, and a month by name or by number.
_FORMS = (
    re.compile(rf"{_YEAR}\s?[年년]\s?{_MONTH}\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]"),
    re.compile(rf"{_DAY}{_NUMBER_END}{_BETWEEN}{_NAME}{_BETWEEN}{_YEAR}"),
    re.compile(rf"(?<!\w){_NAME}\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}"),
    re.compile(rf"{_YEAR}[.,]?\s(?:m\.\s|gada\s)?(?:(?P<day_first>\d{{1,2}})\.\s)?{_NAME}(?:\s(?P<day>\d{{1,2}})(?!\d))?"),
    re.compile(rf"{_DAY}\s(?:tháng|thg)\s{_MONTH},?\s(?:năm\s)?{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_YEAR}(?P<part>[-/.])\s?{_MONTH}(?P=part)\s?(?P<day>\d{{1,2}})(?![\d/-]|\.\d)"),
    re.compile(rf"(?<![\d.,/:-])(?P<first>\d{{1,2}})(?P<part>[-/.])(?P<second>\d{{1,2}})(?P=part){_YEAR}(?![/-])"),
)


@dataclass(frozen=True, slots=True)
class Tables:
    """What data/days.yaml holds: months by folded word and language; parts of attributes; words before a day."""

    months: Mapping[str, Mapping[str, int]]
    cues: re.Pattern[str]
    elsewhere: re.Pattern[str]
    told: re.Pattern[str]
    changed: re.Pattern[str]

    def month(self, word: str, language: str) -> int | None:
        """The number of the month that a word names; where languages differ, the page's own decides."""
        found = self.months.get(folded(word.strip(".'’")), {})
        numbers = set(found.values())
        return numbers.pop() if len(numbers) == 1 else found.get(language)


def days_in(text: str, language: str = "") -> list[tuple[int, date]]:
    """The days that a text tells, by place.

    Args:
        language: as the page declares it ("en-US"); it decides which of two small numbers is the month, and which month a word is that names two.
    """
    found: dict[int, date] = {}
    for number, form in enumerate(_FORMS):
        at = 0
        while (match := form.search(text, at)) is not None:
            at = match.start() + 1
            day = _date(match, language.lower().replace("_", "-"), named=number in (1, 2, 3))
            if day is not None:
                found.setdefault(match.start(), day)
                at = match.end()
    return sorted(found.items())


def _date(match: re.Match[str], language: str, *, named: bool) -> date | None:
    told = match.groupdict()
    if told.get("first"):
        numbers = _in_order(int(told["first"]), int(told["second"]), told["part"], language)
        if numbers is None:
            return None
        day, month = numbers
    else:
        given = told.get("day") or told.get("day_first")
        found = tables().month(told["name"], language.partition("-")[0]) if named else int(told["month"])
        if found is None or given is None:
            return None
        day, month = int(given), found
    try:
        return date(int(told["year"]), month, day) if FIRST_YEAR <= int(told["year"]) <= LAST_YEAR else None
    except ValueError:
        return None


def _in_order(first: int, second: int, part: str, language: str) -> tuple[int, int] | None:
    """Day and month of two numbers before a year; None where nobody can say which is which."""
    if first > 12 or first == second or (part == "." and second <= 12):
        return first, second
    if second > 12:
        return second, first
    # Of the languages of the web only American English puts the month first; "en" alone may be anybody's.
    if language == "en-us":
        return second, first
    return None if language in ("", "en") else (first, second)


def folded(word: str) -> str:
    """A word without case and marks above or below its letters."""
    return "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))


@cache
def tables() -> Tables:
    """The tables of data/days.yaml, when the first page without a marked day is met."""
    from dragoman.knowledge.tables import parse_yaml

    text = files("dragoman.read").joinpath(DAYS_FILE).read_text("utf-8")
    return parse(parse_yaml(text, DAYS_FILE))


def parse(data: Mapping[str, Sequence[Mapping[str, Any]]], source: str = DAYS_FILE) -> Tables:
    """Checks the entries and makes the tables.

    Raises:
        KnowledgeError: for an entry that lacks something, or a language that has not twelve months.
    """
    if set(data) != {"months", *_LISTS, *_WORDS}:
        raise KnowledgeError(f"the file needs months, {', '.join((*_LISTS, *_WORDS))} and nothing else", source=source)
    months: dict[str, dict[str, int]] = {}
    for language, number, forms in _months(data["months"], source):
        for form in forms.split():
            before = months.setdefault(folded(form), {}).setdefault(language, number)
            if before != number:
                raise KnowledgeError(f"months, {language}: {form!r} is both month {before} and month {number}", source=source)
    return Tables(months, *(_parts(data[name], name, source) for name in _LISTS), *(_words(data[name], name, source) for name in _WORDS))


def _months(entries: Sequence[Mapping[str, Any]], source: str) -> Iterator[tuple[str, int, str]]:
    for place, entry in enumerate(entries, 1):
        if set(entry) != {"language", "months"} or len(entry["months"]) != 12 or not all(isinstance(form, str) for form in entry["months"]):
            raise KnowledgeError(f"months, entry {place} needs a language and twelve months", source=source)
        yield from ((entry["language"], number, forms) for number, forms in enumerate(entry["months"], 1))


def _parts(entries: Sequence[Mapping[str, Any]], name: str, source: str) -> re.Pattern[str]:
    for place, entry in enumerate(entries, 1):
        if set(entry) != {"part", "example"} or entry["part"] not in entry["example"]:
            raise KnowledgeError(f"{name}, entry {place} needs a part and an example that holds it", source=source)
    return re.compile("|".join(re.escape(entry["part"]) for entry in entries), re.IGNORECASE)


def _words(entries: Sequence[Mapping[str, Any]], name: str, source: str) -> re.Pattern[str]:
    words: list[str] = []
    for place, entry in enumerate(entries, 1):
        if set(entry) != {"language", "words"} or not all(isinstance(word, str) and word for word in entry["words"]):
            raise KnowledgeError(f"{name}, entry {place} needs a language and words", source=source)
        words += entry["words"]
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})", re.IGNORECASE)
