"""The day of publication that a page shows its readers, and the one in its address. In: HTML, an address; out: a day, or None where it can't be told.

A day counts in an element made for it or behind a word of publication, or alone in a short line by the heading; in a footer, a comment, a linked article
or behind "updated" it doesn't, and of several that differ none does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from dragoman.read.told_days import FIRST_YEAR, LAST_YEAR, days_in, tables

_MARK = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>?|<!--.*?-->|<![^<>]*>|([^<]+)|<", re.DOTALL)
_NAMING = re.compile(r"""(?<![\w-])(?:class|id|itemprop)\s*=\s*(?:"([^"]{1,300})|'([^']{1,300})|([^\s"'>]{1,300}))""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html\b[^<>]{0,300}?\slang\s*=\s*["']?([a-zA-Z]{2,3}(?:[-_][a-zA-Z]{2})?)\b""", re.IGNORECASE)
_NOT_SHOWN = "script style noscript template select option svg footer head textarea button"
_WITHIN_LINES = "a abbr acronym b bdi big br cite em font i img ins mark q s small span strong sub sup time u wbr"
_WITHOUT_END = "area base br col embed hr img input link meta param source track wbr"
_HIDDEN, _INLINE, _EMPTY = (frozenset(names.split()) for names in (_NOT_SHOWN, _WITHIN_LINES, _WITHOUT_END))
_HEADINGS = frozenset(("h1", "h2"))
# Characters: what is longer is a paragraph, and a day in it is that of what it tells.
LONGEST_LINE = 140
# A line whose day is nearly all of it.
_MOST_BESIDE = 40
# Elements around a line whose names speak for it.
_LEVELS = 3
# Lines before the heading (a band with the day of the paper), and behind it where no paragraph follows.
_LINES_BEFORE, _LINES_BEHIND = 4, 15
_MOST_CHARACTERS = 2_000_000
_ADDRESS = re.compile(rf"[/_-]({FIRST_YEAR // 100}\d\d|2\d{{3}})[/_-]([a-z]{{3,9}})[/_-](\d{{1,2}})(?=[/_.-]|$)", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """Text between two blocks."""

    heading: bool
    made_for_it: bool = False
    of_another: bool = False
    pieces: list[str] = field(default_factory=list)
    text: str = ""


def day_in_address(url: str | None) -> date | None:
    """The day in an address that names its month by letters, ".../2021/mar/04/..."; those in figures htmldate finds."""
    for found in _ADDRESS.finditer(url or ""):
        month = tables().month(found[2], "en")
        try:
            if month is not None and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
                return date(int(found[1]), month, int(found[3]))
        except ValueError:
            continue
    return None


def printed_day(page: str) -> date | None:
    """The day that a page shows as that of its publication."""
    declared = _LANGUAGE.search(page[:5_000])
    language = declared[1] if declared else ""
    lines = list(_lines(page[:_MOST_CHARACTERS]))
    near = _by_the_heading(lines)
    found: list[tuple[int, date]] = []
    for at, line in enumerate(lines):
        if line.of_another or len(line.text) > LONGEST_LINE:
            continue
        for rank, day in _told(line, language, near=at in near):
            found.append((rank, day))
    best = min((rank for rank, _ in found), default=0)
    days = {day for rank, day in found if rank == best}
    return days.pop() if len(days) == 1 else None


def _told(line: _Line, language: str, *, near: bool) -> Iterator[tuple[int, date]]:
    """The days of a line that may be those of publication, with how surely (0 is best)."""
    days = days_in(line.text, language)
    begins = 0
    for number, (at, day) in enumerate(days, 1):
        end = days[number][0] if number < len(days) else len(line.text)
        before = line.text[begins:at]
        begins = at
        # Where a line has several days, each is told by the words since the one before.
        changed, told = _last(tables().changed, before), _last(tables().told, before)
        if changed > told:
            continue
        alone = end - at + len(before) <= _MOST_BESIDE
        if near and (line.made_for_it or told >= 0):
            yield 0, day
        elif near and alone:
            yield 1, day
        elif line.made_for_it and told >= 0:
            yield 2, day


def _last(words: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in words.finditer(text)), default=-1)


def _by_the_heading(lines: list[_Line]) -> range:
    """The lines between heading and article, with a few before the heading: the first heading that a paragraph follows soon, the main one first."""
    paragraphs = [at for at, line in enumerate(lines) if len(line.text) > LONGEST_LINE and not line.heading] or [len(lines)]
    for heading in [at for at, line in enumerate(lines) if line.heading]:
        first = next((at for at in paragraphs if at > heading), len(lines))
        if first - heading <= _LINES_BEHIND:
            return range(max(0, heading - _LINES_BEFORE), first)
    return range(max(0, paragraphs[0] - _LINES_BEHIND), paragraphs[0])


def _lines(page: str) -> Iterator[_Line]:
    """The page's visible text, line by line, with what the names of the elements around say of it."""
    open_: list[tuple[str, bool, bool]] = []
    hidden, deep = "", 0
    line = _Line(heading=False)
    for mark in _MARK.finditer(page):
        text = mark[4]
        if text is not None:
            if not hidden and not text.isspace():
                line.pieces.append(text)
                for _, made_for_it, of_another in open_[-_LEVELS:]:
                    line.made_for_it |= made_for_it
                    line.of_another |= of_another
            continue
        if mark[2] is None:  # a bare "<", a comment, a declaration
            continue
        end, name = mark[1], mark[2].lower()
        if hidden:
            deep += (name == hidden) * (-1 if end else 1)
            hidden = hidden if deep else ""
            continue
        if name not in _INLINE and line.pieces:
            yield _whole(line)
        if name not in _INLINE:
            line = _Line(heading=name in _HEADINGS and not end)
        if not end and name in _HIDDEN:
            hidden, deep = name, 1
        elif not end and name not in _EMPTY:
            open_.append((name, *_named(mark[3])))
        elif end and (place := next((at for at in range(len(open_) - 1, max(-1, len(open_) - 40), -1) if open_[at][0] == name), None)) is not None:
            del open_[place:]
    if line.pieces:
        yield _whole(line)


def _whole(line: _Line) -> _Line:
    line.text = " ".join(unescape(" ".join(line.pieces)).split())
    return line


def _named(attributes: str) -> tuple[bool, bool]:
    """Whether an element is named as one for days or bylines, and whether as one of something else."""
    names = " ".join("".join(filter(None, found)) for found in _NAMING.findall(attributes)) if "=" in attributes else ""
    return (bool(tables().cues.search(names)), bool(tables().elsewhere.search(names))) if names else (False, False)
