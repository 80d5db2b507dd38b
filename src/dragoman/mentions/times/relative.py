"""Builders for what is counted from the writing day or from an expression before, for parts of longer times.

In: a grammar Match and the Scan. Out: Made or None.
"""

from __future__ import annotations

from dragoman.mentions.times.build import Made, Scan, made
from dragoman.mentions.times.counted import Anchored, FromReference
from dragoman.mentions.times.dates import fixed_day, month_day, which_of, year_meaning, year_of
from dragoman.mentions.times.grammar import Match
from dragoman.mentions.times.lengths import UNIT_KINDS, amount, period, unit_of
from dragoman.mentions.times.lexicon import Token
from dragoman.mentions.times.meanings import Fixed, InUnits, Meaning, Season, Shifted, Stretch, WeekdayName, WeekdayOfWeek, Weekend
from dragoman.mentions.times.parts import NamedPiece, Narrowed, OrdinalOf, PieceIn, QuarterShift, WeekdayIn, piece

# What "recent" and "coming" reach to, in units: wide enough that a report's "in recent months" holds last winter's events.
RECENT_REACH = {"S": 1, "MIN": 1, "H": 24, "D": 14, "N": 14, "W": 10, "FN": 5, "M": 9, "Y": 10, "DE": 5, "CE": 3}


def deictic(match: Match, scan: Scan) -> Made | None:
    word = match.first("DEICTIC")
    assert word is not None
    # "Today" as "nowadays" can't be told from the day without a parse; in news it is the day.
    return made(match, Shifted("D", word.value))


def same_day(match: Match, scan: Scan) -> Made | None:
    reference = scan.reference()
    return made(match, Shifted("D", 0) if reference is None else FromReference(reference, "D", 0, scan.depth, near=True))


def _day_before(scan: Scan) -> Meaning:
    """Counted from the expression before; where the report has told no time yet, from its own day."""
    return Shifted("D", -1) if scan.dated is None else FromReference(scan.reference(), "D", -1, scan.depth)


def weekday(match: Match, scan: Scan) -> Made | None:
    word = match.first("WEEKDAY")
    assert word is not None
    if match.has("THAT", "FOLLOWING") or (match.tokens[0].kind == "THE" and match.has("NEXT")):
        # "The following Monday" counts from what was told before.
        return made(match, Anchored(scan.reference(), WeekdayName(word.value, 1)))
    which = which_of(match)
    if match.kinds[:2] == ("THIS", "LAST"):
        which = -1
    return made(match, WeekdayName(word.value, which))


def weekday_of_week(match: Match, scan: Scan) -> Made | None:
    unit = match.all(*UNIT_KINDS)[-1]
    if unit.value != "W":
        return None
    word = match.first("WEEKDAY")
    which = match.first("LAST", "NEXT", "THIS")
    assert word is not None
    assert which is not None
    return made(match, WeekdayOfWeek(word.value, which.value))


def weekend(match: Match, scan: Scan) -> Made | None:
    return made(match, Weekend(which_of(match)), skip=("THE",) if match.kinds == ("THE", "WEEKEND") else ())


def last_unit(match: Match, scan: Scan) -> Made | None:
    which, unit = match.tokens[0], match.tokens[1]
    if unit.value in ("S", "MIN", "H"):
        return None
    if unit.value == "N":
        return made(match, Shifted("D", which.value))
    return made(match, Shifted(unit.value, which.value))


# ---------------------------------------------------------------- counted


def ago(match: Match, scan: Scan) -> Made | None:
    number = amount(match)
    unit = unit_of(match)
    if number is None:
        return made(match, Stretch(unit, RECENT_REACH[unit], ahead=False, value="PAST_REF"))
    return made(match, Shifted(unit, -number))


def vague_past(match: Match, scan: Scan) -> Made | None:
    return made(match, Fixed(None, "PAST_REF"))


def same_ago(match: Match, scan: Scan) -> Made | None:
    return made(match, FromReference(scan.reference(), "M", -12, scan.depth))


def in_units(match: Match, scan: Scan) -> Made | None:
    number, unit = amount(match), unit_of(match)
    if number is None:
        return made(match, Fixed(None, "FUTURE_REF"), skip=("IN",))
    return made(match, InUnits(unit, number, period(unit, number)), "DURATION", skip=("IN",))


def past_units(match: Match, scan: Scan) -> Made | None:
    which = match.first("LAST", "NEXT", "PREVIOUS", "FOLLOWING")
    assert which is not None
    unit = unit_of(match)
    if match.has("RECENT"):
        return made(match, Stretch(unit, RECENT_REACH[unit], which.value > 0, "PAST_REF"))
    number = amount(match)
    value = period(unit, number)
    if which.kind in ("PREVIOUS", "FOLLOWING"):
        return made(match, Fixed(None, value), "DURATION")
    return made(match, Stretch(unit, RECENT_REACH[unit] if number is None else number, which.value > 0, value), "DURATION")


def the_past(match: Match, scan: Scan) -> Made | None:
    """ "The past year" ends today; "the last century" may be either and "the last day" the last of something else."""
    word, unit = match.all("LAST")[0], unit_of(match)
    if word.text.lower() == "past":
        return made(match, Stretch(unit, 1, ahead=False, value=period(unit, 1)), "DURATION")
    if unit in ("D", "S", "MIN", "H"):
        return None
    return made(match, Shifted("D" if unit == "N" else unit, -1))


def recent(match: Match, scan: Scan) -> Made | None:
    which = match.first("NEXT", "LAST", "FOLLOWING", "RECENT")
    assert which is not None
    unit = unit_of(match)
    if which.kind == "FOLLOWING":
        return made(match, Fixed(None, period(unit, None)), "DURATION")
    ahead = which.kind == "NEXT"
    skip = ("THE",) if which.kind == "RECENT" else ()
    return made(match, Stretch(unit, RECENT_REACH[unit], ahead, "FUTURE_REF" if ahead else "PAST_REF"), skip=skip)


def after_reference(match: Match, scan: Scan) -> Made | None:
    number, unit = amount(match), unit_of(match)
    sign = -1 if match.has("EARLIER", "BEFOREWARDS") else 1
    if number is None:
        return made(match, Fixed(None, "PAST_REF" if sign < 0 else "FUTURE_REF"))
    if unit == "D" and sign * number == -1:
        return made(match, _day_before(scan))
    return made(match, FromReference(scan.reference(), unit, sign * number, scan.depth))


def vague_reference(match: Match, scan: Scan) -> Made | None:
    return made(match, Fixed(None, "PAST_REF" if match.has("EARLIER") else "FUTURE_REF"))


def neighbour(match: Match, scan: Scan) -> Made | None:
    which = match.first("NEXT", "FOLLOWING", "PREVIOUS")
    step = -1 if which is None else which.value
    if unit_of(match) == "D" and step == -1:
        return made(match, _day_before(scan))
    return made(match, FromReference(scan.reference(), unit_of(match), step, scan.depth))


def entire(match: Match, scan: Scan) -> Made | None:
    """ "The entire year": that of the expression before it, else of the writing day."""
    unit = unit_of(match)
    if unit not in ("W", "M", "Y", "DE"):
        return None
    reference = scan.reference()
    return made(match, Shifted(unit, 0) if reference is None else FromReference(reference, unit, 0, scan.depth))


def same(match: Match, scan: Scan) -> Made | None:
    unit = match.first("UNIT")
    if unit is None:
        return made(match, FromReference(scan.reference(), "W", 0, scan.depth))
    if unit.value in ("S", "MIN", "H"):
        return None
    return made(match, FromReference(scan.reference(), "D" if unit.value == "N" else unit.value, 0, scan.depth))


# ---------------------------------------------------------------- parts of longer times

_HOW = ("MOD", "EDGE", "EARLIER", "LATER")


def edge(match: Match, scan: Scan) -> Made | None:
    """Early, mid, late, earlier, later, the end of ..."""
    place = next(number for number, token in enumerate(match.tokens) if token.kind in _HOW)
    rest = list(match.tokens[place + 1 :])
    while rest and rest[0].kind in ("OF", "IN"):
        rest.pop(0)
    base = _the_unit(rest, scan) or _plain_season(rest) or scan.inner(rest)
    if base is None or base.type in ("DURATION", "SET"):
        return None
    skip = ("THE",) if match.tokens[place].kind != "EDGE" and not match.has("TENS", "CENTURY") else ()
    return made(match, Narrowed(base.meaning, match.tokens[place].value), skip=skip)


def _the_unit(tokens: list[Token], scan: Scan) -> Made | None:
    """ "The year", "the month" inside "the end of the year": that of the expression before it, else of the writing day."""
    if [token.kind for token in tokens] == ["THE", "UNIT"] and tokens[1].value in ("W", "M", "Y", "DE"):
        return Made("DATE", Shifted(tokens[1].value, 0), tokens[0].start, tokens[1].end)
    if [token.kind for token in tokens] == ["THE", "WEEKEND"]:
        return Made("DATE", Weekend(None), tokens[0].start, tokens[1].end)
    return None


def _plain_season(tokens: list[Token]) -> Made | None:
    if [token.kind for token in tokens] == ["SEASON"]:
        return Made("DATE", Season(tokens[0].value), tokens[0].start, tokens[0].end)
    return None


def unit_edge(match: Match, scan: Scan) -> Made | None:
    """ "Year's end", "next month's end"."""
    unit, how = match.tokens[-2], match.tokens[-1]
    if how.text.lower() != "end" or unit.value not in ("W", "M", "Y", "DE"):
        return None
    return made(match, Narrowed(Shifted(unit.value, which_of(match) or 0), how.value))


def ordinal_of(match: Match, scan: Scan) -> Made | None:
    place = max(number for number, token in enumerate(match.tokens) if token.kind in ("OF", "IN") and number < len(match.tokens) - 1)
    head, rest = match.tokens[:place], list(match.tokens[place + 1 :])
    if any(token.kind in ("OF", "IN") for token in head):
        cut = next(number for number, token in enumerate(match.tokens) if token.kind in ("OF", "IN"))
        head, rest = match.tokens[:cut], list(match.tokens[cut + 1 :])
    base = _the_unit(rest, scan) or _plain_season(rest) or scan.inner(rest)
    if base is None or base.type in ("DURATION", "SET"):
        return None
    number = next(token.value for token in head if token.kind in ("ORDINAL", "LAST"))
    unit = head[-1]
    if unit.kind == "WEEKDAY":
        return made(match, WeekdayIn(base.meaning, number, unit.value))
    if unit.value in ("S", "MIN", "H", "CE"):
        return None
    count = next((int(token.value) for token in head if token.kind in ("NUMWORD", "DAY", "NUM")), 1)
    return made(match, OrdinalOf(base.meaning, number, max(1, count), "D" if unit.value == "N" else unit.value))


def quarter(match: Match, scan: Scan) -> Made | None:
    ordinal, half = match.first("ORDINAL"), match.first("HALF")
    which = match.first("LAST", "NEXT", "THIS", "PREVIOUS")
    pieces = 2 if half is not None else 4
    if ordinal is None and (which is None or not match.has("YEAR", *UNIT_KINDS)):
        return made(match, QuarterShift(0 if which is None else which.value)) if half is None else None
    number = pieces if ordinal is None or ordinal.value < 0 else ordinal.value
    if number > pieces:
        return None
    code = f"{'H' if half is not None else 'Q'}{number}"
    year = year_of(match)
    if year is not None:
        return made(match, Fixed(piece(year, code), f"{year:04d}-{code}"))
    if match.has(*UNIT_KINDS):
        base = year_meaning(match, scan)
        return None if base is None else made(match, PieceIn(base, code))
    return made(match, NamedPiece(code))


def season(match: Match, scan: Scan) -> Made | None:
    word = match.first("SEASON")
    assert word is not None
    year = year_of(match)
    if year is not None:
        return made(match, Fixed(piece(year, word.value), f"{year:04d}-{word.value}"))
    if match.has(*UNIT_KINDS):
        base = year_meaning(match, scan)
        return None if base is None else made(match, PieceIn(base, word.value))
    if word.text.lower() in ("fall", "spring") and match.kinds == ("THE", "SEASON"):
        # "The fall" of a city is no season.
        return None
    if word.text.lower() == "fall" and not match.has("LAST", "NEXT", "THIS", "PREVIOUS"):
        return None
    return made(match, Season(word.value, which_of(match)), skip=("IN",))


def holiday(match: Match, scan: Scan) -> Made | None:
    word = match.tokens[0]
    month, day = (int(part) for part in word.value.split("-"))
    year = year_of(match)
    if year is not None:
        return made(match, fixed_day(year, month, day))
    return made(match, month_day(month, day, None))
