"""TDM reservation (TDMRep, W3C community group report, 2022): whether a publisher has reserved text and data mining. In: file, headers, page; out: yes or no.

The protocol has three places. Whichever of them says 1 is heeded, whatever the others say: the reading that takes the least from the publisher.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

MOST_BYTES: Final = 500 * 1024
MOST_RULES: Final = 2_000
PLACE: Final = "/.well-known/tdmrep.json"
HEADER: Final = "tdm-reservation"
RESERVED: Final = "the publisher has reserved text and data mining"
_HEAD_BYTES: Final = 256 * 1024  # meta tags stand in the head
_META = re.compile(rb"<meta\s[^>]{0,500}>", re.IGNORECASE)
_NAME = re.compile(rb"""\bname\s*=\s*["']?tdm-reservation["'\s/>]""", re.IGNORECASE)
_CONTENT = re.compile(rb"""\bcontent\s*=\s*["']?\s*1\s*["'\s/>]""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reservations:
    """The rules of a site's file, as (pattern, reserved), in order."""

    rules: Sequence[tuple[re.Pattern[str], bool]] = ()

    def reserved(self, path: str) -> bool:
        """True if the first rule that fits the path reserves it."""
        return next((reserved for pattern, reserved in self.rules if pattern.match(unquote(path))), False)


def reservations_of(status: int, body: bytes) -> Reservations:
    """The rules in an answer; none where there is no file or it is none of TDMRep's."""
    if status != 200 or len(body) > MOST_BYTES:
        return Reservations()
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return Reservations()
    if not isinstance(found, list):
        return Reservations()
    rules = []
    for one in found[:MOST_RULES]:
        location = one.get("location") if isinstance(one, dict) else None
        if isinstance(location, str) and len(location) <= 1_000 and location.count("*") <= 8:
            rules.append((_pattern(location), _is_one(one.get(HEADER))))
    return Reservations(tuple(rules))


def reserved_by_header(value: str | None) -> bool:
    return value is not None and value.strip() == "1"


def reserved_by_page(body: bytes) -> bool:
    """True if a meta tag in the page's head says so."""
    head = body[:_HEAD_BYTES]
    if HEADER.encode() not in head.lower():
        return False
    return any(_NAME.search(tag) and _CONTENT.search(tag) for tag in _META.findall(head))


def _is_one(value: object) -> bool:
    return value is not True and value in (1, "1")


def _pattern(location: str) -> re.Pattern[str]:
    """A location as in robots.txt: a beginning, `*` for anything, `$` for the end."""
    plain, end = (location[:-1], r"\Z") if location.endswith("$") else (location, "")
    plain = plain if plain.startswith(("/", "*")) else "/" + plain
    return re.compile(".*".join(re.escape(unquote(part)) for part in re.sub(r"\*+", "*", plain).split("*")) + end, re.DOTALL)
