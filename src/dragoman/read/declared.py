"""What a page declares about itself. In: HTML; out: the address it calls its own, and by which of its marks the day of publication was found.

The day itself is found by htmldate; here it is looked for again in the order in which htmldate asks (meta elements, JSON-LD, address, time
elements), to say where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

# Heads of pages are far smaller; what stands behind is not searched.
SEARCHED = 1_000_000
_ELEMENT = re.compile(r"<((?i:meta|link|time|abbr))\b([^>]{0,3000})>")
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,40})\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))""")
_JSON_LD = re.compile(r"<script\b[^>]{0,300}ld\+json[^>]{0,300}>(.{0,200000}?)</script", re.IGNORECASE | re.DOTALL)
_JSON_DAY = re.compile(r'"((?:date|upload)[A-Za-z]{1,20})"\s*:\s*"([^"]{4,60})"')
_NAMES = ("property", "name", "itemprop", "http-equiv", "pubdate")
# How a day was found that stands in no mark of the page, only in its words.
FROM_WORDS = "page"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Marks:
    """The elements in which a page says what it is.

    Args:
        page: its HTML.
    """

    def __init__(self, page: str) -> None:
        self._page = page[:SEARCHED]
        self._elements = [(found[1].lower(), found[2]) for found in _ELEMENT.finditer(self._page)]

    def address(self) -> str | None:
        """The page's `link rel=canonical`, else its `og:url`; None where it has neither."""
        shared: str | None = None
        for _, told in self._holding("canonical", "link"):
            if "canonical" in told.get("rel", "").lower().split() and told.get("href", "").strip():
                return told["href"].strip().replace("&amp;", "&")
        for _, told in self._holding("og:url", "meta"):
            if told.get("property", told.get("name", "")).lower() == "og:url" and told.get("content", "").strip():
                shared = shared or told["content"].strip().replace("&amp;", "&")
        return shared

    def published_how(self, url: str | None, published: str | None) -> str | None:
        """Where on the page its day of publication stands.

        Args:
            published: the day that was found, ISO 8601; None where none was.

        Returns:
            "meta NAME", "json-ld NAME", "url", "time", or "page" where it is read from the page's own words; None without a day.
        """
        if not published:
            return None
        day = date.fromisoformat(published[:10])
        named = [name for name, value in self._metas(day) if _is_day(value, day)]
        if named:
            # Of several that hold the day the one that speaks of publication, and one that speaks of changes last.
            return f"meta {min(named, key=lambda name: (bool(re.search('modif|updat|revis', name.lower())), 'publ' not in name.lower()))}"
        told = [found[1] for script in _JSON_LD.finditer(self._page) for found in _JSON_DAY.finditer(script[1]) if _is_day(found[2], day)]
        if told:
            return f"json-ld {min(told, key=lambda name: (name != 'datePublished', name == 'dateModified'))}"
        if any(re.search(rf"{day.year}\D?0?{day.month}\D?0?{day.day}(?!\d)", address) for address in (url, self.address()) if address):
            return "url"
        for _, attributes in self._holding(str(day.year), "time", "abbr"):
            if any(_is_day(attributes.get(name, ""), day) for name in ("datetime", "title", "content")):
                return "time"
        return FROM_WORDS

    def _holding(self, what: str, *tags: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The elements of these kinds in which something is written, with their attributes."""
        for tag, attributes in self._elements:
            if tag in tags and what in attributes.lower():
                yield tag, {part[1].lower(): next(value for value in (*part.groups()[1:], "") if value is not None) for part in _ATTRIBUTE.finditer(attributes)}

    def _metas(self, day: date) -> Iterator[tuple[str, str]]:
        for _, told in self._holding(str(day.year), "meta"):
            name = next((told[key] for key in _NAMES if told.get(key)), None)
            if name and told.get("content") and "://" not in told["content"]:
                yield " ".join(name.split())[:60], told["content"]


def _is_day(value: str, day: date) -> bool:
    """True if a value names the day, in digits or with the month in English."""
    if value.startswith(day.isoformat()) or day.strftime("%Y%m%d") in value:
        return True
    if str(day.year) not in value or len(value) > 60:
        return False
    numbers = [int(number) for number in re.findall(r"\d{1,2}(?!\d)", re.sub(r"\d{4}", " ", value, count=1))]
    if day.day not in numbers:
        return False
    numbers.remove(day.day)
    return day.month in numbers or re.search(rf"\b{_MONTHS[day.month - 1]}", value.lower()) is not None
