"""What each paragraph of a report is. In: paragraphs and the report; out: its blocks (title, body, heading, caption, byline, boilerplate).

Rules go from the sure to the likely: phrases, lines of links, bylines, captions, lists under a label, then titles and headings by
their place. What no rule takes out is body: losing the report's own words is worse than keeping a stray line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.clean.bylines import DATE_LINE, byline_reason
from dragoman.clean.captions import caption_reason
from dragoman.clean.gate import possible
from dragoman.clean.lines import Paragraph, ends_sentence
from dragoman.clean.phrases import END_PARAGRAPHS, TOP_PARAGRAPHS, of_scope
from dragoman.clean.recurring import fingerprint
from dragoman.model import Report

TITLE_WORDS = 30
HEADING_WORDS = 14
# Short lines may well recur ("Yes.", a refrain of questions); a paragraph of this length is read once.
REPEATED_WORDS = 8
# Why a paragraph of body is not read: its words stood before. They are the report's own, so it is no boilerplate.
RETOLD = "repeated"
# Fewer bullets at the end may be the report's own list; behind those of the page stands at most a line on the author or the editor.
FEWEST_BULLETS, MOST_BEHIND_BULLETS = 3, 2
LIST_ITEM_WORDS = 18
# More lines than this are a list that the report itself ends in.
MOST_TRAILING = 12
# A text of fewer body words may be a headline service: nothing is taken out there for want of a body.
FEWEST_BODY_WORDS = 40
_BAR = re.compile(r"\s[|•·»]\s|\|")
_WORDS = re.compile(r"\w+")
_NOTHING = re.compile(r"[\W_]*$")
_LIST_BULLET = re.compile(r"^\s*(?:[-–—*•·▪►●○]|\d{1,2}[.)])\s")


@dataclass(slots=True)
class Judged:
    """A paragraph, what it says on one line, and what it was judged to be; kind None until a rule takes it."""

    paragraph: Paragraph
    text: str
    kind: str | None = None
    why: str | None = None

    def take(self, kind: str, why: str | None) -> None:
        self.kind, self.why = kind, why


def judge(paragraphs: Sequence[Paragraph], report: Report) -> list[Judged]:
    """The paragraphs with their kinds, in order; every one has a kind."""
    judged = [Judged(paragraph, paragraph.text) for paragraph in paragraphs]
    for rule in _RULES:
        rule(judged, report)
    for one in judged:
        if one.kind is None:
            one.take("body", None)
    return judged


def _open(judged: Sequence[Judged]) -> list[int]:
    return [index for index, one in enumerate(judged) if one.kind is None]


def _phrases(judged: Sequence[Judged], report: Report) -> None:
    longest = _longest()
    rules = possible([one.text for one in judged], "paragraph", "label")
    for index, one in enumerate(judged):
        if _NOTHING.match(one.text):
            one.take("boilerplate", "holds no words")
            continue
        words = len(one.text.split())
        if words > longest:
            continue
        found = next((rule for rule in rules[index] if rule.finds(one.text, words, index, len(judged))), None)
        if found is not None and not (report.title and _same(one.text, report.title)):
            one.take(found.kind, ("label: " if found.scope == "label" else "") + found.why)


def _recurring(judged: Sequence[Judged], report: Report) -> None:
    """Lines that stand on many pages of the report's site, as a build has learnt."""
    known = frozenset(report.recurring)
    for one in judged if known else ():
        if one.kind is None and fingerprint(one.text) in known and not (report.title and _same(one.text, report.title)):
            one.take("boilerplate", "stands on many pages of its site")


@cache
def _longest() -> int:
    return max(rule.words for rule in of_scope("paragraph", "label"))


def _link_lines(judged: Sequence[Judged], report: Report) -> None:
    """Lines of links between bars: "Home | World | Asia"."""
    for index, one in enumerate(judged):
        if one.kind is not None:
            continue
        parts = [part.strip() for part in _BAR.split(one.text)]
        # A row of a table has numbers in it, or a bar at its head.
        if not all(parts) or any(part.isdigit() for part in parts):
            continue
        short = all(len(part.split()) <= 8 and not part.endswith(".") for part in parts)
        at_end = index >= len(judged) - END_PARAGRAPHS
        if short and (len(parts) > 2 or (len(parts) == 2 and at_end and index > 0)) and len(one.text.split()) <= 25:
            one.take("byline" if index < 2 else "boilerplate", "a line of links")


def _own_title(judged: Sequence[Judged], report: Report) -> None:
    if not report.title:
        return
    for index in _open(judged)[:TOP_PARAGRAPHS]:
        if _same(judged[index].text, report.title):
            judged[index].take("title", "the report's title")
            return


def _bylines(judged: Sequence[Judged], report: Report) -> None:
    for index, one in enumerate(judged):
        if one.kind is not None:
            continue
        top = index < TOP_PARAGRAPHS
        if not top and index < len(judged) - END_PARAGRAPHS:
            continue
        why = byline_reason(one.text, top=top, outlet=report.outlet, byline=report.byline)
        if why:
            one.take("heading" if why == DATE_LINE else "byline", why)


def _captions(judged: Sequence[Judged], report: Report) -> None:
    for place, index in enumerate(_open(judged)):
        why = caption_reason(judged[index].text, first=place == 0, after_title=place == 1)
        # The last paragraph has no text behind it that a picture could stand in.
        if why and len(judged) > 2:
            judged[index].take("caption", why)


def _lists(judged: Sequence[Judged], report: Report) -> None:
    """Headlines under a label such as "Most read" go with it, as far as they look like headlines."""
    under = False
    for one in judged:
        if one.kind == "boilerplate" and (one.why or "").startswith("label: "):
            under = True
        elif one.kind is None and under:
            item = _like_headline(one.text, LIST_ITEM_WORDS) or (
                _LIST_BULLET.match(one.text) and not one.text.endswith(".") and len(one.text.split()) <= 2 * LIST_ITEM_WORDS
            )
            if item:
                one.take("boilerplate", "listed under a label")
            else:
                under = False


def _like_headline(text: str, words: int) -> bool:
    return not text.endswith((".", ":", ";", ",", "”", '"')) and 0 < len(text.split()) <= words and not text[:1].islower()


def _galleries(judged: Sequence[Judged], report: Report) -> None:
    """The line of a picture that a gallery prints cut short, whole, and again for the next view: all tellings of it."""
    told: dict[str, list[int]] = {}
    still = _open(judged)
    for place, index in enumerate(still):
        words = _WORDS.findall(judged[index].text.casefold())
        if len(words) >= REPEATED_WORDS:
            told.setdefault(" ".join(words[:REPEATED_WORDS]), []).append(place)
    for places in told.values():
        if len(places) > 1 and places[1] == places[0] + 1 and _by_a_gallery([judged[still[place]].text for place in places]):
            for place in places:
                judged[still[place]].take("caption", "printed again and again by a gallery")


def _by_a_gallery(texts: Sequence[str]) -> bool:
    """True if the same line stands with a bullet and without one, or with the buttons that show more of it and less."""
    return len({_LIST_BULLET.match(text) is not None for text in texts}) == 2 or {text.rsplit(" ", 1)[-1] for text in texts} >= {"more", "less"}


def _repeated(judged: Sequence[Judged], report: Report) -> None:
    seen: set[str] = set()
    for one in judged:
        if one.kind not in (None, "title"):
            continue
        words = _WORDS.findall(one.text.casefold())
        key = " ".join(words)
        if key in seen and one.kind is None:
            if report.title and _same(one.text, report.title):
                one.take("boilerplate", "the title again")
            elif len(words) >= REPEATED_WORDS:
                one.take("body", RETOLD)
        seen.add(key)


def _title(judged: Sequence[Judged], report: Report) -> None:
    """The first line that is left, if it has no full stop and a text follows."""
    still = _open(judged)
    if len(still) < 2 or any(one.kind == "title" for one in judged):
        return
    first = judged[still[0]].text
    rest = sum(len(judged[index].text.split()) for index in still[1:])
    if len(first.split()) <= TITLE_WORDS and not first.endswith((".", ":", ";", ",")) and not first.endswith((".”", '."', ",”")) and rest > len(first.split()):
        judged[still[0]].take("title", "first line, no full stop")


def _trailing_headlines(judged: Sequence[Judged], report: Report) -> None:
    """Headlines at the end with no text behind them are links to other pages."""
    still = _open(judged)
    body = sum(len(judged[index].text.split()) for index in still if ends_sentence(judged[index].text))
    if body < FEWEST_BODY_WORDS:
        return
    trailing: list[int] = []
    for index in reversed(still):
        if not _like_headline(judged[index].text, LIST_ITEM_WORDS) or ends_sentence(judged[index].text) or not _in_title_case(judged[index].text):
            break
        trailing.append(index)
    led_in = bool(trailing) and trailing[-1] > 0 and judged[trailing[-1] - 1].text.endswith(":")
    for index in () if led_in or len(trailing) > MOST_TRAILING else trailing:
        judged[index].take("boilerplate", "a headline with no text behind it")


def _trailing_bullets(judged: Sequence[Judged], report: Report) -> None:
    """Links to other pages that are printed as a list at the end: in the case of titles, or behind other lines of the page."""
    still = _open(judged)
    last = len(still) - 1
    while last >= 0 and len(still) - 1 - last <= MOST_BEHIND_BULLETS and not _is_link_item(judged[still[last]].text):
        last -= 1
    first = last
    while first > 0 and _is_link_item(judged[still[first - 1]].text):
        first -= 1
    items = still[first : last + 1] if last > 0 else []
    if first == 0 or not FEWEST_BULLETS <= len(items) <= MOST_TRAILING or not _is_link_item(judged[items[0]].text):
        return
    before, told = judged[items[0] - 1], judged[still[first - 1]].text
    titled = sum(_in_title_case(_LIST_BULLET.sub("", judged[index].text)) for index in items)
    if before.kind == "boilerplate" or (2 * titled > len(items) and told.endswith((".", "”", '"'))):
        for index in items:
            judged[index].take("boilerplate", "a list of links at the end")


def _is_link_item(text: str) -> bool:
    return text[:1] in "-–•*·►" and _LIST_BULLET.match(text) is not None and _like_headline(text, 2 * LIST_ITEM_WORDS)


def _in_title_case(text: str) -> bool:
    """Most of the longer words begin with a capital, none with a list's number: a headline, not an item of the report's own list."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.6 * len(words) and not _LIST_BULLET.match(text)


def _headings(judged: Sequence[Judged], report: Report) -> None:
    still = _open(judged)
    for place, index in enumerate(still[:-1]):
        one, behind = judged[index], judged[still[place + 1]]
        short = len(one.text.split()) <= HEADING_WORDS and not one.text.endswith((".", ",", ";", "”", '"', "!”", "?”")) and not _LIST_BULLET.match(one.text)
        if short and len(behind.text.split()) > len(one.text.split()):
            one.take("heading", "short line, no full stop, text follows")


def _same(one: str, two: str) -> bool:
    """The same words, but for case and marks."""
    first, second = (re.findall(r"\w+", text.casefold()) for text in (one, two))
    return bool(first) and first == second


Rule = Callable[[Sequence[Judged], Report], None]
# In this order: a paragraph is what the first rule makes of it that takes it.
_RULES: tuple[Rule, ...] = (
    _phrases, _recurring, _link_lines,
    _own_title, _bylines, _captions, _lists, _galleries, _repeated, _title, _trailing_headlines, _trailing_bullets, _headings,
)  # fmt: skip
