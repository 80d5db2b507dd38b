"""Builders for calendar dates: days, months, years, decades, ranges of them, clock times and parts of the day.

In: a grammar Match and the Scan. Out: Made or None.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as calendar_date

from dragoman.mentions.times import reckoning
from dragoman.mentions.times.build import Made, Scan, made, made_range
from dragoman.mentions.times.counted import FromReference
from dragoman.mentions.times.grammar import Match
from dragoman.mentions.times.lexicon import Token
from dragoman.mentions.times.meanings import BareMonth, Fixed, Meaning, MonthDay, Shifted, WeekdayName
from dragoman.mentions.times.parts import MonthIn, OnDay
from dragoman.model import Interval

# Two-digit years: '99 is 1999, '24 is 2024. Reports look back farther than ahead.
CENTURY_TURN = 40


def fixed_day(year: int, month: int, day: int) -> Fixed | None:
    found = reckoning.day_in(year, month, day)
    return None if found is None else Fixed(Interval.day(found), found.isoformat())


def fixed_month(year: int, month: int) -> Fixed:
    return Fixed(Interval.month(year, month), f"{year:04d}-{month:02d}")


def fixed_year(year: int) -> Fixed:
    return Fixed(Interval.year(year), f"{year:04d}")


def year_of(match: Match) -> int | None:
    """The year a match names, in full or as '99."""
    token = match.first("YEAR", "APOS")
    if token is None:
        return None
    return int(token.value) if token.kind == "YEAR" else two_digit_year(int(str(token.value)[1:]))


def two_digit_year(number: int) -> int:
    return (2000 if number < CENTURY_TURN else 1900) + number


def month_day(month: int, day: int, year: int | None, weekday: int | None = None) -> Meaning | None:
    """A day with or without its year; None if no year has it."""
    if year is not None:
        return fixed_day(year, month, day)
    return MonthDay(month, day, weekday) if reckoning.day_in(2000, month, day) else None


def year_meaning(match: Match, scan: Scan) -> Meaning | None:
    """The year meant by "of that year", "last year"; None if it isn't a year."""
    unit = match.all("UNIT", "UNITS", "CENTURY")
    if not unit or unit[-1].value != "Y":
        return None
    which = match.first("THAT", "LAST", "NEXT", "THIS", "PREVIOUS", "FOLLOWING")
    if which is None:
        return None
    if which.kind in ("THAT", "PREVIOUS", "FOLLOWING"):
        return FromReference(scan.reference(), "Y", which.value, scan.depth)
    return Shifted("Y", which.value)


def iso(match: Match, scan: Scan) -> Made | None:
    token = match.first("ISO")
    assert token is not None
    year, month, day = (int(part) for part in re.split(r"[-/]", token.value))
    return made(match, fixed_day(year, month, day) if year else None)


def iso_month(match: Match, scan: Scan) -> Made | None:
    return made(match, fixed_month(*match.tokens[0].value))


def slash(match: Match, scan: Scan) -> Made | None:
    """24/06/2023 and 6/24/23: read only if one of the first two numbers can't be a month, or both are the same."""
    first, second, third = (int(part) for part in re.split(r"[/.]", match.tokens[0].value))
    year = third if third > 99 else two_digit_year(third)
    if year < 1000 or ("." in match.tokens[0].value and third < 100):
        return None
    if first == second or second > 12:
        return made(match, fixed_day(year, first, second))
    if first > 12:
        return made(match, fixed_day(year, second, first))
    # Either order is possible: the year is all that is sure.
    return made(match, Fixed(_both_orders(year, first, second), f"{year:04d}"))


def _both_orders(year: int, first: int, second: int) -> Interval:
    days = sorted((calendar_date(year, first, second), calendar_date(year, second, first)))
    return Interval(days[0], days[1], "range")


def date(match: Match, scan: Scan) -> Made | None:
    month, day, weekday = match.first("MONTH"), match.first("DAY", "ORD"), match.first("WEEKDAY")
    assert month is not None
    assert day is not None
    if match.has("BC"):
        return made(match, Fixed(None, "BC" + f"{year_of(match) or 0:04d}"))
    if match.has("UNIT", "UNITS", "CENTURY"):
        year = year_meaning(match, scan)
        return made(match, None if year is None else MonthIn(year, month.value, day.value))
    meaning = month_day(month.value, day.value, year_of(match), None if weekday is None else weekday.value)
    return made(match, meaning)


def month(match: Match, scan: Scan) -> Made | None:
    name = match.first("MONTH")
    assert name is not None
    if match.has("UNIT", "UNITS", "CENTURY"):
        year = year_meaning(match, scan)
        return made(match, None if year is None else MonthIn(year, name.value))
    if match.has("BC"):
        return made(match, Fixed(None, f"BC{year_of(match) or 0:04d}"))
    number = year_of(match)
    if number is not None:
        return made(match, fixed_month(number, name.value))
    return made(match, BareMonth(name.value, which_of(match)))


def which_of(match: Match) -> int | None:
    """-1, 0 or 1 for last, this, next; "this past June" is last June."""
    values = [token.value for token in match.all("LAST", "PREVIOUS", "NEXT", "FOLLOWING", "THIS")]
    return next((value for value in values if value), values[0] if values else None)


def year(match: Match, scan: Scan) -> Made | None:
    number = year_of(match)
    return None if number is None else made(match, fixed_year(number))


def year_bc(match: Match, scan: Scan) -> Made | None:
    token = match.tokens[0]
    if token.value != int(token.value):
        return None
    return made(match, Fixed(None, f"BC{int(token.value):04d}"))


def decade(match: Match, scan: Scan) -> Made | None:
    token = match.first("TENS")
    assert token is not None
    digits = re.sub(r"\D", "", token.value)
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if match.has("BC"):
        return made(match, Fixed(None, f"BC{first // 10:03d}"))
    # "the 1900s" is a century to some and a decade to others.
    length = 100 if first % 100 == 0 and first < 2000 else 10
    return made(match, Fixed(reckoning.years(first, first + length - 1), str(first)[: 2 if length == 100 else 3]))


def century(match: Match, scan: Scan) -> Made | None:
    number = match.first("ORDINAL", "ORD")
    assert number is not None
    if number.value < 1 or number.value > 30:
        return None
    if match.has("BC"):
        return made(match, Fixed(None, f"BC{number.value - 1:02d}"))
    first = (number.value - 1) * 100
    return made(match, Fixed(reckoning.years(max(1, first), first + 99), f"{first // 100:02d}"))


# ---------------------------------------------------------------- ranges


def day_range(match: Match, scan: Scan) -> Made | None:
    months, days = match.all("MONTH"), match.all("DAY", "ORD")
    number = year_of(match)
    first_month, last_month = months[0].value, months[-1].value
    if len(months) == 1 and days[0].value >= days[1].value:
        return None
    first_year = number
    if number is not None and first_month > last_month:
        first_year = number - 1
    first = month_day(first_month, days[0].value, first_year)
    return made_range(match, scan, first, month_day(last_month, days[1].value, number))


def weekday_range(match: Match, scan: Scan) -> Made | None:
    """ "Monday to Wednesday", "Monday and Tuesday"; "Monday and Thursday" leave days out, so they are two times."""
    first, last = match.all("WEEKDAY")
    meanings = WeekdayName(first.value, which_of(match)), WeekdayName(last.value)
    if match.has("AND") and not match.has("BETWEEN") and (last.value - first.value) % 7 != 1:
        pair = made_range(match, scan, *meanings)
        return None if pair is None else replace(pair, apart=True)
    return made_range(match, scan, *meanings, days=True)


def month_range(match: Match, scan: Scan) -> Made | None:
    places = [number for number, token in enumerate(match.tokens) if token.kind == "MONTH"]
    names = [match.tokens[place].value for place in places]
    found = [_year_between(match.tokens[places[0] : places[1]]), _year_between(match.tokens[places[1] :])]
    if found[1] is not None and found[0] is None:
        found[0] = found[1] - (names[0] > names[1])
    pair = [BareMonth(name) if number is None else fixed_month(number, name) for name, number in zip(names, found, strict=True)]
    return made_range(match, scan, pair[0], pair[1])


def _year_between(tokens: tuple[Token, ...]) -> int | None:
    return next((int(token.value) for token in tokens if token.kind == "YEAR"), None)


def year_range(match: Match, scan: Scan) -> Made | None:
    span = match.first("SPAN")
    pair = span.value if span is not None else tuple(token.value for token in match.all("YEAR"))
    if pair[0] >= pair[1]:
        return None
    return made_range(match, scan, fixed_year(pair[0]), fixed_year(pair[1]))


# ---------------------------------------------------------------- times of day

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap])?", re.IGNORECASE)


def clock_value(token: Token) -> str | None:
    """T18:00 of "6 p.m.", None if there is no such time."""
    if token.kind == "CLOCKWORD":
        return str(token.value)
    found = _CLOCK.match(token.value)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def clock(match: Match, scan: Scan) -> Made | None:
    place = next(number for number, token in enumerate(match.tokens) if token.kind in ("CLOCK", "CLOCKWORD"))
    value = clock_value(match.tokens[place])
    if value is None:
        return None
    zone = match.first("ZONE")
    value += "" if zone is None else zone.value
    rest = [token for token in (*match.tokens[:place], *match.tokens[place + 1 :]) if token.kind not in ("ZONE", "ON", "AT")]
    if not rest:
        return made(match, OnDay(near_day(scan), value), "TIME")
    day = scan.inner(rest)
    return None if day is None else made(match, OnDay(day.meaning, value), "TIME")


def near_day(scan: Scan) -> Meaning:
    """The day that a bare clock time belongs to: one told in this sentence or the one before, else the writing day."""
    if scan.dated is not None and scan.sentence - scan.dated[0] <= 1:
        reference = scan.reference()
        if reference is not None:
            return FromReference(reference, "D", 0, scan.depth)
    return Shifted("D", 0)


def day_part(match: Match, scan: Scan) -> Made | None:
    part = match.first("PART")
    assert part is not None
    suffix = f"T{part.value}"
    skip = ("IN", "AT")
    rest = [token for token in match.tokens if token.kind in _DAY_KINDS]
    which = match.first("NEXT", "FOLLOWING", "PREVIOUS")
    if rest and not (len(rest) == 1 and rest[0].kind in ("THIS", "LAST", "NEXT")):
        day = scan.inner(rest)
        return None if day is None else made(match, OnDay(day.meaning, suffix), "TIME", skip=skip)
    if which is not None:
        return made(match, OnDay(FromReference(scan.reference(), "D", which.value, scan.depth), suffix), "TIME", skip=skip)
    if match.has("THAT"):
        return made(match, OnDay(FromReference(scan.reference(), "D", 0, scan.depth), suffix), "TIME", skip=skip)
    return made(match, OnDay(Shifted("D", 0), suffix), "TIME", skip=skip)


_DAY_KINDS = frozenset({"WEEKDAY", "DEICTIC", "MONTH", "DAY", "ORD", "YEAR", "ISO", "LAST", "NEXT", "THIS"})


def tonight(match: Match, scan: Scan) -> Made | None:
    word = match.first("TONIGHT")
    assert word is not None
    if word.text.lower() == "overnight":
        # The night that ends on the day, or the one that begins on it.
        return made(match, OnDay(Shifted("H", 0), "TNI"), "TIME")
    return made(match, OnDay(Shifted("D", word.value), "TNI"), "TIME")


def part_alone(match: Match, scan: Scan) -> Made | None:
    part = match.first("PART")
    assert part is not None
    return made(match, OnDay(near_day(scan), f"T{part.value}"), "TIME", skip=("IN", "AT"))
