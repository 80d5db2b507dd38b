"""French time expressions (TIMEX3): one scan by the rules of data/times.yaml, with meanings and values as in English.

In: the clean text and its sentences. Out: `mentions.times.Expression`s in text order, not overlapping, which the date rules resolve.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.languages.french.data_files import yaml_of
from dragoman.mentions.times import Expression
from dragoman.mentions.times.counted import Between, EndOf
from dragoman.mentions.times.dates import fixed_day, fixed_month, fixed_year, month_day, two_digit_year
from dragoman.mentions.times.lengths import period
from dragoman.mentions.times.meanings import BareMonth, Fixed, InUnits, Meaning, Season, Shifted, Stretch, WeekdayName, Weekend
from dragoman.mentions.times.parts import Narrowed, piece
from dragoman.mentions.times.reckoning import day_in, years
from dragoman.model import KnowledgeError
from dragoman.model.working import Sentence

SOURCE = "languages/french/data/times.yaml"
# "Ces derniers jours" and the like, as in English "recent days": a length of unsaid number counts as so many.
_UNSAID = 3.0


@dataclass(frozen=True, slots=True)
class _Rules:
    scan: re.Pattern[str]
    makers: Mapping[str, str]
    words: Mapping[str, Mapping[str, Any]]


@cache
def _rules() -> _Rules:
    data = yaml_of("times.yaml")
    words = {name: {str(word).lower(): value for word, value in values.items()} for name, values in data["words"].items()}
    lists = {name: "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(values, key=len, reverse=True)) for name, values in words.items()}
    parts, makers = [], {}
    for number, entry in enumerate(data["rules"]):
        if entry["make"] not in _MAKERS or "example" not in entry:
            raise KnowledgeError(f"rule {entry.get('rule')!r}: no builder {entry['make']!r}, or no example", source=SOURCE)
        pattern = re.sub(r"\{([a-z]\w*)\}", lambda found: f"(?:{lists[found[1]]})", entry["pattern"])
        # Lookbehinds need a fixed width, so only the plain spaces outside them are loosened.
        pattern = re.sub(r"\?P<(\w+)>", rf"?P<r{number}_\1>", pattern)
        parts.append(f"(?P<r{number}>{pattern})")
        makers[f"r{number}"] = entry["make"]
    return _Rules(re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])", re.IGNORECASE), MappingProxyType(makers), MappingProxyType(words))


@dataclass(frozen=True, slots=True)
class _Found:
    """The groups of a match by their short names ("m2" is another "m"); empty ones are left out."""

    groups: Mapping[str, str]
    words: Mapping[str, Mapping[str, Any]]

    def text(self, name: str) -> str | None:
        return next((" ".join(value.lower().split()) for key, value in self.groups.items() if key.rstrip("2345") == name), None)

    def word(self, name: str, kind: str) -> Any:
        told = self.text(name)
        return None if told is None else self.words[kind].get(told)

    def number(self, name: str) -> int | None:
        told = self.text(name)
        return int(told) if told is not None and told.isdigit() else None

    def amount(self) -> float | None:
        """None where the number is unsaid ("quelques")."""
        told = self.text("n")
        if told is None:
            return None
        value = int(told) if told.isdigit() else self.words["number"].get(told)
        return None if value is None else float(value)

    @property
    def unit(self) -> str:
        return str(self.words["unit"][self.text("u") or ""])


Made = tuple[str, Meaning] | None


def _which(found: _Found) -> int | None:
    return -1 if found.text("last") else 1 if found.text("next") else None


def _iso(found: _Found) -> Made:
    year, month, day = map(int, (found.text("iso") or "").split("-"))
    return _dated(fixed_day(year, month, day))


def _slash(found: _Found) -> Made:
    return _dated(fixed_day(found.number("y") or 0, found.number("m") or 0, found.number("d") or 0))


def _dated(meaning: Meaning | None) -> Made:
    return None if meaning is None else ("DATE", meaning)


def _date(found: _Found) -> Made:
    month, day = found.word("m", "month"), found.number("d") or 0
    if day_in(2000, month, day) is None:
        return None
    return _dated(month_day(month, day, found.number("y"), found.word("w", "weekday")))


def _day_range(found: _Found) -> Made:
    month = found.word("m", "month")
    first = month_day(found.word("m0", "month") or month, found.number("d") or 0, found.number("y"))
    last = month_day(month, found.number("e") or 0, found.number("y"))
    return None if first is None or last is None else ("DATE", Between(first, last))


def _month_range(found: _Found) -> Made:
    year = found.number("y") or 0
    return "DATE", Between(fixed_month(found.number("y0") or year, found.word("m0", "month")), fixed_month(year, found.word("m", "month")))


def _year_range(found: _Found) -> Made:
    return "DATE", Between(fixed_year(found.number("y0") or 0), fixed_year(found.number("y") or 0))


def _month(found: _Found) -> Made:
    month, year = found.word("m", "month"), found.number("y")
    return "DATE", fixed_month(year, month) if year else BareMonth(month, _which(found))


def _edge_month(found: _Found) -> Made:
    made = _month(found)
    return None if made is None else ("DATE", Narrowed(made[1], found.word("edge", "edge")))


def _edge_year(found: _Found) -> Made:
    return "DATE", Narrowed(fixed_year(found.number("y") or 0), found.word("edge", "edge"))


def _edge_unit(found: _Found) -> Made:
    return "DATE", Narrowed(Shifted(found.unit, 0), found.word("edge", "edge"))


def _weekday(found: _Found) -> Made:
    meaning = WeekdayName(found.word("w", "weekday"), _which(found))
    return "DATE", meaning


def _ago(found: _Found) -> Made:
    number = found.amount()
    return "DATE", Fixed(None, "PAST_REF") if number is None else Shifted(found.unit, -number)


def _ahead(found: _Found) -> Made:
    number = found.amount()
    return "DATE", Fixed(None, "FUTURE_REF") if number is None else InUnits(found.unit, number, period(found.unit, number))


def _last_units(found: _Found) -> Made:
    number = found.amount()
    return "DATE", Stretch(found.unit, number or _UNSAID, False, period(found.unit, number))


def _next_units(found: _Found) -> Made:
    number = found.amount()
    return "DATE", Stretch(found.unit, number or _UNSAID, True, period(found.unit, number))


def _last_unit(found: _Found) -> Made:
    return "DATE", Shifted(found.unit, -1)


def _next_unit(found: _Found) -> Made:
    return "DATE", Shifted(found.unit, 1)


def _this_unit(found: _Found) -> Made:
    return "DATE", Shifted(found.unit, 0)


def _this_part(found: _Found) -> Made:
    return "DATE", Shifted("D", 0)


def _weekend(found: _Found) -> Made:
    return "DATE", Weekend(_which(found))


def _season(found: _Found) -> Made:
    code, year = found.word("s", "season"), found.number("y")
    return "DATE", Fixed(piece(year, code), f"{year:04d}-{code}") if year else Season(code, _which(found))


def _deictic(found: _Found) -> Made:
    return "DATE", Shifted("D", found.word("x", "deictic"))


def _decade(found: _Found) -> Made:
    number = found.number("n") or 0
    first = number if number > 99 else two_digit_year(number)
    return "DATE", Fixed(years(first, first + 9), f"{first:04d}"[:3])


def _year(found: _Found) -> Made:
    return "DATE", fixed_year(found.number("y") or 0)


def _duration(found: _Found) -> Made:
    return "DURATION", Fixed(None, period(found.unit, found.amount()))


def _every(found: _Found) -> Made:
    return "SET", Fixed(None, period(found.unit, 1))


def _ref(found: _Found) -> Made:
    return "DATE", Fixed(None, str(found.word("x", "ref")))


_MAKERS: Mapping[str, Callable[[_Found], Made]] = MappingProxyType(
    {
        "iso": _iso, "slash": _slash, "date": _date, "day_range": _day_range, "month_range": _month_range, "year_range": _year_range, "month": _month,
        "edge_month": _edge_month, "edge_year": _edge_year, "edge_unit": _edge_unit, "weekday": _weekday, "ago": _ago, "ahead": _ahead,
        "last_units": _last_units, "next_units": _next_units, "last_unit": _last_unit, "next_unit": _next_unit, "this_unit": _this_unit,
        "this_part": _this_part, "weekend": _weekend, "season": _season, "deictic": _deictic, "decade": _decade, "year": _year, "duration": _duration,
        "every": _every, "ref": _ref,
    }
)  # fmt: skip
# "Jeudi 22 juin" may stand for "le", and "le lundi" for every one; the article is no part of the expression.
_ARTICLE = re.compile(r"(?:le|la|les|l['’]|du|de|des|ce|cette|à la|au|en|entre le|entre)\s*", re.IGNORECASE)


def find_times(text: str, sentences: Sequence[Sentence]) -> list[Expression]:
    """All time expressions of the sentences, in text order."""
    rules = _rules()
    found: list[Expression] = []
    starts = [sentence.start for sentence in sentences]
    for match in rules.scan.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at < 0 or match.end() > sentences[at].end:
            continue
        name = next(name for name in rules.makers if match[name] is not None)
        groups = {key.split("_", 1)[1]: value for key, value in match.groupdict().items() if value and key.startswith(f"{name}_")}
        made = _MAKERS[rules.makers[name]](_Found(groups, rules.words))
        if made is not None:
            found += _expressions(text, match.start(), match.end(), rules.makers[name], made, sentences[at])
    return found


def _expressions(text: str, start: int, end: int, rule: str, made: tuple[str, Meaning], sentence: Sentence) -> list[Expression]:
    kind, meaning = made
    headline = sentence.kind != "body"
    if isinstance(meaning, Between):
        # TIMEX3 marks both ends of a range.
        cut = re.search(r"\s(?:au|à|et(?: le)?)\s|-|,\s", text[start:end])
        begin = _ARTICLE.match(text, start, end)
        first = begin.end() if begin else start
        left, right = (end, start) if cut is None else (start + cut.start(), start + cut.end())
        days = rule == "day_range"
        ends = (EndOf(meaning, False), EndOf(meaning, True)) if days else (meaning.first, meaning.last)
        return [
            Expression(first, left, sentence.index, kind, rule, ends[0], None, headline, meaning),
            Expression(right, end, sentence.index, kind, rule, ends[1], None, headline, meaning),
        ]
    return [Expression(start, end, sentence.index, kind, rule, meaning, None, headline)]
