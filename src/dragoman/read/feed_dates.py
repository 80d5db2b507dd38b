"""Dates in feeds that name a whole day, and those that don't. In: a feed's bytes; out: the same without dates that only today could complete.

fastfeedparser fills what a date leaves out ("yesterday", "14", "06 May") from the clock, and takes a bare number that is an entry's id for a date too.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

# Kept out of the way of a parser that looks for dates in ids; taken off again by `plain_id`.
_MARK: Final = b"http://id.invalid/"
_NAMES: Final = rb"pubdate|published|issued|date|lastbuilddate|updated|modified|created"
_ELEMENT = re.compile(rb"(<((?:[\w-]+:)?(?:" + _NAMES + rb"))(?:\s[^<>]*)?>)(.{0,400}?)(</\2\s*>)", re.IGNORECASE | re.DOTALL)
_GUID = re.compile(rb"(<guid(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[\s*)?)(?=[^<\s])(?!https?://)", re.IGNORECASE)
_IN_JSON = re.compile(rb'("date_(?:published|modified)"\s*:\s*")((?:[^"\\]|\\.){0,400})(")')
_CDATA = re.compile(rb"^\s*<!\[CDATA\[(.*)\]\]>\s*$", re.DOTALL)
# The usual ways (RFC 3339, RFC 822), known without a parser.
_USUAL = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]|$)|(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4}\b")
# If a date is the same whichever of these fills its gaps, it has none.
_FILLINGS: Final = (datetime(1904, 1, 1), datetime(1911, 3, 3))


def whole_dates(data: bytes) -> tuple[bytes, int]:
    """The feed without dates that name no whole day, and how many were left out; entries' ids are marked (see `plain_id`)."""
    left_out = 0

    def checked(found: re.Match[bytes]) -> bytes:
        nonlocal left_out
        start, said, end = found.group(1), found.group(found.re.groups - 1), found.group(found.re.groups)
        if not said.strip() or names_a_day(_CDATA.sub(rb"\1", said).decode("utf-8", "replace")):
            return found.group(0)
        left_out += 1
        return start + end

    if data.lstrip()[:1] == b"{":
        return _IN_JSON.sub(checked, data), left_out
    return _GUID.sub(rb"\1" + _MARK, _ELEMENT.sub(checked, data)), left_out


def plain_id(identifier: str) -> str:
    """An entry's id as the feed has it."""
    return identifier.removeprefix(_MARK.decode())


def names_a_day(said: str) -> bool:
    """True if year, month and day all stand there."""
    said = " ".join(said.split())
    if _USUAL.match(said):
        return True
    if len(said) > 100:
        return False
    from dateutil import parser

    try:
        one, other = (parser.parse(said, default=filling, ignoretz=True).date() for filling in _FILLINGS)
    except (ValueError, TypeError, ArithmeticError):
        return False
    return bool(one == other)
