"""RSS, Atom and JSON feeds: one entry, one report. fastfeedparser reads them, feedparser those that it can't."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from dragoman.model import InputError, Report
from dragoman.read.feed_dates import plain_id, whole_dates
from dragoman.read.html import plain_text
from dragoman.read.made import make, published_day, unreadable
from dragoman.read.pending import Pending, whole_file
from dragoman.read.source import SourceFile

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&[a-zA-Z#][a-zA-Z0-9]{1,8};")


# Required as the version of a JSON feed (JSON Feed 1.1, top level); slashes may be escaped.
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')


class FeedReader:
    """Reads .xml, .rss, .atom, .jsonfeed, and .json that is a JSON feed: every entry with its content (or its summary) as text."""

    name = "feed"
    suffixes = (".rss", ".atom", ".rdf", ".xml", ".jsonfeed")

    def recognises(self, head: bytes) -> bool:
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
        if start.startswith(b"{"):
            return _JSON_FEED.search(start) is not None
        return start.startswith(b"<") and re.search(rb"<(rss|feed|rdf:rdf)[\s>]", start) is not None

    def pending(self, source: SourceFile) -> Iterator[Pending]:
        yield whole_file(self.name, source)

    def read(self, source: SourceFile) -> Iterator[Report]:
        data = source.data()
        title, entries = _parse(source, data)
        if not entries:
            raise source.error("the feed has no entries")
        for number, entry in enumerate(entries, 1):
            given = _first(entry, "id", "guid", "link")
            report_id = given or f"{source.name}#{number}"
            try:
                yield make(source, report_id, _text(source, entry, report_id), _fields(entry, title), data=data)
            except InputError as error:
                yield unreadable(source, error, report_id)


def _parse(source: SourceFile, data: bytes) -> tuple[str | None, list[Mapping[str, Any]]]:
    """Title and entries of a feed.

    Raises:
        InputError: if neither parser makes anything of it.
    """
    first: Exception
    try:
        import fastfeedparser

        if data.startswith(_UTF_16):
            raise ValueError("not a text of bytes")  # where dates can't be told apart beforehand; the second parser reads no clock
        dated, left_out = whole_dates(data)
        # Bytes only: a string that looks like an address would be fetched.
        feed = fastfeedparser.parse(dated)
        for entry in feed.get("entries") or []:
            for key in ("id", "guid", "link"):
                if isinstance(entry.get(key), str):
                    entry[key] = plain_id(entry[key])
        if left_out:
            source.problem(str(source.error(f"{left_out} dates that name no day, month and year were left out")))
        return _first(feed.get("feed") or {}, "title"), list(feed.get("entries") or [])
    except Exception as error:  # any parser's own errors; the second parser then decides
        first = error
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        feed = feedparser.parse(BytesIO(data))
    if not feed.get("entries") and not feed.get("version"):
        raise source.error(f"no RSS, Atom or JSON feed ({' '.join(str(first).split())[:100]})")
    if feed.get("bozo"):
        source.problem(str(source.error("the feed is not well-formed; what could be read of it was taken")))
    return _first(feed.get("feed") or {}, "title"), list(feed.get("entries") or [])


def _first(entry: Mapping[str, Any], *keys: str) -> str | None:
    """The first of the keys that holds a string with anything in it."""
    return next((value.strip() for key in keys if isinstance(value := entry.get(key), str) and value.strip()), None)


def _text(source: SourceFile, entry: Mapping[str, Any], report_id: str) -> str:
    contents = [part.get("value") for part in entry.get("content") or [] if isinstance(part, Mapping)]
    candidates = [value for value in (*contents, entry.get("summary"), entry.get("description")) if isinstance(value, str) and value.strip()]
    # Some feeds put a teaser into `content` and the article into `description`.
    html = max(candidates, key=len, default="")
    text = plain_text(html) if _MARKUP.search(html) else html.strip()
    if not text.strip():
        raise source.error(f"entry {report_id!r} has no text")
    return text


def _fields(entry: Mapping[str, Any], feed_title: str | None) -> dict[str, Any]:
    title = _first(entry, "title")
    day = next((key for key in ("published", "updated") if _first(entry, key)), None)
    return {
        "title": plain_text(title) if title and _MARKUP.search(title) else title,
        "published": iso_day(_first(entry, day)) if day else None,
        "published_how": f"feed {day}",
        "outlet": feed_title,
        "url": _first(entry, "link"),
        "byline": _first(entry, "author"),
        "language": _first(entry, "language"),
    }


def iso_day(said: str | None) -> str | None:
    """A date as feeds and mails write it as ISO 8601; as it is where that fails (`make` then says so)."""
    if said is None or published_day(said):
        return said
    from email.utils import parsedate_to_datetime

    try:
        day = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return said
    return (day if day.tzinfo else day.replace(tzinfo=UTC)).isoformat() if isinstance(day, datetime) else said


def links(data: bytes, source: SourceFile) -> list[str]:
    """Where the entries of a feed lead, in its order, as it writes them.

    Raises:
        InputError: if it is no feed.
    """
    _, entries = _parse(source, data)
    return [link for entry in entries if (link := _first(entry, "link")) is not None]
