"""Makes hostile or damaged pages harmless before the slow search for the article. In: a page's HTML; out: HTML as good, and what was changed.

All of it is linear in the page's length and costs a real page about a hundredth of the search. Text is never dropped, but for stretches no paragraph can have.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

from dragoman.read.limits import (
    LONG_TAG,
    MOST_ATTRIBUTES,
    MOST_CHARACTERS_WITHOUT_TAG,
    MOST_ELEMENTS_DEEP,
    MOST_TAGS_OF_PAGE,
)

# NUL ends a page for libxml2; the others are allowed in no HTML (WHATWG HTML, 13.2.3.5).
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\f\r")
_TAG_BEGINS = re.compile("<[a-zA-Z][a-zA-Z0-9-]*")
_MOST_TRIED = 20
_ONE_ATTRIBUTE = r"""(?>\s++[\w:.@-]{1,60}+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?+)"""
_ATTRIBUTES = re.compile(rf"(?:{_ONE_ATTRIBUTE}){{{MOST_ATTRIBUTES}}}")
_QUOTED_MARKUP = re.compile(r"""=\s*+(?:"[^"<>]*+|'[^'<>]*+)[<>]""")
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
# Their settings may be as long as they like: no text is looked for in them.
_NO_TEXT = ("script", "style")
_NO_TEXT_BEGINS = re.compile(r"<(?:!--|(?:script|style|svg|SCRIPT|STYLE|SVG)\b[^<>]*>)")
# What pages say of themselves (trafilatura and htmldate read no others).
_DATA = re.compile(r"(?:ld|settings)\+json", re.IGNORECASE)
_COMMENT_ENDS, _DRAWING_ENDS = re.compile("-->"), re.compile(r"</[sS][vV][gG]\s*>")
_NO_TEXT_ENDS = {
    "<!-": _COMMENT_ENDS,
    "<sc": re.compile(r"</[sS][cC][rR][iI][pP][tT]\b[^<>]*>"),
    "<st": re.compile(r"</[sS][tT][yY][lL][eE]\b[^<>]*>"),
    "<sv": _DRAWING_ENDS,
}
_NAMES = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
_VOID = "area base br col embed hr img input link meta param source track wbr"
# Closed by their own kind or by their parent when their end tag is left out, so that they nest no deeper.
_CLOSES_ITSELF = "p li dt dd option optgroup tr td th thead tbody tfoot colgroup rt rp html head body"
_NO_LEVEL = frozenset(f"{_VOID} {_CLOSES_ITSELF}".split())
# What stands in these is no markup; left open, they swallow the rest of the page.
_RAW = ("script", "style", "title", "textarea", "iframe", "noscript", "xmp", "noembed", "noframes")
_RAW_NAMES = re.compile(rf"</?(?i:{'|'.join(_RAW)})(?![a-zA-Z0-9])")
# No article is looked for in these; left open, they hide the rest of the page.
_HIDING = ("select", "svg", "form", "button", "template", "nav", "aside", "footer")
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_IN_STRINGS = re.compile(r'\\["/]')
# Scripts do write a tag or two of HTML; so much of it between two beginnings is the page itself.
_PARAGRAPHS_SWALLOWED = 3
_BLOCK = re.compile(r"<(?:p|div|h[1-6]|article|section|main|body|header|ul|ol|table|/head|meta|link)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Simplified:
    """A page that is safe to search.

    Attributes:
        page: its HTML.
        changed: what was done to it, a few words each; empty for nearly all pages.
        overfull: True if it has more tags than the search for an article can bear.
    """

    page: str
    changed: tuple[str, ...] = ()
    overfull: bool = False


def simplified(page: str) -> Simplified:
    """The page with its text, without what breaks or stalls parsers."""
    changed: list[str] = []

    def became(new: str, what: str) -> str:
        if new is not page and new != page:
            changed.append(what)
        return new

    page = became(_without_controls(page), "control characters left out")
    page = became(_comments_closed(page), "comments closed")
    raw = Counter(_lower(_RAW_NAMES.findall(page)))
    if any(raw[f"<{name}"] > raw[f"</{name}"] for name in _RAW):
        page = became(_raw_closed(page), "scripts and the like closed")
    page = _without_scripts(page)
    if len(_QUOTED_MARKUP.findall(page)) > MOST_ATTRIBUTES:
        page = became(_QUOTED.sub(_without_brackets, page), "markup in attributes left out")
    if max(map(len, page.split(">"))) > LONG_TAG:
        page = became(">".join(map(_without_attributes, page.split(">"))), f"more than {MOST_ATTRIBUTES} attributes in a tag left out")
        page = became("<".join(map(_without_endless_text, page.split("<"))), f"stretches of text cut at {MOST_CHARACTERS_WITHOUT_TAG} characters")
        # A comment that was cut has lost its end.
        page = _comments_closed(page)
    names = _lower(_NAMES.findall(page))
    count = Counter(names)
    for name in _HIDING:
        if count[f"<{name}"] > count[f"</{name}"]:
            page = became(_without_open(page, name), f"<{name}> without an end taken out")
    if _may_be_deep(names, count):
        page = became(_flattened(page), f"elements more than {MOST_ELEMENTS_DEEP} deep or without an end taken out")
        count = Counter(_lower(_NAMES.findall(page)))
    return Simplified(page, tuple(changed), sum(count.values()) > 2 * MOST_TAGS_OF_PAGE)


def _without_brackets(value: re.Match[str]) -> str:
    """An attribute's value without what would seem to end its tag: the attributes of a tag could not be counted."""
    return value[0].replace("<", " ").replace(">", " ")


def _lower(names: list[str]) -> list[str]:
    """Names of tags in small letters; one by one would take twice as long."""
    return " ".join(names).lower().split()


def _without_controls(page: str) -> str:
    data = page.encode("utf-8", "replace")
    found = data.translate(None, _CONTROLS)
    return page if len(found) == len(data) else found.decode("utf-8")


def _without_attributes(piece: str) -> str:
    """What stands before a ">", its tag with no more attributes than allowed."""
    if len(piece) <= LONG_TAG:
        return piece
    begins = list(_TAG_BEGINS.finditer(piece))
    # In scripts "<" is no tag; and a picture written into its tag is long and does no harm. Neither has so many attributes in a row.
    for begin in begins[:_MOST_TRIED]:
        if (first := _ATTRIBUTES.match(piece, begin.end())) is not None:
            return piece[: first.end()]
    if len(begins) > MOST_ATTRIBUTES:
        # Tags begun again and again and never ended: all but the last are text.
        last = begins[-1].start()
        return piece[:last].replace("<", " ") + piece[last:]
    return piece


def _without_endless_text(piece: str) -> str:
    if len(piece) <= MOST_CHARACTERS_WITHOUT_TAG or piece[:6].lower().startswith(_NO_TEXT):
        return piece
    return piece[:MOST_CHARACTERS_WITHOUT_TAG]


def _comments_closed(page: str) -> str:
    """The page with an end for each comment that has none."""
    return _closed(page, re.compile("<!--"), "-->") if "<!--" in page else page


def _raw_closed(page: str) -> str:
    """The page with an end for each script and the like that has none."""
    for name in _RAW:
        page = _closed(page, re.compile(rf"<{name}\b[^<>]*>?", re.IGNORECASE), f"</{name}>")
    return page


def _without_scripts(page: str) -> str:
    """The page without scripts, styles and drawings, which no search looks into but all copy and scan: a third to a half of most pages."""
    out: list[str] = []
    at = copied = 0
    while (begin := _NO_TEXT_BEGINS.search(page, at)) is not None:
        ends = _NO_TEXT_ENDS[begin[0][:3].lower()]
        end = ends.search(page, begin.end())
        if end is None:
            break
        if ends is _COMMENT_ENDS or _DATA.search(begin[0]) or (ends is _DRAWING_ENDS and "<svg" in page[begin.end() : end.start()].lower()):
            at = end.end()
        else:
            out.append(page[copied : begin.start()])
            at = copied = end.end()
    return "".join((*out, page[copied:])) if out else page


def _closed(page: str, begins: re.Pattern[str], ends: str) -> str:
    """The page with an end for what hides text and was left open: to the end of the page, or over paragraphs up to the end of the next of its kind.

    The end is set before the first block, or where there is none directly behind the beginning.
    """
    end_of = re.compile(re.escape(ends.rstrip(">")) if ends != "-->" else ends, re.IGNORECASE)
    out: list[str] = []
    at = copied = 0
    while (begin := begins.search(page, at)) is not None:
        end = end_of.search(page, begin.end())
        stop = end.start() if end is not None else len(page)
        if end is not None:
            following = begins.search(page, begin.end(), stop)
            reach = following.start() if following is not None and ends != "-->" else stop
            paragraphs = len(_PARAGRAPH.findall(page, begin.end(), reach)) if following is not None else 0
            # HTML within a script's strings is written with these escapes.
            swallowed = paragraphs >= _PARAGRAPHS_SWALLOWED and not _IN_STRINGS.search(page, begin.end(), reach)
            if not swallowed:
                at = end.end()
                continue
        block = _BLOCK.search(page, begin.end(), stop)
        cut = block.start() if block is not None else begin.end()
        out.append(page[copied:cut] + ends)
        at = copied = cut
    return "".join((*out, page[copied:])) if out else page


def _without_open(page: str, name: str) -> str:
    """The page without those tags of this name that are never ended."""
    open_: list[re.Match[str]] = []
    for mark in re.finditer(rf"<(/?){name}\b[^<>]*>?", page, re.IGNORECASE):
        if not mark.group(1):
            open_.append(mark)
        elif open_:
            open_.pop()
    out: list[str] = []
    at = 0
    for mark in open_:
        out.append(page[at : mark.start()])
        at = mark.end()
    return "".join((*out, page[at:]))


def _may_be_deep(names: list[str], count: Counter[str]) -> bool:
    """True if elements may nest too deep: an upper bound from the tags alone, whether they fit one another or not."""
    steps = {name: 0 if name.strip("</") in _NO_LEVEL else -1 if name[1] == "/" else 1 for name in count}
    left_open = sum(max(0, number - count[f"</{name[1:]}"]) for name, number in count.items() if steps[name] > 0)
    if left_open > MOST_ELEMENTS_DEEP:
        return True
    levels = list(accumulate(map(steps.__getitem__, names), initial=0))
    return bool(max(map(sub, levels, accumulate(levels, min))) > MOST_ELEMENTS_DEEP)


def _flattened(page: str) -> str:
    """The page without the tags that lie too deep, and without end tags that end nothing; all text stays."""
    open_: list[str] = []
    dropped: Counter[str] = Counter()

    def kept(tag: re.Match[str]) -> str:
        name = tag.group(2).lower()
        if name in _NO_LEVEL:
            return tag.group()
        if not tag.group(1):
            if len(open_) >= MOST_ELEMENTS_DEEP:
                dropped[name] += 1
                return " "
            open_.append(name)
            return tag.group()
        if dropped[name]:
            dropped[name] -= 1
            return " "
        if name not in open_:
            return " "
        while open_.pop() != name:
            pass
        return tag.group()

    return _TAG.sub(kept, page)
